"""Seven real interviews with numbered paragraphs and two speakers; not part of the project."""

import re

import pytest

from qualcode.formats import read_transcript
from tests.conftest import SHARED

FOLDER = SHARED / "data" / "pdpilot"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/data/pdpilot is not at hand"),
]
# Checked against pdftotext -layout: paragraphs of talk, and those whose speaker is also that of
# the paragraph before; everywhere else the two take turns.
CHECKED = {
    "P1": (94, {37, 67}),
    "P2": (165, {4, 6, 7, 28, 67, 152}),
    "P3": (121, set()),
    "P4": (109, {7, 46}),
    "P5": (134, {3}),
    "P6": (99, {47, 77}),
    "P7": (104, set()),
}


@pytest.mark.parametrize("stem", CHECKED)
def test_every_turn_has_its_speaker_and_no_paragraph_number_is_left(stem):
    name = f"{stem}.pdf"
    transcript = read_transcript((FOLDER / name).read_bytes(), name).transcript
    speakers = [turn.speaker for turn in transcript.turns]
    count, repeated = CHECKED[stem]

    assert len(speakers) == count
    assert set(speakers) == {"Dan", "Participant"}
    assert {i + 1 for i in range(1, count) if speakers[i] == speakers[i - 1]} == repeated
    assert speakers[0] == "Dan"
    assert not re.search(r"^\W*\d+\W*$|^\d+\s+\w+:", transcript.text, re.M)
    assert not any(transcript.quote(t.span)[0].isdecimal() for t in transcript.turns)
    assert not any("Participant:" in transcript.quote(t.span) for t in transcript.turns)


@pytest.mark.parametrize("stem", CHECKED)
def test_the_researcher_is_proposed_as_interviewer_for_confirmation(stem):
    name = f"{stem}.pdf"
    read = read_transcript((FOLDER / name).read_bytes(), name)

    assert [(s.label, s.interviewer, s.confirmed) for s in read.transcript.speakers] == [
        ("Dan", True, False),
        ("Participant", False, False),
    ]
    assert any("confirm" in o.message for o in read.oddities)
