"""Codings of several coders -> figures of agreement for every code."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from qualcode.analysis.agreement import patterns, spans
from qualcode.analysis.agreement.bootstrap import alpha_intervals
from qualcode.analysis.agreement.patterns import Numbers, Whole
from qualcode.analysis.agreement.remarks import remark_of
from qualcode.analysis.agreement.table import LEAST_GIVEN, LEAST_UNITS, CodeFigures
from qualcode.analysis.agreement.units import Units, make_units
from qualcode.model import Code, Codebook

Codings = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Marked:
    """Codings on a line of units, and how many coders gave each code to how many of them.

    ``tally`` has the shape (codes, interviews, coders + 1) and begins with what nobody gave it.
    """

    covered: spans.Covered
    tally: Whole

    @property
    def total(self) -> Numbers:
        """Over all interviews, shape (codes, coders + 1)."""
        return np.asarray(self.tally.sum(axis=1), dtype="float64")


def figures_of(
    unit: str,
    segments: Sequence[tuple[str, int, int]],
    texts: Mapping[str, str],
    codings: Codings,
    codebook: Codebook,
    coders: Sequence[str],
    *,
    rng: np.random.Generator,
) -> tuple[tuple[CodeFigures, ...], float | None, int]:
    """Figures of each code in codebook order, alpha over all of them, and how many units.

    Parameters
    ----------
    unit : segment, sentence or character
    segments : transcript, start and end of respondents' segments in what all have coded through
    texts : transcript -> text, of these
    codings : columns transcript, start, end, code and coder; others' and elsewhere are passed over
    rng : draws interviews anew for the intervals
    """
    passages = make_units("segment", segments, texts)
    letters = dataclasses.replace(passages, characters=True)
    units = letters if unit == "character" else passages
    if unit == "sentence":
        units = make_units("sentence", segments, texts)
    flat = _flat(codings, passages, codebook, coders)
    counted = _marked(units, flat, len(codebook), len(coders))
    marked = _marked(letters, flat, len(codebook), len(coders)) if units is not letters else counted
    # Thirty characters are no ground for a verdict, so there passages are asked.
    ground = _marked(passages, flat, len(codebook), len(coders)) if units is letters else counted
    n = int(units.per_interview.sum())
    rows = _rows(counted, marked, len(coders), n, int(letters.per_interview.sum()))
    bounds = alpha_intervals(counted.tally, rng=rng)
    enough = ground.total.sum(axis=1) >= LEAST_UNITS
    enough &= ground.total[:, 1:].sum(axis=1) >= LEAST_GIVEN
    figures = []
    for place, code in enumerate(codebook):
        values = {name: _told(column[place]) for name, column in rows.items()}
        low, high = (_told(v) for v in bounds[place])
        made = _figures(code, counted, place, n, values, low, high, too_few=not enough[place])
        remark = remark_of(made, coders, unit, len(texts))
        figures.append(dataclasses.replace(made, remark=remark))
    finest = np.array([not codebook.children(code.id) for code in codebook], dtype=bool)
    overall = _overall(counted, finest) if n and ground.total[:1].sum() >= LEAST_UNITS else None
    return tuple(figures), overall, n


def _flat(
    codings: Codings, units: Units, codebook: Codebook, coders: Sequence[str]
) -> tuple[Whole, Whole, Whole, Whole]:
    """Start and end in the text of all, place of the code, of the coder: a row for each code that
    a coding counts for, its own and those above it."""
    places = {code.id: n for n, code in enumerate(codebook)}
    parents = {code.id: code.parent for code in codebook}
    counts_for: dict[str, list[int]] = {}
    for id in places:
        at: str | None = id
        counts_for[id] = []
        while at is not None:
            counts_for[id].append(places[at])
            at = parents[at]
    numbers = {who: n for n, who in enumerate(coders)}
    rows = [
        (units.bases[id] + start, units.bases[id] + end, place, numbers[who])
        for id, start, end, code, who in zip(
            *(codings[name] for name in ("transcript", "start", "end", "code", "coder")),
            strict=True,
        )
        if who in numbers and id in units.bases
        for place in counts_for.get(code, ())
    ]
    starts, ends, codes, whose = np.array(rows, dtype="int64").reshape(-1, 4).T
    return starts, ends, codes, whose


def _marked(units: Units, flat: tuple[Whole, ...], codes: int, coders: int) -> Marked:
    starts, ends, places, whose = flat
    low, high = units.stretches(starts, ends)
    covered = spans.united(low, high, places, whose)
    tally = spans.tallied(covered, codes, coders, units.bounds)
    tally[:, :, 0] = units.per_interview - tally[:, :, 1:].sum(axis=2)
    return Marked(covered, tally)


def _rows(
    counted: Marked, marked: Marked, coders: int, n: int, characters: int
) -> dict[str, Numbers]:
    """Each coefficient of every code; NaN where it is not defined."""
    seen, total = patterns.of_presence(coders), counted.total
    percent = patterns.observed(seen, total)
    alpha = patterns.alpha(seen, total)
    margins = patterns.shares(seen, total)
    # With two categories the general formula of AC1 has q - 1 = 1.
    ac1 = patterns.beyond_chance(percent, (margins * (1 - margins)).sum(axis=-1))
    codes = len(total)
    kappa = np.full(codes, np.nan)
    if coders == 2 and n:
        one, two = (_given(counted, coders) / n).T
        kappa = patterns.beyond_chance(percent, one * two + (1 - one) * (1 - two))
    return {
        "percent": percent,
        "positive": patterns.specific(seen, total, 1),
        "negative": patterns.specific(seen, total, 0),
        "kappa": kappa,
        "alpha": alpha,
        "ac1": np.where(np.isnan(alpha), np.nan, ac1),
        "unitized": spans.unitized(marked.covered, marked.total, coders, characters),
        "overlap": spans.overlaps(marked.covered, codes, coders),
    }


def _given(counted: Marked, coders: int) -> Whole:
    """How many units each coder gave each code, shape (codes, coders)."""
    c, codes = counted.covered, len(counted.tally)
    found = np.bincount(c.codes * coders + c.coders, c.ends - c.starts, codes * coders)
    return found.astype("int64").reshape(codes, coders)


def _figures(
    code: Code,
    counted: Marked,
    place: int,
    n: int,
    values: Mapping[str, float | None],
    low: float | None,
    high: float | None,
    *,
    too_few: bool,
) -> CodeFigures:
    total = counted.total[place].astype("int64")
    given = _given(counted, len(total) - 1)[place]
    return CodeFigures(
        code=code.id,
        name=code.name,
        indicator=code.parent is None,
        n=n,
        counts=tuple(int(count) for count in given),
        both=int(total[-1]),
        anyone=int(total[1:].sum()),
        percent=values["percent"] or 0.0,
        positive=values["positive"],
        negative=values["negative"],
        kappa=values["kappa"],
        alpha=values["alpha"],
        ac1=values["ac1"],
        unitized=values["unitized"],
        overlap=values["overlap"],
        low=low,
        high=high,
        remark="",
        too_few=too_few,
    )


def _overall(counted: Marked, finest: np.ndarray) -> float | None:
    """Alpha of units that carry sets of codes, two sets being as far apart as they differ in."""
    seen = patterns.of_presence(counted.tally.shape[2] - 1)
    observed, expected = patterns.disagreements(seen, counted.total[finest])
    return _told(1 - observed.sum() / expected.sum()) if expected.sum() > 0 else None


def _told(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
