"""Words beside the numbers of agreement: where they contradict each other or say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.agreement.bootstrap import LEAST_INTERVIEWS
from qualcode.analysis.agreement.table import LEAST_GIVEN, LEAST_UNITS, CodeFigures
from qualcode.analysis.agreement.units import NAMES

# From here on agreement reads as much, and below it alpha reads as little.
MUCH, LITTLE = 0.7, 0.667


def remark_of(figures: CodeFigures, coders: Sequence[str], unit: str, interviews: int) -> str:
    """What to know of a code's numbers, in sentences; empty where there is nothing.

    ``figures`` carry no remark yet.
    """
    return " ".join(_told(figures, coders, NAMES[unit], interviews))


def _told(f: CodeFigures, coders: Sequence[str], units: str, interviews: int) -> Iterator[str]:
    if f.anyone == 0:
        yield "Undefined: nobody used this code."
        return
    if f.both == f.n:
        yield f"Undefined: all of them gave it to all {units}, so there is no variation."
        return
    yield from _contradictions(f, coders, units)
    if f.too_few:
        # Whether characters are few is asked of the passages they stand in.
        whole = "passages" if units == "characters" else units
        few = f.n < LEAST_UNITS and units != "characters"
        yield (
            f"No verdict: fewer than {LEAST_UNITS} {whole}."
            if few
            else f"No verdict: fewer than {LEAST_UNITS} {whole}, or fewer than {LEAST_GIVEN} with"
            " this code."
            if units == "characters"
            else f"No verdict: fewer than {LEAST_GIVEN} {whole} carry it."
        )
    elif f.alpha is not None and f.low is not None and f.alpha >= LITTLE > f.low:
        yield f"Alpha may be as low as {f.low:.2f}: more interviews coded by all would tell."
    if f.low is None:
        yield (
            f"Interval not estimable: fewer than {LEAST_INTERVIEWS} interviews."
            if interviews < LEAST_INTERVIEWS
            else "Interval not estimable: the code stands in too few interviews."
        )


def _contradictions(f: CodeFigures, coders: Sequence[str], units: str) -> Iterator[str]:
    gave = [who for who, n in zip(coders, f.counts, strict=True) if n]
    if len(gave) == 1:
        yield f"Only {gave[0]} gave this code."
    agree = f"They agree on {_percent(f.percent)} of the {units}"
    if f.positive == 0:
        if f.percent >= MUCH:
            yield f"{agree}, but share none with this code."
        elif len(gave) > 1:
            yield f"They share none of the {units} with this code."
    elif f.percent >= MUCH and f.alpha is not None and f.alpha < LITTLE:
        if f.anyone < f.n / 2:
            one, every = ("either", "both") if len(coders) == 2 else ("any", "all")
            yield (
                f"{agree}, most of which go without this code; of the {f.anyone:,} that {one} of"
                f" them gave it, {f.both:,} {_were(f.both)} given it by {every}."
            )
        elif f.both > f.n / 2:
            yield (
                f"{agree}, most of which carry this code; they seldom agree where it is not"
                f" ({_percent(f.negative or 0)})."
            )
    if f.ac1 is not None and f.alpha is not None and f.ac1 >= LITTLE > f.alpha + 0.2:
        yield "AC1 is high because the code is rare or usual, not because they find it together."
    if f.overlap is not None and f.overlap < 0.5 and (f.alpha or 0) >= LITTLE:
        yield (
            "They choose the same places but mark other words: matched codings share"
            f" {_percent(f.overlap)} of what either marked."
        )


def _were(n: int) -> str:
    return "was" if n == 1 else "were"


def _percent(share: float) -> str:
    """A share as a percentage that does not round up to all or down to none.

    >>> _percent(0.86), _percent(0.9996), _percent(0.0001), _percent(1.0)
    ('86 %', 'over 99 %', 'under 1 %', '100 %')
    """
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return "over 99 %"
    if rounded == 0 and share > 0:
        return "under 1 %"
    return f"{rounded} %"
