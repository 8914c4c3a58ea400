"""Intervals by drawing whole interviews anew: passages of one interview are alike."""

from __future__ import annotations

import numpy as np

from qualcode.analysis.agreement import patterns
from qualcode.analysis.agreement.patterns import Numbers, Whole

LEAST_INTERVIEWS = 5
TIMES = 1000
# Where more resamples than this share leave alpha undefined, the rest would flatter it.
MOST_UNDEFINED = 0.05


def alpha_interval(
    tallies: Whole, *, rng: np.random.Generator, times: int = TIMES
) -> tuple[float, float] | None:
    """A 95 % percentile interval of alpha for one code that is there or not.

    Parameters
    ----------
    tallies : shape (interviews, coders + 1)
        How many of an interview's units 0, 1, … all coders gave the code.

    Returns
    -------
    Low and high; None where it cannot be told: below five interviews, or where the code is so
    rare that too many resamples hold none of it.
    """
    low, high = alpha_intervals(np.asarray(tallies)[None], rng=rng, times=times)[0]
    return None if np.isnan(low) else (float(low), float(high))


def alpha_intervals(tallies: Whole, *, rng: np.random.Generator, times: int = TIMES) -> Numbers:
    """`alpha_interval` of many codes from the same draws, shape (codes, 2), NaN where not told.

    ``tallies`` has the shape (codes, interviews, coders + 1).
    """
    codes, interviews, width = tallies.shape
    if interviews < LEAST_INTERVIEWS:
        return np.full((codes, 2), np.nan)
    draws = rng.multinomial(interviews, np.full(interviews, 1 / interviews), size=times)
    flat = tallies.transpose(1, 0, 2).reshape(interviews, codes * width).astype("float64")
    weights = (draws @ flat).reshape(times, codes, width)
    found = patterns.alpha(patterns.of_presence(width - 1), weights)
    known = ~np.isnan(found)
    result = np.full((codes, 2), np.nan)
    for n in np.flatnonzero(known.mean(axis=0) >= 1 - MOST_UNDEFINED):
        result[n] = np.percentile(found[known[:, n], n], (2.5, 97.5))
    return result
