"""Rows of a whole study as plain values, for the companion file of an exchange."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Boolean, Connection, Float, Integer, Table, func, insert, select

from qualcode.errors import Refused
from qualcode.store import schema
from qualcode.store.asked import ASKED

# What hangs on a screen and not on the study: undo, browser tabs, how far somebody has looked.
PASSING = frozenset({"step", "desk", "look"})
TABLES: tuple[Table, ...] = tuple(
    table for table in schema.metadata.sorted_tables if table.name not in PASSING
)
# What is found again in the project file: texts, and the words at a place in one.
ELSEWHERE = {"transcript": ("text",), "coding": ("quote",), "suggestion": ("quote",)}
BATCH = 5_000
Tables = dict[str, dict[str, list[Any]]]


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has, by its name."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in TABLES
    }


def load_rows(connection: Connection, left: Collection[str], gone: Collection[str]) -> Tables:
    """Every row, without what hangs on transcripts that stay behind; texts and quotes left out.

    Parameters
    ----------
    left
        Transcripts that stay behind.
    gone
        Participants who withdrew: of them the id and the consent go, and nothing else.

    Returns
    -------
    dict
        Table -> ``columns`` (names) and ``rows`` (lists of values in that order).
    """
    dropped = _dropped(connection, left)
    untold = _kept_of(connection, left, dropped)
    tables: Tables = {}
    for table in TABLES:
        skipped = ELSEWHERE.get(table.name, ())
        columns = [c for c in table.columns if c.name not in skipped]
        names = [c.name for c in columns]
        rows = []
        for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
            one = dict(zip(names, row, strict=True))
            if _stays_behind(table.name, one, left, dropped):
                continue
            if table.name == "kept" and (one["kind"], one["key"]) in untold:
                continue
            if table.name == "suggestion":
                one["reasons"] = _reasons_without(one["reasons"], left)
            if table.name == "participant" and one["id"] in gone:
                one = {**dict.fromkeys(names), "id": one["id"], "consent": one["consent"]}
                one |= {"attributes": "{}", "archive": "no", "name_authority": "no"}
            rows.append([one[name] for name in names])
        tables[table.name] = {"columns": names, "rows": rows}
    return tables


def _dropped(connection: Connection, left: Collection[str]) -> set[str]:
    """Ids of codings, suggestions and items of review on transcripts that stay behind."""
    found: set[str] = set()
    if not left:
        return found
    for table in (schema.coding, schema.suggestion):
        rows = connection.execute(select(table.c.id, table.c.transcript))
        found |= {row.id for row in rows if row.transcript in left}
    items = connection.execute(select(schema.round_item.c.id, schema.round_item.c.subject))
    return found | {row.id for row in items if _about(row.subject, left, found)}


def _stays_behind(
    name: str, row: Mapping[str, Any], left: Collection[str], dropped: Collection[str]
) -> bool:
    if not left:
        return False
    if name == "transcript":
        return row["id"] in left
    if "transcript" in row:
        return row["transcript"] in left
    if name == "kept":
        return row["kind"] == ASKED and row["key"] in left
    if name == "memo":
        return _about(row["about"], left, dropped)
    if name == "resolution":
        return _about(row["subject"], left, dropped)
    named = {"round_item": "id", "judged": "item"}.get(name)
    keys = [named] if named else ["coding", "suggestion"]
    return any(row.get(key) in dropped for key in keys)


def _about(subject: str, left: Collection[str], dropped: Collection[str]) -> bool:
    """Whether what a memo or an item is about stays behind."""
    id = subject.partition(" ")[2]
    return id in dropped or id in left or id.rpartition(":")[0] in left


def _kept_of(
    connection: Connection, left: Collection[str], dropped: Collection[str]
) -> set[tuple[str, str]]:
    """Kind and key of what is kept of one text that stays behind, as edits of its quotes are."""
    if not left:
        return set()
    rows = connection.execute(select(schema.kept.c.kind, schema.kept.c.key, schema.kept.c.body))
    return {
        (row.kind, row.key)
        for row in rows
        if row.body is not None and _names(json.loads(row.body), left, dropped)
    }


def _names(value: object, left: Collection[str], dropped: Collection[str]) -> bool:
    """Whether a kept thing, or a part of it, says that it is of a text that stays behind."""
    if isinstance(value, list):
        return any(_names(one, left, dropped) for one in value)
    if not isinstance(value, dict):
        return False
    if value.get("coding") in dropped or value.get("transcript") in left:
        return True
    return any(_names(one, left, dropped) for one in value.values())


def _reasons_without(stored: str, left: Collection[str]) -> str:
    """Reasons of a suggestion, without those that quote a text that stays behind."""
    if not left:
        return stored
    reasons = json.loads(stored)
    told = [one for one in reasons if not _quotes(one, left)]
    return stored if len(told) == len(reasons) else json.dumps(told, ensure_ascii=False)


def _quotes(reason: list[Any], left: Collection[str]) -> bool:
    layer, words, *_, detail = reason
    named = [value for key, value in detail or () if key == "interview"]
    if named:
        return any(value in left for value in named)
    # The first engine kept no detail, but named the interview behind the words.
    return layer == "example" or any(f"({id}" in words for id in left)


def in_batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows in lots a database takes at once."""
    for n in range(0, len(rows), BATCH):
        yield rows[n : n + BATCH]


