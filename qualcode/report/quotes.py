"""Coded quotes with what a report needs to know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import kept
from qualcode.model import Codebook, Respondents
from qualcode.model.quote_edit import QuoteEdit
from qualcode.report.passages import one_for_each_passage, words_of

WITHHELD = "the participant allows no quotes"


@dataclass(frozen=True, slots=True)
class Quote:
    """One person's words under one code.

    ``coders`` and ``directions`` hold everyone's who coded the passage so, the earliest first;
    ``coder`` and ``direction`` are the first of them. ``person`` is the row of the speaker in the
    study's people; ``authority`` is None too where the person does not allow it to be named;
    ``attribution`` is set when the quote is captioned for leaving; ``withheld``
    says why it may not leave, or is empty. A quote that leaves edited has its ``edits``, and
    ``as_said`` holds the words before them.
    """

    coding: str
    transcript: str
    title: str
    words: str
    code: str
    code_name: str
    direction: str
    coder: str
    starred: bool
    person: int
    participant: str | None
    role: str | None
    role_name: str | None
    authority: str | None
    wave: str | None
    withheld: str = ""
    attribution: str | None = None
    coders: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    edits: tuple[QuoteEdit, ...] = ()
    as_said: str = ""

    def captioned(self, attribution: str | None) -> Quote:
        """The same quote with a caption; thousands at once, for which `replace` is slow."""
        values = (*_BEFORE(self), attribution, *_AFTER(self))
        return Quote(*values)


_NAMES = [field.name for field in fields(Quote)]
_AT = _NAMES.index("attribution")
_BEFORE, _AFTER = attrgetter(*_NAMES[:_AT]), attrgetter(*_NAMES[_AT + 1 :])


def select_quotes(
    frames: Frames,
    codebook: Codebook,
    respondents: Respondents,
    *,
    codes: Collection[str] | None = None,
    where: Mapping[str, str | None],
    direction: str | None = None,
    coder: str | None = None,
    starred: bool = False,
) -> list[Quote]:
    """Quotes in codebook order, then in the order of transcripts and places.

    A coding over the words of two people is a quote of each. Codings of one code on overlapping
    words of one person, by whomever, are one quote: the longest of them.
    """
    people = kept(frames.people, where)
    chosen = frames.codings[frames.codings["person"].isin(people.index)]
    if codes is not None:
        chosen = chosen[chosen["code"].isin(list(codes))]
    if direction is not None:
        chosen = chosen[chosen["direction"] == direction]
    if coder is not None:
        chosen = chosen[chosen["coder"] == coder]
    if starred:
        chosen = chosen[chosen["starred"]]
    said = words_of(chosen, frames)
    order = {code.id: n for n, code in enumerate(codebook)}
    said = said[said["code"].isin(list(order))]
    said = said.sort_values("code", key=lambda c: c.map(order).astype(int), kind="stable")
    return _as_quotes(one_for_each_passage(said), frames, codebook, respondents)


def _as_quotes(
    said: pd.DataFrame, frames: Frames, codebook: Codebook, respondents: Respondents
) -> list[Quote]:
    names = {code.id: code.name for code in codebook}
    roles = {r.id: r.name for r in respondents.roles}
    who = frames.people.loc[np.unique(said["person"].to_numpy("int64"))].to_dict("index")
    fields = ("coding", "transcript", "words", "code", "starred", "person", "coders", "directions")
    quotes = []
    for row in zip(*(said[f].tolist() for f in fields), strict=True):
        coding, transcript, words, code, starred, person, coders, directions = row
        speaker = who[person]
        quotes.append(
            Quote(
                coding=coding,
                transcript=transcript,
                title=frames.titles[transcript],
                words=words,
                code=code,
                code_name=names[code],
                direction=directions[0],
                coder=coders[0],
                starred=bool(starred),
                person=person,
                participant=speaker["participant"],
                role=speaker["role"],
                role_name=roles.get(speaker["role"] or "") or speaker["role_label"],
                authority=speaker["told_authority"],
                wave=speaker["wave"],
                withheld="" if speaker["quotable"] else WITHHELD,
                coders=coders,
                directions=directions,
            )
        )
    return quotes
