"""A theme table as a grid of cells: what each one shows, and the sentence it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qualcode.analysis.frequency import ThemeTable, natural
from qualcode.model import Code, Direction, Respondents
from qualcode.report.plurals import people, plural

FEW = 3
NOT_KNOWN = "not known"
EVERYONE = "everyone"
BETWEEN = " · "  # the names of a column's two values

Group = tuple[str | None, ...]


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

    ``people`` and ``of`` are None where people are not known or the cell is suppressed;
    ``ways`` holds the passages of each direction where they are told.
    """

    code: str
    group: Group
    look: Look
    people: int | None
    of: int | None
    passages: int
    ways: Mapping[str, int] = field(default_factory=dict)

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
    """Codes in codebook order by columns in the order of their names, not known last.

    A column is a group of people: a value for each attribute the table is by. Of two attributes,
    combinations that nobody has are no columns.
    """

    by: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    columns: tuple[tuple[Group, str], ...]
    cells: Mapping[tuple[str, Group], Cell]
    names: tuple[Mapping[str | None, str], ...] = ()

    def looks(self) -> set[Look]:
        """The kinds of cells in it."""
        return {cell.look for cell in self.cells.values()}

    def rows(self) -> list[list[Cell]]:
        """The cells of every code, in order."""
        return [[self.cells[code, group] for group, _ in self.columns] for code, _ in self.codes]

    def sentence(self, cell: Cell) -> str:
        """What a cell says, in a sentence."""
        code = Code(cell.code, dict(self.codes)[cell.code]).title
        if cell.look is Look.SUPPRESSED:
            return f"Kept back so that nobody{self._where(cell, role=True)} is given away: {code}"
        if cell.look is Look.NOBODY:
            return f"Nobody{self._where(cell, role=True)} is in scope: {code}"
        said = passages(cell.passages) + _as(cell.ways)
        if cell.look is Look.UNKNOWN:
            return f"The people{self._where(cell, role=True)} are not known: {code}, {said}"
        few = " (few people)" if cell.few else ""
        who = self._who(cell) + self._where(cell)
        return f"{cell.people} of {cell.of} {who}: {code}, {said}{few}"

    def _who(self, cell: Cell) -> str:
        """People, or those of the role where the table is by role."""
        of = cell.of or 0
        for n, (name, value) in enumerate(zip(self.by, cell.group, strict=True)):
            if name == "role" and value is not None:
                return plural(self.names[n][value], of)
        return people(of).split(" ", 1)[1]

    def _where(self, cell: Cell, *, role: bool = False) -> str:
        """What else is known of the people; the role too where it does not name them."""
        said = ""
        for n, (name, value) in enumerate(zip(self.by, cell.group, strict=True)):
            if name != "role" or value is None or role:
                said += _in(name, self.names[n][value], known=value is not None)
        return said


def grid_of(
    table: ThemeTable, respondents: Respondents, directions: ThemeTable | None = None
) -> Grid:
    """The cells of a table; ``directions`` is the same table by direction too."""
    seen: tuple[dict[str | None, None], ...] = tuple({} for _ in table.by)
    codes: dict[str, str] = {}
    cells: dict[tuple[str, Group], Cell] = {}
    ways = _ways(table, directions)
    for row in table.records():
        group = tuple(row[name] for name in table.by)
        for values, value in zip(seen, group, strict=True):
            values[value] = None
        codes[row["code"]] = " ".join(row["name"].split())
        cells[row["code"], group] = _cell(row, group, ways.get((row["code"], group), {}))
    names = tuple(
        labels(name, list(values), respondents) for name, values in zip(table.by, seen, strict=True)
    )
    groups = list(dict.fromkeys(group for _, group in cells))
    if len(table.by) > 1:
        there = {group for (_, group), cell in cells.items() if cell.look is not Look.NOBODY}
        groups = [group for group in groups if group in there]
        cells = {place: cell for place, cell in cells.items() if place[1] in there}
    columns = [(group, _label(names, group)) for group in groups]
    columns.sort(key=lambda c: [_order(table.by[n], v, names[n][v]) for n, v in enumerate(c[0])])
    return Grid(table.by, tuple(codes.items()), tuple(columns), cells, names)


def _ways(
    table: ThemeTable, directions: ThemeTable | None
) -> dict[tuple[str, Group], dict[str, int]]:
    found: dict[tuple[str, Group], dict[str, int]] = {}
    if directions is not None and "direction" not in table.by:
        some = directions.rows[directions.rows["segments"].fillna(0) > 0]
        for row in some.to_dict("records"):
            at = row["code"], tuple(row[name] for name in table.by)
            found.setdefault(at, {})[row["direction"]] = int(row["segments"])
    return found


def labels(
    by: str, values: Sequence[str | None], respondents: Respondents
) -> dict[str | None, str]:
    """How the values of an attribute are written; two roles of one name are told apart."""
    found = {value: label_of(by, value, respondents) for value in values}
    named = list(found.values())
    return {
        value: f"{label} ({value})" if named.count(label) > 1 else label
        for value, label in found.items()
    }


def _order(by: str, value: str | None, label: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """By name, not known last; directions in the order they have everywhere."""
    if by == "direction" and value is not None:
        return False, [(True, list(Direction).index(Direction(value)), "")]
    return value is None, natural(label)


def _label(names: Sequence[Mapping[str | None, str]], group: Group) -> str:
    if not group:
        return EVERYONE
    parts = [names[n][value] for n, value in enumerate(group)]
    return BETWEEN.join(parts)


def _cell(row: Mapping[str, Any], group: Group, ways: Mapping[str, int]) -> Cell:
    people, of = row["participants"], row["of_participants"]
    if row["suppressed"]:
        look = Look.SUPPRESSED
    elif of is None:
        look = Look.UNKNOWN
    elif of == 0:
        look = Look.NOBODY
    else:
        look = Look.PEOPLE if people else Look.ZERO
    return Cell(row["code"], group, look, people, of, row["segments"] or 0, ways)


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
    if by == "direction" and value in list(Direction):
        return f"{Direction(value).mark} {Direction(value).words}"
    return value


def _in(by: str, label: str, *, known: bool) -> str:
    if not known:
        return f" whose {by} is not known" if by != "question" else " under no question"
    if by == "direction":
        return f", {label}"
    return f" in {label}" if by == "authority" else f" with {by.replace('_', ' ')} {label}"


def _as(ways: Mapping[str, int]) -> str:
    """How many of the passages are about what is missing, hoped for or mixed."""
    words = {
        Direction.ABSENT: "as a barrier",
        Direction.PLANNED: "as a hope",
        Direction.MIXED: "mixed",
    }
    return "".join(f", {ways[way]} {said}" for way, said in words.items() if ways.get(way))


def passages(n: int) -> str:
    """A number of passages, in words."""
    return f"{n} passage" if n == 1 else f"{n} passages"
