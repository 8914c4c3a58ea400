"""What an evaluation found, as plain values; None stands for too few to say."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.suggest.metrics import Point

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, with the exact (Clopper–Pearson) 95 % interval; without n nothing is known."""

    k: int
    n: int
    interval: Interval | None = None

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.k / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far scores stand from what was right. Below 50 decisions the figures are None; below
    five interviews the intervals are."""

    decisions: int
    brier: float | None = None
    brier_interval: Interval | None = None
    ece: float | None = None
    ece_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Baselines:
    """The same figures from methods that know little.

    ``yes`` offers the code for every passage; ``usual`` ranks every passage by what was coded
    most in the other interviews; ``cues`` is the codebook's cue phrases alone; ``untaught`` is the
    engine without anybody's decisions to learn from.
    """

    yes_f1: float | None
    usual_hit1: float | None
    usual_hit3: float | None
    cues_f1: float | None
    cues_hit1: float | None
    cues_hit3: float | None
    untaught_f1: float | None
    untaught_hit1: float | None
    untaught_hit3: float | None


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code; an indicator counts passages that carry it or any of its letters.

    ``passages`` people coded so in ``interviews`` interviews; ``offered`` by the engine, ``right``
    of them agreed with. ``ranked`` is how many passages carry this very code: ``hit1`` and ``hit3``
    are of these, and None where only its letters were given. ``guessing_f1`` is what guesses
    reach in 95 of 100, ``beats_guessing`` whether the code does better. Everything from
    ``precision`` on is None where ``too_few``.
    """

    code: str
    passages: int
    interviews: int
    prevalence: float
    offered: int
    right: int
    ranked: int
    too_few: bool
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    hit1: float | None = None
    hit3: float | None = None
    coverage_at_target: float | None = None
    curve: tuple[Point, ...] = ()
    calibration: Calibration | None = None
    baselines: Baselines | None = None
    guessing_f1: float | None = None
    beats_guessing: bool | None = None


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """All codes of one level: ``indicators`` are the top codes, ``codes`` those below them.

    ``strong`` and ``possible`` are the offers of each band people agreed with; ``hit1`` and
    ``hit3`` are of the passages that carry a code of this level. ``macro_f1`` is the mean F1 of
    the ``macro_codes`` codes that were used at all.
    """

    level: str
    passages: int
    offered: int
    right: int
    strong: Share
    possible: Share
    precision: float | None
    recall: float | None
    hit1: float | None
    hit1_interval: Interval | None
    hit3: float | None
    hit3_interval: Interval | None
    macro_codes: int
    macro_f1: float
    coverage_at_target: float
    curve: tuple[Point, ...]
    calibration: Calibration
    baselines: Baselines


@dataclass(frozen=True, slots=True)
class GroupErrors:
    """The errors in passages of one kind of speaker, by indicator; cells under 5 are None.

    ``wrong`` are offers people disagreed with, ``missed`` codes of people's that were not offered.
    """

    attribute: str
    value: str | None
    passages: int
    interviews: int
    wrong: Share | None
    missed: Share | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well codes are suggested for interviews the engine was not taught with.

    ``groups`` were kept together in ``folds`` splits; ``passages`` were read and coded through,
    ``coded`` of them carry a code. ``target`` is the precision that ``coverage_at_target`` asks
    for; it is read off these same passages, so it is the best that could be had.
    """

    engine: str
    seed: int | None
    target: float
    passages: int
    coded: int
    interviews: int
    groups: int
    folds: int
    levels: tuple[LevelFigures, ...]
    codes: tuple[CodeFigures, ...]
    errors: tuple[GroupErrors, ...]

    def level(self, name: str) -> LevelFigures | None:
        """The figures of one level, where the codebook has it."""
        return next((one for one in self.levels if one.level == name), None)
