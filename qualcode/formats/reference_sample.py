"""The sample others have: a small table to set one's own beside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.formats.grid import read_grid
from qualcode.model import Problem

ANY = "category"  # a heading that leaves open which attribute the values are of


@dataclass(frozen=True)
class ReferenceRow:
    """One value with its number and percentage; None is not given."""

    value: str
    n: int | None = None
    percent: float | None = None


@dataclass(frozen=True)
class Reference:
    """Values of one attribute. ``name`` is the file's; ``attribute`` its first heading."""

    name: str
    attribute: str
    rows: tuple[ReferenceRow, ...]


def read_reference(data: bytes, name: str) -> tuple[Reference | None, list[Problem]]:
    """A reference and everything wrong with its table by row; None with any problem.

    The first column holds the values, and its heading names the attribute (or is ``category``);
    ``n`` and ``percent`` hold numbers, one of them may be absent.

    Raises
    ------
    UnreadableFile
        The file is no table.
    """
    grid = read_grid(data, name)
    problems = list(grid.problems)
    first = grid.header[0]
    if first in ("n", "percent") or not {"n", "percent"} & {*grid.header}:
        problems.append(
            Problem("the columns must be an attribute such as 'authority_type', then n or percent")
        )
        return None, problems
    problems += [
        Problem(f"a reference has no column {column!r}; the columns are {first}, n, percent", 1)
        for column in grid.header[1:]
        if column not in ("n", "percent")
    ]
    rows, seen = [], dict[str, int]()
    for row in grid.rows:
        value = " ".join(row.get(first).split())
        if not value:
            problems.append(Problem(f"the column {first!r} is empty", row.number))
        if value.casefold() in seen:
            line = seen[value.casefold()]
            problems.append(Problem(f"this value already stands in line {line}", row.number))
        seen.setdefault(value.casefold(), row.number)
        n, percent = row.get("n"), row.get("percent").removesuffix("%").strip()
        if n and not re.fullmatch(r"[0-9]{1,9}", n):
            problems.append(Problem("'n' must be a whole number from 0 up", row.number))
            n = ""
        if percent and not _is_percent(percent):
            problems.append(Problem("'percent' must be a number from 0 to 100", row.number))
            percent = ""
        rows.append(ReferenceRow(value, int(n) if n else None, float(percent) if percent else None))
    if not rows:
        problems.append(Problem("the table has no rows below its heading"))
    reference = Reference(name, re.sub(r"[\s-]+", "_", first), tuple(rows))
    return (None if problems else reference), problems


def _is_percent(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", text)) and float(text) <= 100
