"""What an attacker can work out: linear programs over everything published.

Every count of people and of segments, of each code in each group of each table, is an unknown; what
is shown is fixed. Groups add up to the groups they divide, a code is at least each narrower one,
people are at most the group and at most the segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.disclosure_layers import Kin, Layer, Marks, Numbers, Split
from qualcode.analysis.disclosure_ranges import Question, Reals, Seen

if TYPE_CHECKING:
    from scipy import sparse


class Program:
    """The rows that hold for one family of codes over all tables."""

    def __init__(self, layers: Sequence[Layer], divided: Sequence[Split], related: Kin) -> None:
        self.layers = layers
        self.kin = related
        self.starts = np.cumsum([0, *(len(layer.keys) for layer in layers)])
        self.groups = int(self.starts[-1])
        self.people = np.concatenate([layer.people for layer in layers], axis=1)
        self.segments = np.concatenate([layer.segments for layer in layers], axis=1)
        self.sizes = np.concatenate([layer.sizes for layer in layers])
        self._rows = _Rows(2 * self.groups)
        self._family: dict[tuple[int, ...], tuple[sparse.csc_matrix, Reals, Reals]] = {}
        for split in divided:
            self._divide(split)
        for g in range(self.groups):
            self._rows.add([g, self.groups + g], [1, -1], -np.inf, 0)

    def _divide(self, split: Split) -> None:
        """The rows of a split: sums where groups divide people, unions where they overlap."""
        for parent in range(len(self.layers[split.coarse].keys)):
            own = int(self.starts[split.coarse]) + parent
            parts = int(self.starts[split.fine]) + np.flatnonzero(split.onto == parent)
            if not len(parts):
                continue
            total = self.people[:, parts].sum(axis=1)
            room = int(self.sizes[parts].sum() - self.sizes[own])
            if split.by_direction:
                self._union(own, parts, 0)
                self._union(own, parts, self.groups)
                continue
            self._sum(own, parts, self.groups)
            if room == 0 and (total == self.people[:, own]).all():
                self._sum(own, parts, 0)
            else:
                self._union(own, parts, 0)
                if (total - self.people[:, own] <= room).all():
                    self._rows.add([own, *parts], [-1, *[1] * len(parts)], -np.inf, room)

    def _sum(self, own: int, parts: Numbers, at: int) -> None:
        self._rows.add([at + own, *(at + parts)], [1, *[-1] * len(parts)], 0, 0)

    def _union(self, own: int, parts: Numbers, at: int) -> None:
        self._rows.add([at + own, *(at + parts)], [1, *[-1] * len(parts)], -np.inf, 0)
        for part in parts:
            self._rows.add([at + part, at + own], [1, -1], -np.inf, 0)

    def ask(self, codes: Sequence[int], shown: Marks, asked: Marks) -> Question:
        """The question of a family: what is shown is fixed; ranges of ``asked`` are wanted.

        Parameters
        ----------
        shown, asked : shape (codes, groups of all tables)
        """
        codes = list(codes)
        n, g = len(codes), self.groups
        truth = np.stack([self.people[codes], self.segments[codes]], axis=1).reshape(-1)
        fixed = np.stack([shown[codes], shown[codes]], axis=1)
        # Where nobody is known there is no person to count; where there are none, none.
        fixed[:, 0] |= self.sizes == 0
        fixed = fixed.reshape(-1)
        most = np.stack(
            [np.broadcast_to(self.sizes, (n, g)), np.full((n, g), np.inf)], axis=1
        ).reshape(-1)
        wanted = np.stack([asked[codes] & (self.sizes > 0), asked[codes]], axis=1).reshape(-1)
        need = np.stack(
            [
                np.broadcast_to(np.minimum(2, self.sizes), (n, g)),
                np.broadcast_to(np.where(self.sizes > 0, 1, 2), (n, g)),
            ],
            axis=1,
        ).reshape(-1)
        bounds = (np.where(fixed, truth, 0.0), np.where(fixed, truth, most))
        at = np.flatnonzero(wanted)
        return Question(*self._rows_of(codes), bounds, truth.astype(float), at, need[at])

    def seen(self, codes: Sequence[int]) -> Seen:
        """A family of which only the truth was seen so far."""
        truth = np.stack([self.people[codes], self.segments[codes]], axis=1)
        return Seen(truth.reshape(-1).astype(float))

    def _rows_of(self, codes: Sequence[int]) -> tuple[sparse.csc_matrix, Reals, Reals]:
        """The rows of a family, whatever is shown of it."""
        from scipy import sparse

        if tuple(codes) not in self._family:
            n = len(codes)
            whole, low, high = self._rows.matrix()
            blocks = [sparse.kron(sparse.eye_array(n), whole)]
            lows, highs = [np.tile(low, n)], [np.tile(high, n)]
            for rows in (self._kinship(codes), self._presence(codes)):
                blocks.append(rows)
                lows.append(np.full(rows.shape[0], -np.inf))
                highs.append(np.zeros(rows.shape[0]))
            made = sparse.csc_matrix(sparse.vstack(blocks))
            self._family[tuple(codes)] = (made, np.concatenate(lows), np.concatenate(highs))
        return self._family[tuple(codes)]

    def _kinship(self, codes: Sequence[int]) -> sparse.sparray:
        """A wider code is at least each narrower one; and no more than all of them together
        where it has no codings of its own."""
        from scipy import sparse

        rows: list[dict[int, float]] = []
        for wide in codes:
            below = [b for a, b in self.kin.above if a == wide and b in codes]
            rows += [{narrow: 1.0, wide: -1.0} for narrow in below]
            if below and all(
                (counts[wide] <= counts[below].sum(axis=0)).all()
                for counts in (self.people, self.segments)
            ):
                rows.append({wide: 1.0, **dict.fromkeys(below, -1.0)})
        matrix = np.zeros((len(rows), len(codes)))
        for n, row in enumerate(rows):
            for code, value in row.items():
                matrix[n, codes.index(code)] = value
        return sparse.kron(sparse.csr_array(matrix), sparse.eye_array(2 * self.groups))

    def _presence(self, codes: Sequence[int]) -> sparse.sparray:
        """Where there are segments there are people, as far as all of them are known."""
        from scipy import sparse

        g = self.groups
        rows, columns, values = [], [], []
        row = 0
        for n, code in enumerate(codes):
            most = float(self.segments[code].max(initial=1))
            told = (self.people[code] > 0) == (self.segments[code] > 0)
            for group in np.flatnonzero(told & (self.sizes > 0)):
                rows += [row, row]
                columns += [2 * g * n + g + int(group), 2 * g * n + int(group)]
                values += [1.0, -most]
                row += 1
        return sparse.csr_array((values, (rows, columns)), shape=(row, 2 * g * len(codes)))


class _Rows:
    """Rows of a matrix as they are found."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._at: list[tuple[list[int], list[float]]] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def add(self, columns: Sequence[int], values: Sequence[float], low: float, high: float) -> None:
        self._at.append(([int(c) for c in columns], [float(v) for v in values]))
        self._low.append(low)
        self._high.append(high)

    def matrix(self) -> tuple[sparse.csr_array, Reals, Reals]:
        from scipy import sparse

        counts = [len(columns) for columns, _ in self._at]
        indptr = np.cumsum([0, *counts])
        indices = np.array([c for columns, _ in self._at for c in columns], "int64")
        data = np.array([v for _, values in self._at for v in values])
        made = sparse.csr_array((data, indices, indptr), shape=(len(counts), self._columns))
        return made, np.array(self._low), np.array(self._high)
