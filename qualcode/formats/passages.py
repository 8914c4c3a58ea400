"""Tables of passages or survey answers: one table is one transcript whose rows are turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.formats.draft import Draft
from qualcode.formats.grid import Grid, read_grid
from qualcode.formats.passage_rows import Reading
from qualcode.model import Problem

_USED = (
    *("id", "text", "question", "participant", "role", "role_label", "agency", "authority"),
    *("programme", "consent"),
)

# So many problems are told in the message itself; all of them are listed with it.
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to rank, or with its code one to learn from."""

    id: str
    text: str
    code: str | None = None
    row: int | None = None
    interview: str | None = None


def read_passages(data: bytes, name: str) -> list[Passage]:
    """The passages of an ``id,text`` or ``id,text,code`` table, in its order.

    Without an ``id`` column the row number is the id. A passage may stand in several rows when
    each gives another code.

    Raises
    ------
    UnreadableFile
        No table, or no ``text`` column.
    InvalidFile
        Rows without an id, or an id given to two texts; every such row is listed.
    """
    grid = _with_text(data, name)
    passages = [
        Passage(
            row.get("id") if "id" in grid.header else str(row.number),
            row.cells.get("text", ""),
            row.get("code") or None,
            row.number,
            row.get("interview") or None,
        )
        for row in grid.rows
    ]
    problems = _id_problems(passages)
    if problems:
        said = [p.message.removeprefix(f"row {p.row} ") for p in problems[:MOST_TOLD]]
        told = "; ".join(f"row {p.row}: {words}" for p, words in zip(problems, said, strict=False))
        if len(problems) > MOST_TOLD:
            told += f"; and {len(problems) - MOST_TOLD} rows more"
        raise InvalidFile(
            f"{name} has rows that cannot be told apart by their 'id'; give each passage its own:"
            f" {told}.",
            problems,
        )
    return passages


def read_passages_table(data: bytes, name: str) -> Draft:
    """A table with a ``text`` column as one transcript: a line ``[id] words`` for each row.

    Raises
    ------
    UnreadableFile
        No table, no ``text`` column, or no row with words.
    """
    grid = _with_text(data, name)
    reading = Reading("role_label" if "role_label" in grid.header else "role")
    for row in grid.rows:
        reading.take(row, "id" in grid.header)
    if not reading.turns:
        raise UnreadableFile(f"{name} has no row with words under 'text'; check the table.")
    reading.problems[:0] = [*grid.oddities, *grid.problems, *_unused(grid)]
    return reading.draft(grid)


def _with_text(data: bytes, name: str) -> Grid:
    grid = read_grid(data, name)
    if "text" not in grid.header:
        raise UnreadableFile(
            f"{name} has no column 'text', only {grid.columns()}; name the column with the words"
            " 'text'."
        )
    return grid


def _id_problems(passages: Iterable[Passage]) -> list[Problem]:
    problems = []
    seen: dict[str, Passage] = {}
    for passage in passages:
        first = seen.setdefault(passage.id, passage)
        if not passage.id:
            problems.append(Problem(f"row {passage.row} has no id", passage.row))
        elif first is not passage and (passage.text != first.text or passage.code is None):
            problems.append(
                Problem(f"the id {passage.id!r} already stands in row {first.row}", passage.row)
            )
    return problems


def _unused(grid: Grid) -> list[Problem]:
    problems = []
    others = [column for column in grid.header if column not in _USED]
    if others:
        problems.append(Problem(f"columns not used: {', '.join(map(repr, others))}"))
    if "role" in grid.header and "role_label" in grid.header:
        problems.append(Problem("the column 'role' is not used, since 'role_label' stands beside"))
    return problems
