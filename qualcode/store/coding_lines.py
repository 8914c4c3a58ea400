"""Codings as they were, and what stands in the place of each: for what was settled about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from qualcode.model import Coding
from qualcode.store import schema
from qualcode.store.coded import _coding, standing

# As many as SQLite takes values in one statement, wherever it runs.
AT_ONCE = 500


def load_named(connection: Connection, ids: Iterable[str]) -> dict[str, Coding]:
    """Codings by their ids, whether they stand or were withdrawn; unknown ids are left out."""
    table, found = schema.coding, dict[str, Coding]()
    for some in _at_once(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(some)))
        found |= {row.id: _coding(row) for row in rows}
    return found


def load_ends(
    connection: Connection, ids: Iterable[str]
) -> Mapping[str, tuple[Coding | None, str]]:
    """Of these codings what stands in the place of each, itself or its heir, and since when.

    Where nothing does, None and when the last of its line was withdrawn.
    """
    table, gone = schema.coding, schema.withdrawal
    after: dict[str, list[str]] = {}
    replaced = select(table.c.id, table.c.replaces).where(table.c.replaces.is_not(None))
    for row in connection.execute(replaced.order_by(table.c.made_at, table.c.id)):
        after.setdefault(row.replaces, []).append(row.id)
    lines = {id: _line(id, after) for id in ids}
    there: dict[str, Coding] = {}
    until: dict[str, str] = {}
    wanted = dict.fromkeys(one for line in lines.values() for one in line)
    for some in _at_once(wanted):
        rows = connection.execute(standing().where(table.c.id.in_(some)))
        there |= {row.id: _coding(row) for row in rows}
        left = connection.execute(select(gone).where(gone.c.coding.in_(some)))
        until |= {row.coding: row.made_at for row in left}
    return {id: _end(line, there, until) for id, line in lines.items()}


def _end(
    line: list[str], there: Mapping[str, Coding], until: Mapping[str, str]
) -> tuple[Coding | None, str]:
    for one in line:
        if one in there:
            return there[one], there[one].made_at
    return None, max((until[one] for one in line if one in until), default="")


def _line(id: str, after: Mapping[str, list[str]]) -> list[str]:
    """A coding and all that came in its place, the nearest first."""
    line, n = [id], 0
    while n < len(line):
        line += [one for one in after.get(line[n], ()) if one not in line]
        n += 1
    return line


def _at_once(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
