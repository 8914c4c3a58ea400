"""How far two coders of the same passages agree, code by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_PASSAGES = 30
LEAST_CODED = 5


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Passages two coders gave a code: both of them, or only one.

    ``positive`` and ``kappa`` are None where ``too_few``; ``kappa`` also where neither varied.
    """

    code: str
    both: int
    only_first: int
    only_second: int
    neither: int
    too_few: bool
    positive: float | None = None
    kappa: float | None = None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two coders over the passages of the interviews both have coded through."""

    coders: tuple[str, str]
    interviews: int
    passages: int
    codes: tuple[CodeAgreement, ...]


def positive_agreement(both: int, only_one: int) -> float | None:
    """2 × both / (2 × both + only one): of what either coded, how far both did; None for nothing.

    It is the F1 score that either has against the other.

    References
    ----------
    Cicchetti & Feinstein (1990), High agreement but low kappa: II. Resolving the paradoxes.
    """
    return 2 * both / (2 * both + only_one) if both + only_one else None


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Agreement of two coders beyond chance, for categories without order.

    Returns
    -------
    1 is perfect, 0 is chance; None where chance alone would agree always, so that nothing can be
    said: neither coder varied.

    Raises
    ------
    ValueError
        The coders judged different numbers of units, or none.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales.
    """
    if len(first) != len(second) or not first:
        raise ValueError("Two coders are compared on the same units, at least one.")
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    ones, twos = Counter(first), Counter(second)
    expected = sum(ones[c] * twos[c] for c in ones) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def pair_agreement(
    coders: tuple[str, str],
    codes: Sequence[str],
    first: np.ndarray,
    second: np.ndarray,
    interviews: int,
) -> PairAgreement:
    """Compare two coders on each code.

    Parameters
    ----------
    first, second : bool arrays, shape (passages, codes)
    """
    rows = []
    for n, code in enumerate(codes):
        a, b = first[:, n], second[:, n]
        both, one, two = int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum())
        few = len(a) < LEAST_PASSAGES or both + one + two < LEAST_CODED
        rows.append(
            CodeAgreement(
                code,
                both,
                one,
                two,
                len(a) - both - one - two,
                few,
                None if few else positive_agreement(both, one + two),
                None if few else cohen_kappa(a.tolist(), b.tolist()),
            )
        )
    return PairAgreement(coders, interviews, len(first), tuple(rows))
