"""The third layer: how like what people accepted elsewhere, and how unlike what they refused."""

from __future__ import annotations

from collections.abc import Sequence
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

    def likeness(self, passages: Sequence[Candidate]) -> np.ndarray:
        """Mean cosine to the three nearest accepted passages, less the nearest rejected one's.

        Nothing of a passage's own interview counts.

        Returns
        -------
        float array of shape (passages, codes), in -1 to 1.
        """
        codes = len(self._lessons.ids)
        if self._mute:
            return np.zeros((len(passages), codes))
        found = np.zeros((len(passages), codes))
        for start in range(0, len(passages), BLOCK):
            block = passages[start : start + BLOCK]
            near = self._cosines(block)
            for code in range(codes):
                accepted = near[:, self._lessons.labels[:, code] > 0]
                if accepted.shape[1]:
                    best = -np.partition(-accepted, min(NEAREST, accepted.shape[1]) - 1, axis=1)
                    found[start : start + BLOCK, code] = best[:, :NEAREST].sum(1) / NEAREST
                refused = near[:, self._lessons.rejected[:, code]]
                if refused.shape[1]:
                    found[start : start + BLOCK, code] -= refused.max(1)
        return found

    def scores(self, passages: Sequence[Candidate]) -> np.ndarray:
        """`likeness`, centred per code on the passages learned from."""
        found = self.likeness(passages)
        return found if self._mute else found - self._centre

    def reasons(self, passage: Candidate, code: str, score: float) -> list[Reason]:
        """The nearest accepted and the nearest rejected passage, with interview and coder."""
        if self._mute:
            return []
        near = self._cosines([passage])[0]
        column = self._lessons.ids.index(code)
        said = []
        for rows, words, kind in (
            (self._lessons.labels[:, column] > 0, "like", "accepted"),
            (self._lessons.rejected[:, column], "but also like what was rejected,", "rejected"),
        ):
            best = _nearest(near, rows)
            if best is not None and best.cosine >= LEAST:
                said.append(self._reason(best, words, kind, score))
        return said

    def _reason(self, near: Near, words: str, kind: str, score: float) -> Reason:
        passage = self._lessons.passages[near.row]
        quote = " ".join(passage.text.split())
        short = quote if len(quote) <= QUOTED else quote[: QUOTED - 1].rstrip() + "…"
        coder = self._lessons.coders[near.row]
        by = f", {coder}" if coder else ""
        detail = (("kind", kind), ("interview", passage.group or ""), ("coder", coder))
        weight = score if kind == "accepted" else -near.cosine
        return Reason("example", f"{words} “{short}” ({passage.group}{by})", weight, (), detail)

    def _cosines(self, passages: Sequence[Candidate]) -> np.ndarray:
        rows = self._vectoriser.transform([p.words for p in passages])
        near = np.asarray((rows @ self._rows.T).todense())
        for i, passage in enumerate(passages):
            near[i, self._lessons.rows_of(passage.group)] = 0.0
        return near


def _nearest(near: np.ndarray, rows: np.ndarray) -> Near | None:
    if not rows.any():
        return None
    at = int(np.argmax(np.where(rows, near, -1.0)))
    return Near(at, float(near[at]))


def terms(passage: Words) -> list[str]:
    """Telling lemmas, and pairs of them that follow one another."""
    single = content(passage)
    return single + [f"{a} {b}" for a, b in pairwise(single)]
