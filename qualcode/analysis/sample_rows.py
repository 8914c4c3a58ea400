"""A row of the sample, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from qualcode.model.plan import NUMBERS

NOT_KNOWN = "not known"
PERCENT_FROM = 20  # percentages only beside at least so many
INVITED = ("approached", "agreed", "declined", "not_reached")
COLUMNS = (
    *("role", "role_name", "authority", *NUMBERS),
    *("interviews", "planned_held", "not_planned", "participants", "state", "footnote"),
)


@dataclass(frozen=True)
class SampleRow:
    """One role in one authority, or a whole of either; None is not known, which is not 0.

    ``interviews`` are distinct transcripts, ``participants`` distinct people; None where the
    people are not known, or the plan's name is none of the study's. ``planned_held`` are the
    planned interviews that were held, ``not_planned`` those held beyond the plan; a joint
    interview stands in each of its places, so the two may make more than ``interviews``.
    ``state`` is planned, not planned, not in the lists, or empty where the plan does not speak of
    the row. ``partly`` says in how many cells a sum of invitations is known.
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
    planned_held: int | None = None
    not_planned: int | None = None
    participants: int | None = None
    state: str = ""
    footnote: str = ""
    partly: str = ""

    @property
    def words(self) -> str:
        """What stands in the grid: planned interviews held, and apart from them the others."""
        if self.interviews is None:
            return "–" if self.planned is None else f"? of {self.planned}"
        if self.planned is None:
            beyond = " not planned" if self.state == "not planned" else ""
            return f"{self.interviews}{beyond}" if self.interviews else "–"
        more = f", {self.not_planned} not planned" if self.not_planned else ""
        return f"{self.planned_held or 0} of {self.planned}{more}"

    def filled(self) -> SampleRow:
        """The row with its planned interviews held and the others, from its own numbers."""
        if self.interviews is None or self.planned is None:
            beyond = self.interviews if self.state == "not planned" else None
            return replace(self, planned_held=None, not_planned=beyond)
        held = min(self.interviews, self.planned)
        return replace(self, planned_held=held, not_planned=self.interviews - held)

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
