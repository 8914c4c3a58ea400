"""Theme frequencies: distinct participants first, distinct segments beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from qualcode.analysis.comparing import compared
from qualcode.analysis.counting import Axis, Counts, Numbers, axis, count
from qualcode.analysis.counting_caption import caption, filters
from qualcode.analysis.frames import Frames
from qualcode.analysis.natural import natural
from qualcode.analysis.reporting_groups import covered, grouped
from qualcode.model import Codebook, Direction

__all__ = ["Level", "ThemeTable", "at_level", "count_themes", "groups_there", "kept", "natural"]


class Level(StrEnum):
    """Which codes a table shows."""

    INDICATORS = "indicators"
    LETTERS = "letters"
    BOTH = "both"


@dataclass(frozen=True)
class ThemeTable:
    """A long table and what to say under it.

    rows : code, name, one column for each of ``by``, participants, of_participants, segments,
        suppressed; every code in codebook order times every combination, zeros included.
        Participants are null where the people are not known.
    caption : unit, people and interviews in scope, coders and what is left out, in sentences
    compared : how many people each column of a comparison has and how many are in several; for the
        researcher's own eyes, since it tells small groups apart
    """

    rows: pd.DataFrame
    by: tuple[str, ...]
    caption: str
    compared: str = ""

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values; what is not known is None."""
        return [
            {str(k): None if v is pd.NA else v for k, v in row.items()}
            for row in self.rows.to_dict("records")
        ]


def at_level(table: ThemeTable, codebook: Codebook, level: Level) -> ThemeTable:
    """The rows of the indicators only, of the codes under them only, or all.

    Of a table with reporting groups the codebook is the `grouped` one.
    """
    if level is Level.BOTH:
        return table
    tops = {code.id for code in codebook.children(None)}
    keep = table.rows["code"].isin(list(tops)) == (level is Level.INDICATORS)
    return replace(table, rows=table.rows[keep].reset_index(drop=True))


def count_themes(
    frames: Frames,
    codebook: Codebook,
    by: tuple[str, ...] = (),
    *,
    where: Mapping[str, str | None] | None = None,
    direction: str | None = None,
    coder: str | None = None,
    groups: Sequence[Sequence[str]] = (),
    also: Sequence[str] = (),
) -> ThemeTable:
    """Count participants and segments per code and combination of attributes.

    A question is asked of a segment, every other attribute of a person: who was asked a question
    is in the scope of its column.

    Parameters
    ----------
    where : keeps the people with these values; None keeps those of whom it is not known
    groups : codes to count as one row in the place of the first, each person and segment once
    also : further sentences for the caption

    Raises
    ------
    UnknownCode, Refused
        A group names a code that is not in the codebook, or fewer than two.
    """
    where = where or {}
    people, segments, codings = _in_scope(frames, where, direction, coder)
    axes = [axis(name, frames, people, segments) for name in by]
    counts = count(frames, people, segments, codings, covered(codebook, groups), axes)
    said = caption(
        frames, people, codings, filters(where, direction, coder), by=by, groups=groups, also=also
    )
    rows = _rows(grouped(codebook, groups), axes, counts)
    return ThemeTable(rows, by, said, compared(frames, people, by))


def kept(people: pd.DataFrame, where: Mapping[str, str | None]) -> pd.DataFrame:
    """The people with these values; None stands for not known."""
    for name, value in where.items():
        people = people[people[name].isna() if value is None else people[name] == value]
    return people


def groups_there(
    frames: Frames, by: Sequence[str], where: Mapping[str, str | None] | None = None
) -> int:
    """How many columns a table has: the combinations somebody has; directions count as four."""
    personal = {name: v for name, v in (where or {}).items() if name in frames.people}
    held = kept(frames.people, personal)[[name for name in by if name in frames.people]]
    if "question" in by:
        said = frames.segments[["person", "question"]]
        held = held.join(said.set_index("person"), how="inner")
    there = len(held.drop_duplicates()) if len(held.columns) else 1
    return there * (len(Direction) if "direction" in by else 1)


def _in_scope(
    frames: Frames, where: Mapping[str, str | None], direction: str | None, coder: str | None
) -> tuple[Numbers, Numbers, Numbers]:
    """Rows of the people, segments and codings that the filters leave."""
    personal = {name: value for name, value in where.items() if name != "question"}
    here = np.zeros(len(frames.people), dtype=bool)
    here[kept(frames.people, personal).index.to_numpy("int64")] = True
    said = here[frames.segments["person"].to_numpy("int64")]
    if "question" in where:
        asked = kept(frames.segments, {"question": where["question"]})
        said &= np.isin(np.arange(len(said)), asked.index.to_numpy("int64"))
        here &= np.isin(np.arange(len(here)), frames.segments["person"].to_numpy("int64")[said])
    coded = said[frames.codings["segment"].to_numpy("int64")]
    for name, value in (("direction", direction), ("coder", coder)):
        if value is not None:
            coded &= frames.codings[name].to_numpy(object) == value
    return np.flatnonzero(here), np.flatnonzero(said), np.flatnonzero(coded)


def _rows(codebook: Codebook, axes: Sequence[Axis], counts: Counts) -> pd.DataFrame:
    codes = len(codebook)
    per_code = counts.segments.shape[1]
    columns: dict[str, Any] = {
        "code": np.repeat(_objects([code.id for code in codebook]), per_code),
        "name": np.repeat(_objects([code.name for code in codebook]), per_code),
    }
    before, after = codes, per_code
    for one in axes:
        after //= max(len(one.values), 1)
        columns[one.name] = np.tile(np.repeat(_objects(one.values), after), before)
        before *= len(one.values)
    columns |= {
        "participants": _whole(counts.participants),
        "of_participants": _whole(counts.of_participants),
        "segments": counts.segments.reshape(-1),
        "suppressed": np.zeros(codes * per_code, dtype=bool),
    }
    # Text stays objects: pandas' own strings would turn None into NaN.
    return pd.DataFrame({name: pd.Series(v, dtype=v.dtype) for name, v in columns.items()})


def _objects(values: Sequence[object]) -> Any:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def _whole(numbers: Numbers) -> Any:
    """Whole numbers with the negative ones as not known."""
    flat = numbers.reshape(-1)
    return pd.arrays.IntegerArray(np.where(flat < 0, 0, flat).astype("int64"), flat < 0)
