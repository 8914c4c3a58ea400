"""A record laid out for learning: passages in rows, codes in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from qualcode.model import Codebook
from qualcode.suggest.record import Record
from qualcode.text.words import Words, read_words

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to weigh: its words, and the interview it stands in where that is known."""

    text: str
    words: Words
    group: str | None = None


def candidate(text: str, group: str | None = None) -> Candidate:
    """A passage, read."""
    return Candidate(text, read_words(text), group)


@dataclass(frozen=True)
class Lessons:
    """What can be learned from: every passage of a record once, in a fixed order.

    Attributes
    ----------
    labels : int array, shape (passages, codes)
        1 accepted; -1 rejected, or read and given codes of other indicators only, or none; 0 not
        known, as with a sibling letter of what was accepted.
    rejected : bool array, shape (passages, codes)
        Where a person refused this very code.
    folds : int array, shape (passages,)
        The part each passage is held out with; an interview is never in two parts.
    coders : the first coder who accepted anything on each passage, else empty.
    """

    ids: tuple[str, ...]
    passages: tuple[Candidate, ...]
    labels: np.ndarray
    rejected: np.ndarray
    folds: np.ndarray
    coders: tuple[str, ...]
    groups: np.ndarray = field(repr=False)

    def __len__(self) -> int:
        return len(self.passages)

    def spread(self, columns: Sequence[int]) -> tuple[int, int]:
        """Passages accepted for any of these codes, and the interviews they come from."""
        rows = (self.labels[:, columns] > 0).any(1)
        return int(rows.sum()), len(set(self.groups[rows].tolist()))

    def fold_of(self, group: str | None) -> int | None:
        """The part an interview is held out with; None for one that taught nothing."""
        found = self.rows_of(group)
        return int(self.folds[found[0]]) if found else None

    def rows_of(self, group: str | None) -> list[int]:
        """The rows of an interview's passages; none for None."""
        return self._rows.get(group, []) if group is not None else []

    def only(self, rows: np.ndarray) -> Lessons:
        """As if the record held these rows alone; they are dealt to parts anew."""
        kept = rows.tolist()
        groups = self.groups[rows]
        return Lessons(
            ids=self.ids,
            passages=tuple(self.passages[row] for row in kept),
            labels=self.labels[rows],
            rejected=self.rejected[rows],
            folds=_folds(groups),
            coders=tuple(self.coders[row] for row in kept),
            groups=groups,
        )

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row, group in enumerate(self.groups.tolist()):
            found[group].append(row)
        return dict(found)


def lay_out(record: Record, codebook: Codebook, ids: Sequence[str]) -> Lessons:
    """The record over the given codes; judgements on other codes only tell a passage was read."""
    at = {id: n for n, id in enumerate(ids)}
    votes: dict[tuple[str, str], dict[str, int]] = {}
    coders: dict[tuple[str, str], str] = {}
    for group, words in record.uncoded:
        votes[group, words] = {}
    for j in record.judged:
        own = votes.setdefault((j.group, j.words), {})
        own[j.code] = own.get(j.code, 0) + (1 if j.accepted else -1)
        if j.accepted and j.coder:
            coders.setdefault((j.group, j.words), j.coder)
    keys = sorted(votes)
    uncoded = set(record.uncoded)
    labels = np.zeros((len(keys), len(ids)), dtype=np.int8)
    rejected = np.zeros(labels.shape, dtype=bool)
    tops = np.array([codebook.top(id) for id in ids])
    for row, key in enumerate(keys):
        given = {code for code, n in votes[key].items() if n >= 0}
        if given or key in uncoded:
            families = {codebook.top(code) for code in given if code in codebook}
            labels[row] = np.where(np.isin(tops, list(families)), 0, -1)
        for code, n in votes[key].items():
            if code in at:
                labels[row, at[code]] = 1 if n >= 0 else -1
                rejected[row, at[code]] = n < 0
    groups = np.array([group for group, _ in keys], dtype=object)
    return Lessons(
        ids=tuple(ids),
        passages=tuple(candidate(words, group) for group, words in keys),
        labels=labels,
        rejected=rejected,
        folds=_folds(groups),
        coders=tuple(coders.get(key, "") for key in keys),
        groups=groups,
    )


def _folds(groups: np.ndarray) -> np.ndarray:
    """Interviews dealt to at most `FOLDS` parts, the largest first to the smallest part."""
    sizes: dict[str, int] = defaultdict(int)
    for group in groups.tolist():
        sizes[group] += 1
    parts = [0] * max(1, min(FOLDS, len(sizes)))
    dealt: dict[str, int] = {}
    for group in sorted(sizes, key=lambda g: (-sizes[g], g)):
        part = parts.index(min(parts))
        dealt[group] = part
        parts[part] += sizes[group]
    return np.array([dealt[group] for group in groups.tolist()], dtype=int)
