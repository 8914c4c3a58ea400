"""Structured answers from the command line."""

import csv
import io

import pytest

from qualcode.model import Participant
from qualcode.project import Project
from tests.conftest import ROOT

FOLDER = ROOT / "instruments"


@pytest.fixture
def asked(study):
    """The study with the example instrument, and the example's own people."""
    with (ROOT / "transcripts" / "participants.csv").open(encoding="utf-8") as file:
        people = {row["participant"]: row for row in csv.DictReader(file)}
    project = Project.open(study.folder / "study.qualcode", "mk")
    project.set_participants(
        [
            Participant(
                who,
                role_label=row["role"],
                agency_label=row["agency"],
                authority=row["authority"],
            )
            for who, row in people.items()
        ]
    )
    project.close()
    study("answers", "--instrument", FOLDER / "answers.yaml")
    return study


def test_an_instrument_and_answers_are_taken_and_listed(asked):
    told = asked("answers", "--import", FOLDER / "answers.csv")
    asked("answers", "--import", FOLDER / "case-records.csv")

    assert "answers of 25 people taken in" in told.stderr
    rows = asked.rows("answers")
    assert [(r["id"], r["type"]) for r in rows][:2] == [
        ("priorities", "ranking"),
        ("need", "ordinal"),
    ]
    assert rows[-1]["cases"] == 12 and rows[-1]["people"] is None


def test_an_item_is_shown_by_role_and_by_nothing(asked):
    asked("answers", "--import", FOLDER / "answers.csv")
    told = asked("answers", "--item", "need", "--by", "", "--format", "csv")
    [head, *rows] = list(csv.reader(io.StringIO(told.stdout)))

    assert head == ["item", "option", "missing", "participants", "of_participants", "suppressed"]
    assert [row[1] for row in rows[:7]] == ["1", "1/2", "2", "2/3", "3", "3/4", "4"]
    assert "Counts are distinct participants" in told.stderr
    by_role = asked.rows("answers", "--item", "priorities")
    assert {r["role"] for r in by_role} > {"health_visitor", "teacher"}
    assert all(len(r["each"]) == r["participants"] for r in by_role if r["option"])
    asked("answers", "--item", "need", "--where", "authority=Nowhere", status=1)


def test_case_records_are_crossed(asked):
    asked("answers", "--import", FOLDER / "case-records.csv")
    told = asked("answers", "--cases", "direction", "--cross", "office", "--form", "cases")

    assert "to social services" in told.stdout
    assert "The parts add up to 11, not to the 12 cases" in told.stderr
    assert "Median" in asked("answers", "--cases", "visits").stderr
    assert "recorded" in asked("answers", "--item", "cases").stdout


def test_files_leave_with_small_groups_kept_back(asked):
    asked("answers", "--import", FOLDER / "answers.csv")
    asked("answers", "--import", FOLDER / "case-records.csv")
    asked("answers", "--item", "week", "--by", "authority", "-o", "week.csv")

    text = (asked.folder / "week.csv").read_text("utf-8-sig")
    assert "are kept back, so that nobody is given away" in text
    told = asked("answers", "--cases", "consent", "-o", "c.csv", status=1)
    assert "not cleared to leave" in told.stderr
    assert not (asked.folder / "c.csv").exists()


def test_a_faulty_file_is_one_sentence_and_changes_nothing(asked):
    name = asked.write("bad.csv", "participant,need\nP01,a secret\nP02,9\n")
    told = asked("answers", "--import", name, status=1)

    assert "2 things to mend" in told.stderr and "secret" not in told.stderr
    assert asked.rows("answers")[1]["people"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--item", "need", "--cases", "consent"),
        ("--cross", "office"),
        ("-o", "x.csv"),
        ("--import", "absent.csv"),
    ],
)
def test_wrong_usage(asked, arguments):
    asked("answers", *arguments, status=2)


def test_without_an_instrument_the_next_step_is_named(study):
    assert "--instrument FILE" in study("answers", status=1).stderr
