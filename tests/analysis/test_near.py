"""The same words twice."""

import pytest

from qualcode.analysis.near import nearly_same_words, same_words

SAID = "Nobody on the panel could agree what the word threshold meant."


def test_the_same_words_are_told_whatever_their_case_and_stops():
    assert same_words([SAID, "Something else was said here by another person.", SAID.upper()]) == [
        [0, 2]
    ]


def test_short_words_are_said_by_many_and_are_no_slip():
    assert same_words(["Yes, I do think so.", "Yes, I do think so."]) == []


@pytest.mark.parametrize(
    "other",
    [
        "Nobody on the panel could agree what the word thresholds meant.",
        "Nobody at the panel could agree what the word threshold meant!",
    ],
)
def test_nearly_the_same_words_are_told(other):
    assert nearly_same_words([SAID, other]) == [(0, 1)]


def test_the_same_words_are_not_nearly_the_same():
    assert nearly_same_words([SAID, SAID.lower()]) == []


def test_words_that_only_share_a_turn_of_phrase_are_not_told():
    other = "Nobody on the panel could agree, and then we all went home for our tea and forgot it."
    assert nearly_same_words([SAID, other, "", "Short."]) == []
