"""Words of a group against the others, on talk short enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.analysis.keyness import (
    INTERVIEWS,
    by_codes,
    by_people,
    compare,
    lines,
    participant_numbers,
)
from qualcode.analysis.tokens import Shelf, tokens_of
from qualcode.model import Participant, Speaker
from tests.analysis import study

TALK = {
    "T1": "Baby clinic clinic. ",
    "T2": "The clinic, a baby. ",
    "T3": "Clinic’s baby clinic",
    "T4": "Panel panel panel a.",
    "T5": "The panel met a baby",
    "T6": "A panel panel panel.",
}


def built(talk=TALK, **more):
    """Six people in six interviews, of whom the first three are health visitors."""
    speakers = [
        (id, Speaker(f"S{n}", participant=f"P{n}", role="hv" if n < 3 else "sw"))
        for n, id in enumerate(talk)
    ]
    people = {f"P{n}": Participant(f"P{n}") for n in range(len(talk))}
    segments = [(id, 0, len(text), f"S{n}") for n, (id, text) in enumerate(talk.items())]
    frames = study.frames([], speakers=speakers, people=people, segments=segments, **more)
    shelf = Shelf(talk.__getitem__)
    return frames, shelf, tokens_of(frames, shelf)


def compared(role="hv", **more):
    frames, _, tokens = built()
    here = by_people(tokens, frames.people[frames.people["role"] == role])
    everyone = np.ones(len(tokens.word), dtype=bool)
    return compare(tokens, here, everyone, participant_numbers(frames.people), **more)


def test_only_respondents_words_are_words():
    _, _, tokens = built()

    assert [tokens.words[n] for n in tokens.word[:3]] == ["baby", "clinic", "clinic"]
    assert "clinic's" in tokens.words
    assert tokens.transcript.max() == 5
    assert [TALK[tokens.transcripts[t]][s].isalpha() for t, s in
            zip(tokens.transcript, tokens.start, strict=True)].count(False) == 0  # fmt: skip


def test_words_outside_segments_are_not_read():
    talk = {"T1": "Ann: Who? Bob: Me."}
    segments = [("T1", 5, 9, "Ann"), ("T1", 15, 18, "Bob")]
    frames = study.frames([], speakers=study.SPEAKERS[:2], segments=segments)
    tokens = tokens_of(frames, Shelf(talk.__getitem__))

    assert [tokens.words[n] for n in tokens.word] == ["who", "me"]
    assert tokens.person.tolist() == [0, 1]


def test_a_word_is_counted_by_people_interviews_and_uses_on_both_sides():
    found = compared()
    [clinic] = [w for w in found.more if w.word == "clinic"]
    [panel] = [w for w in found.less if w.word == "panel"]

    assert (clinic.people, clinic.interviews, clinic.uses) == (3, 3, 4)
    assert (clinic.other_people, clinic.other_interviews, clinic.other_uses) == (0, 0, 0)
    assert (panel.people, panel.uses, panel.other_people, panel.other_uses) == (0, 0, 3, 7)
    assert clinic.z > 0 > panel.z
    assert (found.here.people, found.here.interviews, found.here.words) == (3, 3, 10)


def test_a_word_of_two_interviews_is_not_listed():
    listed = {word.word for word in compared().words}

    assert INTERVIEWS == 3
    assert "the" not in listed and "met" not in listed and "clinic" in listed


def test_a_talkative_interview_weighs_no_more_when_each_counts_once():
    often, once = compared("sw"), compared("sw", binary=True)
    panel = [next(w.z for w in found.more if w.word == "panel") for found in (often, once)]

    assert panel[0] > panel[1] > 0


def test_dropped_words_and_words_of_few_people_are_not_listed():
    assert "clinic" not in {w.word for w in compared(dropped=["clinic"]).words}
    assert compared(fewest_people=4).words == ()


def test_overlapping_codings_count_a_word_once():
    _, shelf, _ = built()
    codings = [
        study.coding("a", "T1", 0, 11, "1.a"),
        study.coding("b", "T1", 5, 18, "1.a"),
        study.coding("c", "T4", 0, 5, "2"),
    ]
    speakers = [study.SPEAKERS[0], study.SPEAKERS[4]]
    segments = [("T1", 0, 20, "Ann"), ("T4", 0, 20, "S1")]
    rows = study.frames(codings, speakers=speakers, segments=segments)
    tokens = tokens_of(rows, shelf)

    assert by_codes(tokens, rows, {"1.a"}).tolist() == [True, True, True, *[False] * 4]
    assert by_codes(tokens, rows, {"2"}).tolist() == [False, False, False, True, *[False] * 3]
    assert not by_codes(tokens, rows, {"2.a"}).any()


def test_a_word_in_its_lines_stays_inside_the_passage():
    frames, shelf, tokens = built()
    everyone = np.ones(len(tokens.word), dtype=bool)
    found = lines(tokens, frames, shelf, "Clinic", everyone)

    assert [line.transcript for line in found] == ["T1", "T2", "T3", "T1"]
    assert (found[0].before, found[0].word, found[0].after) == ("Baby", "clinic", "clinic.")
    assert TALK["T2"][found[1].at :].startswith("clinic")
    assert lines(tokens, frames, shelf, "nowhere", everyone) == []


@pytest.mark.filterwarnings("error")
def test_a_study_without_talk_has_no_words():
    frames, _, tokens = built({})
    none = np.zeros(0, dtype=bool)

    assert compare(tokens, none, none, participant_numbers(frames.people)).words == ()
