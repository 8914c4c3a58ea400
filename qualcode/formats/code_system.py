"""Code systems as analysis programs print them: names in a tree, memos, how often each was used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import InvalidFile
from qualcode.formats.code_paths import Path, folded, path_of
from qualcode.formats.grid import read_grid
from qualcode.formats.pdf_table import read_printed_table
from qualcode.model import Code, Codebook, Origin, Problem

COLUMNS = ("code system", "memo", "frequency")
# Two indents are the same when they differ by less, in points.
_SAME = 2.0


@dataclass(frozen=True)
class CodeSystem:
    """A codebook made of a code system; ``used`` is how often it says each code was given."""

    codebook: Codebook
    used: dict[str, int]


def read_code_system(data: bytes, name: str) -> tuple[CodeSystem, list[Problem]]:
    """A code system from a PDF (where indents make the tree) or a table with the column code.

    Codes are numbered by their place: 1, 1.1, 1.2, 2. A memo becomes the definition. In a table
    a code is written with its parents, such as ``Trust > Managers``.

    Raises
    ------
    UnreadableFile
        Damaged, or neither a PDF nor a table.
    InvalidFile
        The columns are not there.
    """
    rows = _printed(data, name) if b"%PDF-" in data[:1024] else _written(data, name)
    codes: list[Code] = []
    ids: dict[Path, str] = {}
    used: dict[str, int] = {}
    problems: list[Problem] = []
    for number, path, memo, count in rows:
        parent = ids.get(folded(path[:-1])) if path else None
        if not path or (len(path) > 1 and parent is None):
            problems.append(Problem("the code's name is empty or its parent is missing", number))
            continue
        if folded(path) in ids:
            problems.append(Problem("this code stands in the tree already", number))
            continue
        id = _next_id(parent, codes)
        ids[folded(path)] = id
        codes.append(Code(id, path[-1], parent, definition=memo, origin=Origin.EMERGENT))
        if count.isdecimal():
            used[id] = int(count)
    stem = name.rpartition(".")[0] or name
    return CodeSystem(Codebook(id=stem, name=stem, codes=tuple(codes)), used), problems


def _next_id(parent: str | None, codes: Iterable[Code]) -> str:
    n = sum(code.parent == parent for code in codes) + 1
    return f"{parent}.{n}" if parent else str(n)


def _printed(data: bytes, name: str) -> list[tuple[int, Path, str, str]]:
    rows = read_printed_table(data, name, COLUMNS, ("code system", "frequency"))
    above: list[tuple[float, str]] = []
    found = []
    for row in rows:
        title = " ".join(row.cells["code system"].split())
        memo = " ".join(row.cells.get("memo", "").split())
        if row.number == 1 and title.casefold() == COLUMNS[0]:
            continue  # the root, which counts everything and is no code
        while above and above[-1][0] >= row.indent - _SAME:
            above.pop()
        path = (*(step for _, step in above), title)
        found.append((row.number, path, memo, row.cells["frequency"].strip()))
        above.append((row.indent, title))
    return found


def _written(data: bytes, name: str) -> list[tuple[int, Path, str, str]]:
    grid = read_grid(data, name)
    column = next((c for c in ("code", "code system") if not grid.lacks(c)), None)
    if column is None:
        raise InvalidFile(
            f"{name} has {grid.columns()}; a code system needs the column 'code'.", grid.problems
        )
    return [
        (
            row.number,
            path_of(row.get(column)),
            row.get("memo") or row.get("definition"),
            row.get("frequency"),
        )
        for row in grid.rows
    ]
