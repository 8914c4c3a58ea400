"""Distinct participants and segments per code and group, counted on whole numbers.

Every value becomes a whole number first; a group is then one number, and one pass over the
codings counts it, however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.natural import natural
from qualcode.model import Direction

Numbers = npt.NDArray[np.int64]
MOST_MARKED = 50_000_000


@dataclass(frozen=True)
class Axis:
    """One thing a table is by: its values in order, not known (None) last, and who has which.

    ``of`` holds, for each row of the people, segments or codings (as ``rows`` says), the place of
    its value among the values.
    """

    name: str
    values: tuple[str | None, ...]
    rows: str
    of: Numbers


@dataclass(frozen=True)
class Counts:
    """Counts of a table, each of shape (rows, groups); a negative number is not known."""

    participants: Numbers
    of_participants: Numbers
    segments: Numbers


def axis(name: str, frames: Frames, people: Numbers, segments: Numbers) -> Axis:
    """The axis of an attribute, the question or the direction, over what is in scope."""
    if name == "direction":
        ways = tuple(d.value for d in Direction)
        return Axis(name, ways, "codings", _places(frames.codings["direction"], ways))
    rows = "segments" if name == "question" else "people"
    column = getattr(frames, rows)[name]
    here = column.iloc[segments if name == "question" else people]
    values: tuple[str | None, ...]
    values = tuple(sorted({v for v in here.unique() if v is not None}, key=natural))
    values = (*values, None) if here.isna().any() else values
    return Axis(name, values, rows, _places(column, values))


def _places(column: pd.Series, values: Sequence[str | None]) -> Numbers:
    """Where each value stands among the values; 0 for one that is out of scope."""
    known = [v for v in values if v is not None]
    places = pd.Index(known, dtype=object).get_indexer(pd.Index(column, dtype=object))
    return np.where(places < 0, max(len(values) - 1, 0), places).astype("int64")


def count(
    frames: Frames,
    people: Numbers,
    segments: Numbers,
    codings: Numbers,
    covered: Mapping[str, frozenset[str]],
    axes: Sequence[Axis],
) -> Counts:
    """Count the codings in scope.

    Parameters
    ----------
    people, segments, codings : rows of the frames in scope
    covered : row of the table -> the codes it counts
    """
    participant, shape = _participants(frames), (len(covered), *(len(a.values) for a in axes))
    rows, ways, segment = _said(frames, codings, covered, axes)
    person = frames.segments["person"].to_numpy("int64")[segment]
    places = {"people": person, "segments": segment}
    parts = [ways if a.rows == "codings" else a.of[places[a.rows]] for a in axes]
    key, size = _key([rows, *parts], shape, len(rows)), prod(shape)
    by_segment = np.bincount(key, minlength=size)
    known = participant[person] >= 0
    by_person = _distinct(key[known], participant[person[known]], len(frames.people), size)
    of = _in_scope(frames, participant, people, segments, axes)
    of = np.broadcast_to(of.reshape(1, -1), (len(covered), prod(shape[1:])))
    counted = by_person.reshape(of.shape)
    return Counts(np.where(of < 0, -1, counted), of, by_segment.reshape(of.shape))


def _said(
    frames: Frames,
    codings: Numbers,
    covered: Mapping[str, frozenset[str]],
    axes: Sequence[Axis],
) -> tuple[Numbers, Numbers, Numbers]:
    """Every row of the table with every segment that carries it, each once.

    Where the table is by direction, once for each direction; the second array holds it.
    """
    where, rows = _onto_rows(frames.codings["code"].iloc[codings], covered)
    touched = codings[where]
    ways, directions = np.zeros(len(touched), "int64"), 1
    for one in axes:
        if one.rows == "codings":
            ways, directions = one.of[touched], len(one.values)
    segment = frames.codings["segment"].to_numpy("int64")[touched]
    shape = (len(covered), directions, max(len(frames.segments), 1))
    once = _once(_key([rows, ways, segment], shape, len(rows)), prod(shape))
    rows, ways, segment = np.unravel_index(once, shape) if len(once) else (rows, ways, segment)
    return rows, ways, segment


def _onto_rows(codes: pd.Series, covered: Mapping[str, frozenset[str]]) -> tuple[Numbers, Numbers]:
    """Which coding stands in which row: a coding of a letter in its own and its indicator's."""
    ids = sorted(frozenset().union(*covered.values()))
    counts = np.array([[id in own for own in covered.values()] for id in ids], dtype=bool)
    place = pd.Index(ids, dtype=object).get_indexer(pd.Index(codes, dtype=object))
    pairs = [np.flatnonzero(counts[:, row][place] & (place >= 0)) for row in range(len(covered))]
    rows = np.repeat(np.arange(len(pairs)), [len(p) for p in pairs])
    return np.concatenate([*pairs, np.empty(0, "int64")]).astype("int64"), rows


def _participants(frames: Frames) -> Numbers:
    """For every row of the people the number of their participant; -1 where not known."""
    return pd.factorize(frames.people["participant"])[0].astype("int64")


def _key(parts: Sequence[Numbers], shape: Sequence[int], length: int) -> Numbers:
    key = np.zeros(length, "int64")
    for part, size in zip(parts, shape, strict=True):
        key = key * size + part
    return key


def _once(numbers: Numbers, below: int) -> Numbers:
    """The distinct ones of whole numbers below a bound."""
    if below > MOST_MARKED:
        return np.unique(numbers)
    # Marking is many times quicker than sorting, as long as all there could be fits in memory.
    marked = np.zeros(below, dtype=bool)
    marked[numbers] = True
    return np.flatnonzero(marked)


def _distinct(key: Numbers, item: Numbers, items: int, size: int) -> Numbers:
    """How many distinct items stand under every key below ``size``."""
    items = max(items, 1)
    return np.bincount(_once(key * items + item, size * items) // items, minlength=size)


def _in_scope(
    frames: Frames, participant: Numbers, people: Numbers, segments: Numbers, axes: Sequence[Axis]
) -> Numbers:
    """Distinct participants of every group; -1 where people are there but not known."""
    who, asked = people, np.empty(0, "int64")
    if any(a.rows == "segments" for a in axes):
        who, asked = frames.segments["person"].to_numpy("int64")[segments], segments
    # A group of codings (a direction) has the people of its attributes, whatever they said.
    sizes = [1 if a.rows == "codings" else len(a.values) for a in axes]
    found = {"people": who, "segments": asked}
    parts = [a.of[found[a.rows]] if a.rows in found else np.zeros_like(who) for a in axes]
    key, size = _key(parts, sizes, len(who)), prod(sizes)
    known = participant[who] >= 0
    of = _distinct(key[known], participant[who[known]], len(frames.people), size)
    there = np.bincount(key, minlength=size) > 0
    # Where nobody at all is known, a group nobody speaks in is not known to be empty either.
    nobody_known = len(people) > 0 and not (participant[people] >= 0).any()
    of = np.where((of == 0) & (there | nobody_known), -1, of)
    whole = [len(a.values) for a in axes]
    return np.broadcast_to(of.reshape(sizes), whole).reshape(-1)
