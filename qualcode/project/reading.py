"""An interview in front of a coder: its passages, what stands on them and what is offered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.model import Band, Coding, Memo, Segment, Span, Suggestion
from qualcode.project.suggesting import SuggestionVerbs
from qualcode.project.transcripts import TranscriptVerbs
from qualcode.store import coded, notes, offers, talk, texts
from qualcode.text.segments import place
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

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            text = texts.load_text(connection, transcript)
            segments = talk.load_segments(connection, transcript)
            codings = coded.load_codings(connection, transcript=transcript)
            offered = offers.load_pending(connection, self.coder, transcripts=[transcript])
        mine = {(c.code, c.span) for c in codings if c.coder == self.coder}
        waiting = [s for s in offered if s.band is not Band.BELOW and (s.code, s.span) not in mine]
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
        span = segments[place(segments, segment)].span
        return [(s.start, text[s.start : s.end]) for s in sentences(text, span)[1:]]

    def recent_codes(self, most: int = 5) -> list[str]:
        """The codes this coder gave last, newest first, each once."""
        with self._read() as connection:
            given = coded.load_recent(connection, self.coder)
        known = {code.id for code in self.codebook}
        return [code for code in dict.fromkeys(c for c, _ in given) if code in known][:most]

    def to_code(self) -> list[str]:
        """Ids of the transcripts, those this coder has not coded through first.

        The one this coder worked on last leads while it is not coded through.
        """
        with self._read() as connection:
            ids = texts.load_ids(connection)
            given = coded.load_recent(connection, self.coder, most=1)
            readings = coded.load_readings(connection)
        done = {r.transcript for r in readings if r.coder == self.coder and r.done_at}
        last = given[0][1] if given else None
        return sorted(ids, key=lambda id: (id in done, id != last if id not in done else False))

    def waiting(self) -> Counter[tuple[str, str]]:
        """How many suggestions wait for the acting coder, by (transcript, code)."""
        with self._read() as connection:
            return Counter(offers.count_pending(connection, self.coder))

    def next_pending(
        self, transcript: str | None = None, code: str | None = None
    ) -> Suggestion | None:
        """The first suggestion that waits, skipped ones last; of an indicator, its letters' too."""
        family = self.codebook.family(self.codebook[code].id) if code is not None else None
        counts = self.waiting()
        with self._read() as connection:
            order = texts.load_ids(connection)
            skipped = offers.load_skipped(connection, self.coder)
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

    def passage_memos(self, segment: Segment) -> list[Memo]:
        """Memos on passages that begin within a segment, newest first."""
        with self._read() as connection:
            memos = notes.load_memos(connection)
        return [m for m in memos if _begins_in(m.about, segment)]


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
