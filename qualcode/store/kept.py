"""Themes, summaries, placements, plans: things people write, in every version."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from qualcode.model.kept import Kept
from qualcode.store import schema
from qualcode.store.session import Writing


def save_kept(tx: Writing, kind: str, key: str, body: Mapping[str, Any] | None) -> Kept:
    """Add a version; None drops the thing, and its earlier versions stay.

    The acting person must be a coder of the study already.
    """
    table = schema.kept
    newest = tx.connection.execute(select(func.max(table.c.n))).scalar() or 0
    made = Kept(str(uuid.uuid4()), kind, key, body, tx.who, tx.at)
    tx.connection.execute(
        insert(table).values(
            id=made.id,
            n=newest + 1,
            kind=kind,
            key=key,
            body=None if body is None else json.dumps(body, ensure_ascii=False, sort_keys=True),
            who=tx.who,
            made_at=tx.at,
        )
    )
    tx.record(f"drop {kind}" if body is None else f"keep {kind}", key)
    return made


def load_kept(connection: Connection, kind: str) -> list[Kept]:
    """The newest version of everything of a kind that was not dropped, the first made first."""
    table = schema.kept
    rows = connection.execute(select(table).where(table.c.kind == kind).order_by(table.c.n))
    # A key keeps the place of its first version.
    newest = {row.key: row for row in rows}
    return [_kept(row) for row in newest.values() if row.body is not None]


def load_one(connection: Connection, kind: str, key: str) -> Kept | None:
    """The newest version of one thing; None where there is none or it was dropped."""
    versions = load_versions(connection, kind, key)
    return versions[0] if versions and versions[0].body is not None else None


def load_versions(connection: Connection, kind: str, key: str) -> list[Kept]:
    """Every version of one thing, newest first."""
    table = schema.kept
    query = select(table).where(table.c.kind == kind, table.c.key == key)
    return [_kept(row) for row in connection.execute(query.order_by(table.c.n.desc()))]


def _kept(row: Row[Any]) -> Kept:
    body = None if row.body is None else json.loads(row.body)
    return Kept(row.id, row.kind, row.key, body, row.who, row.made_at)
