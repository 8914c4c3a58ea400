"""What one person said under a coding, and codings of the same words made one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames

CUT = "[…]"


def words_of(codings: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """One row a coding and person, with the ``words`` that this person said inside it.

    Labels, interviewers' words and the words of other people fall out: where they stood in the
    middle, ``[…]`` stands. So nobody's words leave under another's caption or consent.
    """
    segments = frames.segments.loc[codings["segment"]]
    inside = (codings["start"].to_numpy() >= segments["start"].to_numpy()) & (
        codings["end"].to_numpy() <= segments["end"].to_numpy()
    )
    rows = codings.assign(words=codings["quote"])
    if inside.all():
        return rows
    pieces = _pieces(rows[~inside], segments[~inside])
    labels = frames.people["label"].to_dict()
    rows = rows.drop_duplicates(["coding", "person"])
    keys = zip(rows["coding"].tolist(), rows["person"].tolist(), strict=True)
    words = [
        _joined(quote, pieces[key], labels[key[1]]) if key in pieces else quote
        for key, quote in zip(keys, rows["quote"].tolist(), strict=True)
    ]
    return rows.assign(words=words)


def places_of(
    codings: pd.DataFrame, frames: Frames
) -> dict[tuple[str, int], tuple[str, list[tuple[int, int, int]]]]:
    """Coding and person -> the words `words_of` gives, and the stretches of talk they are made of.

    A stretch is (where in the words, where in the transcript, length), in code points.
    """
    rows = words_of(codings, frames)
    segments = frames.segments.loc[codings["segment"]]
    inside = (codings["start"].to_numpy() >= segments["start"].to_numpy()) & (
        codings["end"].to_numpy() <= segments["end"].to_numpy()
    )
    pieces = _pieces(codings[~inside], segments[~inside])
    labels = frames.people["label"].to_dict()
    fields = ("coding", "person", "start", "quote", "words")
    found = {}
    for coding, person, start, quote, words in zip(
        *(rows[f].tolist() for f in fields), strict=True
    ):
        own: list[tuple[int, int, int]] = []
        if (coding, person) not in pieces:
            own.append((0, start, len(quote)))
        else:
            at = 0
            for part in _stretches(quote, pieces[coding, person], labels[person]):
                if part is not None:
                    own.append((at, start + part[0], part[1] - part[0]))
                at += 1 + (len(CUT) if part is None else part[1] - part[0])
        found[coding, person] = (words, own)
    return found


def _pieces(
    rows: pd.DataFrame, segments: pd.DataFrame
) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Coding and person -> where the person's segments lie, counted from the coding's start."""
    start = rows["start"].to_numpy()
    first = (segments["start"].to_numpy() - start).tolist()
    last = (segments["end"].to_numpy() - start).tolist()
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for coding, person, *span in zip(
        rows["coding"].tolist(), rows["person"].tolist(), first, last, strict=True
    ):
        found.setdefault((coding, person), []).append((span[0], span[1]))
    return found


def _joined(quote: str, spans: list[tuple[int, int]], label: str) -> str:
    """What of the quote lies in these spans, put together; what stood between leaves a mark."""
    stretches = _stretches(quote, spans, label)
    return " ".join(CUT if part is None else quote[slice(*part)] for part in stretches)


def _stretches(
    quote: str, spans: list[tuple[int, int]], label: str
) -> list[tuple[int, int] | None]:
    """What of the quote lies in these spans, without blanks at the ends; None for the mark."""
    within = sorted((max(a, 0), min(b, len(quote))) for a, b in spans)
    parts: list[tuple[int, int] | None] = [_bare(quote, *within[0])]
    for (_, before), (after, end) in pairwise(within):
        between = quote[before:after].strip()
        only_label = between.removeprefix(label).strip() in ("", ":")
        parts += [*([] if only_label else [None]), _bare(quote, after, end)]
    return [part for part in parts if part is None or part[0] < part[1]]


def _bare(quote: str, start: int, end: int) -> tuple[int, int]:
    inside = quote[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def one_for_each_passage(said: pd.DataFrame) -> pd.DataFrame:
    """Rows of one code on overlapping words of one person made one, in the order they came.

    The longest span stands; of equally long ones the earliest made. What overlaps none of the
    spans that stand stands too. ``coders`` and ``directions`` are those of all, earliest first;
    a star on one is a star on all.
    """
    fields = ("start", "end", "made_at", "coder", "direction", "starred")
    rows = [_Row(*values) for values in zip(*(said[f].tolist() for f in fields), strict=True)]
    standing = {n: own for chain in _chains(said) for n, own in _standing(chain, rows)}
    places = sorted(standing)
    owners = [sorted(standing[n], key=lambda row: row.made_at) for n in places]
    kept = said.iloc[places]
    coders = [tuple(dict.fromkeys(row.coder for row in own)) for own in owners]
    directions = [tuple(dict.fromkeys(row.direction for row in own)) for own in owners]
    return kept.assign(
        coders=pd.Series(coders, index=kept.index, dtype=object),
        directions=pd.Series(directions, index=kept.index, dtype=object),
        starred=[any(row.starred for row in own) for own in owners],
    )


class _Row(NamedTuple):
    start: int
    end: int
    made_at: str
    coder: str
    direction: str
    starred: bool


def _chains(said: pd.DataFrame) -> list[list[int]]:
    """Positions of the rows of one code and person, cut where no words are shared."""
    if said.empty:
        return []
    group = said.groupby(["code", "person"], sort=False).ngroup().to_numpy("int64")
    stretch = int(said["end"].max()) + 1
    start = group * stretch + said["start"].to_numpy("int64")
    end = group * stretch + said["end"].to_numpy("int64")
    order = np.argsort(start, kind="stable")
    reached = np.maximum.accumulate(end[order])
    cuts = np.flatnonzero(start[order][1:] >= reached[:-1]) + 1
    ordered, edges = order.tolist(), [0, *cuts.tolist(), len(order)]
    return [ordered[a:b] for a, b in pairwise(edges)]


def _standing(chain: list[int], rows: list[_Row]) -> Iterator[tuple[int, list[_Row]]]:
    """The positions that stand of a chain of overlapping rows, each with all it stands for."""
    if len(chain) == 1:
        yield chain[0], [rows[chain[0]]]
        return
    found: dict[int, list[_Row]] = {}
    for n in sorted(chain, key=lambda n: (rows[n].start - rows[n].end, rows[n].made_at)):
        row = rows[n]
        over = [m for m in found if rows[m].start < row.end and row.start < rows[m].end]
        if not over:
            found[n] = [row]
        for m in over:
            found[m].append(row)
    yield from found.items()
