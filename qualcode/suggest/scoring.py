"""Passages ranked by engines that were not taught with them, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from qualcode.model import Band, Codebook, Reason
from qualcode.suggest.folds import Fold, Labelled
from qualcode.suggest.ranked import Ranked
from qualcode.suggest.record import Judged, Record

TOP = 3


class Ranker(Protocol):
    """What an engine is asked for here."""

    ids: tuple[str, ...]

    def scores(self, texts: Sequence[str], /) -> np.ndarray:
        """Every passage's score for every code, in the order of ``ids``."""
        ...

    def rank(self, texts: Sequence[str], /, *, top: int) -> list[list[Ranked]]:
        """Every passage's best codes, best first, with their bands."""
        ...

    def cue_reasons(self, text: str, /) -> Mapping[str, Reason]:
        """The cue layer alone: code -> reason."""
        ...


MakeEngine = Callable[[Record], Ranker]


@dataclass(frozen=True)
class Scored:
    """Arrays of shape (passages, codes): scores, what would be offered, and what people coded.

    ``strong`` marks the offers in the upper band. ``cues`` are the scores of the cue layer alone,
    ``untaught`` and ``untaught_offered`` those of an engine that nobody's decisions have taught;
    ``usual`` ranks by what was coded most in the interviews taught with.
    """

    scores: np.ndarray
    offered: np.ndarray
    strong: np.ndarray
    truth: np.ndarray
    cues: np.ndarray
    untaught: np.ndarray
    untaught_offered: np.ndarray
    usual: np.ndarray

    def rolled(self, family: np.ndarray) -> Scored:
        """Each column with those of its family: the highest score, any offer, any coding.

        Parameters
        ----------
        family : bool array, shape (rows wanted, codes)
        """
        own = [np.flatnonzero(row) for row in family]

        def best(values: np.ndarray) -> np.ndarray:
            return np.stack([values[:, columns].max(1) for columns in own], axis=1)

        return Scored(*(best(getattr(self, name)) for name in self.__dataclass_fields__))


def record_of(passages: Sequence[Labelled]) -> Record:
    """What people decided on these passages, for an engine to learn from."""
    return Record(
        tuple(
            Judged(p.group, p.words, code, accepted=True)
            for p in passages
            for code in sorted(p.codes)
        ),
        tuple((p.group, p.words) for p in passages if not p.codes),
    )


def score(
    passages: Sequence[Labelled],
    codebook: Codebook,
    folds: Sequence[Fold],
    make_engine: MakeEngine,
    record: Record | None,
    told: Callable[[float], None],
) -> Scored:
    """Rank each fold's passages by an engine made from the record of the others.

    ``record`` holds what was decided on all of them, else it is made of the passages; ``told`` is
    called with the share done, 0 to 1.
    """
    ids = [code.id for code in codebook]
    shape = (len(passages), len(ids))
    truth, cues, usual = np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros(shape)
    for i, passage in enumerate(passages):
        truth[i, [ids.index(code) for code in passage.codes]] = True
    # Nothing is learned here, so one engine serves all folds.
    plain = make_engine(Record())
    for i, passage in enumerate(passages):
        for code, reason in plain.cue_reasons(passage.words).items():
            if code in ids:
                cues[i, ids.index(code)] = reason.weight
    untaught, untaught_offered, _ = _ranked(plain, passages, ids)
    scores = np.zeros(shape)
    offered, strong = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for n, fold in enumerate(folds, 1):
        test = list(fold.test)
        if record is None:
            taught = record_of([passages[i] for i in fold.train])
        else:
            taught = record.without({passages[i].group for i in test})
        engine = make_engine(taught)
        usual[test] = truth[list(fold.train)].mean(0)
        scores[test], offered[test], strong[test] = _ranked(
            engine, [passages[i] for i in test], ids
        )
        told(n / len(folds))
    return Scored(scores, offered, strong, truth, cues, untaught, untaught_offered, usual)


def _ranked(
    engine: Ranker, passages: Sequence[Labelled], ids: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores, what would be offered (the best three that are not below), and what strongly."""
    at = {id: n for n, id in enumerate(ids)}
    texts = [passage.words for passage in passages]
    shape = (len(passages), len(ids))
    scores = np.zeros(shape)
    known = [n for n, id in enumerate(engine.ids) if id in at]
    scores[:, [at[engine.ids[n]] for n in known]] = engine.scores(texts)[:, known]
    offered, strong = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for i, codes in enumerate(engine.rank(texts, top=TOP)):
        for one in codes:
            if one.code in at and one.band is not Band.BELOW:
                offered[i, at[one.code]] = True
                strong[i, at[one.code]] = one.band is Band.STRONG
    return scores, offered, strong


def families(codebook: Codebook) -> np.ndarray:
    """Bool array, shape (codes, codes): the row's code with all codes under it."""
    ids = [code.id for code in codebook]
    return np.array([[id in codebook.family(of) for id in ids] for of in ids])
