"""What agreement is counted on, and when a code counts as present in it."""

import numpy as np
import pytest

from qualcode.analysis.agreement.units import make_units
from qualcode.errors import Refused

ANA = "We share news. It helps!\n\nTrust is slow — it’s work.\n\n…\n\n________"
BEN = "No."
SEGMENTS = [("ana", 0, 24), ("ana", 26, 51), ("ana", 53, 54), ("ana", 56, 64), ("ben", 0, 3)]
TEXTS = {"ana": ANA, "ben": BEN}


def covers(kind, words, text="ana", *, within=None):
    """The units or characters that a coding of these words carries, as numbers along the line."""
    units = make_units(kind, SEGMENTS, TEXTS)
    start = TEXTS[text].index(words) + units.bases[text] + (within or (0, 0))[0]
    end = start + (within[1] - within[0] if within else len(words))
    low, high = units.stretches(np.array([start]), np.array([end]))
    return list(range(int(low[0]), int(high[0])))


def test_units_are_counted_per_interview_and_need_a_word():
    assert make_units("segment", SEGMENTS, TEXTS).per_interview.tolist() == [2, 1]
    assert make_units("sentence", SEGMENTS, TEXTS).per_interview.tolist() == [3, 1]
    assert make_units("character", SEGMENTS, TEXTS).per_interview.tolist() == [24 + 25, 3]


def test_between_two_interviews_lies_a_gap():
    assert make_units("segment", SEGMENTS, TEXTS).bounds.tolist() == [0, 3]
    assert covers("segment", "No.", "ben") == [3]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("We share news", [0]),
        ("news. It helps", [0, 1]),
        # The full stop and the blank of a neighbour are no word of it, nor is half a word.
        (". It helps", [1]),
        ("news. It helps!\n\nTr", [0, 1]),
        ("news. It helps!\n\nTrust is", [0, 1, 2]),
        ("s. It", [1]),
        ("helps!\n\nTrust is slow — it’s work.\n\n…", [1, 2]),
    ],
)
def test_a_sentence_carries_a_code_by_a_whole_word(words, units):
    assert covers("sentence", words) == units


def test_half_a_word_stands_where_most_of_it_is():
    assert covers("segment", "hel") == [0]
    assert covers("segment", "s!\n\nTru") == [1]
    assert covers("segment", "— ") == []
    assert covers("segment", "…") == []


def test_characters_count_one_by_one_and_not_between_passages():
    assert covers("character", "We") == [0, 1]
    assert covers("character", "!\n\nT") == [23, 24]
    assert covers("character", "\n\n…") == []
    assert covers("character", "No", "ben") == [50, 51]


def test_a_study_without_respondents_has_no_units():
    units = make_units("segment", [], TEXTS)
    low, high = units.stretches(np.array([3]), np.array([9]))

    assert units.per_interview.tolist() == [0, 0]
    assert (low.tolist(), high.tolist()) == ([0], [0])


def test_another_unit_is_refused():
    with pytest.raises(Refused, match="segment, sentence, character"):
        make_units("page", SEGMENTS, TEXTS)
