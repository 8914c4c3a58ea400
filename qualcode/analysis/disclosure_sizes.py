"""Which groups of people have a small group inside that a published table would set apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd

from qualcode.analysis.disclosure_layers import Key, Marks, Numbers
from qualcode.analysis.frames import Frames


class SmallInside:
    """Tells whether a small group stands inside a group of people.

    Where nobody of a group, or everybody, carries a code, that is known of every person in it. So
    such a count is kept back when some table that could be published, by one or two attributes,
    keeps a small group inside it back. A table that would be small groups for the most part is
    never published, so it sets nobody apart.

    Parameters
    ----------
    small : people that a published group needs
    unique : roles of which an authority has only one post; with the authority always small
    """

    def __init__(
        self, frames: Frames, attributes: Sequence[str], small: int, unique: Collection[str] = ()
    ) -> None:
        self._frames = frames
        self._small = small
        self._unique = frozenset(unique)
        self._names = tuple(a for a in attributes if a in frames.people)
        self._places = [pd.factorize(frames.people[n], use_na_sentinel=False) for n in self._names]
        self._person = person_numbers(frames.people)
        self._known: dict[bytes, bool] = {}
        self._apart = self._look(np.ones(len(frames.people), dtype=bool))

    def within(self, people: Marks) -> bool:
        """Whether one stands inside these rows of the people."""
        told = self._known.get(people.tobytes())
        if told is None:
            whole = not (self._apart & ~people).any(axis=1).all()
            told = whole or bool(self._look(people).any())
            self._known[people.tobytes()] = told
        return told

    def _look(self, people: Marks) -> Marks:
        """Small groups that tables over these people would keep back; shape (groups, rows)."""
        rows = np.flatnonzero(people)
        who = self._person[rows]
        values = [np.unique(codes[rows], return_inverse=True) for codes, _ in self._places]
        found = []
        for a, (_, first) in enumerate(values):
            sizes = _distinct(who, first)
            apart = _set_apart(sizes, self._few(sizes))
            found += [self._rows(rows[first == v]) for v in np.flatnonzero(apart)]
            for b in range(a):
                second = values[b][1]
                sizes = _distinct(who, first, second)
                small = self._few(sizes) | (sizes > 0) & self._posts(a, b, values)
                apart = _set_apart(sizes, small)
                for n in range(sizes.shape[0]):
                    apart[n] |= _set_apart(sizes[n], small[n])
                for n in range(sizes.shape[1]):
                    apart[:, n] |= _set_apart(sizes[:, n], small[:, n])
                found += [
                    self._rows(rows[(first == v) & (second == w)])
                    for v, w in zip(*np.nonzero(apart), strict=True)
                ]
        return np.array(found, dtype=bool).reshape(len(found), len(people))

    def _rows(self, rows: Numbers) -> Marks:
        marks = np.zeros(len(self._person), dtype=bool)
        marks[rows] = True
        return marks

    def _few(self, sizes: Numbers) -> Marks:
        return np.asarray((sizes > 0) & (sizes < self._small))

    def _posts(self, a: int, b: int, values: Sequence[tuple[Numbers, Numbers]]) -> Marks:
        """Pairs of an authority and a role of which it has one post only."""
        pair = (self._names[a], self._names[b])
        if set(pair) != {"role", "authority"} or not self._unique:
            return np.zeros((len(values[a][0]), len(values[b][0])), dtype=bool)
        role, other = (a, b) if pair[0] == "role" else (b, a)
        posts = [self._places[role][1][v] in self._unique for v in values[role][0]]
        named = [not pd.isna(self._places[other][1][v]) for v in values[other][0]]
        unique = np.outer(np.array(posts, dtype=bool), np.array(named, dtype=bool))
        return unique if pair[0] == "role" else unique.T


def _set_apart(sizes: Numbers, small: Marks) -> Marks:
    """The small ones of these groups, where a table of them would be published at all."""
    published = small.sum() <= (sizes > 0).sum() / 2
    return small if published else np.zeros_like(small)


def _distinct(who: Numbers, *places: Numbers) -> Numbers:
    """Distinct people in each group."""
    shape = tuple(int(p.max(initial=-1)) + 1 for p in places)
    if not len(who):
        return np.zeros(shape, "int64")
    group = np.ravel_multi_index(places, shape)
    size = int(np.prod(shape))
    pairs = np.unique(who * size + group)
    return np.bincount(pairs % size, minlength=size).reshape(shape)


def person_numbers(people: pd.DataFrame) -> Numbers:
    """A number for every person; a speaker nobody knows counts as one of their own."""
    known = people["participant"].notna()
    own = people["transcript"].astype(str) + "\0" + people["label"].astype(str)
    names = ("P" + people["participant"].astype(str)).where(known, "S" + own)
    return pd.factorize(names)[0].astype("int64")


def rows_in(frames: Frames, by: Sequence[str]) -> Callable[[Key], Marks]:
    """Finds the rows of the people in a group of a table by these attributes."""
    names = [name for name in by if name not in ("direction", "question")]
    held = {name: frames.people[name].to_numpy(object) for name in names}
    asked = frames.segments["question"].to_numpy(object) if "question" in by else None
    person = frames.segments["person"].to_numpy("int64")

    def find(key: Key) -> Marks:
        found = np.ones(len(frames.people), dtype=bool)
        for name, value in zip(by, key, strict=True):
            if name in held:
                found &= np.array([v == value for v in held[name]], dtype=bool)
            elif name == "question" and asked is not None:
                said = np.array([v == value for v in asked], dtype=bool)
                found &= np.isin(np.arange(len(found)), person[said])
        return found

    return find
