"""A quotation cut at its marks: what is left between brackets and dots was said."""

from __future__ import annotations

import re

from qualcode.report.quote_check_places import spelt

BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*")
DOTS = re.compile(r"\s*(?:…|\.\s?\.\s?\.)\s*")


def pieces_of(words: str, cut: re.Pattern[str] | None) -> list[str]:
    """What is left between cuts; None cuts at both kinds of marks.

    >>> pieces_of("We rang […] and … nobody came", None)
    ['We rang', 'and', 'nobody came']
    """
    patterns = (BRACKETS, DOTS) if cut is None else (cut,)
    pieces = [words]
    for pattern in patterns:
        pieces = [part for piece in pieces for part in pattern.split(piece)]
    return [piece for piece in pieces if spelt(piece)]
