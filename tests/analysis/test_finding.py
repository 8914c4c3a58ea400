"""Words as they are typed, and patterns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.finding import finder
from qualcode.analysis.tokens import fold
from qualcode.errors import Refused


def places(text, said, *, regex=False):
    return [said[p.start : p.end] for p in finder(text, regex=regex).places(said)]


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("didn't", "I Didn’t. We didn't.", ["Didn’t", "didn't"]),
        ("cafe", "At the Café, a cafe\u0301 too", ["Café", "cafe\u0301"]),
        ("café", "the cafe", ["cafe"]),
        ("no  idea", "No\n idea", ["No\n idea"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("😀", "well 😀 yes", ["😀"]),
        ("שלום", "אמרתי שלום לה", ["שלום"]),
        ("i", "İ i", ["i"]),
        ("ΟΔΟΣ", "οδοσ και οδος", ["οδοσ", "οδος"]),
        ("각", "각", ["각"]),
        ("thre\0shold", "thresholds", ["threshold"]),
    ],
)
def test_words_are_found_however_they_are_written(text, said, found):
    assert places(text, said) == found


def test_a_pattern_is_found_in_any_case():
    assert places(r"thresholds?\b", "Threshold, thresholds, thresholded", regex=True) == [
        "Threshold",
        "thresholds",
    ]


def test_a_pattern_of_nothing_finds_nothing():
    assert places("x*", "abc", regex=True) == []


def test_a_pattern_that_would_run_for_ever_is_stopped():
    began = time.monotonic()
    with pytest.raises(Refused, match="takes too long; make it simpler"):
        places("(a+)+$", "a" * 5000 + "b", regex=True)

    assert time.monotonic() - began < 20


@pytest.mark.parametrize(("pattern", "at"), [("(", 2), ("ab[c", 5), ("*a", 1), ("[[a]", 5)])
def test_a_faulty_pattern_is_a_sentence_with_its_place(pattern, at):
    with pytest.raises(Refused, match=f"cannot be read at character {at}"):
        finder(pattern, regex=True)


@pytest.mark.parametrize("regex", [True, False])
def test_five_thousand_characters_are_refused_in_a_sentence(regex):
    with pytest.raises(Refused, match="has at most 1,000 characters, and this has 5,000"):
        finder("a" * 5000, regex=regex)


@pytest.mark.parametrize("text", ["", "  ", "\0", "\n"])
def test_nothing_asked_is_nothing(text):
    assert finder(text) is None


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


# A transcript holds no NUL.
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_what_was_said_is_found_as_it_was_said(words, before, after):
    wanted = finder(words)
    if wanted is not None:
        assert list(wanted.places(f"{before} {words} {after}"))
