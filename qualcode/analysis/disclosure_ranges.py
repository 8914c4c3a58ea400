"""How far an attacker can tell what is hidden: ranges of unknowns in a linear program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.analysis.disclosure_layers import Marks, Numbers

if TYPE_CHECKING:
    # Where nothing is kept back no program is solved, and the solver need not be loaded.
    from scipy import sparse
    from scipy.optimize import Bounds

Reals = npt.NDArray[np.float64]
NEAR = 1e-6
# Random directions tried over all unknowns at once, before single ones are asked about.
ROUNDS = 5
SINGLES = 12
SECONDS = 5.0


@dataclass(frozen=True)
class Question:
    """A linear program and the unknowns whose ranges are asked for.

    truth : the true value of every unknown; NaN where it is not at hand
    asked : places of the unknowns asked about
    need : how many further whole values each must be able to have
    """

    rows: sparse.csc_matrix
    low: Reals
    high: Reals
    bounds: tuple[Reals, Reals]
    truth: Reals
    asked: Numbers
    need: Numbers


class Seen:
    """The least and the most each unknown of a family was seen to be.

    What was possible stays possible when more is hidden, so nothing is looked for twice.
    """

    def __init__(self, truth: Reals) -> None:
        self.least, self.most = truth.copy(), truth.copy()

    def add(self, free: Marks, found: Reals) -> None:
        """Take in one solution, told for the unknowns that are not fixed."""
        self.least[free] = np.minimum(self.least[free], found)
        self.most[free] = np.maximum(self.most[free], found)

    def width(self, at: Numbers) -> Numbers:
        """How many further whole values each of these can have."""
        most, least = np.floor(self.most[at] + NEAR), np.ceil(self.least[at] - NEAR)
        return (most - least).astype("int64")


def exposed(question: Question, seen: Seen) -> tuple[Marks, Marks]:
    """Which unknowns asked about are confined too closely, and which are known exactly.

    No more than `SINGLES` are told in a call: what is done about them helps others too.
    """
    asked = question.asked
    free, program = _free(question)
    place = np.cumsum(free) - 1

    def width() -> Numbers:
        return seen.width(asked)

    def look(weights: Reals) -> None:
        found = _solve(program, weights)
        if found is not None:
            seen.add(free, found)

    rng, still = np.random.default_rng(0), 0
    for _ in range(ROUNDS):
        doubtful = (width() < question.need) & free[asked]
        if not doubtful.any():
            break
        weights = np.zeros(int(free.sum()))
        weights[place[asked[doubtful]]] = rng.choice([-1.0, 1.0], doubtful.sum()) * rng.uniform(
            0.5, 1.5, doubtful.sum()
        )
        before = int(doubtful.sum())
        look(weights)
        look(-weights)
        still = still + 1 if int((width() < question.need).sum()) == before else 0
        if still > 1:
            break
    checked, confined = ~free[asked], 0
    for n in range(len(asked)):
        if confined >= SINGLES:
            break
        if width()[n] < question.need[n] and free[asked[n]]:
            weights = np.zeros(int(free.sum()))
            weights[place[asked[n]]] = 1.0
            look(-weights)
            if width()[n] < question.need[n]:
                look(weights)
            checked[n] = True
            confined += int(width()[n] < question.need[n])
    tight = (width() < question.need) & checked
    return tight, tight & (width() < 1)


def _free(question: Question) -> tuple[Marks, tuple[sparse.csc_matrix, Reals, Reals, Bounds]]:
    """The program over what is not fixed."""
    from scipy import sparse
    from scipy.optimize import Bounds

    lower, upper = question.bounds
    free = upper > lower
    fixed = np.where(free, 0.0, lower)
    shift = question.rows @ fixed
    columns = question.rows[:, free]
    used = np.bincount(columns.indices, minlength=columns.shape[0]) > 0
    number = np.cumsum(used) - 1
    rows = sparse.csc_matrix(
        (columns.data, number[columns.indices], columns.indptr), (int(used.sum()), int(free.sum()))
    )
    low, high = (question.low - shift)[used], (question.high - shift)[used]
    return free, (rows, low, high, Bounds(lower[free], upper[free]))


def _solve(program: tuple[sparse.csc_matrix, Reals, Reals, Bounds], weights: Reals) -> Reals | None:
    from scipy.optimize import LinearConstraint, milp

    rows, low, high, bounds = program
    if not len(weights):
        return None
    constraints = [LinearConstraint(rows, low, high)] if rows.shape[0] else []
    # Without an answer in time a count stays in doubt, and more is kept back: never less.
    limits = {"time_limit": SECONDS}
    found = milp(weights, constraints=constraints, bounds=bounds, options=limits)
    return None if found.x is None else np.asarray(found.x)
