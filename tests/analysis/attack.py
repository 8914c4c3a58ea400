"""An attacker who has every published table, and knows who was interviewed.

Written without the code under test. It knows each person's attributes (so the size of every group),
which code stands under which, that a group's people and segments add up, and that nobody can carry
a code without a segment. From all that and what is printed it works out, by linear programs, which
counts kept back can have one value only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

NEAR = 1e-6


@dataclass(frozen=True)
class Table:
    """A published table: its rows as printed, with the filters in its caption."""

    by: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]
    where: Mapping[str, object] = field(default_factory=dict)
    direction: str | None = None


@dataclass(frozen=True)
class Recovered:
    """A count kept back that can have one value only."""

    what: str
    code: str
    group: tuple[tuple[str, object], ...]
    direction: str | None
    value: int


class Attacker:
    """Unknowns are people and segments per code and smallest group (and direction).

    Parameters
    ----------
    people : for each person the set of their smallest groups, each a tuple of (attribute, value);
        somebody interviewed in two waves has two
    under : pairs (code, the code above it)
    """

    def __init__(
        self,
        people: Sequence[frozenset[tuple[tuple[str, object], ...]]],
        codes: Sequence[str],
        under: Sequence[tuple[str, str]],
        directions: Sequence[str],
    ) -> None:
        self.codes = codes
        self.under = under
        self.directions: list[str | None] = [None, *directions]
        self.atoms = sorted({atom for one in people for atom in one}, key=repr)
        kinds = sorted(set(people), key=repr)
        # One kind of person is everybody in exactly the same smallest groups.
        self.kinds = [(kind, sum(one == kind for one in people)) for kind in kinds]
        self.n = 0
        self.most: list[float] = []
        self.equal: list[tuple[dict[int, float], float]] = []
        self.below: list[tuple[dict[int, float], float]] = []
        self.people: dict[tuple[object, ...], int] = {}
        self.segments: dict[tuple[object, ...], int] = {}
        self.asked: dict[Recovered, int] = {}
        for code in codes:
            self._of_code(code)
        for code, above in under:
            for name, at in list(self.people.items()):
                if name[0] == code:
                    self._at_most(at, self.people[(above, *name[1:])])
            for name, at in list(self.segments.items()):
                if name[0] == code:
                    self._at_most(at, self.segments[(above, *name[1:])])

    def _new(self, most: float = np.inf) -> int:
        self.most.append(most)
        self.n += 1
        return self.n - 1

    def _at_most(self, less: int, more: int) -> None:
        self.below.append(({less: 1.0, more: -1.0}, 0.0))

    def _of_code(self, code: str) -> None:
        for direction in self.directions:
            for atom in self.atoms:
                self.segments[code, atom, direction] = self._new()
            for kind, size in self.kinds:
                for atom in kind:
                    at = self.people[code, kind, atom, direction] = self._new(size)
                    if len(kind) == 1:
                        continue
                    self.below.append(({at: 1.0}, float(size)))
        for direction in self.directions:
            for atom in self.atoms:
                here = [self.people[code, k, atom, direction] for k, _ in self.kinds if atom in k]
                # Everybody who carries a code here has at least one segment here.
                self.below.append(
                    ({**dict.fromkeys(here, 1.0), self.segments[code, atom, direction]: -1.0}, 0.0)
                )
        for table, names in ((self.people, self._kind_atoms()), (self.segments, self._alone())):
            for name in names:
                whole = table[(code, *name, None)]
                parts = [table[(code, *name, d)] for d in self.directions if d is not None]
                for part in parts:
                    self._at_most(part, whole)
                if parts:
                    self.below.append(({whole: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0))

    def _kind_atoms(self) -> list[tuple[object, ...]]:
        return [(kind, atom) for kind, _ in self.kinds for atom in kind]

    def _alone(self) -> list[tuple[object, ...]]:
        return [(atom,) for atom in self.atoms]

    def learn(self, table: Table) -> None:
        """Take in a published table."""
        for row in table.rows:
            code = str(row["code"])
            told = {**{n: row[n] for n in table.by if n != "direction"}, **table.where}
            group = tuple(sorted(told.items(), key=repr))
            direction = table.direction or row.get("direction")
            people = self._count(code, group, direction)
            segments = self._said(code, group, direction)
            if people is None or segments is None:
                continue
            if row["suppressed"]:
                for what, at in (("people", people), ("segments", segments)):
                    self.asked[Recovered(what, code, group, direction, -1)] = at
            else:
                self.equal.append(({people: 1.0}, float(row["participants"])))
                self.equal.append(({segments: 1.0}, float(row["segments"])))
                # Segments without people, or people without segments, there are none.
                if not row["participants"]:
                    self.equal.append(({segments: 1.0}, 0.0))

    def _inside(self, group: tuple[tuple[str, object], ...]) -> list[object]:
        return [atom for atom in self.atoms if set(group) <= set(atom)]

    def _count(
        self, code: str, group: tuple[tuple[str, object], ...], direction: str | None
    ) -> int | None:
        """The unknown that counts people in a group; made of those in its smallest groups."""
        name = ("of", code, group, direction)
        if name in self.people:
            return self.people[name]
        inside = set(self._inside(group))
        if not inside:
            return None
        parts = []
        for kind, size in self.kinds:
            own = [self.people[code, kind, atom, direction] for atom in kind if atom in inside]
            if len(own) <= 1:
                parts += own
                continue
            either = self._new(size)
            for one in own:
                self._at_most(one, either)
            self.below.append(({either: 1.0, **dict.fromkeys(own, -1.0)}, 0.0))
            parts.append(either)
        total = self.people[name] = self._new()
        self.equal.append(({total: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0))
        return total

    def _said(
        self, code: str, group: tuple[tuple[str, object], ...], direction: str | None
    ) -> int | None:
        name = ("of", code, group, direction)
        if name in self.segments:
            return self.segments[name]
        inside = self._inside(group)
        if not inside:
            return None
        total = self.segments[name] = self._new()
        parts = [self.segments[code, atom, direction] for atom in inside]
        self.equal.append(({total: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0))
        return total

    def recover(self) -> list[Recovered]:
        """Every count kept back that is solved: least and most agree as whole numbers."""
        if not self.asked:
            return []
        items = list(self.asked)
        at = np.array([self.asked[item] for item in items])
        least, most = np.full(len(at), np.inf), np.full(len(at), -np.inf)
        rows = self._matrices()
        rng = np.random.default_rng(7)

        def look(weights: np.ndarray) -> None:
            made = linprog(weights, **rows, bounds=[(0, m) for m in self.most], method="highs")
            if made.status == 3:
                return
            assert made.status == 0, made.message
            np.minimum(least, made.x[at], out=least)
            np.maximum(most, made.x[at], out=most)

        def solved() -> np.ndarray:
            return np.floor(most + NEAR) <= np.ceil(least - NEAR)

        for _ in range(4):
            weights = np.zeros(self.n)
            waits = solved()
            np.add.at(
                weights,
                at[waits],
                rng.uniform(0.5, 1.5, waits.sum()) * rng.choice([-1, 1], waits.sum()),
            )
            # Segments have no upper end: they are drawn down or left, never up.
            spoken = np.array([item.what == "segments" for item in items])
            weights[at[spoken]] = np.abs(weights[at[spoken]])
            look(weights)
            weights[at[~spoken]] *= -1
            look(weights)
        for n in np.flatnonzero(solved()):
            for sign in (1.0, -1.0):
                if solved()[n]:
                    weights = np.zeros(self.n)
                    weights[at[n]] = sign
                    made = linprog(
                        weights, **rows, bounds=[(0, m) for m in self.most], method="highs"
                    )
                    if made.status == 3 or made.status == 4:
                        most[n] = np.inf
                        continue
                    assert made.status == 0, made.message
                    np.minimum(least, made.x[at], out=least)
                    np.maximum(most, made.x[at], out=most)
        return [
            Recovered(item.what, item.code, item.group, item.direction, round(float(least[n])))
            for n, item in enumerate(items)
            if solved()[n]
        ]

    def _matrices(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, rows in (("eq", self.equal), ("ub", self.below)):
            if not rows:
                continue
            values = [v for row, _ in rows for v in row.values()]
            columns = [c for row, _ in rows for c in row]
            lines = np.repeat(np.arange(len(rows)), [len(row) for row, _ in rows])
            found[f"A_{name}"] = sparse.csr_matrix((values, (lines, columns)), (len(rows), self.n))
            found[f"b_{name}"] = np.array([b for _, b in rows])
        return found
