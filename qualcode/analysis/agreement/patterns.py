"""The arithmetic every coefficient stands on: how often units were rated in which pattern.

A pattern is how many coders gave a unit each category; its weight is how many units show it. One
unit is a pattern of weight 1. Weights may have leading axes, such as one for every resample and
one for every code: results then have these axes, and are NaN where nothing is defined.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.errors import AgreementUndefined

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
NOT_RATED = -1
NO_PAIRS = "No unit was rated by two coders, so there is no agreement to speak of."
NO_VARIATION = (
    "All ratings are the same, so nothing shows whether the coders can tell one category from"
    " another."
)


def numbered(ratings: ArrayLike) -> tuple[Whole, NDArray[Any]]:
    """Ratings as places in the ordered list of values, `NOT_RATED` where there is none; the values.

    Raises
    ------
    ValueError
        Whole numbers below -1 are among them: what is not rated is -1, or NaN among fractions.
    """
    given = np.asarray(ratings)
    if given.dtype.kind == "b":
        given = given.astype("int64")
    if given.dtype.kind == "f":
        there = ~np.isnan(given)
    elif given.dtype.kind in "iu":
        if given.size and given.min() < NOT_RATED:
            raise ValueError("Ratings are 0 or more, or -1 where a unit was not rated.")
        there = given != NOT_RATED
    else:
        there = np.ones(given.shape, dtype=bool)
    values, places = np.unique(given[there], return_inverse=True)
    found = np.full(given.shape, NOT_RATED, dtype="int64")
    found[there] = places.reshape(-1)
    return found, values


def counted(ratings: ArrayLike) -> tuple[Whole, NDArray[Any]]:
    """One pattern a unit, shape (units, values), and the values in order.

    Raises
    ------
    ValueError
        The ratings are not an array of the shape (coders, units).
    AgreementUndefined
        There are fewer than two coders.
    """
    places, values = numbered(ratings)
    if places.ndim != 2:
        raise ValueError("Ratings have the shape (coders, units).")
    if len(places) < 2:
        raise AgreementUndefined("Agreement is between two or more coders, and here is one.")
    counts = np.stack([(places == n).sum(axis=0) for n in range(len(values))], axis=-1)
    return counts.reshape(places.shape[1], len(values)).astype("int64"), values


def of_presence(coders: int) -> Whole:
    """The patterns of a code that is there or not: 0 to all coders gave it; absent stands first."""
    gave = np.arange(coders + 1)
    return np.stack([coders - gave, gave], axis=-1)


def observed(counts: Whole, weights: Numbers) -> Numbers:
    """Mean share of agreeing pairs of coders, over units with two ratings or more."""
    m = counts.sum(axis=-1)
    pairs = np.where(m > 1, m * (m - 1), 1)
    agreeing = (counts * (counts - 1)).sum(axis=-1) / pairs
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((weights @ np.where(m > 1, agreeing, 0)) / (weights @ (m > 1)))


def shares(counts: Whole, weights: Numbers) -> Numbers:
    """Mean share of each category among a unit's ratings; units with a single rating count too."""
    m = counts.sum(axis=-1)
    part = counts / np.maximum(m, 1)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((weights @ part) / (weights @ (m > 0))[..., None])


def specific(counts: Whole, weights: Numbers, place: int) -> Numbers:
    """Of the times a coder gave this category, the share of the others who gave it as well."""
    m, gave = counts.sum(axis=-1), counts[:, place]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            (weights @ (gave * (gave - 1))) / (weights @ (gave * np.maximum(m - 1, 0)))
        )


def disagreements(
    counts: Whole, weights: Numbers, distances: Numbers | None = None
) -> tuple[Numbers, Numbers]:
    """Observed and expected disagreement of Krippendorff's alpha; units with one rating drop out.

    ``distances`` are squared, shape (values, values), with a leading axis or none; without them
    any two values are as far apart as any other two.
    """
    m = counts.sum(axis=-1)
    pairable = np.where((m > 1)[:, None], counts, 0)
    totals = weights @ pairable
    n = totals.sum(axis=-1)
    if distances is None:
        distances = 1.0 - np.eye(counts.shape[1])
    apart = ((pairable @ distances) * pairable).sum(axis=-1) / np.maximum(m - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = ((totals @ distances) * totals).sum(axis=-1) / (n * (n - 1))
        return np.asarray((weights @ apart) / n), np.asarray(expected)


def alpha(counts: Whole, weights: Numbers, distances: Numbers | None = None) -> Numbers:
    """Krippendorff's alpha; NaN where fewer than two values are among the pairable ratings."""
    seen, expected = disagreements(counts, weights, distances)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - seen / expected, np.nan)


def beyond_chance(seen: Numbers, chance: Numbers) -> Numbers:
    """(seen - chance) / (1 - chance); NaN where chance alone would agree always."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (seen - chance) / (1 - chance), np.nan)


def told(found: Numbers, reason: str) -> float:
    """A single result.

    Raises
    ------
    AgreementUndefined
        It is NaN; the error gives the reason.
    """
    if np.isnan(found):
        raise AgreementUndefined(reason)
    return float(found)
