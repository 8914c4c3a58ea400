"""Which passages are most, and which least, like the others of their code.

Passages become TF-IDF rows; the most typical are nearest to their middle, each next one chosen by
maximal marginal relevance so that they do not all say the same. Carbonell & Goldstein (1998), The
Use of MMR, Diversity-Based Reranking, SIGIR 21.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from qualcode.suggest.definition import content
from qualcode.text.words import read_words

WEIGHT = 0.7
# Fewer words are typical of talk, not of a subject.
FEWEST = 8


@dataclass(frozen=True)
class Ranked:
    """A passage by its place in the list given: its rank from 1 and how like the middle it is."""

    place: int
    rank: int
    likeness: float


def typical(
    texts: Sequence[str], groups: Sequence[str], n: int, *, least: int = 1
) -> tuple[list[Ranked], list[Ranked]]:
    """The most and the least typical passages, at most one of a group (an interview) in each list.

    Passages of fewer than eight words, or without a telling word, stand in neither list; no passage
    stands in both.
    """
    long = [k for k, text in enumerate(texts) if len(text.split()) >= FEWEST]
    said = [read_words(texts[k]) for k in long]
    telling = [k for k, words in enumerate(said) if content(words)]
    if not telling:
        return [], []
    rows = TfidfVectorizer(analyzer=content, sublinear_tf=True).fit_transform(
        [said[k] for k in telling]
    )
    middle = np.asarray(rows.mean(axis=0)).ravel()
    likeness = np.asarray(rows @ (middle / np.linalg.norm(middle))).ravel()
    places = [long[k] for k in telling]
    own = [groups[place] for place in places]
    chosen = _varied(likeness, rows, own, n)
    taken = set(chosen)
    far: list[int] = []
    for k in np.argsort(likeness, kind="stable").tolist():
        if len(far) == least:
            break
        if k not in taken and own[k] not in {own[f] for f in far}:
            far.append(k)

    def ranked(found: Sequence[int]) -> list[Ranked]:
        return [
            Ranked(places[k], rank, round(float(likeness[k]), 3)) for rank, k in enumerate(found, 1)
        ]

    return ranked(chosen), ranked(far)


def _varied(likeness: np.ndarray, rows: Any, groups: Sequence[str], n: int) -> list[int]:
    """Maximal marginal relevance: near to the middle, and unlike what is chosen already."""
    chosen: list[int] = []
    free = np.ones(len(likeness), dtype=bool)
    nearest = np.zeros(len(likeness))
    group = np.array(groups, dtype=object)
    while len(chosen) < n and free.any():
        worth = np.where(free, WEIGHT * likeness - (1 - WEIGHT) * nearest, -np.inf)
        best = int(worth.argmax())
        chosen.append(best)
        free &= group != group[best]
        alike = np.asarray((rows @ rows[best].T).todense()).ravel()
        nearest = np.maximum(nearest, alike)
    return chosen
