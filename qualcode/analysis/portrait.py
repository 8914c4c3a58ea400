"""Where in an interview which indicator stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.frames import Frames
from qualcode.model import Codebook, Direction

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Mark:
    """One coding in a portrait, its place counted in words from the start of the interview."""

    start: int
    end: int
    indicator: str
    code: str
    direction: Direction
    coding: str


@dataclass(frozen=True)
class Strip:
    """One interview: its length in words, its marks, and respondents' talk without any code."""

    transcript: str
    title: str
    words: int
    marks: tuple[Mark, ...]
    uncoded: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Portrait:
    """Strips in the order asked for, and what to say under them."""

    strips: tuple[Strip, ...]
    indicators: tuple[tuple[str, str], ...]
    caption: str


def draw_portrait(frames: Frames, codebook: Codebook, texts: Mapping[str, str]) -> Portrait:
    """A strip for each transcript of ``texts`` (id -> its text), with all its codings.

    A coding over several segments is one mark; interviewers' words and those of people who are
    not counted are neither marked nor called uncoded.
    """
    strips = tuple(_strip(frames, codebook, id, text) for id, text in texts.items())
    tops = tuple((code.id, code.name) for code in codebook.children(None))
    coders = sorted(set(frames.codings["coder"][frames.codings["transcript"].isin(list(texts))]))
    by = f" Coders: {', '.join(coders)}." if coders else ""
    caption = (
        "Each line is an indicator, from the first word of the interview on the left to the last;"
        " a mark is one coding, a letter counts into its indicator. Grey at the bottom is talk of"
        " respondents without any code. Where a thing is said follows the order of the questions."
        f"{by}"
    )
    return Portrait(strips, tops, caption)


def _strip(frames: Frames, codebook: Codebook, id: str, text: str) -> Strip:
    starts = np.array([m.start() for m in _WORD.finditer(text)], dtype="int64")
    codings = frames.codings[frames.codings["transcript"] == id]
    spoken = frames.segments[frames.segments["transcript"] == id]
    bare = spoken[~spoken.index.isin(codings["segment"])]
    return Strip(
        transcript=id,
        title=frames.titles[id],
        words=len(starts),
        marks=tuple(_marks(codings.drop_duplicates("coding"), codebook, starts)),
        uncoded=tuple(zip(*_in_words(bare, starts), strict=True)),
    )


def _marks(codings: pd.DataFrame, codebook: Codebook, starts: NDArray[np.int64]) -> list[Mark]:
    first, last = _in_words(codings, starts)
    fields = (codings[name].tolist() for name in ("code", "direction", "coding"))
    return [
        Mark(a, b, codebook.top(code), code, Direction(direction), coding)
        for a, b, code, direction, coding in zip(first, last, *fields, strict=True)
        if code in codebook
    ]


def _in_words(rows: pd.DataFrame, starts: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Words before each row's first and last character; never an empty stretch."""
    first = np.searchsorted(starts, rows["start"].to_numpy("int64"), side="right") - 1
    last = np.searchsorted(starts, rows["end"].to_numpy("int64"), side="left")
    first = np.maximum(first, 0)
    return first.tolist(), np.maximum(last, first + 1).tolist()


def nameless(portrait: Portrait, salt: str) -> Portrait:
    """The same for leaving: no titles, ids or letters, in an order that says nothing.

    ``salt`` is the study's own, so that an order cannot be worked out from the titles.
    """

    def shuffled(strip: Strip) -> str:
        return hashlib.sha256(f"{salt} {strip.transcript}".encode()).hexdigest()

    ordered = sorted(portrait.strips, key=shuffled)
    strips = tuple(
        replace(
            strip,
            transcript=str(n),
            title=f"Interview {n}",
            marks=tuple(replace(m, coding="", code=m.indicator) for m in strip.marks),
        )
        for n, strip in enumerate(ordered, 1)
    )
    note = (
        " Interviews are numbered in an order of their own, which says nothing of when or with"
        " whom they were held; whoever knows an interview well may recognise it all the same."
    )
    return replace(portrait, strips=strips, caption=portrait.caption + note)
