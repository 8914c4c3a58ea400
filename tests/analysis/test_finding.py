"""Words as they are typed, and patterns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.finding import Finder, finder
from qualcode.analysis.tokens import fold
from qualcode.errors import Refused
from tests.soon import soon


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
    with soon(1, time.monotonic), pytest.raises(Refused, match="takes too long; make it simpler"):
        places("(a+)+$", "a" * 5000 + "b", regex=True)


@pytest.mark.parametrize(("pattern", "at"), [("(", 2), ("ab[c", 5), ("*a", 1), ("[[a]", 5)])
def test_a_faulty_pattern_is_a_sentence_with_its_place(pattern, at):
    with pytest.raises(Refused, match=f"cannot be read at character {at}"):
        finder(pattern, regex=True)


# Each of these once took gigabytes of memory, or ended in a traceback.
@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("a{99999999}", "more than 1,000 repeats"),
        ("a{1001}", "more than 1,000 repeats"),
        ("a{,1001}", "more than 1,000 repeats"),
        ("a{5,1001}", "more than 1,000 repeats"),
        ("(a{9999}){9999}", "more than 1,000 repeats"),
        ("(?:ab){9999999}", "more than 1,000 repeats"),
        ("(?:threshold){e<=99999}", "more than 1,000 repeats"),
        ("(a{1000}){1000}", "repeats too much"),
        ("(?:ab){1000}{6}", "repeats too much"),
        ("(?:[)]a{101}){100}", "repeats too much"),
        (r"(?:\)a{101}){100}", "repeats too much"),
        ("(?:[]a{9]a{101}){100}", "repeats too much"),
        ("(?:(?#()a{101}){100}", "repeats too much"),
        ("a{100}{101}", "repeats too much"),
        ("((((a{10}){10}){10}){10}){10}", "repeats too much"),
        ("(?:abcdefghijk){1000}", "repeats too much"),
        ("(?R)?a", "calls itself"),
        ("(?<n>a|(?&n)b)", "calls itself"),
        ("(?P<n>a|(?P>n)b)", "calls itself"),
        ("(a|(?1)b)", "calls itself"),
        ("(?x)a{9 9 9 9 9}", "sets x, V0 or V1"),
        ("(?V0)a", "sets x, V0 or V1"),
        ("a" * 501, "at most 500 characters, and this has 501"),
    ],
)
def test_a_pattern_that_would_take_the_machine_is_refused_before_it_is_read(pattern, told):
    with soon(0.5), pytest.raises(Refused, match=told):
        finder(pattern, regex=True)


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        (r"\(?R", "a (R", ["(R"]),
        ("no.{0,1000}yes", "no and yes", ["no and yes"]),
        (r"(?:\w{1,30}\s){2,40}go", "we do not go", ["we do not go"]),
        ("[{]5000", "{5000", ["{5000"]),
        ("(?i:A)(?=b)", "ab", ["a"]),
        ("(?P<one>a)(?(one)b|c)", "ab", ["ab"]),
    ],
)
def test_what_people_write_is_not_refused(pattern, said, found):
    assert places(pattern, said, regex=True) == found


def test_matching_that_runs_out_of_memory_or_depth_is_a_sentence():
    class Costly:
        def __init__(self, error):
            self.error = error

        def finditer(self, text, timeout):
            raise self.error

    for error in (MemoryError(), RecursionError()):
        with pytest.raises(Refused, match="too deep; make it simpler"):
            list(Finder(pattern=Costly(error)).places("a"))


def test_the_time_is_shared_by_all_texts_a_pattern_is_looked_for_in():
    wanted = finder("a", regex=True)
    wanted.left[0] = 0.0

    with pytest.raises(Refused, match="takes too long"):
        list(wanted.places("a"))


@given(st.text(st.sampled_from("ab(){}[]^\\?*+,19#|:x"), max_size=30))
def test_whatever_is_typed_as_a_pattern_is_read_or_refused_in_a_sentence(pattern):
    try:
        wanted = finder(pattern, regex=True)
        if wanted is not None:
            list(wanted.places("abba (a) 19"))
    except Refused as refused:
        assert str(refused)


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
