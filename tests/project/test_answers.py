"""Structured answers in a study: brought in, counted, kept back, taken out again."""

import csv
import io
import sqlite3

import pytest

from qualcode.errors import InvalidFile, Refused, UnknownItem, UnknownParticipant, UnreadableFile
from qualcode.model import Coder, CoderRole, Consent, Participant
from qualcode.model.answers import Missing
from qualcode.project.sample_parts.answers import add_to_sample
from qualcode.store import people
from qualcode.store.kept import save_kept
from tests.conftest import ROOT
from tests.project.conftest import upload

INSTRUMENT = """\
instrument: {id: small, name: Small}
items:
  - {id: first, text: What first?, type: ranking, options: [food, rest, work]}
  - {id: need, text: How much?, type: ordinal, steps: ['1', '2', '3'], between: yes}
  - {id: week, text: How long?, type: split, parts: [doing, writing]}
  - id: cases
    text: Cases
    type: record
    cleared: NO
    fields:
      - {id: agreed, type: yes/no}
      - {id: way, type: category, options: [in, out]}
      - {id: phone, contact: yes}
"""


@pytest.fixture
def asked(project):
    """A study with an instrument and eight people."""
    people = [Participant(f"P{n}", role="sw" if n < 7 else "hv") for n in range(8)]
    with project._write() as tx:
        from qualcode.store import people as store

        store.save_participants(tx, people)
    project.set_instrument(upload("instrument.yaml", INSTRUMENT.replace("NO", "'no'")))
    return project


def give(project, text):
    return project.import_answers(upload("answers.csv", text))


def steps(**given):
    return "participant,need\n" + "".join(f"{who},{step}\n" for who, step in given.items())


def test_answers_are_taken_replaced_and_counted_by_role(asked):
    first = give(asked, steps(P0="1", P1="2/3", P7="3"))
    give(asked, steps(P0="2"))
    table = asked.answers("need")

    assert (first.people, first.answers, first.notes) == (3, 3, ())
    assert {g: t.answered for g, t in table.turnout.items()} == {"hv": 1, "sw": 2}
    assert sorted(table.given["sw"]) == ["2", "2/3"]
    assert asked.answers("need", where={"role": "hv"}).answered == 1
    assert asked.answers("need", None).turnout[None].silent == 5
    assert [i["people"] for i in asked.answer_items()] == [0, 3, 0, None]


def test_people_not_in_the_study_are_kept_and_counted_apart(asked):
    taken = give(asked, steps(P0="1", X9="3"))

    assert taken.notes == (
        "1 person of the file is not in the study; their answers are kept and counted apart.",
    )
    assert asked.answers("need").strangers == 1
    assert asked.answers("need").answered == 1
    assert "X9" in asked.answers_csv()


def test_a_faulty_file_changes_nothing_and_lists_everything(asked):
    before = asked.version
    with pytest.raises(InvalidFile) as refusal:
        give(asked, steps(P0="1", P1="9", P2="secret words"))

    assert len(refusal.value.problems) == 2
    assert "secret" not in str(refusal.value)
    assert asked.version == before
    assert asked.people_answered() == []
    with pytest.raises(UnreadableFile):
        give(asked, "")


def test_who_withdrew_consent_is_not_taken_and_not_counted(asked):
    give(asked, steps(P0="1", P1="2"))
    asked.set_participants([Participant("P0", role="sw", consent=Consent.WITHDRAWN)])
    again = give(asked, steps(P0="3", P2="2"))

    assert again.notes == (
        "1 person of the file has withdrawn consent; their answers were not taken.",
    )
    assert asked.answers("need", None).answered == 2
    assert "P0" not in asked.answers_csv()


def test_answers_taken_out_are_gone_from_the_file_itself(asked, tmp_path):
    give(asked, "participant,need\nP0,2/3\nP1,1\n")
    assert asked.withdraw_answers("P0") == 1

    assert asked.people_answered() == ["P1"]
    assert asked.history(last=1)[0].act == "erase answers"
    with pytest.raises(UnknownParticipant):
        asked.withdraw_answers("P0")
    place = asked.store.place
    asked.close()
    bodies = sqlite3.connect(place).execute("select body from kept").fetchall()
    assert any('"P1"' in body for (body,) in bodies)
    assert not any('"P0"' in body for (body,) in bodies)


