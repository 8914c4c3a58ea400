"""The planned sample: how many interviews with whom, and how the invitations went."""

from __future__ import annotations

from dataclasses import dataclass

NUMBERS = ("planned", "approached", "agreed", "declined", "not_reached")


@dataclass(frozen=True)
class PlanRow:
    """A role in an authority, as the plan writes them; without both, the whole study.

    A row with only one of them speaks of the whole role or the whole authority. None is not
    known, which is not 0. ``agency`` tells apart two posts of one name.
    """

    role: str | None = None
    agency: str | None = None
    authority: str | None = None
    planned: int | None = None
    approached: int | None = None
    agreed: int | None = None
    declined: int | None = None
    not_reached: int | None = None
    footnote: str = ""

    @property
    def is_cell(self) -> bool:
        """Whether it speaks of one role in one authority, not of a whole."""
        return self.role is not None and self.authority is not None


@dataclass(frozen=True)
class Plan:
    """A planned sample. ``note`` says how it was drawn and stands under every table of it."""

    title: str = ""
    note: str = ""
    rows: tuple[PlanRow, ...] = ()
