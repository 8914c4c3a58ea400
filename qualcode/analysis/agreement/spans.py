"""Where codings lie on a line: united, counted by how many coders cover each place, matched.

A line is anything codings cover stretches of: characters, or units numbered one after another.
A stretch is start and end, the end not included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qualcode.analysis.agreement.patterns import Numbers, Whole
from qualcode.errors import AgreementUndefined

Stretches = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Covered:
    """Stretches of a line, each with the place of its code and its coder.

    Those of one code and coder do not overlap; they are in the order of code, coder and place.
    """

    starts: Whole
    ends: Whole
    codes: Whole
    coders: Whole

    def of(self, chosen: np.ndarray) -> Covered:
        """Some of them, in the same order."""
        columns = (self.starts, self.ends, self.codes, self.coders)
        return Covered(*(column[chosen] for column in columns))


def united(starts: Whole, ends: Whole, codes: Whole, coders: Whole) -> Covered:
    """Overlapping stretches of the same code and coder as one; those that only touch stay two."""
    filled = starts < ends
    starts, ends, codes, coders = (c[filled] for c in (starts, ends, codes, coders))
    length = int(ends.max(initial=0)) + 1
    line = (codes * (int(coders.max(initial=0)) + 1) + coders) * length
    order = np.argsort(line + starts, kind="stable")
    begins, stops = (line + starts)[order], (line + ends)[order]
    # The furthest end so far: it never reaches into the line of another code or coder.
    reach = np.maximum.accumulate(stops)
    new = np.concatenate(([True], begins[1:] >= reach[:-1]))[: len(begins)]
    heads = np.flatnonzero(new)
    tails = np.append(heads[1:], len(begins)) - 1 if len(heads) else heads
    first, base = order[heads], line[order[heads]]
    return Covered(begins[heads] - base, reach[tails] - base, codes[first], coders[first])


def tallied(covered: Covered, codes: int, coders: int, bounds: Whole) -> Whole:
    """How much of each part of the line so many coders gave each code.

    Parameters
    ----------
    bounds : where each part begins, the first at 0; no stretch reaches from one into another

    Returns
    -------
    int array, shape (codes, parts, coders + 1); what nobody covers is left at 0
    """
    length = int(covered.ends.max(initial=0)) + 1
    base = covered.codes * length
    places = np.concatenate((base + covered.starts, base + covered.ends))
    steps = np.repeat(np.array([1, -1]), len(covered.starts))
    order = np.argsort(places, kind="stable")
    places, depth = places[order], np.cumsum(steps[order])
    runs = np.diff(places, append=places[-1:])
    kept = (depth > 0) & (runs > 0)
    places, depth, runs = places[kept], depth[kept], runs[kept]
    part = np.searchsorted(bounds, places % length, side="right") - 1
    cell = ((places // length) * len(bounds) + part) * (coders + 1) + depth
    size = codes * len(bounds) * (coders + 1)
    found = np.bincount(cell, weights=runs, minlength=size)
    return found.astype("int64").reshape(codes, len(bounds), coders + 1)


def unitized_alpha(spans: Sequence[Stretches], length: int) -> float:
    """Krippendorff's alpha for one code on freely chosen stretches of a text (uα, per code).

    Parameters
    ----------
    spans
        For each coder the stretches that carry the code, as (start, end) from 0 to ``length``.
        Those of one coder that overlap are taken as one; those that touch are two.
    length
        Of the whole text the coders worked through.

    Returns
    -------
    float
        1 is perfect, 0 is chance. Not to be compared with the measure of 1995 and 2004 of the
        same name.

    Raises
    ------
    AgreementUndefined
        There are fewer than two coders, nobody gave the code, or everybody gave it to everything.

    References
    ----------
    Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual
    continua; Krippendorff (2019), Content Analysis, 4th ed., section 12.6.
    """
    if len(spans) < 2:
        raise AgreementUndefined("Agreement is between two or more coders, and here is one.")
    rows = [(a, b, 0, n) for n, own in enumerate(spans) for a, b in own]
    columns = np.array(rows, dtype="int64").reshape(-1, 4).T
    covered = united(*columns)
    tally = tallied(covered, 1, len(spans), np.zeros(1, dtype="int64")).sum(axis=1)
    found = float(unitized(covered, tally, len(spans), length)[0])
    if np.isnan(found):
        raise AgreementUndefined(
            "Nobody gave this code, or everybody gave it to everything, so nothing shows whether"
            " they can tell where it stands."
        )
    return found


def unitized(covered: Covered, tally: Whole | Numbers, coders: int, length: int) -> Numbers:
    """`unitized_alpha` of every code; NaN where it is not defined.

    ``tally`` is that of the same stretches, shape (codes, coders + 1).
    """
    k = np.arange(coders + 1)
    total = float(coders * length)
    coded = (tally @ k).astype("float64")
    gaps = total - coded
    apart = (tally @ (k * (coders - k))) / (coders - 1)
    squares = np.bincount(
        covered.codes,
        weights=(covered.ends - covered.starts).astype("float64") ** 2,
        minlength=len(tally),
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = total * coded * gaps / (total**2 - gaps - squares)
        return np.where(coded * gaps > 0, 1 - apart / expected, np.nan)


def mean_overlap(first: Stretches, second: Stretches) -> float:
    """How far matched stretches of two coders cover the same: shared length over joint length.

    Each stretch is matched with one of the other coder's at most, those that share the most first.
    What stands alone is not counted: this tells about boundaries, not about finding.

    Returns
    -------
    float
        The mean over matched pairs, above 0 and up to 1.

    Raises
    ------
    AgreementUndefined
        No stretch of one touches one of the other's.
    """
    rows = [(a, b, 0, n) for n, own in enumerate((first, second)) for a, b in own]
    found = overlaps(united(*np.array(rows, dtype="int64").reshape(-1, 4).T), 1, 2)[0]
    if np.isnan(found):
        raise AgreementUndefined("The two have no words in common, so no boundaries to compare.")
    return float(found)


def overlaps(covered: Covered, codes: int, coders: int) -> Numbers:
    """`mean_overlap` of every code, over the matched pairs of any two coders; NaN without any."""
    total, matched = np.zeros(codes), np.zeros(codes)
    length = int(covered.ends.max(initial=0)) + 1
    for one, two in combinations(range(coders), 2):
        a, b = covered.of(covered.coders == one), covered.of(covered.coders == two)
        # Sorted by code and place, and apart within a code: so both searches are exact.
        low = np.searchsorted(b.codes * length + b.ends, a.codes * length + a.starts, "right")
        high = np.searchsorted(b.codes * length + b.starts, a.codes * length + a.ends, "left")
        counts = np.maximum(high - low, 0)
        left = np.repeat(np.arange(len(a.starts)), counts)
        right = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        right += np.repeat(low, counts)
        shared = np.minimum(a.ends[left], b.ends[right]) - np.maximum(
            a.starts[left], b.starts[right]
        )
        joint = (a.ends - a.starts)[left] + (b.ends - b.starts)[right] - shared
        part = shared / joint
        gone: tuple[set[int], set[int]] = (set(), set())
        for n in np.argsort(-part, kind="stable").tolist():
            i, j = int(left[n]), int(right[n])
            if i not in gone[0] and j not in gone[1]:
                gone[0].add(i)
                gone[1].add(j)
                total[a.codes[i]] += part[n]
                matched[a.codes[i]] += 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / matched)