@pytest.mark.parametrize("wide", [False, True])
def test_answers_go_out_and_come_back_the_same(asked, wide):
    give(
        asked,
        "participant,first:food,first:rest,first:work,need,week:doing,week:writing\n"
        "P0,2,1,3,2/3,33.3,66.7\nP1,,,,missing: withheld,0,100\n",
    )
    copy = asked.answers_csv(wide=wide)
    for who in ("P0", "P1"):
        asked.withdraw_answers(who)
    give(asked, copy)

    assert asked.answers_csv(wide=wide) == copy
    assert asked.answers("need", None).turnout[None].missing == {Missing.WITHHELD: 1}
    assert "copy answers" in {e.act for e in asked.history()}


def test_an_instrument_that_answers_do_not_fit_is_refused(asked):
    give(asked, steps(P0="2/3"))
    other = INSTRUMENT.replace("NO", "'no'").replace(", between: yes", "")

    with pytest.raises(Refused, match=r"do not fit the new instrument.*need \(1\)"):
        asked.set_instrument(upload("i.yaml", other))
    assert asked.instrument()["need"].between
    with pytest.raises(InvalidFile):
        asked.set_instrument(upload("i.yaml", "items: []"))


def test_without_an_instrument_and_with_wrong_names_there_is_a_sentence(project, asked):
    with pytest.raises(UnknownItem, match="no item 'nned'; it has first, need"):
        asked.answers("nned")
    with pytest.raises(Refused, match="is a form of case records"):
        asked.answers("cases")
    with pytest.raises(Refused, match="Nothing is known by 'wave'"):
        asked.answers("need", "wave")
    with pytest.raises(Refused, match="Nobody in the study has the authority"):
        asked.answers("need", where={"authority": "Nowhere"})
    with pytest.raises(UnknownItem, match="no form 'need'"):
        asked.case_records("need")


def test_a_study_without_an_instrument_says_what_to_do(project):
    for ask in (project.answer_items, lambda: project.answers("x"), project.case_records):
        with pytest.raises(Refused, match="has no instrument yet"):
            ask()
    assert project.instrument() is None


def test_what_leaves_keeps_single_answers_and_small_groups_back_and_is_recorded(asked, tmp_path):
    orders = ["1,2,3", "2,1,3", "3,1,2", "1,3,2", "2,3,1", "3,2,1", "1,2,3"]
    rows = "".join(f"P{n},{order}\n" for n, order in enumerate(orders))
    give(asked, "participant,first:food,first:rest,first:work\n" + rows + "P7,1,2,3\n")
    for ending in ("csv", "xlsx", "png", "svg"):
        target = tmp_path / f"out.{ending}"
        asked.export_answers(target, "first", None)
        assert target.stat().st_size > 500
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    [head, *table] = list(csv.reader(io.StringIO(text)))

    assert "each" not in head and "median" in head
    assert table[0][head.index("of_participants")] == "8"
    assert "What this cannot show" in text and "Instrument: Small." in text
    assert [e.act for e in asked.history(last=4)] == ["export answers"] * 4
    assert not any(f"P{n}" in text for n in range(8))
    with pytest.raises(Refused, match=r"\.png, \.svg, \.csv and \.xlsx"):
        asked.export_answers(tmp_path / "out.pdf", "first", None)


def test_too_few_answers_leave_nothing_and_no_record(asked, tmp_path):
    give(asked, steps(P0="1", P1="1"))
    before = asked.version

    with pytest.raises(Refused, match="Fewer than 6 people"):
        asked.export_answers(tmp_path / "out.csv", "need")
    assert not list(tmp_path.glob("out.*"))
    assert asked.version == before
    asked.set_small_group(3)
    give(asked, steps(P2="1"))
    assert asked.answers_leaving("need", None).answered == 3


