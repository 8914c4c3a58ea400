"""Respondents' talk without any code, and interviews to read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import kept, natural
from qualcode.analysis.small_groups import tells_nobody_apart

NUMBERS = ("passages", "uncoded_passages", "words", "uncoded_words")
PEOPLE = ("participants",)


@dataclass(frozen=True)
class Bare:
    """A passage of respondents' talk without any code."""

    transcript: str
    title: str
    start: int
    end: int
    words: int


@dataclass(frozen=True)
class UncodedTable:
    """How much of respondents' talk carries no code, and where.

    rows : the attribute asked by (its value) or transcript and title, then passages,
        uncoded_passages, words, uncoded_words, participants (None where they are not known),
        suppressed; ``total`` is the same for all of it
    longest : the longest passages without a code
    """

    rows: pd.DataFrame
    by: str
    total: Mapping[str, int]
    longest: tuple[Bare, ...]
    caption: str

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values; what is not known is None."""
        return [
            {str(k): None if v is pd.NA else v for k, v in row.items()}
            for row in self.rows.to_dict("records")
        ]


def count_uncoded(
    frames: Frames,
    words: NDArray[np.int64],
    by: str = "interview",
    *,
    where: Mapping[str, str | None] | None = None,
    most: int = 20,
) -> UncodedTable:
    """Count passages and words without any code, by interview or by an attribute.

    ``words`` holds the number of words of each of the frames' segments. A passage counts as coded
    when any code touches any part of it.
    """
    people = kept(frames.people, where or {})
    segments = frames.segments.assign(words=words)
    segments = segments[segments["person"].isin(people.index)]
    bare = ~segments.index.isin(frames.codings["segment"])
    segments = segments.assign(
        passages=1, uncoded_passages=bare.astype(int), uncoded_words=segments["words"] * bare
    )
    segments["participant"] = people["participant"].reindex(segments["person"]).to_numpy()
    if by == "interview":
        rows = _by_interview(segments, people, frames.titles)
    else:
        segments[by] = people[by].reindex(segments["person"]).to_numpy()
        rows = _by_attribute(segments, by)
    totals = {name: int(segments[name].sum()) for name in NUMBERS}
    return UncodedTable(
        rows, by, totals, _longest(segments, frames, most), _caption(frames, people, where or {})
    )


def _by_interview(
    segments: pd.DataFrame, people: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    counted = segments.groupby("transcript", sort=False)[list(NUMBERS)].sum()
    ids = [id for id in titles if id in set(people["transcript"])]
    counted = counted.reindex(ids, fill_value=0)
    who = segments.groupby("transcript", sort=False)["participant"].nunique().reindex(ids)
    rows = counted.reset_index(names="transcript")
    rows.insert(1, "title", [titles[id] for id in ids])
    return _typed(rows.assign(participants=_known(who).to_numpy(), suppressed=False))


def _by_attribute(segments: pd.DataFrame, by: str) -> pd.DataFrame:
    # None would fall out of the groups: it stands as the empty text until they are made. Beside
    # texts pandas has made it NaN.
    groups = segments[by].map(lambda v: "" if pd.isna(v) else v)
    counted = segments.groupby(groups)[list(NUMBERS)].sum()
    who = segments.groupby(groups)["participant"].nunique()
    order = sorted(counted.index, key=lambda v: (v == "", natural(v)))
    rows = counted.assign(participants=_known(who)).reindex(order).reset_index(names=by)
    rows[by] = [None if value == "" else value for value in order]
    return _typed(rows.assign(suppressed=False))


def _known(who: pd.Series[int]) -> pd.Series[int]:
    """Numbers of people; where nobody is known as a participant, there is no number."""
    return who.where(who > 0).astype("Int64")


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.astype(dict.fromkeys((*NUMBERS, *PEOPLE), "Int64") | {"suppressed": bool})
    first = str(rows.columns[0])
    return rows.astype({first: object}).reset_index(drop=True)


def _longest(segments: pd.DataFrame, frames: Frames, most: int) -> tuple[Bare, ...]:
    bare = segments[segments["uncoded_passages"] == 1]
    top = bare.sort_values("words", ascending=False, kind="stable").head(most)
    fields = (top[name].tolist() for name in ("transcript", "start", "end", "words"))
    return tuple(
        Bare(id, frames.titles[id], start, end, n)
        for id, start, end, n in zip(*fields, strict=True)
    )


def _caption(frames: Frames, people: pd.DataFrame, where: Mapping[str, str | None]) -> str:
    ids = set(people["transcript"])
    through = len(ids & frames.coded_through)
    only = ", ".join(f"{name} {'not known' if v is None else v}" for name, v in where.items())
    return (
        "A passage counts as coded when any code of anybody touches it; interviewers' words are"
        f" left out. {len(ids)} interview{'' if len(ids) == 1 else 's'} in scope, {through} coded"
        f" through.{f' Only: {only}.' if only else ''} Talk without a code is no fault: much of an"
        " interview is about other things."
    )


def published(table: UncodedTable, people: pd.DataFrame, small: int) -> UncodedTable:
    """The table by an attribute as it may leave: its groups, or everyone together.

    Passages and words cannot be kept back cell by cell, since other files have their sums; so
    groups leave only where no list of the study can be subtracted from them to tell of few.
    ``people`` are those of the frames.
    """
    if tells_nobody_apart(people, table.by, small):
        return replace(table, longest=())
    told = {table.by: "everyone", **table.total, "participants": people["participant"].nunique()}
    rows = _typed(pd.DataFrame([{**told, "suppressed": False}], columns=list(table.rows.columns)))
    note = (
        f" Everyone together: by {table.by}, this list and others of the study could be subtracted"
        f" from one another until fewer than {small} people, or speakers not known as"
        " participants, are left."
    )
    return replace(table, rows=rows, longest=(), caption=table.caption + note)


@dataclass(frozen=True)
class Reread:
    """An interview that was read before some codes were added."""

    transcript: str
    title: str
    read_at: str
    codes: tuple[str, ...]


def to_reread(
    read: Mapping[str, str],
    added: Mapping[str, str],
    titles: Mapping[str, str],
    codes: Collection[str],
) -> list[Reread]:
    """Interviews read before a code was added: the one with most such codes first.

    ``read`` holds when a transcript was last marked read or coded through by anybody, ``added``
    when a code came into the codebook; ``codes`` are those that can be given now, in order.
    """
    found = []
    for id, at in read.items():
        later = tuple(code for code in codes if added.get(code, "") > at)
        if later and id in titles:
            found.append(Reread(id, titles[id], at, later))
    return sorted(found, key=lambda one: (-len(one.codes), natural(one.title)))


def word_counts(
    segments: Sequence[tuple[str, int, int]], texts: Mapping[str, str]
) -> NDArray[np.int64]:
    """Words of each segment, given as (transcript, start, end)."""
    counts = [len(texts[id][start:end].split()) for id, start, end in segments]
    return np.array(counts, dtype="int64")
