"""How many new codes each further interview brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHUFFLES = 200
_READ_IT_SO = (
    "The measure was made for codes that grow out of the talk, not for a list set beforehand,"
    " and it hangs on the order of the interviews: see the other orders. That no new code came"
    " does not mean that nothing new could be said."
)
_EVEN = 1e-9  # so that 1 of 20 is no more than 5 in a hundred, whatever the last binary digit


@dataclass(frozen=True)
class Saturation:
    """New codes in the order of the interviews, and what other orders would have shown.

    interviews : ids in the order counted; new : codes each brought; found : so many by then
    median, low, high : so many by then in ``shuffles`` other orders: median, 5th, 95th percentile
    base_codes : distinct codes of the first ``base`` interviews
    ratios : new codes of each run of ``run`` interviews after the base, over ``base_codes``
    result : such as "6+2", "not reached", or "too few to tell" (interviews, or codes of the base)
    reached_in : of the shuffled orders, those in which the threshold was met
    """

    interviews: tuple[str, ...]
    new: tuple[int, ...]
    found: tuple[int, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    base: int
    run: int
    threshold: float
    base_codes: int
    ratios: tuple[float, ...]
    result: str
    shuffles: int
    reached_in: int
    caption: str

    @property
    def reached(self) -> bool:
        """Whether the threshold was met in the real order."""
        return self.result not in (NOT_REACHED, TOO_FEW)

    @property
    def told(self) -> str:
        """The result in a sentence, with how many other orders agree."""
        if self.result == TOO_FEW:
            return "Result: too few to tell."
        return f"Result: {self.result}; {self.reached_in} of {self.shuffles} other orders reach it."

    def records(self) -> list[dict[str, Any]]:
        """One row an interview, by its number in the order: no name of a file or a person.

        Of a table as it may leave (see `without_order`), one row a number of interviews.
        """
        if not self.new:
            bands = zip(self.median, self.low, self.high, strict=True)
            return [
                {"interviews": n, "median": middle, "low": low, "high": high}
                for n, (middle, low, high) in enumerate(bands, 1)
            ]
        rows = []
        for n, new in enumerate(self.new):
            k = n - self.base - self.run + 1
            rows.append(
                {
                    "interview": n + 1,
                    "new_codes": new,
                    "codes": self.found[n],
                    "median": self.median[n],
                    "low": self.low[n],
                    "high": self.high[n],
                    "run_ratio": self.ratios[k] if 0 <= k < len(self.ratios) else None,
                }
            )
        return rows


NOT_REACHED, TOO_FEW = "not reached", "too few to tell"


def without_order(found: Saturation) -> Saturation:
    """The same as it may leave: the result and other orders, no interview by itself."""
    n = len(found.median)
    short = f"{n} interview{'' if n == 1 else 's'} coded through; the rest are left out."
    measure = (
        f" Reached where {found.run} interviews after the first {found.base} together bring at most"
        f" {found.threshold:g} of the codes of these first."
    )
    note = (
        " The numbers are the middle of other orders and where nine in ten of them lie; what each"
        " interview brought is left out, since whoever knows the dates would know whose it is."
    )
    return replace(
        found,
        interviews=(),
        new=(),
        found=(),
        base_codes=0,
        ratios=(),
        caption=f"{short}{measure}{note} {_READ_IT_SO}",
    )


def saturate(
    coded: Sequence[tuple[str, frozenset[str]]],
    *,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    shuffles: int = SHUFFLES,
    seed: int = 1,
    note: str = "",
) -> Saturation:
    """Follow new codes through interviews in order: (id, the codes it carries).

    The threshold is met by the first run of ``run`` interviews after the first ``base`` whose new
    codes are at most ``threshold`` of the base's codes; the result names the interviews before
    that run, and the run. Other orders are drawn with ``seed``.

    References
    ----------
    Guest, Namey & Chen (2020), A simple method to assess and report thematic saturation.
    """
    ids, x = _incidence(coded)
    found = _by_then(x)
    new = np.diff(found, prepend=0)
    base_codes, ratios = _ratios(new, base, run)
    curves, reached_in = _shuffled(x, shuffles, seed, base, run, threshold)
    low, median, high = np.percentile(curves, (5, 50, 95), axis=0) if len(ids) else np.zeros((3, 0))
    return Saturation(
        interviews=ids,
        new=tuple(new.tolist()),
        found=tuple(found.tolist()),
        median=tuple(median.round(1).tolist()),
        low=tuple(low.round(1).tolist()),
        high=tuple(high.round(1).tolist()),
        base=base,
        run=run,
        threshold=threshold,
        base_codes=base_codes,
        ratios=tuple(round(r, 4) for r in ratios),
        result=_result(ratios, base, run, threshold),
        shuffles=shuffles,
        reached_in=reached_in,
        caption=_caption(len(ids), base, run, threshold, base_codes, note),
    )


def _incidence(
    coded: Sequence[tuple[str, frozenset[str]]],
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    codes = {code: n for n, code in enumerate(sorted({c for _, cs in coded for c in cs}))}
    x = np.zeros((len(coded), len(codes)), dtype=bool)
    for n, (_, carried) in enumerate(coded):
        x[n, [codes[c] for c in carried]] = True
    return tuple(id for id, _ in coded), x


def _by_then(x: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Distinct codes after each interview."""
    return np.asarray(np.logical_or.accumulate(x, axis=0).sum(axis=1), dtype="int64")


def _ratios(new: NDArray[np.int64], base: int, run: int) -> tuple[int, list[float]]:
    base_codes = int(new[:base].sum())
    if not base_codes:
        return 0, []
    starts = range(base, len(new) - run + 1)
    return base_codes, [float(new[k : k + run].sum()) / base_codes for k in starts]


def _result(ratios: Sequence[float], base: int, run: int, threshold: float) -> str:
    if not ratios:
        return TOO_FEW
    for k, ratio in enumerate(ratios):
        if ratio <= threshold + _EVEN:
            return f"{base + k}+{run}"
    return NOT_REACHED


def _shuffled(
    x: NDArray[np.bool_], shuffles: int, seed: int, base: int, run: int, threshold: float
) -> tuple[NDArray[np.int64], int]:
    """Codes by then in other orders, shape (shuffles, interviews); in how many it was reached."""
    rng = np.random.default_rng(seed)
    curves = np.zeros((shuffles, len(x)), dtype="int64")
    reached = 0
    for n in range(shuffles):
        curves[n] = _by_then(x[rng.permutation(len(x))])
        _, ratios = _ratios(np.diff(curves[n], prepend=0), base, run)
        reached += _result(ratios, base, run, threshold) not in (NOT_REACHED, TOO_FEW)
    return curves, reached


def _caption(
    interviews: int, base: int, run: int, threshold: float, base_codes: int, note: str
) -> str:
    counted = f"{interviews} interview{'' if interviews == 1 else 's'} coded through"
    if interviews < base + run:
        far = f"Too few to tell: it takes the first {base} and then {run} more."
    elif not base_codes:
        far = f"The first {base} carry none of these codes, so there is nothing to compare with."
    else:
        far = (
            f"The first {base} carry {base_codes} different codes; reached where {run} further"
            f" interviews together bring at most {threshold:g} of that."
        )
    parts = (
        f"{counted}; those that are not coded through are left out. {far}",
        note,
        _READ_IT_SO,
    )
    return " ".join(part for part in parts if part)
