"""The figures of an evaluation repeat the numbers their sources print."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as sk

from qualcode.suggest import metrics
from qualcode.suggest.guessing import guessed_f1
from qualcode.suggest.intervals import by_groups, clopper_pearson, wilson

# Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in
# Medicine 17, Table I: k, n, Wilson's score method (3), Clopper-Pearson (5).
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("k", "n", "score", "exact"), NEWCOMBE)
def test_intervals_are_those_of_newcombes_table(k, n, score, exact):
    assert wilson(k, n) == pytest.approx(score, abs=5e-5)
    assert clopper_pearson(k, n) == pytest.approx(exact, abs=5e-5)


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
@pytest.mark.parametrize(("k", "n"), [(0, 0), (3, 2), (-1, 4)])
def test_an_interval_of_no_share_is_refused(interval, k, n):
    with pytest.raises(ValueError, match="is no share"):
        interval(k, n)


def test_the_brier_score_is_that_of_scikit_learns_documentation():
    # sklearn.metrics.brier_score_loss, Examples: 0.0375.
    right, scores = np.array([0, 1, 1, 0], dtype=bool), np.array([0.1, 0.9, 0.8, 0.3])

    assert metrics.brier(scores, right) == pytest.approx(0.0375)
    assert metrics.brier(scores, ~right) == pytest.approx(0.6875)


def test_the_calibration_error_is_that_of_torchmetrics_documentation():
    # torchmetrics BinaryCalibrationError(n_bins=2, norm="l1"), Examples: 0.2900.
    scores = np.array([0.25, 0.25, 0.55, 0.75, 0.75])
    right = np.array([0, 0, 1, 1, 1], dtype=bool)

    assert metrics.expected_calibration_error(scores, right, bins=2) == pytest.approx(0.29)
    assert metrics.expected_calibration_error(scores, ~right, bins=2) > 0.6


def test_a_score_of_one_falls_into_the_last_bin():
    assert metrics.expected_calibration_error(np.array([1.0]), np.array([True])) == 0


def test_f1_per_code_is_that_of_scikit_learns_documentation():
    # sklearn.metrics.f1_score, multilabel example: 0.66666667, 1., 0.66666667.
    truth = np.array([[0, 0, 0], [1, 1, 1], [0, 1, 1]], dtype=bool)
    offered = np.array([[0, 0, 0], [1, 1, 1], [1, 1, 0]], dtype=bool)
    found = [metrics.precision_recall_f1(offered[:, c], truth[:, c])[2] for c in range(3)]

    assert found == pytest.approx([2 / 3, 1.0, 2 / 3])


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_precision_recall_and_f1_are_scikit_learns(pairs):
    offered, truth = (np.array(side, dtype=bool) for side in zip(*pairs, strict=True))
    precision, recall, f1 = metrics.precision_recall_f1(offered, truth)

    assert precision == (sk.precision_score(truth, offered) if offered.any() else None)
    assert recall == (sk.recall_score(truth, offered) if truth.any() else None)
    assert f1 == pytest.approx(sk.f1_score(truth, offered, zero_division=0))


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.booleans()), min_size=1))
def test_the_curve_is_scikit_learns_precision_and_recall_at_every_score(pairs):
    scores = np.array([score for score, _ in pairs])
    right = np.array([good for _, good in pairs], dtype=bool)
    found = metrics.risk_coverage(scores, right, len(right), int(right.sum()))

    assert len(found) == len(set(scores.tolist()))
    for point, least in zip(found, sorted(set(scores.tolist()), reverse=True), strict=True):
        taken = scores >= least
        assert point.coverage == pytest.approx(taken.mean())
        assert point.precision == pytest.approx(sk.precision_score(right, taken))
        assert math.isclose(point.found, sk.recall_score(right, taken, zero_division=0))


def test_offers_of_one_score_stand_or_fall_together():
    right = np.array([True, False, False, True])
    [point] = metrics.risk_coverage(np.full(4, 0.5), right, 8, 2)

    assert (point.coverage, point.precision, point.found) == (0.5, 0.5, 1.0)


def test_coverage_at_a_target_is_the_widest_that_still_reaches_it():
    scores, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1, 0, 1, 0], dtype=bool)
    points = metrics.risk_coverage(scores, right, 10, 2)

    assert metrics.coverage_at(points, 0.6) == pytest.approx(0.3)
    assert metrics.coverage_at(points, 0.9) == pytest.approx(0.1)
    assert metrics.coverage_at(metrics.risk_coverage(scores, ~right, 10, 2), 0.9) == 0


def test_a_thinned_curve_keeps_its_ends():
    points = [metrics.Point(n / 100, 0.5, 0.5) for n in range(1, 101)]
    kept = metrics.thinned(points)

    assert len(kept) <= 20
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert metrics.thinned(points[:3]) == tuple(points[:3])


def test_ranks_begin_at_one_and_a_score_of_nothing_is_no_rank():
    ranks = metrics.ranks_of(np.array([[0.2, 0.9, 0.0], [0.0, 0.0, 0.0]]))

    assert ranks.tolist() == [[2, 1, 0], [0, 0, 0]]
    assert metrics.hit(ranks[:, 0], 1) == 0.0
    assert metrics.hit(ranks[:, 0], 3) == 0.5
    assert metrics.hit(ranks[:0, 0], 3) is None


def test_knowing_the_passage_beats_guessing_and_knowing_only_the_interview_does_not():
    interviews = ["a"] * 20 + ["b"] * 20
    truth = np.zeros((40, 2), dtype=bool)
    offered = truth.copy()
    truth[:8, :] = True
    offered[:8, 0] = True
    # The right interview, but any passage of it.
    offered[:20, 1] = True
    bars = guessed_f1(offered, truth, interviews, np.random.default_rng(1))
    own = [metrics.precision_recall_f1(offered[:, c], truth[:, c])[2] for c in range(2)]

    assert own[0] > bars[0]
    assert own[1] == pytest.approx(bars[1])


def test_guesses_keep_how_much_of_each_interview_is_coded():
    # Everything offered and coded in one interview: no exchange within it can change a thing.
    truth = np.array([[True], [True], [False], [False]])
    bars = guessed_f1(truth, truth, ["a", "a", "b", "b"], np.random.default_rng(1), times=50)

    assert bars.tolist() == [1.0]


def test_an_interval_over_interviews_is_wider_than_one_over_passages():
    # Eight interviews, each all right or all wrong: 80 passages are only eight facts.
    right = np.repeat([1.0, 0.0], 40)
    by_passage = by_groups(lambda rows: right[rows].mean(), range(80), np.random.default_rng(1))
    clustered = by_groups(
        lambda rows: right[rows].mean(), np.repeat(range(8), 10).tolist(), np.random.default_rng(1)
    )

    assert clustered[1] - clustered[0] > 2 * (by_passage[1] - by_passage[0])


def test_below_five_interviews_there_is_no_interval():
    groups = [0, 1, 2, 3] * 5

    assert by_groups(lambda rows: 1.0, groups, np.random.default_rng(1)) is None
    assert by_groups(lambda rows: 1.0, [*groups, 4], np.random.default_rng(1)) == (1.0, 1.0)
