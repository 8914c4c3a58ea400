"""Positions counted one way, found again in a text counted another way."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from qualcode.model import Span

Ends = tuple[int, int]

POINTS, UNITS = "code points", "UTF-16 units"
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_WINDOWS = re.compile("\r\n")


@dataclass(frozen=True, order=True, slots=True)
class Dialect:
    """One way of counting positions; see `qualcode.model.exchange.Offsets`."""

    unit: str = POINTS
    crlf: int = 2
    bom: bool = False
    inclusive: bool = False


STANDARD = Dialect()


class Ruler:
    """Finds positions of one file's text in its LF text.

    Parameters
    ----------
    raw : str
        The decoded text after its byte order mark, line ends as they are in the file.
    bom : bool
        Whether there was such a mark.

    >>> ruler = Ruler("a\\r\\n😀b", bom=False)
    >>> ruler.span(3, 5, Dialect("UTF-16 units", crlf=2)), ruler.span(3, 4, STANDARD)
    (Span(start=2, end=3), Span(start=2, end=3))
    """

    def __init__(self, raw: str, bom: bool) -> None:
        self.text = lf(raw)
        self._pairs = [found.start() for found in _WINDOWS.finditer(raw)]
        self._beyond = {1: _beyond(self.text)}
        self._beyond[2] = _beyond(raw) if self._pairs else self._beyond[1]
        self._bom = bom

    @property
    def dialects(self) -> list[Dialect]:
        """The ways of counting that can differ in this text; the standard's comes first."""
        units = [POINTS, UNITS] if self._beyond[1] else [POINTS]
        line_ends = [2, 1] if self._pairs else [2]
        marks = [False, True] if self._bom else [False]
        return [
            Dialect(unit, crlf, bom, inclusive)
            for inclusive, bom, crlf, unit in product([False, True], marks, line_ends, units)
        ]

    def ends(self, start: int, end: int, dialect: Dialect) -> Ends | str:
        """Where two positions point, the end exclusive; if nowhere, in a few words why."""
        first, last = self._place(start, dialect), self._place(end, dialect)
        if first is not None and last is not None and dialect.inclusive:
            last = last + 1 if last < len(self.text) else None
        if first is None or last is None:
            return "lies outside of its text or inside a character"
        if first < last:
            return first, last
        return "is empty" if first == last else "ends before it starts"

    def span(self, start: int, end: int, dialect: Dialect) -> Span | str:
        """The same as a span."""
        ends = self.ends(start, end, dialect)
        return ends if isinstance(ends, str) else Span(*ends)

    def _place(self, position: int, dialect: Dialect) -> int | None:
        position -= dialect.bom
        if dialect.unit == UNITS:
            beyond = self._beyond[dialect.crlf]
            passed = bisect_left(beyond, position)
            if passed and beyond[passed - 1] == position - 1:
                return None
            position -= passed
        if dialect.crlf == 2:
            # Between CR and LF is before the line end that both are.
            position -= bisect_left(self._pairs, position)
        return position if 0 <= position <= len(self.text) else None


class Rule:
    """The way back: positions in an LF text, as a file with Windows line ends in UTF-16 counts.

    >>> Rule("a\\n😀b").position(3)
    5
    """

    def __init__(self, text: str) -> None:
        self._wide: Sequence[int] = [
            found.start() for found in re.finditer("[\n\U00010000-\U0010ffff]", text)
        ]

    def position(self, at: int) -> int:
        """Each line end and each character beyond the basic plane counts for one more."""
        return at + bisect_left(self._wide, at)


def lf(raw: str) -> str:
    """The text with LF line ends; nothing else is changed."""
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw


def _beyond(text: str) -> list[int]:
    """Where, in UTF-16 units, the characters stand that take two of them."""
    return [found.start() + before for before, found in enumerate(_BEYOND.finditer(text))]
