"""The guessing test: would offers do as well if they had nothing to do with the passages?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

TIMES = 1000
BAR = 0.95


def guessed_f1(
    offered: np.ndarray,
    truth: np.ndarray,
    interviews: Sequence[str],
    rng: np.random.Generator,
    *,
    times: int = TIMES,
) -> np.ndarray:
    """The F1 that 95 of 100 guesses stay at or below, for every code.

    A guess keeps the offers, and exchanges the passages of each interview among each other: as
    many of them are coded in every interview as before, only others. A code whose own F1 is no
    higher than this knows which interview it is in at most, not which passage.

    Parameters
    ----------
    offered, truth : bool arrays, shape (passages, codes)
    interviews : of each passage

    Returns
    -------
    Float array, shape (codes,).
    """
    names = np.unique(np.asarray(interviews, dtype=object), return_inverse=True)[1]
    parts = [np.flatnonzero(names == n) for n in range(int(names.max()) + 1)]
    sums = offered.sum(0) + truth.sum(0)
    both = np.empty((times, truth.shape[1]))
    for t in range(times):
        place = np.empty(len(truth), dtype=int)
        for part in parts:
            place[part] = rng.permutation(part)
        both[t] = (offered & truth[place]).sum(0)
    found = np.divide(2 * both, sums, out=np.zeros_like(both), where=sums > 0)
    return np.asarray(np.quantile(found, BAR, axis=0, method="higher"))
