"""A study on its way into another program with its names replaced, and every place moved along."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.model import Coding, Memo, Span, Speaker, Transcript, Turn
from qualcode.project.exchange_gather import Gathered
from qualcode.project.masking import FreeNames, Layer, load_layer
from qualcode.project.names_away import book_without, themes_without, words_of_book
from qualcode.store import Connection

if TYPE_CHECKING:
    from qualcode.project.exchange import ExchangeVerbs

NAMED = (
    "Names are replaced by words in square brackets, as you decided on the page Names. No companion"
    " is written, since it belongs to the interviews as they were typed; --raw-names, or the tick"
    " on the page, takes them along as they were."
)

AS_TYPED = (
    "Names stand in this file as they were typed, in interviews and notes: it is the study itself,"
    " for your own work."
)


def written_in(study: Gathered) -> Iterator[str]:
    """All that people wrote into what is gathered, for the last look before it leaves."""
    yield str(study.study["title"])
    yield from words_of_book(study.book)
    yield from (memo.text for memo in study.memos)
    for theme in study.themes:
        yield from (theme.statement, theme.note)
    yield from (one.text for one in study.summaries)
    yield from (transcript.title for transcript in study.transcripts)
    for person in study.participants:
        yield from (value for value in person.attributes.values() if isinstance(value, str))


def names_replaced(connection: Connection) -> bool:
    """Whether any name is replaced in the study."""
    return bool(load_layer(connection))


def without_names(project: ExchangeVerbs, connection: Connection, study: Gathered) -> Gathered:
    """What is gathered with names replaced in texts, quotes, memos, themes, summaries, codebook."""
    return _replaced(study, load_layer(connection), project._names_out(connection))


def _replaced(study: Gathered, layer: Layer, free: FreeNames) -> Gathered:
    moved = {t.id: _Moved(t, layer, free, n) for n, t in enumerate(study.transcripts, 1)}
    return dataclasses.replace(
        study,
        book=book_without(free, study.book),
        transcripts=[one.transcript() for one in moved.values()],
        codings=[moved[c.transcript].coding(c) for c in study.codings],
        memos=[_memo(memo, moved, free) for memo in study.memos],
        themes=themes_without(free, study.themes),
        summaries=[dataclasses.replace(s, text=free.out_of(s.text)) for s in study.summaries],
        left_out=(*study.left_out, NAMED),
    )


class _Moved:
    """A transcript with its names replaced."""

    def __init__(self, whole: Transcript, layer: Layer, free: FreeNames, n: int) -> None:
        self._whole = whole
        # An id is made of the name of a file, which may be a person's.
        told = whole.id.replace("-", " ").replace("_", " ")
        self.id = whole.id if free.out_of(told) == told else f"text-{n}"
        self._free = free
        self._masked = layer.masked(whole.id, whole.text)
        self._labels = {s.label: free.out_of(s.label) for s in whole.speakers}

    def transcript(self) -> Transcript:
        """The transcript as it leaves."""
        whole = self._whole
        return dataclasses.replace(
            whole,
            id=self.id,
            text=self._masked.text,
            title=self._free.out_of(whole.title),
            turns=tuple(self._turn(turn) for turn in whole.turns),
            speakers=tuple(self._speaker(one) for one in whole.speakers),
        )

    def coding(self, coding: Coding) -> Coding:
        """A coding on the same words."""
        span = self.span(coding.span)
        quote = self._masked.text[span.start : span.end]
        return dataclasses.replace(coding, transcript=self.id, span=span, quote=quote)

    def span(self, span: Span) -> Span:
        """Where a place of the text is now."""
        return self._masked.span(span) if self._masked.cuts else span

    def _turn(self, turn: Turn) -> Turn:
        label = self._labels.get(turn.speaker, turn.speaker)
        return dataclasses.replace(turn, span=self.span(turn.span), speaker=label)

    def _speaker(self, speaker: Speaker) -> Speaker:
        return dataclasses.replace(speaker, label=self._labels[speaker.label])


def _memo(memo: Memo, moved: dict[str, _Moved], free: FreeNames) -> Memo:
    about = memo.about
    if about.startswith("segment "):
        id, _, start = about.removeprefix("segment ").rpartition(":")
        if id in moved and start.isdecimal():
            begins = int(start)
            about = f"segment {moved[id].id}:{moved[id].span(Span(begins, begins + 1)).start}"
    return dataclasses.replace(memo, text=free.out_of(memo.text), about=about)
