"""The third layer: how like what people accepted elsewhere, and how unlike what they refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from qualcode.model import Reason
from qualcode.suggest.definition import content
from qualcode.suggest.lessons import Candidate, Lessons
from qualcode.text.words import Words

NEAREST = 3
LEAST = 0.12
BLOCK = 512
QUOTED = 160


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest passage: its row among the lessons and its cosine."""

    row: int
    cosine: float


class ExampleLayer:
    """Compares passages with the accepted and the rejected ones of other interviews."""

    def __init__(self, lessons: Lessons) -> None:
        self._lessons = lessons
        self._vectoriser = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
        said = [p.words for p in lessons.passages]
        self._mute = not any(map(content, said))
        if self._mute:
            return
        self._rows = csr_matrix(self._vectoriser.fit_transform(said))
        own = self.likeness(lessons.passages)
        self._centre = own.mean(0)
        self._own: np.ndarray = own - self._centre

    def likeness(self, passages: Sequence[Candidate]) -> np.ndarray:
        """Mean cosine to the three nearest accepted passages, less the nearest rejected one's.

        Nothing of a passage's own interview counts.

        Returns
        -------
        float array of shape (passages, codes), in -1 to 1.
        """
        if self._mute:
            return np.zeros((len(passages), len(self._lessons.ids)))
        return likeness(self._lessons, passages, self.cosines)

    def scores(self, passages: Sequence[Candidate], near: np.ndarray | None = None) -> np.ndarray:
        """`likeness`, centred per code on the passages learned from.

        ``near`` are the passages' `cosines`, where they are known.
        """
        if self._mute:
            return self.likeness(passages)
        if passages is self._lessons.passages:
            return self._own.copy()
        found = self.likeness(passages) if near is None else like(self._lessons, near)
        return np.asarray(found - self._centre)

    def reasons(self, near: np.ndarray, code: str, score: float) -> list[Reason]:
        """The nearest accepted and the nearest rejected passage, with interview and coder.

        ``near`` is the passage's row of `cosines`.
        """
        if self._mute:
            return []
        column = self._lessons.ids.index(code)
        said = []
        for rows, words, kind in (
            (self._lessons.labels[:, column] > 0, "like", "accepted"),
            (self._lessons.rejected[:, column], "but also like what was rejected,", "rejected"),
        ):
            best = nearest(near, rows)
            if best is not None and best.cosine >= LEAST:
                said.append(quoted(self._lessons, "example", best, words, kind, score))
        return said

    def cosines(self, passages: Sequence[Candidate]) -> np.ndarray:
        """Cosines to all lessons, in which a passage's own interview is 0.

        Returns
        -------
        float array of shape (passages, lessons).
        """
        if self._mute:
            return np.zeros((len(passages), len(self._lessons)))
        rows = self._vectoriser.transform([p.words for p in passages])
        near = np.asarray((rows @ self._rows.T).todense())
        for i, passage in enumerate(passages):
            near[i, self._lessons.rows_of(passage.group)] = 0.0
        return near


def likeness(
    lessons: Lessons,
    passages: Sequence[Candidate],
    cosines: Callable[[Sequence[Candidate]], np.ndarray],
) -> np.ndarray:
    """Mean cosine to the three nearest accepted passages, less the nearest rejected one's.

    Parameters
    ----------
    cosines : passages to their cosines with all lessons, in which their own interview is 0

    Returns
    -------
    float array of shape (passages, codes), in -1 to 1.
    """
    found = np.zeros((len(passages), len(lessons.ids)))
    for start in range(0, len(passages), BLOCK):
        found[start : start + BLOCK] = like(lessons, cosines(passages[start : start + BLOCK]))
    return found


def like(lessons: Lessons, near: np.ndarray) -> np.ndarray:
    """`likeness` from the cosines with all lessons, of shape (passages, lessons)."""
    found = np.zeros((len(near), len(lessons.ids)))
    for code in range(len(lessons.ids)):
        accepted = near[:, lessons.labels[:, code] > 0]
        if accepted.shape[1]:
            best = -np.partition(-accepted, min(NEAREST, accepted.shape[1]) - 1, axis=1)
            found[:, code] = best[:, :NEAREST].sum(1) / NEAREST
        refused = near[:, lessons.rejected[:, code]]
        if refused.shape[1]:
            found[:, code] -= refused.max(1)
    return found


def nearest(near: np.ndarray, rows: np.ndarray) -> Near | None:
    """Of the rows asked for, the one of the highest cosine."""
    if not rows.any():
        return None
    at = int(np.argmax(np.where(rows, near, -1.0)))
    return Near(at, float(near[at]))


def quoted(lessons: Lessons, layer: str, near: Near, words: str, kind: str, score: float) -> Reason:
    """A passage decided on as a reason: its beginning, interview and coder."""
    passage = lessons.passages[near.row]
    quote = " ".join(passage.text.split())
    short = quote if len(quote) <= QUOTED else quote[: QUOTED - 1].rstrip() + "…"
    coder = lessons.coders[near.row]
    by = f", {coder}" if coder else ""
    detail = (("kind", kind), ("interview", passage.group or ""), ("coder", coder))
    weight = score if kind == "accepted" else -near.cosine
    return Reason(layer, f"{words} “{short}” ({passage.group}{by})", weight, (), detail)


def terms(passage: Words) -> list[str]:
    """Telling lemmas, and pairs of them that follow one another."""
    single = content(passage)
    return single + [f"{a} {b}" for a, b in pairwise(single)]
