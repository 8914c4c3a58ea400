"""Arrays of offers and codings -> the figures of a code, a level and a kind of speaker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest import metrics
from qualcode.suggest.evaluation import (
    Baselines,
    Calibration,
    CodeFigures,
    GroupErrors,
    Interval,
    LevelFigures,
    Share,
)
from qualcode.suggest.folds import Labelled
from qualcode.suggest.intervals import by_groups, clopper_pearson
from qualcode.suggest.scoring import TOP, Scored

# Below these a figure would say more of chance than of the engine.
LEAST_PASSAGES = 5
LEAST_INTERVIEWS = 3
LEAST_OFFERS = 5
LEAST_DECISIONS = 50
LEAST_IN_CELL = 5


def at(values: Sequence[str], rows: np.ndarray) -> list[str]:
    """The values at some places."""
    return [values[i] for i in rows.tolist()]


def share(k: int, n: int) -> Share:
    """So many of n, with the exact interval."""
    return Share(k, n, clopper_pearson(k, n) if n else None)


def code(
    id: str,
    rolled: Scored,
    column: int,
    among: tuple[Scored, int],
    interviews: Sequence[str],
    groups: Sequence[str],
    bar: float,
    target: float,
    rng: np.random.Generator,
) -> CodeFigures:
    """The figures of one code.

    Parameters
    ----------
    rolled, column : all codes with those under them, and this one's place
    among : the codes of its level, between which it is ranked, and its place there
    bar : the F1 that guesses stay at or below in 95 of 100
    """
    truth, offered = rolled.truth[:, column], rolled.offered[:, column]
    n, right = int(truth.sum()), int((truth & offered).sum())
    spoken = len(set(at(interviews, np.flatnonzero(truth))))
    few = n < LEAST_PASSAGES or spoken < LEAST_INTERVIEWS
    level, place = among
    own = level.truth[:, place]
    shown, ranked, share_of_all = int(offered.sum()), int(own.sum()), float(truth.mean())
    if few:
        return CodeFigures(id, n, spoken, share_of_all, shown, right, ranked, too_few=True)
    scores = rolled.scores[:, column]
    found = _steady(
        metrics.risk_coverage(scores[scores > 0], truth[scores > 0], len(truth), n), len(truth)
    )
    precision, recall, f1 = metrics.precision_recall_f1(offered, truth)
    ranks = metrics.ranks_of(level.scores)[own, place]
    return CodeFigures(
        id,
        n,
        spoken,
        share_of_all,
        shown,
        right,
        ranked,
        too_few=False,
        precision=precision if shown >= LEAST_OFFERS else None,
        recall=recall,
        f1=f1,
        hit1=metrics.hit(ranks, 1),
        hit3=metrics.hit(ranks, TOP),
        coverage_at_target=metrics.coverage_at(found, target),
        curve=metrics.thinned(found),
        calibration=calibration(
            scores[offered], truth[offered], at(groups, np.flatnonzero(offered)), rng
        ),
        baselines=_code_baselines(rolled, column, among),
        guessing_f1=bar,
        beats_guessing=f1 > bar,
    )


def _code_baselines(rolled: Scored, column: int, among: tuple[Scored, int]) -> Baselines:
    level, place = among
    truth = rolled.truth[:, column]
    own = level.truth[:, place]
    usual, cues, untaught = (
        metrics.ranks_of(scores)[own, place] for scores in (level.usual, level.cues, level.untaught)
    )
    return Baselines(
        yes_f1=metrics.f1(int(truth.sum()), len(truth), int(truth.sum())),
        usual_hit1=metrics.hit(usual, 1),
        usual_hit3=metrics.hit(usual, TOP),
        cues_f1=metrics.precision_recall_f1(rolled.cues[:, column] > 0, truth)[2],
        cues_hit1=metrics.hit(cues, 1),
        cues_hit3=metrics.hit(cues, TOP),
        untaught_f1=metrics.precision_recall_f1(rolled.untaught_offered[:, column], truth)[2],
        untaught_hit1=metrics.hit(untaught, 1),
        untaught_hit3=metrics.hit(untaught, TOP),
    )


def level(
    name: str, scored: Scored, groups: Sequence[str], target: float, rng: np.random.Generator
) -> LevelFigures:
    """The figures of all codes of one level together."""
    truth, offered = scored.truth, scored.offered
    right = truth & offered
    coded = np.flatnonzero(truth.any(1))
    own = at(groups, coded)
    best = _best(scored.scores, truth)[coded]
    ones, threes = _within(best, 1), _within(best, TOP)
    passages, _ = np.nonzero(offered)
    precision, recall, _ = metrics.precision_recall_f1(offered, truth)
    macro, used = _macro_f1(offered, truth)
    found = _curve(scored)
    strong, possible = offered & scored.strong, offered & ~scored.strong
    return LevelFigures(
        level=name,
        passages=len(coded),
        offered=int(offered.sum()),
        right=int(right.sum()),
        strong=share(int((strong & truth).sum()), int(strong.sum())),
        possible=share(int((possible & truth).sum()), int(possible.sum())),
        precision=precision,
        recall=recall,
        hit1=_mean(ones),
        hit1_interval=_interval(ones, own, rng),
        hit3=_mean(threes),
        hit3_interval=_interval(threes, own, rng),
        macro_codes=used,
        macro_f1=macro,
        coverage_at_target=metrics.coverage_at(found, target),
        curve=metrics.thinned(found),
        calibration=calibration(scored.scores[offered], truth[offered], at(groups, passages), rng),
        baselines=_level_baselines(scored, coded),
    )


def _level_baselines(scored: Scored, coded: np.ndarray) -> Baselines:
    truth = scored.truth
    usual, cues, untaught = (
        _best(scores, truth)[coded] for scores in (scored.usual, scored.cues, scored.untaught)
    )
    return Baselines(
        yes_f1=_macro_f1(np.ones_like(truth), truth)[0],
        usual_hit1=_mean(_within(usual, 1)),
        usual_hit3=_mean(_within(usual, TOP)),
        cues_f1=_macro_f1(scored.cues > 0, truth)[0],
        cues_hit1=_mean(_within(cues, 1)),
        cues_hit3=_mean(_within(cues, TOP)),
        untaught_f1=_macro_f1(scored.untaught_offered, truth)[0],
        untaught_hit1=_mean(_within(untaught, 1)),
        untaught_hit3=_mean(_within(untaught, TOP)),
    )


def _best(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Per passage the best rank of what people coded; 0 where none of it is ranked."""
    ranks = metrics.ranks_of(scores)
    far = scores.shape[1] + 1
    best = np.where(truth & (ranks > 0), ranks, far).min(1)
    return np.where(best == far, 0, best)


