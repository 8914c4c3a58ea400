import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.formats.passages import Passage, read_passages, read_passages_table
from qualcode.model import Consent, Speaker
from tests.conftest import SHARED


def table(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def read(*rows):
    draft = read_passages_table(table(*rows), "answers.csv")
    return draft, [str(oddity) for oddity in draft.oddities]


def words(draft):
    return [draft.text[turn.span.start : turn.span.end] for turn in draft.found.turns]


def test_rows_become_turns_with_ids_and_spans_of_the_words_alone():
    draft, _ = read(["id", "text"], ["A1", "We met."], ["A2", " Then\nnot. "])

    assert draft.text == "[A1] We met.\n\n[A2]  Then not. \n"
    assert words(draft) == ["We met.", "Then not."]
    assert [turn.id for turn in draft.found.turns] == ["A1", "A2"]


def test_without_ids_the_row_number_stands_in():
    draft, _ = read(["text", "question"], ["We met.", "q1"], ["", ""], ["Never.", ""])

    assert [(t.id, t.question) for t in draft.found.turns] == [("2", "q1"), ("4", None)]


def test_one_speaker_for_each_person_or_post():
    draft, _ = read(
        ["text", "participant", "role", "agency", "authority", "programme"],
        ["a", "P01", "Midwife", "PCT", "Midtown", "North"],
        ["b", "", "Midwife", "", "Midtown", ""],
        ["c", "", "Midwife", "hospital", "Midtown", ""],
        ["d", "", "", "", "unknown", ""],
        ["e", "P01", "Midwife", "PCT", "Midtown", "North"],
    )

    assert draft.found.speakers == (
        Speaker(
            "P01",
            participant="P01",
            role_label="Midwife",
            agency_label="PCT",
            authority="Midtown",
            programme="North",
        ),
        Speaker("Midwife · Midtown", role_label="Midwife", authority="Midtown"),
        Speaker(
            "Midwife · Midtown · hospital",
            role_label="Midwife",
            agency_label="hospital",
            authority="Midtown",
        ),
        Speaker("Unknown speaker"),
    )
    assert [turn.speaker for turn in draft.found.turns][-1] == "P01"


def test_interviewers_are_marked():
    draft, _ = read(["text", "role"], ["How?", "Interviewer"], ["So.", "Teacher"])

    assert [(s.label, s.interviewer) for s in draft.found.speakers] == [
        ("Interviewer", True),
        ("Teacher", False),
    ]


def test_role_label_wins_over_role_and_other_columns_are_named_once():
    draft, oddities = read(["text", "role", "role_label", "code"], ["a", "x", "Midwife", "1.a"])

    assert draft.found.speakers[0].role_label == "Midwife"
    assert oddities[:2] == [
        "columns not used: 'code'",
        "the column 'role' is not used, since 'role_label' stands beside",
    ]


def test_oddities_come_with_their_rows():
    _, oddities = read(
        ["id", "text", "authority"],
        ["A", "one\ntwo", "Midtown"],
        ["A", "x", ""],
        ["", "y", "Midtown"],
        ["B", " ", ""],
    )

    assert oddities == [
        "line 2: 1 line break in the text became blanks",
        "line 3: the id 'A' stands twice; this row becomes 'A-2'",
        "line 4: the column 'id' is empty; the row number stands in",
        "line 5: the column 'text' is empty; the row is left out",
        "no column 'participant'",
        "no column 'role'",
        "no column 'agency'",
        "1 of 3 rows have no authority",
        "no column 'programme'",
    ]


def test_consent_goes_with_the_person_and_a_refusal_without_one_bars_the_row():
    draft, oddities = read(
        ["text", "participant", "consent"],
        ["a", "P01", "quote"],
        ["b", "P01", "withdrawn"],
        ["c", "", "no"],
        ["d", "P02", "perhaps"],
    )

    assert words(draft) == ["a", "b", "d"]
    assert [(p.id, p.consent) for p in draft.participants] == [
        ("P01", Consent.WITHDRAWN),
        ("P02", Consent.UNKNOWN),
    ]
    assert oddities[:2] == [
        "line 4: consent is refused and no participant named; the row is left out",
        "line 5: the consent is none of quote, no quote, withdrawn, unknown",
    ]


def test_a_person_described_in_two_ways_is_reported():
    _, oddities = read(
        ["text", "participant", "role"], ["a", "P1", "Midwife"], ["b", "P1", "Nurse"]
    )

    assert "line 3: participant 'P1' is described otherwise further up" in oddities


def test_a_table_without_words_is_refused():
    with pytest.raises(UnreadableFile, match="no column 'text', only the columns 'id', 'said'"):
        read(["id", "said"], ["1", "a"])
    with pytest.raises(UnreadableFile, match="no row with words"):
        read(["id", "text"], ["1", " "])


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cf")), max_size=30)


@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=8))
def test_every_row_can_be_cut_out_of_the_text_again(texts):
    rows = [["id", "text"], *([f"p{i}", text] for i, text in enumerate(texts))]

    draft = read_passages_table(table(*rows), "t.csv")

    assert words(draft) == [text.strip() for text in texts]
    assert [turn.id for turn in draft.found.turns] == [f"p{i}" for i in range(len(texts))]


def test_passages_to_rank_and_to_learn_from():
    assert read_passages(table(["id", "text"], ["A", "a\nb"], ["B", ""]), "t.csv") == [
        Passage("A", "a\nb", None, 2),
        Passage("B", "", None, 3),
    ]
    coded = read_passages(
        table(["id", "text", "code"], ["A", "a", "1.a"], ["A", "a", "2"]), "t.csv"
    )
    assert [(p.id, p.code) for p in coded] == [("A", "1.a"), ("A", "2")]


def test_passages_that_cannot_be_told_apart_are_all_listed():
    with pytest.raises(InvalidFile, match="told apart") as refusal:
        read_passages(table(["id", "text"], ["A", "a"], ["A", "b"], ["", "c"]), "t.csv")

    assert [str(problem) for problem in refusal.value.problems] == [
        "line 3: the id 'A' already stands in row 2",
        "line 4: row 4 has no id",
    ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")
def test_the_development_quotations_import_as_passages():
    data = (SHARED / "data" / "quotes_dev.csv").read_bytes()

    draft = read_passages_table(data, "quotes_dev.csv")

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert words(draft) == [row["text"].strip() for row in rows]
    assert len(draft.found.turns) == 91
    by_label = {speaker.label: speaker for speaker in draft.found.speakers}
    for turn, row in zip(draft.found.turns, rows, strict=True):
        speaker = by_label[turn.speaker]
        assert (speaker.role_label or "") == row["role_label"]
        assert (speaker.authority or "") == row["authority"]
        assert speaker.participant is None
    assert len(read_passages(data, "quotes_dev.csv")) == 91
