"""How good are the suggestions? Every interview is ranked by an engine that never saw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from qualcode.errors import Refused
from qualcode.model import Codebook
from qualcode.suggest import figures
from qualcode.suggest.evaluation import CodeFigures, Evaluation
from qualcode.suggest.folds import FoldMaker, Labelled, checked, make_folds
from qualcode.suggest.guessing import guessed_f1
from qualcode.suggest.layers import ENGINE
from qualcode.suggest.record import Record
from qualcode.suggest.scoring import MakeEngine, Scored, families, score

INDICATORS, CODES = "indicators", "codes"
TARGET = 0.6
# What of the time goes into ranking; the rest is the guessing test and the intervals.
RANKING = 0.85


def evaluate(
    passages: Sequence[Labelled],
    codebook: Codebook,
    *,
    make_engine: MakeEngine,
    rng: np.random.Generator,
    record: Record | None = None,
    target: float = TARGET,
    folds: FoldMaker = make_folds,
    attributes: Sequence[str] = ("role", "authority"),
    seed: int | None = None,
    engine: str = ENGINE,
    progress: Callable[[float], None] | None = None,
) -> Evaluation:
    """Leave every interview out in turn, and compare what is offered with what people coded.

    Everything that learns does so anew in each split: ``make_engine`` is given the record of the
    other interviews only. The same ``rng`` state gives the same figures.

    Parameters
    ----------
    passages : read and coded through by people; those without a code count as well
    record : all that people decided, of which each split takes away the groups it tests; without
        it the codes of the passages are what is taught
    codebook : retired codes are neither offered nor counted
    seed : noted in the result, where ``rng`` was made from one
    engine : what ``make_engine`` makes, by name; noted in the result
    progress : called with the share done, 0 to 1

    Raises
    ------
    Refused
        There are fewer than two groups, or nobody gave any code of the codebook.
    LeakingFold
        ``folds`` would test with what it teaches.
    """
    codebook, passages = _without_retired(codebook, passages)
    _refuse_too_little(passages)
    tell = progress or (lambda share: None)
    split = checked(passages, folds(passages, rng))
    scored = score(
        passages, codebook, split, make_engine, record, lambda share: tell(RANKING * share)
    )
    family = families(codebook)
    groups = [p.group for p in passages]
    alone = np.eye(len(family), dtype=bool)
    levels = {
        name: scored.rolled((family if name == INDICATORS else alone)[columns])
        for name, columns in _levels(codebook).items()
    }
    found = Evaluation(
        engine=engine,
        seed=seed,
        target=target,
        passages=len(passages),
        coded=sum(bool(p.codes) for p in passages),
        interviews=len({p.interview for p in passages}),
        groups=len(set(groups)),
        folds=len(split),
        levels=tuple(figures.level(n, s, groups, target, rng) for n, s in levels.items()),
        codes=_codes(codebook, scored.rolled(family), levels, passages, target, rng),
        errors=figures.errors(next(iter(levels.values())), passages, attributes),
    )
    tell(1.0)
    return found


def _without_retired(
    codebook: Codebook, passages: Sequence[Labelled]
) -> tuple[Codebook, list[Labelled]]:
    live = tuple(code for code in codebook if not code.retired)
    ids = {code.id for code in live}
    # A letter outlives its retired indicator: it becomes one itself.
    kept = tuple(c if c.parent in ids else replace(c, parent=None) for c in live)
    return (
        replace(codebook, codes=kept),
        [replace(p, codes=p.codes & ids) for p in passages],
    )


def _refuse_too_little(passages: Sequence[Labelled]) -> None:
    if len({p.group for p in passages}) < 2:
        raise Refused(
            "An evaluation leaves one interview out in turn, so it needs at least two interviews"
            " of different people that are coded through; mark them with `qualcode done`."
        )
    if not any(p.codes for p in passages):
        raise Refused(
            "No passage of the interviews coded through carries a code, so there is nothing to"
            " compare suggestions with; code some first."
        )


def _levels(codebook: Codebook) -> dict[str, list[int]]:
    """The columns of each level: top codes, and all that have a parent where there are any."""
    tops = [n for n, code in enumerate(codebook) if code.parent is None]
    below = [n for n, code in enumerate(codebook) if code.parent is not None]
    return {INDICATORS: tops, **({CODES: below} if below else {})}


def _codes(
    codebook: Codebook,
    rolled: Scored,
    levels: dict[str, Scored],
    passages: Sequence[Labelled],
    target: float,
    rng: np.random.Generator,
) -> tuple[CodeFigures, ...]:
    interviews = [p.interview for p in passages]
    groups = [p.group for p in passages]
    bars = guessed_f1(rolled.offered, rolled.truth, interviews, rng)
    places = {n: (name, k) for name, rows in _levels(codebook).items() for k, n in enumerate(rows)}
    return tuple(
        figures.code(
            code.id,
            rolled,
            n,
            (levels[places[n][0]], places[n][1]),
            interviews,
            groups,
            float(bars[n]),
            target,
            rng,
        )
        for n, code in enumerate(codebook)
    )
