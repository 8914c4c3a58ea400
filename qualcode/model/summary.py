"""What a researcher writes into one cell of the framework matrix."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class CellState(StrEnum):
    """How a cell of the matrix stands; six things that must never be mistaken for each other."""

    WRITTEN = "written"
    STALE = "stale"
    TO_WRITE = "to write"
    NOT_RAISED = "not raised"
    NOT_YET = "not yet coded"
    NOT_ASKED = "not asked"

    @property
    def mark(self) -> str:
        """The sign that stands before its words."""
        return {
            "written": "✓",
            "stale": "↻",
            "to write": "✎",
            "not raised": "○",
            "not yet coded": "…",
            "not asked": "–",
        }[self.value]

    @property
    def words(self) -> str:
        """How it is written for people."""
        return "written before the coding changed" if self is CellState.STALE else self.value


@dataclass(frozen=True)
class CellSummary:
    """One version of the summary of a cell: ``rows`` of this ``value`` by one ``code``.

    ``value`` None is the row of those of whom it is not known. ``quotes`` are ids of codings
    linked to the summary, ``under`` of all codings in the cell when it was last read against
    them. ``version`` names this version. ``who`` wrote it at ``written_at``; where somebody read
    it again and found it right, ``read_by`` did so at ``read_at``.
    """

    rows: str
    value: str | None
    code: str
    text: str
    quotes: tuple[str, ...]
    under: frozenset[str]
    version: str
    who: str
    written_at: str
    read_by: str
    read_at: str

    @property
    def body(self) -> dict[str, Any]:
        """What is kept of it: plain JSON values."""
        return {
            "rows": self.rows,
            "value": self.value,
            "code": self.code,
            "text": self.text,
            "quotes": list(self.quotes),
            "under": sorted(self.under),
            "who": self.who,
            "written_at": self.written_at,
        }

    @classmethod
    def of(cls, body: Mapping[str, Any], version: str, who: str, at: str) -> CellSummary:
        """A summary from what is kept of it, saved by ``who`` at a time.

        >>> made = CellSummary("role", None, "3", "Nobody agrees.", (), frozenset(), "v", "mk", "1",
        ...                    "mk", "1")
        >>> CellSummary.of(made.body, "v", "mk", "1") == made
        True
        """
        return cls(
            rows=body["rows"],
            value=body["value"],
            code=body["code"],
            text=body["text"],
            quotes=tuple(body["quotes"]),
            under=frozenset(body["under"]),
            version=version,
            who=body["who"],
            written_at=body["written_at"],
            read_by=who,
            read_at=at,
        )


def cell_key(rows: str, value: str | None, code: str) -> str:
    """The name a cell's summary is kept by: its code, and a digest that tells nobody's name.

    >>> cell_key("authority", "Midtown", "3").split()[0]
    '3'
    >>> cell_key("authority", None, "3") == cell_key("authority", "None", "3")
    False
    """
    whole = json.dumps([rows, value, code], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return f"{code} {hashlib.sha256(whole).hexdigest()[:16]}"
