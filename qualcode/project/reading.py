"""An interview in front of a coder: its passages, what stands on them and what is offered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.model import Coder, Coding, Memo, Segment, Span, Suggestion
from qualcode.project.blind import load_hiding, memos_seen
from qualcode.project.checking import in_use
from qualcode.project.suggesting import SuggestionVerbs, waiting_for
from qualcode.project.transcripts import TranscriptVerbs
from qualcode.store import Writing, coded, notes, people, talk, texts
from qualcode.store.readings import load_reading, load_readings, save_reading
from qualcode.store.settled import load_skipped
from qualcode.text.segments import place as place_of
from qualcode.text.sentences import sentences

Spanned = TypeVar("Spanned", Coding, Suggestion)


@dataclass(frozen=True)
class Passage:
    """A segment with every coding that touches it and what waits there for the acting coder.

    A coding may cover only a part of the segment, or reach into its neighbours.
    """

    segment: Segment
    words: str
    codings: tuple[Coding, ...] = ()
    waiting: tuple[Suggestion, ...] = ()

    @property
    def id(self) -> str:
        """The segment's id."""
        return self.segment.id

    def coded_by(self, coder: str) -> bool:
        """Whether this coder has given it a code."""
        return any(coding.coder == coder for coding in self.codings)


class ReadingVerbs(SuggestionVerbs, TranscriptVerbs):
    """What a coder needs while reading."""

    def passages(self, transcript: str) -> list[Passage]:
        """The transcript as passages, in order, for the acting coder.

        Where this coder decides first, codings that others took from a suggestion are left out.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            text = texts.load_text(connection, transcript)
            segments = talk.load_segments(connection, transcript)
            hiding = load_hiding(connection, self.coder, [transcript])
            codings = hiding.seen(coded.load_codings(connection, transcript=transcript), self.coder)
            book, _ = self._codebook_of(connection)
            waiting, _ = waiting_for(connection, book, self.coder, [transcript], hiding=hiding)
        standing, offered_on = _by_segment(segments, codings), _by_segment(segments, waiting)
        return [
            Passage(s, text[s.span.start : s.span.end], tuple(standing[n]), tuple(offered_on[n]))
            for n, s in enumerate(segments)
        ]

    def question_before(self, transcript: str, span: Span) -> str:
        """The interviewer's words that a passage answers; empty when there are none."""
        with self._read() as connection:
            text = texts.load_text(connection, transcript)
            before = [
                s for s in talk.load_segments(connection, transcript) if s.span.end <= span.start
            ]
        asked: list[str] = []
        for segment in reversed(before):
            if segment.interviewer:
                asked.insert(0, text[segment.span.start : segment.span.end])
            elif asked:
                break
        return "\n".join(asked)

    def split_places(self, segment: str) -> list[tuple[int, str]]:
        """Where a segment can be split: (offset, the sentence that would begin the new one).

        Raises
        ------
        Refused
            There is no such segment now.
        """
        transcript = segment.rpartition(":")[0]
        with self._read() as connection:
            segments = talk.load_segments(connection, transcript)
            text = texts.load_text(connection, transcript)
        span = segments[place_of(segments, segment)].span
        return [(s.start, text[s.start : s.end]) for s in sentences(text, span)[1:]]

    def recent_codes(self, most: int = 5) -> list[str]:
        """The codes this coder gave last, newest first, each once; no retired ones."""
        with self._read() as connection:
            given = coded.load_recent(connection, self.coder)
        usable = in_use(self.codebook)
        return [code for code in dict.fromkeys(c for c, _ in given) if code in usable][:most]

    def to_code(self) -> list[str]:
        """Ids of the transcripts, those this coder has not coded through first.

        The one this coder worked on last leads while it is not coded through.
        """
        with self._read() as connection:
            ids = texts.load_ids(connection)
            given = coded.load_recent(connection, self.coder, most=1)
            readings = load_readings(connection)
        done = {r.transcript for r in readings if r.coder == self.coder and r.done_at}
        last = given[0][1] if given else None
        return sorted(ids, key=lambda id: (id in done, id != last if id not in done else False))

    def next_pending(
        self, transcript: str | None = None, code: str | None = None
    ) -> Suggestion | None:
        """The first suggestion that waits, skipped ones last; of an indicator, its letters' too."""
        family = self.codebook.family(self.codebook[code].id) if code is not None else None
        counts = self.waiting()
        with self._read() as connection:
            order = texts.load_ids(connection)
            skipped = load_skipped(connection, self.coder)
        behind: dict[str, Suggestion] = {}
        for id in [transcript] if transcript is not None else order:
            if any(t == id and (family is None or c in family) for t, c in counts):
                for one in self.pending(id):
                    if family is not None and one.code not in family:
                        continue
                    if one.id not in skipped:
                        return one
                    behind[one.id] = one
        return min(behind.values(), key=lambda one: skipped.index(one.id), default=None)

    def keep_place(self, transcript: str, at: int) -> None:
        """Remember where the acting coder left off: a character offset. Not an act of coding."""
        with self._write() as tx:
            keep_place_in(tx, transcript, at)

    def place(self, transcript: str) -> int | None:
        """Where the acting coder left off in a transcript; None before they have been there."""
        with self._read() as connection:
            return load_reading(connection, transcript, self.coder).place

    def mark_read(self, id: str, on: bool = True) -> None:
        """Note that the acting coder has read a transcript, or not yet after all."""
        with self._write() as tx:
            mark_read_in(tx, id, on)

    def passage_memos(self, segment: Segment) -> list[Memo]:
        """Memos on passages that begin within a segment, newest first."""
        with self._read() as connection:
            memos = memos_seen(connection, notes.load_memos(connection), self.coder)
        return [m for m in memos if _begins_in(m.about, segment)]


def keep_place_in(tx: Writing, transcript: str, at: int) -> None:
    """Remember a place inside a transaction, as `ReadingVerbs.keep_place`."""
    end = len(texts.load_text(tx.connection, transcript))
    people.save_coder(tx, Coder(tx.who))
    save_reading(tx, transcript, place=max(0, min(at, end)))


def mark_read_in(tx: Writing, transcript: str, on: bool) -> None:
    """Note a reading inside a transaction, as `ReadingVerbs.mark_read`."""
    texts.load_text(tx.connection, transcript)
    people.save_coder(tx, Coder(tx.who))
    save_reading(tx, transcript, read=on)


def _begins_in(about: str, segment: Segment) -> bool:
    id, _, start = about.removeprefix("segment ").rpartition(":")
    here = about.startswith("segment ") and id == segment.transcript and start.isdecimal()
    return here and segment.span.start <= int(start) < segment.span.end


def _by_segment(segments: Sequence[Segment], things: Sequence[Spanned]) -> list[list[Spanned]]:
    """What touches each segment; segments are in order and do not overlap."""
    starts = [s.span.start for s in segments]
    ends = [s.span.end for s in segments]
    found: list[list[Spanned]] = [[] for _ in segments]
    for thing in things:
        first, last = bisect_right(ends, thing.span.start), bisect_left(starts, thing.span.end)
        for n in range(first, last):
            found[n].append(thing)
    return found


def seen_by(passages: Sequence[Passage], coder: str) -> list[Passage]:
    """The same passages with one coder's own codings only."""
    return [replace(p, codings=tuple(c for c in p.codings if c.coder == coder)) for p in passages]
