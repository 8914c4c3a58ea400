"""Where sentences begin, for offering places to split a segment."""

from __future__ import annotations

import re

from qualcode.model import Span

# Not after e.g., i.e., etc., Mr. or an initial, and not where dots mark a pause.
_END = re.compile(
    r"(?<!\.[A-Za-z])(?<!\b[A-HJ-Z])(?<!\betc)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bMs)"
    r"(?:(?<![.…])\.(?!\.)|[!?]+)[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])"
)


# Looked for first: trying the whole of `_END` at every character takes fifteen times as long.
_STOP = re.compile(r"[.!?]")


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch of text, without the blanks between them."""
    start, found = span.start, []
    for stop in _STOP.finditer(text, span.start, span.end):
        if stop.start() < start:
            continue
        match = _END.match(text, stop.start(), span.end)
        if match is None:
            continue
        end = match.start() + len(match.group().rstrip())
        found.append(Span(start, end))
        start = match.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return found
