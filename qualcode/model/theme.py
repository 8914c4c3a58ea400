"""Themes: what people conclude over codes, with what they chose for it and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from qualcode.errors import Refused

LONGEST_STATEMENT = 1000
PRIORITIES = {1: "high", 2: "middle", 3: "low"}


class Status(StrEnum):
    """What the sifting with a mentor came to."""

    OPEN = "open"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True)
class Theme:
    """A statement over one or several codes. People write it; software gathers what bears on it.

    ``evidence`` and ``counter`` are ids of codings chosen by hand, ``priority`` is 1 (high) to 3
    (low) or not set, and ``note`` is for the researcher: it leaves by no export.

    Raises
    ------
    Refused
        The statement is empty or very long, the priority or the status is none of those there
        are, or a passage would speak both for the theme and against it.
    """

    id: str
    statement: str
    codes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    priority: int | None = None
    status: Status = Status.OPEN
    note: str = ""

    def __post_init__(self) -> None:
        if not self.statement.strip():
            raise Refused("A theme is a statement; write what the interviews say.")
        if len(self.statement) > LONGEST_STATEMENT:
            raise Refused(
                f"A statement has up to {LONGEST_STATEMENT} characters; put the rest in the note."
            )
        if self.priority not in (None, *PRIORITIES):
            raise Refused("The priority of a theme is 1 (high), 2, 3 (low) or not set.")
        if self.status not in set(Status):
            raise Refused(f"The status of a theme is one of {', '.join(Status)}.")
        if set(self.evidence) & set(self.counter):
            raise Refused(
                "A passage speaks for a theme or against it, not both; take it from the other"
                " side first."
            )

    def as_body(self) -> dict[str, Any]:
        """Plain values without the id, as kept."""
        body = asdict(self)
        del body["id"]
        return {name: list(v) if isinstance(v, tuple) else v for name, v in body.items()}

    @classmethod
    def of_body(cls, id: str, body: Mapping[str, Any]) -> Theme:
        """A theme from what is kept of it; what an older version did not have is left unset."""
        known = {f.name for f in fields(cls)} - {"id"}
        plain: dict[str, Any] = {name: v for name, v in body.items() if name in known}
        for name in ("codes", "evidence", "counter"):
            plain[name] = tuple(plain.get(name, ()))
        plain["status"] = Status(plain.get("status", Status.OPEN))
        return cls(id, **plain)


@dataclass(frozen=True)
class ThemeVersion:
    """One version of a theme: ``theme`` is None where it was dropped."""

    id: str
    theme: Theme | None
    who: str
    made_at: str
