"""Figures of offers against what people coded: pure functions on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10
STEPS = 20


@dataclass(frozen=True, slots=True)
class Point:
    """Taking only the surest offers: ``coverage`` of all passages, of which a share ``precision``
    was right; ``found`` is the share of what people coded that is among them."""

    coverage: float
    precision: float
    found: float


def precision_recall_f1(
    offered: np.ndarray, truth: np.ndarray
) -> tuple[float | None, float | None, float]:
    """Precision (None: nothing offered), recall (None: nothing coded) and F1 of bool arrays."""
    both = int((offered & truth).sum())
    o, t = int(offered.sum()), int(truth.sum())
    return (both / o if o else None), (both / t if t else None), f1(both, o, t)


def f1(both: int, offered: int, coded: int) -> float:
    """2 × both / (offered + coded); 0 where both are none."""
    return 2 * both / (offered + coded) if offered + coded else 0.0


def hit(ranks: np.ndarray, k: int) -> float | None:
    """Share of ranks (1 is best, 0 is not ranked) within the first k; None without any."""
    return float(((ranks > 0) & (ranks <= k)).mean()) if len(ranks) else None


def ranks_of(scores: np.ndarray) -> np.ndarray:
    """Each code's rank per passage, 1 the best; 0 for a score of 0. Ties go by column.

    Parameters
    ----------
    scores : float array, shape (passages, codes)
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    return np.where(scores > 0, ranks, 0)


def risk_coverage(scores: np.ndarray, right: np.ndarray, passages: int, coded: int) -> list[Point]:
    """From the surest offer to the least sure, one point for every score that occurs.

    Offers of one score stand or fall together: their order would be an accident. Risk is
    1 − precision.

    Parameters
    ----------
    scores, right : of the offers; ``right`` is bool
    passages, coded : how many there are in all, and how many carry what is looked for

    References
    ----------
    El-Yaniv & Wiener (2010), On the foundations of noise-free selective classification.
    """
    if not len(scores):
        return []
    order = np.argsort(-scores, kind="stable")
    good = np.cumsum(right[order])
    last = np.flatnonzero(np.diff(scores[order], append=-np.inf))
    return [
        Point(
            (i + 1) / passages, float(good[i] / (i + 1)), float(good[i] / coded) if coded else 0.0
        )
        for i in last.tolist()
    ]


def coverage_at(points: Sequence[Point], target: float) -> float:
    """The largest coverage at which the precision still reaches the target; 0 where none does."""
    return max((p.coverage for p in points if p.precision >= target), default=0.0)


def thinned(points: Sequence[Point], steps: int = STEPS) -> tuple[Point, ...]:
    """At most ``steps`` points, spread evenly over the coverage reached, the last one kept."""
    if len(points) <= steps:
        return tuple(points)
    wanted = np.linspace(points[0].coverage, points[-1].coverage, steps)
    have = np.array([p.coverage for p in points])
    places = np.minimum(np.searchsorted(have, wanted - 1e-12), len(points) - 1)
    return tuple(points[i] for i in dict.fromkeys(places.tolist()))


def brier(scores: np.ndarray, right: np.ndarray) -> float:
    """Mean squared distance of scores (0 to 1) from what was right; 0 is best.

    References
    ----------
    Brier (1950), Verification of forecasts, in its form for one of two outcomes.
    """
    return float(np.mean((scores - right) ** 2))


def expected_calibration_error(scores: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """How far scores stand from the share that was right, on average over bins of equal width.

    References
    ----------
    Guo, Pleiss, Sun & Weinberger (2017), On calibration of modern neural networks.
    """
    place = np.minimum((scores * bins).astype(int), bins - 1)
    n = np.bincount(place, minlength=bins)
    gap = np.bincount(place, scores, bins) - np.bincount(place, right.astype(float), bins)
    return float(np.abs(gap[n > 0]).sum() / len(scores))
