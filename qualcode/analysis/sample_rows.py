"""A row of the sample, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.model.plan import NUMBERS

NOT_KNOWN = "not known"
PERCENT_FROM = 20  # percentages only beside at least so many
INVITED = ("approached", "agreed", "declined", "not_reached")
COLUMNS = (
    *("role", "role_name", "authority", *NUMBERS),
    *("interviews", "participants", "state", "footnote"),
)


@dataclass(frozen=True)
class SampleRow:
    """One role in one authority, or a whole of either; None is not known, which is not 0.

    ``interviews`` are distinct transcripts, ``participants`` distinct people; None where the
    people are not known, or the plan's name is none of the study's. ``state`` is planned, not
    planned, or not in the lists. ``partly`` says in how many cells a sum of invitations is known.
    """

    role: str | None = None
    role_name: str | None = None
    authority: str | None = None
    planned: int | None = None
    approached: int | None = None
    agreed: int | None = None
    declined: int | None = None
    not_reached: int | None = None
    interviews: int | None = None
    participants: int | None = None
    state: str = "planned"
    footnote: str = ""
    partly: str = ""

    @property
    def words(self) -> str:
        """What stands in the grid: achieved of planned interviews."""
        if self.interviews is None:
            return "–" if self.planned is None else f"? of {self.planned}"
        if self.planned is None:
            return f"{self.interviews}, not planned" if self.interviews else "–"
        return f"{self.interviews} of {self.planned}"

    def record(self) -> dict[str, Any]:
        """The row as plain values."""
        return {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True)
class SampleTable:
    """Planned and achieved.

    rows : one a role and authority, of the plan first, then who was interviewed unplanned
    by_role, by_authority : the wholes; total : the study
    warnings : numbers that do not fit together; unresolved : names the study does not have
    """

    rows: tuple[SampleRow, ...]
    by_role: tuple[SampleRow, ...]
    by_authority: tuple[SampleRow, ...]
    total: SampleRow
    caption: str
    note: str = ""
    warnings: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values, then the wholes; in these role, authority or both are None."""
        every = (*self.rows, *self.by_role, *self.by_authority, self.total)
        return [row.record() for row in every]


def named(row: SampleRow) -> str:
    """Whom a row is about, in words."""
    both = [part for part in (row.role_name or row.role, row.authority) if part]
    return ", ".join(both) or "The whole study"


def rate(row: SampleRow) -> str:
    """How many of those approached agreed, in words; empty where that is not known.

    >>> rate(SampleRow(approached=40, agreed=30)), rate(SampleRow(approached=4, agreed=3))
    ('30 of 40 approached agreed (75%)', '3 of 4 approached agreed')
    """
    if row.approached is None or row.agreed is None or row.agreed > row.approached:
        return ""
    words = f"{row.agreed} of {row.approached} approached agreed"
    share = (
        f" ({round(100 * row.agreed / row.approached)}%)" if row.approached >= PERCENT_FROM else ""
    )
    return words + share + (f", known for {row.partly}" if row.partly else "")
