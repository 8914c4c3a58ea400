"""Freely chosen stretches: united, counted, matched."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.agreement import krippendorff_alpha, mean_overlap, unitized_alpha
from qualcode.analysis.agreement.spans import overlaps, tallied, united
from qualcode.errors import AgreementUndefined

LENGTH = 60
stretches = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
        lambda s: (s[0], min(s[0] + s[1], LENGTH))
    ),
    max_size=6,
)


def columns(rows):
    return tuple(np.array(rows, dtype="int64").reshape(-1, 4).T)


@given(st.lists(st.lists(st.integers(0, 1), min_size=8, max_size=8), min_size=2, max_size=4))
def test_unitized_alpha_of_stretches_of_length_one_is_nominal_alpha(marks):
    ratings = np.array(marks)
    assume(0 < ratings.sum() < ratings.size)
    spans = [[(n, n + 1) for n in np.flatnonzero(row)] for row in ratings]

    assert unitized_alpha(spans, 8) == pytest.approx(krippendorff_alpha(ratings))


def test_unitized_alpha_is_undefined_without_code_or_without_gaps():
    for spans in ([[], []], [[(0, 9)], [(0, 9)]]):
        with pytest.raises(AgreementUndefined, match="Nobody gave this code, or everybody"):
            unitized_alpha(spans, 9)
    with pytest.raises(AgreementUndefined, match="one"):
        unitized_alpha([[(0, 3)]], 9)
    assert unitized_alpha([[(0, 3)], []], 9) < 0.01


def test_overlapping_stretches_of_one_coder_are_one():
    assert unitized_alpha([[(0, 4), (2, 6)], [(0, 6)]], 20) == pytest.approx(1.0)
    # Those that only touch are two: less is expected by chance, so a whole one differs in nothing.
    found = united(*columns([(0, 4, 0, 0), (4, 6, 0, 0), (1, 3, 0, 0), (9, 9, 0, 0)]))
    assert list(zip(found.starts, found.ends, strict=True)) == [(0, 4), (4, 6)]


@given(st.lists(st.tuples(stretches, stretches, stretches), min_size=1, max_size=3))
def test_tallies_are_those_of_marking_every_place(per_code):
    rows = [
        (start, end, code, coder)
        for code, coders in enumerate(per_code)
        for coder, own in enumerate(coders)
        for start, end in own
    ]
    marks = np.zeros((len(per_code), 3, LENGTH), dtype=int)
    for start, end, code, coder in rows:
        marks[code, coder, start:end] = 1
    found = tallied(united(*columns(rows)), len(per_code), 3, np.array([0]))

    for code, depth in enumerate(marks.sum(axis=1)):
        expected = np.bincount(depth, minlength=4)
        assert found[code, 0, 1:].tolist() == expected[1:].tolist()


def test_tallies_are_kept_apart_by_part():
    found = tallied(
        united(*columns([(0, 3, 0, 0), (5, 9, 0, 0), (6, 9, 0, 1)])), 1, 2, np.array([0, 4])
    )

    assert found.tolist() == [[[0, 3, 0], [0, 1, 3]]]


def test_matched_stretches_share_part_of_their_words():
    assert mean_overlap([(0, 10)], [(5, 10)]) == pytest.approx(0.5)
    # The nearer one is matched; what is left over does not count.
    assert mean_overlap([(0, 10), (20, 30)], [(0, 2), (2, 10), (20, 30)]) == pytest.approx(0.9)
    with pytest.raises(AgreementUndefined, match="no words in common"):
        mean_overlap([(0, 5)], [(5, 9)])
    with pytest.raises(AgreementUndefined, match="no words in common"):
        mean_overlap([], [(5, 9)])


def test_a_stretch_is_matched_once():
    # One long stretch over two short ones: it can be the partner of one of them only.
    assert mean_overlap([(0, 10)], [(0, 4), (5, 10)]) == pytest.approx(0.5)


def test_stretches_of_different_codes_are_never_matched():
    found = overlaps(united(*columns([(0, 9, 0, 0), (0, 9, 1, 1), (2, 4, 1, 0)])), 2, 2)

    assert np.isnan(found[0])
    assert found[1] == pytest.approx(2 / 9)
