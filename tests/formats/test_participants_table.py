import csv
import io
from pathlib import Path

import pytest

from qualcode.errors import InvalidFile
from qualcode.formats.participants import read_participants
from qualcode.model import Consent, Kind

SAMPLE = Path(__file__).parents[2] / "transcripts" / "participants.csv"


def read(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found, problems = read_participants(out.getvalue().encode(), "participants.csv")
    return found, [str(problem) for problem in problems]


def test_a_row_holds_a_person_and_an_interview():
    [row], problems = read(
        ["Participant", "transcript", "label", "role", "agency", "authority", "kind", "team"],
        ["P01", "east 01.docx; east-02", "Ann", "Teacher", "school", "East", "Focus_group", "B"],
    )

    assert problems == []
    assert row.participant.id == "P01"
    assert (row.participant.role_label, row.participant.agency_label) == ("Teacher", "school")
    assert (row.participant.role, row.participant.agency) == (None, None)
    assert row.participant.attributes == {"team": "B"}
    assert row.transcripts == ("east-01", "east-02")
    assert (row.label, row.kind, row.wave) == ("Ann", Kind.FOCUS_GROUP, None)


def test_rows_of_one_person_complete_each_other():
    rows, problems = read(
        ["participant", "role", "authority", "consent"],
        ["P01", "Teacher", "", ""],
        ["P01", "", "East", "quote"],
    )

    assert problems == []
    assert rows[0].participant == rows[1].participant
    assert rows[0].participant.authority == "East"
    assert rows[0].participant.consent is Consent.QUOTE


def test_contradictions_are_reported_by_row_and_the_stricter_consent_stands():
    rows, problems = read(
        ["participant", "role", "consent", "team"],
        ["P01", "Teacher", "yes", "A"],
        ["P01", "Midwife", "withdrawn", "B"],
    )

    assert problems == [
        "line 3: participant 'P01' has another consent in an earlier row",
        "line 3: participant 'P01' has another team in an earlier row",
        "line 3: participant 'P01' has another role in an earlier row",
    ]
    assert rows[0].participant.role_label == "Teacher"
    assert rows[0].participant.consent is Consent.WITHDRAWN


@pytest.mark.parametrize(
    ("words", "consent"),
    [
        ("quote", Consent.QUOTE),
        ("Yes", Consent.QUOTE),
        ("no quote", Consent.NO_QUOTE),
        ("no", Consent.NO_QUOTE),
        ("withdrawn", Consent.WITHDRAWN),
        ("", Consent.UNKNOWN),
        ("unknown", Consent.UNKNOWN),
    ],
)
def test_consent_is_read_from_the_words_people_use(words, consent):
    [row], problems = read(["participant", "consent"], ["P01", words])

    assert (row.participant.consent, problems) == (consent, [])


def test_everything_wrong_is_listed_at_once():
    _, problems = read(
        ["participant", "consent", "kind", "kind"],
        ["", "quote", "", ""],
        ["P01", "perhaps", "chat", ""],
    )

    assert problems == [
        "line 1: the column 'kind' stands twice; the first is used",
        "line 2: the column 'participant' is empty",
        "line 3: the consent is none of quote, no quote, withdrawn, unknown",
        "line 3: the kind is none of interview, focus group, document, reflection, feedback,"
        " case record",
    ]


def test_a_table_without_participants_is_refused():
    with pytest.raises(InvalidFile, match="no column 'participant', only the columns 'name'"):
        read(["name"], ["Ann"])


def test_the_sample_study_reads_without_a_problem():
    rows, problems = read_participants(SAMPLE.read_bytes(), "participants.csv")

    assert problems == []
    assert len({row.participant.id for row in rows}) >= 20
    assert all(row.participant.authority and row.transcripts for row in rows)
