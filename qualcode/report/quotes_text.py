"""The words of a quote as they stand in a document: in its form, and unable to turn the rest."""

from __future__ import annotations

import re

from qualcode.model import Direction
from qualcode.report.quotes import Quote

# Signs that turn the direction of writing until another ends them, and what ends each.
_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_LINES = re.compile("[\r\n\u2028\u2029]+")
_MARKS = {way.value: way.mark for way in Direction}
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def in_form(quote: Quote, *, block: bool) -> tuple[str, str, str]:
    """The words on one line, what follows them there, and the marks of direction."""
    words = turned_back(" ".join(_LINES.split(quote.words)))
    # A line never breaks before its mark.
    ways = quote.directions or (quote.direction,)
    marks = "\N{NO-BREAK SPACE}".join(_MARKS[way] for way in ways)
    if block:
        return words, "", marks
    # The stop stands after the bracket; the one that was said stays where it is.
    return f"“{words}”", f" ({quote.attribution})." if quote.attribution else "", marks


def legend() -> str:
    """What the marks after the quotes stand for."""
    return "Marks: " + ", ".join(f"{d.mark} {d.words}" for d in Direction) + "."


def turned_back(words: str) -> str:
    """Words that end every turn of direction they begin, so that none reaches what follows.

    >>> turned_back("a\\u202eb") == "a\\u202eb\\u202c"
    True
    """
    if not _TURNING.search(words):
        return words
    open_: list[str] = []
    for sign in _TURNING.findall(words):
        if sign in _ENDS:
            open_.append(_ENDS[sign])
        elif open_ and (sign == open_[-1] or (sign == "\u2069" and sign in open_)):
            # The end of an isolate ends every embedding inside it too, that of one only itself.
            while open_.pop() != sign:
                pass
    return words + "".join(reversed(open_))
