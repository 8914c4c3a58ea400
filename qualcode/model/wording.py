"""Numbers in sentences."""

from __future__ import annotations


def many(n: int, noun: str) -> str:
    """A number with its noun."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