def _within(ranks: np.ndarray, k: int) -> np.ndarray:
    return (ranks > 0) & (ranks <= k)


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def _interval(
    values: np.ndarray, groups: Sequence[str], rng: np.random.Generator
) -> Interval | None:
    return by_groups(lambda rows: float(values[rows].mean()), groups, rng)


def _macro_f1(offered: np.ndarray, truth: np.ndarray) -> tuple[float, int]:
    """Mean F1 over the codes people used, and how many they are."""
    used = np.flatnonzero(truth.any(0))
    each = [metrics.precision_recall_f1(offered[:, c], truth[:, c])[2] for c in used]
    return (float(np.mean(each)) if each else 0.0), len(used)


def _curve(scored: Scored) -> list[metrics.Point]:
    """Each passage with its best code: what is looked for is a passage with some code."""
    first = scored.scores.argmax(1)
    rows = np.arange(len(first))
    top = scored.scores[rows, first]
    right = scored.truth[rows, first]
    coded = int(scored.truth.any(1).sum())
    return _steady(metrics.risk_coverage(top[top > 0], right[top > 0], len(top), coded), len(top))


def _steady(points: list[metrics.Point], passages: int) -> list[metrics.Point]:
    """Without the first points, which rest on fewer than five offers."""
    return [p for p in points if round(p.coverage * passages) >= LEAST_OFFERS]


def calibration(
    scores: np.ndarray, right: np.ndarray, groups: Sequence[str], rng: np.random.Generator
) -> Calibration:
    """Brier score and calibration error of decisions, from 50 of them on."""
    n = len(scores)
    if n < LEAST_DECISIONS:
        return Calibration(n)

    def brier(rows: np.ndarray) -> float:
        return metrics.brier(scores[rows], right[rows])

    def ece(rows: np.ndarray) -> float:
        return metrics.expected_calibration_error(scores[rows], right[rows])

    every = np.arange(n)
    return Calibration(
        n, brier(every), by_groups(brier, groups, rng), ece(every), by_groups(ece, groups, rng)
    )


def errors(
    scored: Scored, passages: Sequence[Labelled], attributes: Sequence[str]
) -> tuple[GroupErrors, ...]:
    """Wrong offers and missed codes for each value of the attributes; None is not known."""
    found = []
    for attribute in attributes:
        values = [p.attributes.get(attribute) for p in passages]
        for value in sorted(set(values), key=lambda v: (v is None, v or "")):
            rows = np.array([n for n, own in enumerate(values) if own == value])
            offered, truth = scored.offered[rows], scored.truth[rows]
            found.append(
                GroupErrors(
                    attribute,
                    value,
                    len(rows),
                    len({passages[n].interview for n in rows}),
                    _cell(int((offered & ~truth).sum()), int(offered.sum())),
                    _cell(int((truth & ~offered).sum()), int(truth.sum())),
                )
            )
    return tuple(found)


def _cell(k: int, n: int) -> Share | None:
    return share(k, n) if n >= LEAST_IN_CELL else None