CASES = "case,agreed,way,phone\n" + "".join(
    f"c{n},{'yes' if n % 2 else 'no'},{'in' if n < 8 else 'out'},invented {n}\n" for n in range(16)
)


def test_case_records_stay_until_they_are_cleared_and_contacts_for_ever(asked, tmp_path):
    assert give(asked, CASES).cases == 16
    for leave in (
        lambda: asked.cases_csv(),
        lambda: asked.export_answers(tmp_path / "o.csv", "cases"),
        lambda: asked.export_cross_cases(tmp_path / "o.csv", "agreed", "way"),
    ):
        with pytest.raises(Refused, match="not cleared to leave"):
            leave()
    asked.set_instrument(upload("i.yaml", INSTRUMENT.replace("NO", "'yes'")))

    assert "phone" not in asked.cases_csv() and "invented" not in asked.cases_csv()
    with pytest.raises(Refused, match="Contact details never leave"):
        asked.cases_leaving("phone")
    for ending in ("csv", "xlsx", "png"):
        asked.export_answers(tmp_path / f"fields.{ending}", "cases")
    assert "phone" not in (tmp_path / "fields.csv").read_text("utf-8-sig")
    asked.export_cross_cases(tmp_path / "way.csv", "way")
    assert ",8,16," in (tmp_path / "way.csv").read_text("utf-8-sig")
    with pytest.raises(Refused, match=r"\.csv and \.xlsx"):
        asked.export_cross_cases(tmp_path / "way.png", "way")


def test_only_the_researcher_sees_case_records_that_are_not_cleared(asked):
    give(asked, CASES)
    asked.add_coder("Mia", CoderRole.MENTOR)

    assert len(asked.case_records()) == 16
    asked.add_coder("Tom", CoderRole.SECOND_CODER)
    for look in (asked.acting_as("Tom").case_records, asked.acting_as("Tom").case_fields):
        with pytest.raises(Refused, match="for the researcher alone"):
            look()
    asked.set_instrument(upload("i.yaml", INSTRUMENT.replace("NO", "'yes'")))
    assert len(asked.acting_as("Tom").case_records()) == 16
    # Contact fields stand in the records, so a mentor is given counts only.
    with pytest.raises(Refused, match="reads and comments as a mentor"):
        asked.acting_as("Mia").case_records()


def test_a_case_is_replaced_by_its_id_and_can_be_taken_out(asked):
    taken = give(asked, "case,agreed,way,phone\nc1,yes,,x\nc2,no,in,x\n")
    give(asked, "case,agreed,way,phone\nc1,no,in,x\n")

    assert taken.notes == ("1 cell is empty: missing, with no reason given.",)
    assert [(r.case, r.values["agreed"]) for r in asked.case_records()] == [
        ("c1", "no"),
        ("c2", "no"),
    ]
    asked.withdraw_case("c1")
    assert [r.case for r in asked.case_records()] == ["c2"]
    with pytest.raises(UnknownItem):
        asked.withdraw_case("c1")


NAME, CASE = "Jane Invented of 4 Elm Road", "Elm Road 4"


def test_a_name_typed_as_an_id_never_stands_in_the_history(asked):
    give(asked, f"participant,need\n{NAME},2\nP1,1\n")
    give(asked, f"case,agreed,way,phone\n{CASE},yes,in,x\n")
    give(asked, f"participant,need\n{NAME},3\n")

    assert asked.people_answered() == [NAME, "P1"]
    assert [r.case for r in asked.case_records()] == [CASE]
    assert asked.withdraw_answers(NAME) == 1
    asked.withdraw_case(CASE)
    place = asked.store.place
    asked.close()
    told = "\n".join(sqlite3.connect(place).iterdump())
    assert "keep answers" in told and "erase answers" in told and "erase case" in told
    assert "Jane" not in told and "Elm Road" not in told


