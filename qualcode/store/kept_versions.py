"""Everything of a kind that people ever wrote, dropped things too."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from qualcode.model.kept import Kept
from qualcode.store import schema


def load_every_version(connection: Connection, kind: str) -> list[Kept]:
    """Every version of everything of a kind, in the order they were made."""
    table = schema.kept
    rows = connection.execute(select(table).where(table.c.kind == kind).order_by(table.c.n))
    return [
        Kept(
            row.id,
            row.kind,
            row.key,
            None if row.body is None else json.loads(row.body),
            row.who,
            row.made_at,
        )
        for row in rows
    ]
