"""Coefficients of agreement on categories: shares of agreement, and agreement beyond chance.

``ratings`` is an array of the shape (coders, units): whole numbers, -1 where a coder did not rate
a unit, or fractions with NaN there. Where all ratings are the same, no coefficient that takes
chance away is defined here, though some formulas would give 1.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.agreement import patterns
from qualcode.analysis.agreement.patterns import NO_PAIRS, NO_VARIATION, Numbers, Whole
from qualcode.errors import AgreementUndefined

Ratings = NDArray[Any] | Sequence[Hashable]
METRICS = ("nominal", "ordinal", "interval")


def percent_agreement(ratings: ArrayLike) -> float:
    """Share of agreeing pairs of coders, 0 to 1: the mean over units two or more coders rated.

    Raises
    ------
    AgreementUndefined
        No unit was rated twice.
    """
    counts, _ = patterns.counted(ratings)
    return patterns.told(patterns.observed(counts, np.ones(len(counts))), NO_PAIRS)


def positive_agreement(ratings: ArrayLike) -> float:
    """Of the units a coder gave a code, the share the others gave it too, 0 to 1.

    For two coders 2 × both / (2 × both + only one), which is the F1 score of either against the
    other.

    Parameters
    ----------
    ratings : shape (coders, units)
        1 where a coder gave the code, 0 where not, -1 where the unit was not rated.

    Raises
    ------
    AgreementUndefined
        Nobody gave it where another coder rated too.

    References
    ----------
    Cicchetti & Feinstein (1990), High agreement but low kappa: II. Resolving the paradoxes.
    """
    return _specific(ratings, 1, "Nobody gave this code, so there is nothing to agree on.")


def negative_agreement(ratings: ArrayLike) -> float:
    """Of the units a coder did not give a code, the share the others did not either, 0 to 1.

    As `positive_agreement`, of the absence.
    """
    return _specific(ratings, 0, "Everybody gave this code everywhere, so it is nowhere absent.")


def cohen_kappa(first: Ratings, second: Ratings) -> float:
    """Agreement of exactly two coders beyond chance, for categories without order.

    Parameters
    ----------
    first, second : shape (units,)
        One coder's category of each unit, in the same order; units either left out are dropped.

    Returns
    -------
    float
        1 is perfect, 0 is chance. It depends on how often each coder gives each category: with a
        rare code it is low although nearly all units agree.

    Raises
    ------
    AgreementUndefined
        No unit was rated by both, or both gave one and the same category throughout.
    ValueError
        They were asked about different numbers of units.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales.
    """
    table = _crossed(first, second)
    chance = (table.sum(axis=0) * table.sum(axis=1)).sum()
    found = patterns.beyond_chance(np.asarray(np.trace(table)), np.asarray(chance))
    return patterns.told(found, NO_VARIATION)


def scott_pi(first: Ratings, second: Ratings) -> float:
    """Agreement of two coders beyond chance, as if both drew from one common distribution.

    Parameters, errors as `cohen_kappa`.

    References
    ----------
    Scott (1955), Reliability of content analysis.
    """
    table = _crossed(first, second)
    chance = (((table.sum(axis=0) + table.sum(axis=1)) / 2) ** 2).sum()
    found = patterns.beyond_chance(np.asarray(np.trace(table)), np.asarray(chance))
    return patterns.told(found, NO_VARIATION)


def fleiss_kappa(ratings: ArrayLike) -> float:
    """Agreement of any number of coders beyond chance, with pooled margins.

    With missing ratings as Gwet generalises it: units rated once count for the margins only.

    Raises
    ------
    AgreementUndefined
        No unit was rated twice, or all ratings are the same.

    References
    ----------
    Fleiss (1971), Measuring nominal scale agreement among many raters.
    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.
    """
    seen, margins = _seen(ratings)
    return patterns.told(patterns.beyond_chance(seen, (margins**2).sum(axis=-1)), NO_VARIATION)


def gwet_ac1(ratings: ArrayLike, categories: int | None = None) -> float:
    """Agreement beyond chance where chance is thought to strike on hard units only.

    It stays high when a code is rare, even where the coders share no unit with it: never read it
    without `positive_agreement`.

    Parameters
    ----------
    categories
        How many categories could have been given, 2 for a code that is there or not. Without it
        those that were given: too few where one was never used.

    Raises
    ------
    AgreementUndefined
        As `fleiss_kappa`.
    ValueError
        More categories were given than there are.

    References
    ----------
    Gwet (2008), Computing inter-rater reliability and its variance in the presence of high
    agreement.
    """
    seen, margins = _seen(ratings)
    q = _number(categories, margins)
    chance = (margins * (1 - margins)).sum(axis=-1) / (q - 1)
    return patterns.told(patterns.beyond_chance(seen, chance), NO_VARIATION)


def brennan_prediger(ratings: ArrayLike, categories: int | None = None) -> float:
    """Agreement beyond chance where every category is thought as likely as any other (S).

    Parameters, errors as `gwet_ac1`.

    References
    ----------
    Bennett, Alpert & Goldstein (1954), Communications through limited-response questioning.
    Brennan & Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives.
    """
    seen, margins = _seen(ratings)
    q = _number(categories, margins)
    return patterns.told(patterns.beyond_chance(seen, np.asarray(1 / q)), NO_VARIATION)


def krippendorff_alpha(ratings: ArrayLike, metric: str = "nominal") -> float:
    """Agreement beyond chance among any number of coders, with any ratings missing.

    Parameters
    ----------
    ratings : shape (coders, units)
        Whole numbers, -1 where a coder did not rate the unit; or fractions with NaN there. Units
        rated once are dropped.
    metric
        ``nominal`` (categories without order), ``ordinal`` or ``interval``.

    Returns
    -------
    float
        1 is perfect, 0 is chance, negative is systematic disagreement.

    Raises
    ------
    AgreementUndefined
        No unit was rated twice, or only one value appears among those that were, so no
        disagreement could be expected.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    if metric not in METRICS:
        raise ValueError(f"The metric is one of {', '.join(METRICS)}.")
    counts, values = patterns.counted(ratings)
    pairable = counts[counts.sum(axis=-1) > 1]
    if not len(pairable):
        raise AgreementUndefined(NO_PAIRS)
    distances = _distances(pairable.sum(axis=0), values, metric)
    return patterns.told(patterns.alpha(pairable, np.ones(len(pairable)), distances), NO_VARIATION)


