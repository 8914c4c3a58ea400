"""Candidates: short passages inside one respondent's turn."""

from __future__ import annotations

from qualcode.model import Segment, Span
from qualcode.text.sentences import sentences

# Longer passages are cut: people code one to three sentences of a long answer.
MOST_WORDS = 60


def windows(text: str, segment: Segment) -> list[Span]:
    """A respondent's short segment whole; of a long one, every run of sentences up to `MOST_WORDS`.

    The runs begin at each sentence and overlap; one that ends where an earlier one ends is left
    out. An interviewer's words give none.
    """
    if segment.interviewer:
        return []
    if _count(text, segment.span) <= MOST_WORDS:
        return [segment.span]
    said = sentences(text, segment.span)
    lengths = [_count(text, span) for span in said]
    found: list[Span] = []
    for first in range(len(said)):
        last, total = first, lengths[first]
        while last + 1 < len(said) and total + lengths[last + 1] <= MOST_WORDS:
            last += 1
            total += lengths[last]
        span = Span(said[first].start, said[last].end)
        if not found or span.end > found[-1].end:
            found.append(span)
    return found


def _count(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())
