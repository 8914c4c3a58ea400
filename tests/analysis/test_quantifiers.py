"""Words for how many always carry their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.quantifiers import in_words, plainly


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (0, 27, "nobody (0 of 27)"),
        (1, 27, "one person (1 of 27)"),
        (2, 27, "two people (2 of 27)"),
        (13, 27, "a minority (13 of 27)"),
        (14, 27, "a majority (14 of 27)"),
        (14, 28, "half of the people (14 of 28)"),
        (27, 27, "all 27 people (27 of 27)"),
        (3, 5, "3 of 5 people"),
        (0, 0, "nobody was asked"),
    ],
)
def test_words_follow_the_count(k, n, words):
    assert in_words(k, n) == words


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_no_words_without_k_and_n_and_never_most(counted):
    k, n = counted
    said = f"{in_words(k, n)} {plainly(k, n, 1, 2)}"

    assert f"{k} of {n}" in in_words(k, n)
    assert "most" not in said
    assert ("majority" in said) == (n >= 6 and 2 < k < n and 2 * k > n)
