"""The tables an attacker has, as arrays: which group lies in which, which code in which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from qualcode.analysis.frequency import ThemeTable

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Key = tuple[object, ...]


@dataclass(frozen=True)
class Layer:
    """One table: codes by groups; groups nobody is in are left out.

    by : the attributes of its groups, sorted by name; ``direction`` may be among them
    keys : the groups, each a value for every attribute
    people, segments : shape (codes, groups); people are 0 where they are not known
    of : people in each group; -1 where they are not known
    """

    by: tuple[str, ...]
    keys: tuple[Key, ...]
    people: Numbers
    of: Numbers
    segments: Numbers

    @property
    def sizes(self) -> Numbers:
        """People known in each group, 0 where none is."""
        return np.maximum(self.of, 0)


@dataclass(frozen=True)
class Split:
    """How a finer table divides the groups of a coarser one.

    onto : for each group of the finer table the group of the coarser one it lies in; -1 for none
    """

    fine: int
    coarse: int
    onto: Numbers
    by_direction: bool


def layer_of(table: ThemeTable, codes: Iterable[str] = ()) -> Layer:
    """The arrays of a long table; its ``by`` is sorted by name.

    ``codes`` are its codes where nobody is in it, so that it fits beside the others all the same.
    """
    rows, by = table.rows, tuple(sorted(table.by))
    codes = list(dict.fromkeys([*codes, *rows["code"]]))
    keys = _keys(rows, by)
    places = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    shape = (len(codes), len(places))
    number = {code: n for n, code in enumerate(codes)}
    at = (
        np.array([number[code] for code in rows["code"]], dtype="int64"),
        np.array([places[key] for key in keys], dtype="int64"),
    )
    people, segments, of = (
        np.zeros(shape, "int64"),
        np.zeros(shape, "int64"),
        np.zeros(shape[1:], "int64"),
    )
    people[at] = rows["participants"].fillna(0).to_numpy("int64")
    segments[at] = rows["segments"].to_numpy("int64")
    of[at[1]] = rows["of_participants"].fillna(-1).to_numpy("int64")
    there = (of != 0) | (segments.sum(axis=0) > 0)
    kept = tuple(key for key, here in zip(places, there, strict=True) if here)
    return Layer(by, kept, people[:, there], of[there], segments[:, there])


def _keys(rows: pd.DataFrame, by: Sequence[str]) -> list[Key]:
    if not by:
        return [()] * len(rows)
    return list(zip(*(rows[name] for name in by), strict=True))


def splits(layers: Sequence[Layer]) -> list[Split]:
    """Every pair of tables of which one has a single attribute more."""
    found = []
    for f, fine in enumerate(layers):
        for c, coarse in enumerate(layers):
            more = set(fine.by) - set(coarse.by)
            if set(coarse.by) <= set(fine.by) and len(more) == 1:
                found.append(Split(f, c, onto(fine, coarse), more == {"direction"}))
    return found


def onto(fine: Layer, coarse: Layer) -> Numbers:
    """For each group of a finer table the group of a coarser one it lies in; -1 for none."""
    places = {key: n for n, key in enumerate(coarse.keys)}
    at = [fine.by.index(name) for name in coarse.by]
    return np.array([places.get(tuple(key[n] for n in at), -1) for key in fine.keys], "int64")


@dataclass(frozen=True)
class Kin:
    """Which code counts another's codings too.

    above : pairs (row of the wider code, row of the narrower one), without detours
    families : rows of codes that hang together
    """

    above: tuple[tuple[int, int], ...]
    families: tuple[tuple[int, ...], ...]


def kin(covered: Mapping[str, frozenset[str]]) -> Kin:
    """The kinship of rows, each given with the codes whose codings it counts."""
    sets = list(covered.values())
    inside = {
        (a, b)
        for a, wide in enumerate(sets)
        for b, narrow in enumerate(sets)
        if a != b and narrow <= wide and (narrow != wide or a < b)
    }
    near = {
        (a, b)
        for a, b in inside
        if not any((a, c) in inside and (c, b) in inside for c in range(len(sets)))
    }
    family = list(range(len(sets)))
    for a, b in sorted(near):
        old, new = max(family[a], family[b]), min(family[a], family[b])
        family = [new if f == old else f for f in family]
    together = {f: tuple(n for n, g in enumerate(family) if g == f) for f in family}
    return Kin(tuple(sorted(near)), tuple(together.values()))
