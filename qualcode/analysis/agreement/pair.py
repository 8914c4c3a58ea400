"""How far two coders of the same passages agree, code by code: the measure beside suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement.coefficients import cohen_kappa, positive_agreement
from qualcode.analysis.agreement.table import LEAST_GIVEN, LEAST_UNITS
from qualcode.errors import AgreementUndefined


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
        few = len(a) < LEAST_UNITS or both + one + two < LEAST_GIVEN
        rows.append(
            CodeAgreement(
                code,
                both,
                one,
                two,
                len(a) - both - one - two,
                few,
                None if few else positive_agreement(np.stack([a, b])),
                None if few else _kappa(a, b),
            )
        )
    return PairAgreement(coders, interviews, len(first), tuple(rows))


def _kappa(first: np.ndarray, second: np.ndarray) -> float | None:
    try:
        return cohen_kappa(first, second)
    except AgreementUndefined:
        return None
