"""From which score a code is shown, and whether a layer earns its place for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score

from qualcode.suggest.intervals import wilson_lower

TARGET = 0.6
SURE = 0.8
Z = 1.2816  # 80 % two-sided
FEWEST = 10
LEAST_ACCEPTED = 20
INTERVIEWS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a code's suggestions begin and where they become strong, out of interview.

    ``right`` of ``shown`` passages at or above ``start`` were accepted. None instead of a number:
    no score reaches the target.
    """

    start: float | None
    strong: float | None
    shown: int = 0
    right: int = 0


def bar(scores: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> Bar | None:
    """The lowest score from which the precision's lower bound reaches the target.

    Parameters
    ----------
    scores : float array, shape (passages,)
        Made without the passage's own interview.
    labels : int array, shape (passages,)
        1 accepted, -1 not; 0 not known, left out.

    Returns
    -------
    None where too little was accepted to say anything.
    """
    known = labels != 0
    accepted = labels > 0
    if accepted.sum() < LEAST_ACCEPTED or len(set(groups[accepted].tolist())) < INTERVIEWS:
        return None
    order = np.argsort(-scores[known], kind="stable")
    ranked, right = scores[known][order], np.cumsum(accepted[known][order])
    found: dict[float, tuple[float, int, int]] = {}
    for n, score in enumerate(ranked, 1):
        # A score stands or falls with all passages that have it.
        if score <= 0 or (n < len(ranked) and ranked[n] == score):
            continue
        for target in (TARGET, SURE):
            if n >= FEWEST and wilson_lower(int(right[n - 1]), n, Z) >= target:
                found[target] = (float(score), n, int(right[n - 1]))
    if TARGET not in found:
        return Bar(None, None)
    start, shown, hits = found[TARGET]
    return Bar(start, found[SURE][0] if SURE in found else None, shown, hits)


def earns(scores: np.ndarray, labels: np.ndarray) -> bool:
    """Whether a layer alone ranks a code's accepted passages better than guessing would.

    Judged by average precision against the code's share among the passages; a layer stays while
    too little was accepted to tell.
    """
    known = labels != 0
    accepted = labels[known] > 0
    if accepted.sum() < LEAST_ACCEPTED or accepted.all():
        return True
    return bool(average_precision_score(accepted, scores[known]) > accepted.mean())
