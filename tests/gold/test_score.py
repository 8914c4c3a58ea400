"""The scoring tells a good aid from a bad one: finders that are known to be wrong score so."""

from __future__ import annotations

import pytest

from qualcode.text.names import Found
from tests.gold.gold import DIRECT, KINDS, ORIGINS, interviews, read_interview
from tests.gold.score import SETUPS, Share, scored
from tests.gold.tables import tables

HEAD = "Invented. For this test.\npeople: Ngozi Eze\n---\n"
TALK = HEAD + (
    "Mrs {Ngozi Eze|person:west african} rang {Hull|place} in {May|trap}, from {Wales|either}."
)


def found(*words: str, kind: str = "person"):
    told = read_interview("x", TALK)

    def finder(interview):
        places = [(interview.text.index(said), said) for said in words]
        return [Found(start, start + len(said), kind, "test") for start, said in places]

    return scored([told], finder)


def test_a_finder_that_finds_nothing_scores_nothing():
    score = scored(interviews(), lambda interview: [])

    assert score.recall(*KINDS).found == 0
    assert score.recall(*KINDS).asked > 1200
    assert score.precision() == Share(0, 0)


def test_a_finder_that_takes_everything_misses_nothing_and_is_mostly_wrong():
    def every_word(interview):
        return [Found(at, at + 1, "person", "test") for at in range(len(interview.text))]

    score = scored(interviews(), every_word)

    assert score.recall(*KINDS).value == 1
    assert score.recall("trap").value == 1
    assert score.precision().value < 0.25


def test_a_finder_that_takes_what_is_marked_is_right():
    def marked(interview):
        return [
            Found(label.start, label.end, label.kind, "test")
            for label in interview.labels
            if label.kind in KINDS
        ]

    score = scored(interviews(), marked)
    made = tables(dict.fromkeys(SETUPS, score), interviews())

    assert score.recall(*KINDS).value == score.precision().value == 1
    assert score.recall("trap").found == 0
    assert "**no**" not in made["targets"]
    assert all(origin.title() in made["origins"] for origin in ORIGINS)


def test_an_aid_that_fails_is_told_to_fail():
    made = tables(dict.fromkeys(SETUPS, scored(interviews(), lambda i: [])), interviews())

    assert made["targets"].count("**no**") == 6


def test_half_a_name_is_not_found():
    assert found("Ngozi").recall("person").found == 0
    assert found("Ngozi", "Eze").recall("person").found == 1
    assert found("Ngozi Eze").recall("person").found == 1


def test_a_find_with_its_title_is_right_and_one_of_mostly_other_words_is_not():
    assert found("Mrs Ngozi Eze").precision() == Share(1, 1)
    assert found("Ngozi Eze rang Hull in May, from").precision() == Share(1, 1)
    assert found("Hull in May, from").precision() == Share(0, 1)


def test_a_trap_counts_against_the_aid_and_what_may_be_either_counts_for_nothing():
    assert found("May").precision() == Share(0, 1)
    assert found("May").recall("trap") == Share(1, 1)
    assert found("Wales").precision() == Share(0, 0)


def test_the_interval_is_wilsons():
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I."""
    low, high = Share(81, 263).interval()

    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Share(0, 20).interval() == pytest.approx((0, 0.1611), abs=5e-5)
    assert Share(1, 29).interval() == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert Share(0, 0).told() == "–"


def test_every_direct_identifier_and_place_has_its_row():
    made = tables(dict.fromkeys(SETUPS, scored(interviews(), lambda i: [])), interviews())

    assert made["kinds"].count("\n") == 1 + len(KINDS) + 2
    assert len(DIRECT) == 7
