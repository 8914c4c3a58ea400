"""A stretch of a transcript's text."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import InvalidSpan


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Characters start up to, not including, end; in Unicode code points.

    >>> len(Span(2, 6))
    4
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidSpan(f"Span {self.start}:{self.end} is empty or reversed.")

    def __len__(self) -> int:
        return self.end - self.start

    def __str__(self) -> str:
        return f"{self.start}:{self.end}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of the other lies in this span."""
        return self.start <= other.start and other.end <= self.end

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ``START:END``.

        Raises
        ------
        InvalidSpan
            The text is not two whole numbers with a colon between, or the span is empty.
        """
        start, _, end = text.partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            raise InvalidSpan(
                f"{text!r} is not a span. Write START:END in characters, for example 120:184."
            )
        return cls(int(start), int(end))
