"""A theme table as a grid of cells: what each one shows, and the sentence it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qualcode.analysis.frequency import ThemeTable, natural
from qualcode.model import Code, Respondents

FEW = 3
NOT_KNOWN = "not known"
EVERYONE = "everyone"


class Look(StrEnum):
    """Kinds of cells that must never be mistaken for each other."""

    PEOPLE = "people"
    ZERO = "zero"
    NOBODY = "nobody in scope"
    UNKNOWN = "people not known"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Cell:
    """One code in one column: people k of n, passages, and how it looks.

    ``people`` and ``of`` are None where people are not known or the cell is suppressed.
    """

    code: str
    value: str | None
    look: Look
    people: int | None
    of: int | None
    passages: int

    @property
    def few(self) -> bool:
        """Whether one or two people stand behind it."""
        return self.look is Look.PEOPLE and 0 < (self.people or 0) < FEW

    @property
    def share(self) -> float | None:
        """Share of the people in scope, 0 to 1; only ever shown as a shade."""
        return (
            self.people / self.of if self.look is Look.PEOPLE and self.people and self.of else None
        )

    @property
    def words(self) -> str:
        """What stands in it."""
        if self.look is Look.SUPPRESSED:
            return "c"
        if self.look is Look.NOBODY:
            return "–"
        if self.look is Look.UNKNOWN:
            return passages(self.passages)
        return f"{self.people} of {self.of}"


@dataclass(frozen=True)
class Grid:
    """Codes in codebook order by columns in the order of their names, not known last."""

    by: str | None
    codes: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str | None, str], ...]
    cells: Mapping[tuple[str, str | None], Cell]

    def looks(self) -> set[Look]:
        """The kinds of cells in it."""
        return {cell.look for cell in self.cells.values()}

    def sentence(self, cell: Cell) -> str:
        """What a cell says, in a sentence."""
        code = Code(cell.code, dict(self.codes)[cell.code]).title
        who = _in(self.by, dict(self.columns)[cell.value])
        if cell.look is Look.SUPPRESSED:
            return f"Kept back so that nobody{who} is given away: {code}"
        if cell.look is Look.NOBODY:
            return f"Nobody{who} is in scope: {code}"
        said = passages(cell.passages)
        if cell.look is Look.UNKNOWN:
            return f"The people{who} are not known: {code}, {said}"
        few = " (few people)" if cell.few else ""
        return f"{cell.people} of {people(cell.of or 0)}{who}: {code}, {said}{few}"


def grid_of(table: ThemeTable, respondents: Respondents) -> Grid:
    """The cells of a table by one attribute, or by none.

    Raises
    ------
    ValueError
        The table has more than one attribute.
    """
    if len(table.by) > 1:
        raise ValueError("A grid shows codes by one attribute.")
    by = table.by[0] if table.by else None
    codes: dict[str, str] = {}
    columns: dict[str | None, str] = {}
    cells = {}
    for row in table.records():
        value = row[by] if by else None
        codes[row["code"]] = " ".join(row["name"].split())
        columns[value] = label_of(by, value, respondents)
        cells[row["code"], value] = _cell(row, value)
    named = list(columns.values())
    columns = {
        # Two roles of one name, in two agencies, are told apart by their ids.
        value: f"{label} ({value})" if named.count(label) > 1 else label
        for value, label in columns.items()
    }
    ordered = sorted(columns.items(), key=lambda c: (c[0] is None, natural(c[1])))
    return Grid(by, tuple(codes.items()), tuple(ordered), cells)


def _cell(row: Mapping[str, Any], value: str | None) -> Cell:
    people, of = row["participants"], row["of_participants"]
    if row["suppressed"]:
        look = Look.SUPPRESSED
    elif of is None:
        look = Look.UNKNOWN
    elif of == 0:
        look = Look.NOBODY
    else:
        look = Look.PEOPLE if people else Look.ZERO
    return Cell(row["code"], value, look, people, of, row["segments"] or 0)


def label_of(by: str | None, value: str | None, respondents: Respondents) -> str:
    """How a value of an attribute is written for people."""
    if by is None:
        return EVERYONE
    if value is None:
        return NOT_KNOWN
    if by == "role":
        return respondents.role_name(value) or value
    if by == "agency":
        return next((a.name for a in respondents.agencies if a.id == value), value)
    return value


def _in(by: str | None, label: str) -> str:
    if by is None:
        return ""
    if label == NOT_KNOWN:
        return f" whose {by} is not known"
    return f" in {label}" if by == "authority" else f" with {by} {label}"


def passages(n: int) -> str:
    """A number of passages, in words."""
    return f"{n} passage" if n == 1 else f"{n} passages"


def people(n: int) -> str:
    """A number of people, in words."""
    return f"{n} person" if n == 1 else f"{n} people"
