"""Rows of people by codes, counted as arrays: what the framework matrix is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level, kept
from qualcode.analysis.incidence import above
from qualcode.analysis.natural import natural
from qualcode.model import Code, Codebook


def columns_of(frames: Frames, codebook: Codebook, level: Level) -> tuple[Code, ...]:
    """The codes of a level; a retired one only while codings carry it or its letters."""
    used = set(frames.codings["code"])
    wanted = {Level.INDICATORS: (True,), Level.LETTERS: (False,), Level.BOTH: (True, False)}[level]
    return tuple(
        code
        for code in codebook
        if (code.parent is None) in wanted and (not code.retired or used & codebook.family(code.id))
    )


def values_of(people: pd.DataFrame, by: str) -> list[str | None]:
    """The values of an attribute as people count, not known at the end."""
    told = people[by].tolist()
    known: list[str | None] = [*sorted({v for v in told if v is not None}, key=natural)]
    return [*known, *([None] if None in told else [])]


def holding_few(people: pd.DataFrame, by: str, kinds: Sequence[str], small: int) -> set[str | None]:
    """Rows with a group of 1 to ``small`` - 1 people of some other attribute inside.

    What is said of everybody in such a row, as that nobody raised a thing, is said of these few.
    Those of whom the other attribute is not known are a group too.
    """
    known = people[people["participant"].notna()]
    found: set[str | None] = set()
    for kind in kinds:
        if kind == by:
            continue
        inside = known.groupby([by, kind], dropna=False)["participant"].nunique()
        few_in = inside[inside < small].index.get_level_values(0)
        found |= {None if pd.isna(value) else value for value in few_in}
    return found


class Grid:
    """Counts of every row by every column, as arrays of shape (rows, columns)."""

    def __init__(
        self,
        frames: Frames,
        codebook: Codebook,
        by: str,
        columns: tuple[Code, ...],
        where: Mapping[str, str | None],
    ) -> None:
        self._frames, self._columns, self._by = frames, columns, by
        self.scope = kept(frames.people, where)
        self.values = values_of(self.scope, by)
        rows = {value: n for n, value in enumerate(self.values)}
        shape = (len(self.values), len(columns))
        row_of = np.full(len(frames.people), -1)
        row_of[self.scope.index.to_numpy("int64")] = [rows[v] for v in self.scope[by].tolist()]
        self.row_of = row_of
        joined = _joined(frames, codebook, columns)
        person = joined["person"].to_numpy("int64")
        joined, person = joined[row_of[person] >= 0], person[row_of[person] >= 0]
        self.cell = row_of[person] * len(columns) + joined["column"].to_numpy("int64")
        self.coding = joined["coding"].to_numpy()
        segment = joined["segment"].to_numpy("int64")
        quotable = frames.people["quotable"].to_numpy(bool)[person]
        known = pd.factorize(frames.people["participant"])[0][person]
        self.segments = _distinct(self.cell, segment, shape)
        self.quotable = _distinct(self.cell[quotable], segment[quotable], shape)
        self.said = _distinct(self.cell[known >= 0], known[known >= 0], shape)
        talks = self.scope.assign(row=row_of[self.scope.index.to_numpy("int64")])
        self._talks = talks[["row", "transcript"]].drop_duplicates()
        counted = talks[talks["participant"].notna()].groupby("row")["participant"].nunique()
        self.people = [cast("int", counted.get(n)) for n in range(len(self.values))]
        done = self._talks["transcript"].isin(list(frames.coded_through)).to_numpy(bool)
        in_row = self._talks["row"].to_numpy("int64")
        self._interviews = np.bincount(in_row, minlength=shape[0])
        self._through = np.bincount(in_row[done], minlength=shape[0])
        self.through = self._interviews == self._through

    @property
    def inside(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows of the study's codings are of people in scope."""
        found: np.ndarray[Any, np.dtype[np.bool_]] = (
            self.row_of[self._frames.codings["person"].to_numpy("int64")] >= 0
        )
        return found

    def of_row(self, r: int) -> tuple[int | None, int, int]:
        """People known, interviews, and interviews coded through."""
        people = self.people[r]
        whole = None if people is None else int(people)
        return whole, int(self._interviews[r]), int(self._through[r])

    def unasked(
        self, asked: Mapping[str, frozenset[str]], codebook: Codebook
    ) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Cells nobody of the row was asked about, as far as the schedule tells."""
        may = np.zeros((len(self.values), len(self._columns)), dtype=bool)
        # Who is asked about a letter is asked about its indicator.
        families = [codebook.family(c.id) for c in self._columns]
        for row, transcript in self._talks.itertuples(index=False):
            codes = asked.get(transcript)
            may[row] |= (
                True if codes is None else np.array([bool(f & codes) for f in families], bool)
            )
        return ~may


def _joined(frames: Frames, codebook: Codebook, columns: Sequence[Code]) -> pd.DataFrame:
    """Each coding once for every column it counts in: its own code's, and those above it."""
    at = {code.id: n for n, code in enumerate(columns)}
    lineage = [(c.id, at[a]) for c in codebook for a in above(codebook, c.id) if a in at]
    up = pd.DataFrame(lineage, columns=["code", "column"]).astype({"code": object, "column": int})
    return frames.codings[["coding", "code", "person", "segment"]].merge(up, on="code")


def _distinct(
    cell: np.ndarray[Any, Any], what: np.ndarray[Any, Any], shape: tuple[int, int]
) -> np.ndarray[Any, Any]:
    """How many different ones there are in each cell."""
    size = shape[0] * shape[1]
    stretch = int(what.max()) + 1 if len(what) else 1
    unique = np.unique(cell.astype("int64") * stretch + what)
    return np.bincount(unique // stretch, minlength=size).reshape(shape)