def save_rows(connection: Connection, tables: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put rows into an empty study, each table after those it refers to."""
    for table in TABLES:
        rows = tables.get(table.name, [])
        if table.name == "coding":
            # A coding may replace one that stands further down.
            rows = _replaced_first(rows)
        for batch in in_batches(rows):
            connection.execute(insert(table), batch)


def _replaced_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id = {row["id"]: row for row in rows}
    done: set[str] = set()
    ordered = []
    for row in rows:
        chain = []
        at: dict[str, Any] | None = row
        while at is not None and at["id"] not in done:
            done.add(at["id"])
            chain.append(at)
            at = by_id.get(at["replaces"])
        ordered += reversed(chain)
    return ordered


def checked_rows(given: object, damaged: str) -> dict[str, list[dict[str, Any]]]:
    """Rows read from a file, each value of its column's type.

    Raises
    ------
    Refused
        With the sentence ``damaged``, where they are not what `load_rows` gives.
    """
    if not isinstance(given, dict) or set(given) != {table.name for table in TABLES}:
        raise Refused(damaged)
    return {table.name: _rows_of(table, given[table.name], damaged) for table in TABLES}


def _rows_of(table: Table, given: object, damaged: str) -> list[dict[str, Any]]:
    skipped = ELSEWHERE.get(table.name, ())
    columns = {c.name: c for c in table.columns if c.name not in skipped}
    names = given.get("columns") if isinstance(given, dict) else None
    rows = given.get("rows") if isinstance(given, dict) else None
    if names != list(columns) or not isinstance(rows, list):
        raise Refused(damaged)
    fits = [_fits(column.type, bool(column.nullable)) for column in columns.values()]
    made = []
    for row in rows:
        if not isinstance(row, list) or len(row) != len(fits):
            raise Refused(damaged)
        if not all(fit(value) for fit, value in zip(fits, row, strict=True)):
            raise Refused(damaged)
        made.append(dict(zip(names, row, strict=True)))
    return made


def _fits(type: object, nullable: bool) -> Any:
    wanted: tuple[type, ...]  # type: ignore[valid-type]
    if isinstance(type, Boolean):
        wanted = (bool,)
    elif isinstance(type, Integer):
        wanted = (int,)
    elif isinstance(type, Float):
        wanted = (float, int)
    else:
        wanted = (str,)

    def fits(value: object) -> bool:
        if value is None:
            return nullable
        return isinstance(value, wanted) and isinstance(value, bool) == (wanted == (bool,))

    return fits


def plain_json(value: object) -> bytes:
    """Values as they are hashed and written: the same bytes for the same values."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
