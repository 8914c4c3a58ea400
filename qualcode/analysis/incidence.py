"""Which codes stand in which units, as whole numbers, and how many units hold two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.model import Codebook

Whole = NDArray[np.int64]
MOST_FLAGS = 50_000_000  # bytes of flags that may be laid out to tell keys apart


@dataclass(frozen=True)
class Incidence:
    """Distinct (unit, code), sorted by unit, and the units by number."""

    unit: Whole
    code: Whole
    names: Whole


def incidence(unit: Whole, code: Whole) -> Incidence:
    """Which codes stand in which units, each once."""
    names, numbered = np.unique(unit, return_inverse=True)
    width = int(code.max(initial=0)) + 1
    distinct = _distinct(numbered.astype("int64") * width + code, len(names) * width)
    return Incidence(distinct // width, distinct % width, names)


def _distinct(keys: Whole, below: int) -> Whole:
    """The different keys, sorted; all are at least 0 and less than ``below``."""
    if below <= MOST_FLAGS:
        flags = np.zeros(below, dtype=bool)
        flags[keys] = True
        return np.flatnonzero(flags).astype("int64")
    # Sorted by hand: numpy's own way through a hash table is ten times as slow.
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def square(found: Incidence, n: int) -> Whole:
    """How many units carry both codes, shape (n, n); the diagonal holds those of one code."""
    from scipy.sparse import csr_array

    ones = np.ones(len(found.unit), dtype="int64")
    shape = (max(len(found.names), 1), n)
    x = csr_array((ones, (found.unit, found.code)), shape=shape)
    return np.asarray((x.T @ x).toarray(), dtype="int64")


def groups_with_both(found: Incidence, group: Whole, unit: Whole, n: int) -> Whole:
    """How many distinct groups have a unit that carries both codes, shape (n, n), row below column.

    ``group`` and ``unit`` run beside each other, a unit in one group; -1 counts for nothing.
    """
    counts = np.bincount(found.unit, minlength=len(found.names))
    place = np.arange(len(found.unit))
    # Each entry with itself and those after it in its unit, which is sorted by code.
    mine = np.cumsum(counts)[found.unit] - place
    left = np.repeat(place, mine)
    right = left + np.arange(mine.sum()) - np.repeat(np.cumsum(mine) - mine, mine)
    of = np.full(len(found.names), -1, dtype="int64")
    of[np.searchsorted(found.names, unit)] = group
    keys = (of[found.unit[left]] * n + found.code[left]) * n + found.code[right]
    keys = _distinct(keys[of[found.unit[left]] >= 0], int(of.max(initial=-1) + 1) * n * n)
    both = np.bincount(keys % (n * n), minlength=n * n) if n else np.zeros(0)
    return both.reshape(n, n).astype("int64")


def counted(chosen: pd.DataFrame, codebook: Codebook, codes: list[str]) -> tuple[Whole, Whole]:
    """Row of ``chosen`` and place of a code it counts for, letters into their indicator too."""
    place = {id: n for n, id in enumerate(codes)}
    up = {code.id: [place[a] for a in above(codebook, code.id) if a in place] for code in codebook}
    kinds, names = pd.factorize(chosen["code"])
    lists = [up.get(name, []) for name in names]
    lengths = np.array([len(found) for found in lists], dtype="int64")
    flat = np.array([n for found in lists for n in found], dtype="int64")
    begins = np.cumsum(lengths) - lengths
    each = lengths[kinds] if len(chosen) else np.zeros(0, dtype="int64")
    rows = np.repeat(np.arange(len(chosen)), each)
    within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    return rows, flat[np.repeat(begins[kinds], each) + within]


def above(codebook: Codebook, id: str) -> list[str]:
    """A code and those it stands under, nearest first."""
    found, at = [], codebook[id]
    while True:
        found.append(at.id)
        if at.parent is None:
            return found
        at = codebook[at.parent]


def turn_numbers(segments: pd.DataFrame, spoken: Sequence[tuple[str, int, int, str]]) -> Whole:
    """The turn of each respondent's segment: one speaker's talk until somebody else speaks.

    ``spoken`` lists every segment in order, interviewers' too, as (transcript, start, end, label).
    """
    every = pd.DataFrame(spoken, columns=["transcript", "start", "end", "label"])
    changes = (every["transcript"] != every["transcript"].shift()) | (
        every["label"] != every["label"].shift()
    )
    every = every.assign(turn=changes.cumsum())[["transcript", "start", "turn"]]
    every = every.astype({"transcript": object})
    joined = segments[["transcript", "start"]].merge(every, on=["transcript", "start"], how="left")
    return joined["turn"].to_numpy("int64")
