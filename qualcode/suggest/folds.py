"""Which interviews teach and which are tested: never the same one on both sides."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.errors import QualcodeError

MOST_GROUPS = 40
SPLITS = 10


class LeakingFold(QualcodeError):
    """A split would test on what it was taught with, or leave passages untested."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage of a respondent's, with the codes people gave it (none is an answer too).

    ``group`` is what must stay together: the interview, or all interviews of the same person.
    ``interview`` is the group where nothing else is said. ``attributes`` say who speaks, such as
    role and authority.
    """

    id: str
    group: str
    words: str
    codes: frozenset[str]
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    interview: str = ""

    def __post_init__(self) -> None:
        if not self.interview:
            object.__setattr__(self, "interview", self.group)


@dataclass(frozen=True, slots=True)
class Fold:
    """One split, as places in the list of passages."""

    train: tuple[int, ...]
    test: tuple[int, ...]


FoldMaker = Callable[[Sequence[Labelled], np.random.Generator], list[Fold]]


def make_folds(passages: Sequence[Labelled], rng: np.random.Generator) -> list[Fold]:
    """Each group left out once; of more than 40 groups, ten parts with the codes spread evenly."""
    groups = list(dict.fromkeys(p.group for p in passages))
    if len(groups) > MOST_GROUPS:
        return _stratified(passages, rng)
    return [
        Fold(
            tuple(i for i, p in enumerate(passages) if p.group != group),
            tuple(i for i, p in enumerate(passages) if p.group == group),
        )
        for group in groups
    ]


def _stratified(passages: Sequence[Labelled], rng: np.random.Generator) -> list[Fold]:
    from sklearn.model_selection import StratifiedGroupKFold

    often = Counter(code for p in passages for code in p.codes)
    # A passage stands for its rarest code, since that is the one hard to spread.
    kinds = [min(p.codes, key=lambda c: (often[c], c), default="") for p in passages]
    split = StratifiedGroupKFold(
        SPLITS, shuffle=True, random_state=int(rng.integers(0, 2**31 - 1))
    ).split(np.zeros(len(passages)), kinds, [p.group for p in passages])
    with warnings.catch_warnings():
        # A code with fewer passages than parts cannot be in every part; that is no fault.
        warnings.simplefilter("ignore", UserWarning)
        return [Fold(tuple(train.tolist()), tuple(test.tolist())) for train, test in split]


def checked(passages: Sequence[Labelled], folds: Iterable[Fold]) -> list[Fold]:
    """The folds, when none teaches with a group or an interview it is tested on.

    Raises
    ------
    LeakingFold
        A group or interview stands on both sides of a split, or a passage is not tested exactly
        once.
    """
    folds = list(folds)
    tested = Counter(i for fold in folds for i in fold.test)
    if len(tested) != len(passages) or set(tested.values()) - {1}:
        raise LeakingFold("The split does not test every passage exactly once; mend the split.")
    for n, fold in enumerate(folds, 1):
        for what in ("group", "interview"):
            taught = {getattr(passages[i], what) for i in fold.train}
            both = taught & {getattr(passages[i], what) for i in fold.test}
            if both:
                raise LeakingFold(
                    f"Split {n} is taught with the {what} it is tested on ({len(both)} of them);"
                    " figures from it would flatter. Split by whole interviews and people."
                )
    return folds


def groups_of(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Interview -> its group, from pairs of interview and participant: who shares a participant
    shares a group, also by way of a third interview.

    >>> groups_of([("a", "P1"), ("b", "P1"), ("b", "P2"), ("c", "P2"), ("d", None)])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd'}
    """
    above: dict[str, str] = {}

    def head(of: str) -> str:
        while above[of] != of:
            of = above[of]
        return of

    first: dict[str, str] = {}
    for interview, participant in pairs:
        above.setdefault(interview, interview)
        if participant is not None:
            other = head(first.setdefault(participant, interview))
            mine = head(interview)
            # The earlier one names the group, so that the order of the pairs decides nothing else.
            early, late = sorted((other, mine), key=list(above).index)
            above[late] = early
    return {interview: head(interview) for interview in above}