def test_answers_kept_under_their_id_by_an_earlier_version_are_read_and_erased(asked):
    with asked._write() as tx:
        people.save_coder(tx, Coder(tx.who))
        save_kept(tx, "answers", "P0", {"need": {"step": "1"}, "week": {"missing": "withheld"}})
        body = {"form": "cases", "case": "c1", "values": {"agreed": "no", "way": "in"}}
        save_kept(tx, "case", "cases/c1", body)
    give(asked, steps(P0="3"))
    give(asked, "case,agreed,way,phone\nc1,yes,in,x\n")

    assert asked.answers("need", None).given[None] == ("3",)
    assert asked.answers("week", None).turnout[None].missing == {Missing.WITHHELD: 1}
    assert [r.values["agreed"] for r in asked.case_records()] == ["yes"]
    assert asked.withdraw_answers("P0") == 2
    asked.withdraw_case("c1")
    assert asked.people_answered() == [] and asked.case_records() == []


def test_a_file_of_answers_takes_no_filter(asked, tmp_path):
    give(asked, steps(**{f"P{n}": "1" for n in range(8)}))
    before = asked.version
    for leave in (
        lambda: asked.answers_leaving("need", None, {"role": "sw"}),
        lambda: asked.answers_file("need", "csv", None, {"role": "sw"}),
        lambda: asked.export_answers(tmp_path / "o.csv", "need", None, {"role": "sw"}),
    ):
        with pytest.raises(Refused, match="Take the filter back"):
            leave()
    assert asked.version == before and not list(tmp_path.glob("o.*"))
    assert asked.answers("need", None, {"role": "sw"}).answered == 7


def test_a_mentor_is_given_what_may_leave(asked):
    asked.add_coder("Mia", CoderRole.MENTOR)
    mentor = asked.acting_as("Mia")
    give(asked, steps(P0="1"))
    with pytest.raises(Refused, match="Fewer than 6 people"):
        mentor.answers("need")
    give(asked, steps(**{f"P{n}": "1" for n in range(8)}))

    seen = mentor.answers("need", None)
    assert seen.published and not seen.given
    assert asked.answer_values()["role"] == {"sw", "hv"}
    assert mentor.answer_values()["role"] == {"sw"}
    with pytest.raises(Refused, match="Take the filter back"):
        mentor.answers("need", None, {"role": "sw"})
    asked.set_instrument(upload("i.yaml", INSTRUMENT.replace("NO", "'yes'")))
    before = asked.version
    for copy in (mentor.answers_csv, mentor.cases_csv):
        with pytest.raises(Refused, match="taking files out is for researchers"):
            copy()
    assert asked.version == before


def test_where_nobody_is_known_people_are_not_said_to_be_none(project):
    project.set_instrument(upload("i.yaml", INSTRUMENT.replace("NO", "'no'")))
    give(project, steps(X1="1"))

    assert [i["people"] for i in project.answer_items()] == [None] * 4


def test_an_attribute_of_300_values_is_counted(asked):
    people = [Participant(f"Q{n}", attributes={"team": f"T{n}"}) for n in range(300)]
    asked.set_participants(people)
    give(asked, steps(**{f"Q{n}": "1" for n in range(300)}))

    assert len(asked.answers("need", "team").turnout) == 301
    # Groups of one each: everyone stands together.
    assert asked.answers_leaving("need", "team").by is None


def test_nobody_in_the_study(project):
    project.set_instrument(ROOT / "instruments" / "answers.yaml")

    assert project.answers("priorities").rows == ()
    assert project.case_fields().cases == 0
    with pytest.raises(Refused, match="Fewer than 6"):
        project.answers_leaving("priorities")


def test_the_sample_has_answers_of_most_people_and_twelve_invented_cases(sample):
    if sample.instrument() is None:
        add_to_sample(sample)

    assert 20 <= sample.answers("priorities").answered < 27
    assert sample.case_fields().cases == 12
    assert sample.cross_cases("direction", "office").warning
    texts = " ".join(
        value
        for r in sample.case_records()
        for value in r.values.values()
        if isinstance(value, str)
    )
    assert "invented office" in texts
