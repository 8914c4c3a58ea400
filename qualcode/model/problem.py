"""One thing found while reading a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is odd or wrong, and in which line or row (1-based; None for the whole file)."""

    message: str
    row: int | None = None

    def __str__(self) -> str:
        return self.message if self.row is None else f"line {self.row}: {self.message}"