def _specific(ratings: ArrayLike, value: int, reason: str) -> float:
    places = np.asarray(ratings)
    gave = np.where(places == value, 1, 0)
    rated = ~np.isnan(places) if places.dtype.kind == "f" else places != patterns.NOT_RATED
    counts = np.stack([(rated & (gave == 0)).sum(axis=0), (rated & (gave == 1)).sum(axis=0)], -1)
    return patterns.told(patterns.specific(counts, np.ones(len(counts)), 1), reason)


def _crossed(first: Ratings, second: Ratings) -> Numbers:
    """Share of the units in each pair of categories, shape (categories, categories)."""
    one, two = np.asarray(first), np.asarray(second)
    if one.shape != two.shape or one.ndim != 1:
        raise ValueError("Two coders are compared on the same units.")
    places, values = patterns.numbered(np.stack([one, two]))
    both = (places != patterns.NOT_RATED).all(axis=0)
    if not both.any():
        raise AgreementUndefined("There is no unit that both coders rated.")
    table = np.zeros((len(values), len(values)))
    np.add.at(table, (places[0][both], places[1][both]), 1)
    return np.asarray(table / both.sum())


def _seen(ratings: ArrayLike) -> tuple[Numbers, Numbers]:
    """Observed agreement, and the share of each category.

    Raises
    ------
    AgreementUndefined
        No unit was rated twice, or all ratings are the same.
    """
    counts, values = patterns.counted(ratings)
    ones = np.ones(len(counts))
    seen = patterns.observed(counts, ones)
    patterns.told(seen, NO_PAIRS)
    if len(values) < 2:
        raise AgreementUndefined(NO_VARIATION)
    return seen, patterns.shares(counts, ones)


def _number(categories: int | None, margins: Numbers) -> int:
    given = len(margins)
    if categories is not None and categories < given:
        raise ValueError(f"{given} categories were given, more than the {categories} there are.")
    return given if categories is None else categories


def _distances(totals: Whole, values: NDArray[Any], metric: str) -> Numbers | None:
    """Squared distances of the values, shape (values, values); None for the nominal metric."""
    if metric == "nominal":
        return None
    if metric == "interval":
        return np.asarray(np.subtract.outer(values, values), dtype="float64") ** 2
    # The rank of a value is the middle of those that share it.
    ranks = np.cumsum(totals) - totals / 2
    return np.asarray(np.subtract.outer(ranks, ranks) ** 2)
