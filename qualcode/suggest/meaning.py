"""A layer of its own: how near in meaning to the codebook entry and to what people accepted.

Off unless asked for; needs the extra ``semantic``. Words need not be shared: sentence vectors are
compared (`embeddings`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from qualcode.model import Code, Codebook, Reason
from qualcode.suggest.embeddings import Embedder
from qualcode.suggest.examples import likeness, nearest, quoted
from qualcode.suggest.lessons import Candidate, Lessons

# An entry is several pieces; the passage is compared with the nearest three.
NEAREST = 3
# Sentences of any two conversations about work are this near to one another.
FLOOR = 0.3
COMMON_SHARE = 0.5
EXCLUDE_SHARE = 0.1
EXAMPLE_SHARE = 0.5
# From this cosine on a quote is named as a reason.
LEAST = 0.35


class MeaningLayer:
    """Compares passages with every piece of an entry: name and definition, include rules, cues.

    Less a share of the likeness to the exclude rules, and of what the entry has more in common with
    other indicators' entries than entries have on average.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        codebook: Codebook,
        embedder: Embedder,
        lessons: Lessons | None = None,
    ) -> None:
        """Read the codebook and, where there are any, the passages decided on."""
        self._embedder = embedder
        self._lessons = lessons
        self._at = {code.id: n for n, code in enumerate(codes)}
        self._pieces = [_pieces(code, codebook) for code in codes]
        self._for = [embedder.embed(pieces) for pieces in self._pieces]
        self._against = [embedder.embed(code.exclude_when) for code in codes]
        self._common = self._shared([codebook.top(code.id) for code in codes])
        # A passage's codes are put into words one after the other.
        self._last: tuple[Candidate, np.ndarray] | None = None
        self._own, self._centre = np.zeros((0, len(codes))), np.zeros(len(codes))
        if lessons is not None and len(lessons):
            self._rows = embedder.embed([p.text for p in lessons.passages])
            self._own = likeness(lessons, lessons.passages, self._cosines)
            self._centre = self._own.mean(0)

    def scores(self, passages: Sequence[Candidate]) -> np.ndarray:
        """Likeness to the entry above what any talk has, and to passages accepted elsewhere.

        Nothing of a passage's own interview counts.

        Returns
        -------
        float array of shape (passages, codes), in -1 to 1.
        """
        if not passages or not self._at:
            return np.zeros((len(passages), len(self._at)))
        vectors = self._embedder.embed([p.text for p in passages])
        entry = self._near(vectors) - COMMON_SHARE * self._common - FLOOR
        for code, against in enumerate(self._against):
            if len(against):
                entry[:, code] -= EXCLUDE_SHARE * np.clip((vectors @ against.T).max(1), 0, None)
        examples = self._examples(passages) - self._centre
        return np.clip(np.clip(entry, 0.0, 1.0) + EXAMPLE_SHARE * examples, -1.0, 1.0)

    def reasons(self, passage: Candidate, code: str, score: float) -> list[Reason]:
        """What of the entry is nearest, and the nearest accepted and rejected quotes."""
        column = self._at[code]
        near = self._embedder.embed([passage.text])[0] @ self._for[column].T
        best = int(np.argmax(near))
        said = []
        if near[best] >= FLOOR:
            piece = self._pieces[column][best]
            words = "is near in meaning to the definition"
            if best:
                words += f", to “{piece}”"
            detail = (("piece", piece), ("cosine", f"{near[best]:.2f}"))
            said.append(Reason("meaning", words, score, (), detail))
        return said + self._quotes(passage, column, score)

    def _quotes(self, passage: Candidate, column: int, score: float) -> list[Reason]:
        lessons = self._lessons
        if lessons is None or not len(lessons):
            return []
        if self._last is None or self._last[0] is not passage:
            [vector] = self._embedder.embed([passage.text])
            # One passage is too little for several threads, which would wait for one another.
            cosines = np.einsum("ij,j->i", self._rows, vector)
            cosines[lessons.rows_of(passage.group)] = 0.0
            self._last = (passage, cosines)
        cosines = self._last[1]
        said = []
        for rows, words, kind in (
            (lessons.labels[:, column] > 0, "is near in meaning to", "accepted"),
            (lessons.rejected[:, column], "but also near in meaning to the rejected", "rejected"),
        ):
            best = nearest(cosines, rows)
            if best is not None and best.cosine >= LEAST:
                said.append(quoted(lessons, "meaning", best, words, kind, score))
        return said

    def _near(self, vectors: np.ndarray) -> np.ndarray:
        """Mean cosine to the nearest pieces of each entry; shape (passages, codes)."""
        found = np.empty((len(vectors), len(self._for)))
        for code, pieces in enumerate(self._for):
            cosines = np.sort(vectors @ pieces.T, axis=1)
            found[:, code] = cosines[:, -NEAREST:].mean(1)
        return found

    def _shared(self, tops: Sequence[str]) -> np.ndarray:
        """How near each entry is to other indicators' definitions, around the mean of all."""
        if not tops:
            return np.zeros(0)
        other = np.array([[a != b for a in tops] for b in tops], dtype=float)
        near = self._near(np.stack([pieces[0] for pieces in self._for]))
        common = (near * other).sum(0) / np.maximum(other.sum(0), 1.0)
        return np.asarray(common - common.mean())

    def _examples(self, passages: Sequence[Candidate]) -> np.ndarray:
        if self._lessons is None or not len(self._lessons):
            return np.zeros((len(passages), len(self._at)))
        if passages is self._lessons.passages:
            return self._own
        return likeness(self._lessons, passages, self._cosines)

    def _cosines(self, passages: Sequence[Candidate]) -> np.ndarray:
        assert self._lessons is not None  # noqa: S101
        near = self._embedder.embed([p.text for p in passages]) @ self._rows.T
        for i, passage in enumerate(passages):
            near[i, self._lessons.rows_of(passage.group)] = 0.0
        return np.asarray(near)


def _pieces(code: Code, codebook: Codebook) -> list[str]:
    """Name and definition, include rules, and each cue as somebody might say it."""
    parent = f"{codebook[code.parent].name}: " if code.parent else ""
    said = (re.sub(r"/\S+|\*", "", re.sub(r" ?(?:\.{3}|…)", "", cue)) for cue in code.cues)
    named = f"{parent}{code.name}. {code.definition}".strip()
    return [named, *code.include_when, *(cue for cue in said if cue.strip())]
