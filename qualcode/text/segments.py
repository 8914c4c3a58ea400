"""Cutting turns into segments, and a person's splits and merges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.errors import Refused
from qualcode.model import Segment, Span, Transcript

# A blank line always parts two segments. A single line break does so only after the end of a
# sentence: subtitles and hard-wrapped texts break lines in mid-sentence.
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?…”’\"'):])[^\S\n]*\n\s*")


def segments_of(transcript: Transcript) -> list[Segment]:
    """The paragraphs of every turn, in order; together they hold every word after a label."""
    interviewers = {s.label for s in transcript.speakers if s.interviewer}
    found = []
    for turn in transcript.turns:
        start, end = turn.span.start, turn.span.end
        for gap in _BREAK.finditer(transcript.text, start, end):
            if start < gap.start() and gap.end() < end:
                found.append((Span(start, gap.start()), turn.speaker))
                start = gap.end()
        found.append((Span(start, end), turn.speaker))
    return [Segment(transcript.id, span, who, who in interviewers) for span, who in found]


def split_segment(segment: Segment, at: int, text: str) -> tuple[Segment, Segment]:
    """Two segments from one, cut at a character offset; blanks at the cut fall away.

    Raises
    ------
    Refused
        One side would hold no words.
    """
    if not segment.span.start < at < segment.span.end:
        raise Refused(f"{at} does not lie inside segment {segment.span}; give a place inside it.")
    left = text[segment.span.start : at].rstrip()
    right = text[at : segment.span.end]
    lead = len(right) - len(right.lstrip())
    if not left or lead == len(right):
        raise Refused("A segment cannot be split where one side would hold no words.")
    first = Span(segment.span.start, segment.span.start + len(left))
    second = Span(at + lead, segment.span.end)
    return (
        Segment(segment.transcript, first, segment.speaker, segment.interviewer),
        Segment(segment.transcript, second, segment.speaker, segment.interviewer),
    )


def merge_segments(first: Segment, second: Segment, between: str) -> Segment:
    """One segment from two neighbours of one speaker; ``between`` is the text that parts them.

    Raises
    ------
    Refused
        They belong to different speakers, or other words stand between them.
    """
    if first.speaker != second.speaker or between.strip():
        raise Refused("Only neighbouring segments of one speaker's turn can be merged.")
    span = Span(first.span.start, second.span.end)
    return Segment(first.transcript, span, first.speaker, first.interviewer)


def place(segments: Sequence[Segment], id: str) -> int:
    """Where a segment stands among its transcript's segments.

    Raises
    ------
    Refused
        There is no such segment now; it may have been split or merged.
    """
    for i, segment in enumerate(segments):
        if segment.id == id:
            return i
    raise Refused("That segment is not there any more; it may have been split or merged.")
