"""Tables of answers and of case records: long, wide, faulty, and there and back."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.formats.answers import read_answers, write_answers
from qualcode.formats.cases import read_cases, write_cases
from qualcode.formats.grid import read_grid
from qualcode.formats.instrument import read_instrument
from qualcode.model.answers import Answer, CaseRecord, FieldType, ItemType, Missing, plain
from tests.conftest import ROOT
from tests.formats.test_instrument import GOOD, instruments

INSTRUMENT, _ = read_instrument(GOOD)
LONG = """\
participant,item,option,value
P01,first,rest,1
P01,first,food,2
P01,need,,2 / 3
P01,week,doing,60%
P01,week,writing,40
P02,first,,missing: withheld
"""
WIDE = """\
Participant,First:Food,First: rest,first,need,week:doing,week:writing
P01,2,1,,2/3,60,40
P02,,,Missing: Withheld,,,
"""
EXPECTED = [
    Answer("P01", "first", ("rest", "food")),
    Answer("P01", "need", "2/3"),
    Answer("P01", "week", {"doing": Decimal(60), "writing": Decimal(40)}),
    Answer("P02", "first", Missing.WITHHELD),
]


def read(text, instrument=INSTRUMENT):
    return read_answers(read_grid(text.encode(), "answers.csv"), instrument)


def told(text):
    answers, problems = read(text)
    assert answers == []
    return [str(p) for p in problems]


@pytest.mark.parametrize("text", [LONG, WIDE], ids=["long", "wide"])
def test_both_forms_say_the_same(text):
    answers, problems = read(text)

    assert problems == []
    assert sorted(answers, key=lambda a: (a.participant, a.item)) == EXPECTED


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("P01,first,food,1", "ranks 1 of the 2 options"),
        ("P01,first,food,1\nP01,first,rest,1", "gives two options the same rank"),
        ("P01,first,food,1\nP01,first,food,2", "names an option twice"),
        ("P01,first,food,1.5\nP01,first,rest,1", "no whole number from 1 to 2"),
        ("P01,first,food,0\nP01,first,rest,1", "no whole number from 1 to 2"),
        ("P01,first,sleep,1\nP01,first,rest,2", "has an option that is none of its 2"),
        ("P01,first,food,best\nP01,first,rest,2", "has a value that is no number"),
        ("P01,first,food,1\nP01,first,,missing: withheld", "is missing in part"),
        ("P01,first,,missing: forgot", "is missing for no known reason"),
        ("P01,need,,5", "is no step of the scale, nor one between two"),
        ("P01,need,,1/3", "is no step of the scale, nor one between two"),
        ("P01,need,,2\nP01,need,,3", "stands twice"),
        ("P01,need,x,2", "names an option"),
        ("P01,week,doing,60\nP01,week,writing,39", "totals 99, not 100"),
        ("P01,week,doing,60\nP01,week,writing,41", "totals 101, not 100"),
        ("P01,week,doing,60\nP01,week,writing,40.5", "totals 100.5, not 100"),
        ("P01,week,doing,120\nP01,week,writing,-20", "a part below 0 or above 100"),
        ("P01,week,doing,100", "gives 1 of the 2 parts; write 0 for none"),
        ("P01,other,,1", "the item is not in the instrument"),
        ("P01,cases,,1", "'cases' is a form"),
        ("P01,need,,", "the value is empty"),
        (",need,,2", "the column 'participant' is empty"),
    ],
)
def test_a_faulty_answer_is_refused_with_its_row_and_without_the_persons_words(rows, sentence):
    [said] = told(f"participant,item,option,value\n{rows}\n")

    assert sentence in said
    assert said.startswith("line 2: ") or said.startswith("line 3: ")
    assert "forgot" not in said and "sleep" not in said and "best" not in said


def test_everything_wrong_is_listed_at_once_and_nothing_is_taken():
    said = told(LONG + "P03,need,,9\nP04,week,doing,1\n,need,,1\n")

    assert [s.split(":")[0] for s in said] == ["line 8", "line 9", "line 10"]


def test_faults_of_a_wide_table():
    said = told("participant,need,colour,cases\nP01,2,red,x\nP01,3,,\n,1,,\n")

    assert any("'colour' is no item of the instrument" in s for s in said)
    assert any("'cases' is a form" in s for s in said)
    assert "line 3: the participant stands in an earlier row" in said
    assert "line 4: the participant is empty" in said
    assert told("who,need\nP01,1\n")[0].startswith("the table has no column 'participant'")
    assert "none 'value'" in told("participant,item\nP01,need\n")[0]


def test_an_empty_cell_of_a_wide_table_is_no_answer_but_half_a_ranking_is_a_fault():
    answers, problems = read("participant,need,first:food,first:rest\nP01,,,\nP02,1,1,2\n")

    assert problems == []
    assert [a.participant for a in answers] == ["P02", "P02"]
    assert "ranks 1 of the 2" in told("participant,first:food,first:rest\nP01,1,\n")[0]


def test_the_example_tables_that_travel_with_qualcode_are_read():
    folder = ROOT / "instruments"
    instrument, _ = read_instrument((folder / "answers.yaml").read_bytes())
    text = (folder / "answers.csv").read_text(encoding="utf-8")
    answers, problems = read(text, instrument)

    assert problems == []
    assert {a.item for a in answers} == {i.id for i in instrument if i.type is not ItemType.RECORD}
    assert any(isinstance(a.value, Missing) for a in answers)
    grid = read_grid((folder / "case-records.csv").read_bytes(), "case-records.csv")
    records, problems = read_cases(grid, instrument)
    assert (len(records), problems) == (12, [])


@st.composite
def answered(draw):
    instrument = draw(instruments)
    people = draw(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
            .map(lambda w: " ".join(w.split()))
            .filter(bool),
            max_size=4,
            unique=True,
        )
    )
    answers = []
    for who in sorted(people):
        asked = [i for i in instrument if i.type is not ItemType.RECORD and draw(st.booleans())]
        answers += [Answer(who, item.id, draw(value_of(item))) for item in asked]
    return instrument, answers


def value_of(item):
    if item.type is ItemType.RANKING:
        right = st.permutations(item.options).map(tuple)
    elif item.type is ItemType.ORDINAL:
        right = st.sampled_from(item.steps)
    else:
        cuts = st.lists(
            st.integers(0, 1000), min_size=len(item.options) - 1, max_size=len(item.options) - 1
        )
        right = cuts.map(lambda found: parts_of(item.options, sorted(found)))
    return st.one_of(right, st.sampled_from(Missing))


def parts_of(options, cuts):
    edges = [0, *cuts, 1000]
    tenths = [b - a for a, b in pairwise(edges)]
    return {o: Decimal(t) / 10 for o, t in zip(options, tenths, strict=True)}


@given(answered(), st.booleans())
@settings(max_examples=60)
def test_answers_written_are_read_back_equal(made, wide):
    instrument, answers = made
    text = write_answers(answers, instrument, wide=wide)
    found, problems = read(text, instrument)

    assert problems == []
    order = {item.id: n for n, item in enumerate(instrument)}
    key = lambda a: (a.participant, order[a.item])  # noqa: E731
    assert sorted(found, key=key) == sorted(answers, key=key)


def test_a_cell_a_spreadsheet_would_run_is_led_by_an_apostrophe_and_read_without_it():
    instrument, _ = read_instrument(
        "items: [{id: a, text: T, type: ordinal, steps: ['=1+1', \"'=x\", '-5']}]"
    )
    answers = [Answer(f"@P{n}", "a", step) for n, step in enumerate(instrument["a"].steps)]
    text = write_answers(answers, instrument)

    assert ",'=1+1\n" in text and ",-5\n" in text and "'@P0" in text
    assert read(text, instrument) == (answers, [])


CASES = "case,agreed,way,phone\n1,Yes,IN,x\n2,missing: withheld,,missing: not supplied\n"


def cases(text, instrument=INSTRUMENT):
    return read_cases(read_grid(text.encode(), "cases.csv"), instrument)


def test_yes_no_missing_and_withheld_stay_apart():
    records, problems = cases(CASES)

    assert problems == []
    assert records == [
        CaseRecord("cases", "1", {"agreed": "yes", "way": "in", "phone": "x"}),
        CaseRecord(
            "cases",
            "2",
            {
                "agreed": Missing.WITHHELD,
                "way": Missing.UNSAID,
                "phone": Missing.NOT_SUPPLIED,
            },
        ),
    ]
    form = INSTRUMENT["cases"]
    assert cases(write_cases(records, form, form.fields)) == (records, [])


def test_a_faulty_table_of_cases_is_reported_whole():
    records, problems = cases(
        "case,agreed,way,colour\n1,perhaps,in,\n,yes,in,\n1,yes,sideways,\n2,missing: x,in,\n"
        "1,no,in,\n"
    )

    assert records == []
    said = " ".join(str(p) for p in problems)
    assert "'colour' is no field" in said and "'phone' is not there" in said
    assert "line 2: 'agreed' is neither yes nor no" in said
    assert "line 3: the column 'case' is empty" in said
    assert "line 4: the case stands in an earlier row" in said
    assert "line 5: 'agreed' is missing for no known reason" in said
    assert "perhaps" not in said


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldType.NUMBER, ["0", "-3", "2.50"], ["two", "1e3", "1,5", "٣"]),
        (FieldType.DATE, ["2026-02-28"], ["2026-02-30", "28.2.2026", "2026-2-8"]),
        (FieldType.YES_NO, ["yes", "no"], ["maybe"]),
        (FieldType.TEXT, ["anything at all"], []),
    ],
)
def test_fields_are_typed(kind, good, bad):
    from qualcode.model.answers import Field

    field = Field("x", "", kind)
    assert [field.fault(value) for value in good] == [""] * len(good)
    assert all(field.fault(value) for value in bad)


def test_which_form_must_be_said_where_there_are_several_and_one_must_exist():
    two, _ = read_instrument(
        "items:\n - {id: f, text: T, type: record, fields: [{id: x}]}\n"
        " - {id: g, text: T, type: record, fields: [{id: z}]}\n"
    )
    assert "the column 'form' is needed" in str(cases("case,x\n1,a\n", two)[1][0])
    records, problems = cases("case,form,x,z\n1,F,a,\n1,g,,b\n", two)
    assert problems == []
    assert [(r.form, r.case) for r in records] == [("f", "1"), ("g", "1")]
    assert "not in the instrument" in str(cases("case,form,x,z\n1,h,a,\n", two)[1][0])
    none, _ = read_instrument("items: [{id: a, text: T, type: ranking, options: [x, y]}]")
    assert "no item of type record" in str(cases("case,x\n1,a\n", none)[1][0])


def test_a_part_is_written_without_idle_noughts():
    assert [plain(Decimal(x)) for x in ("60", "100", "0.10")] == ["60", "100", "0.1"]
