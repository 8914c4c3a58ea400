"""Codings by the beginnings of their ids, as they stand in files that left."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualcode.store import schema

MOST = 20


def load_beginning(connection: Connection, source: str) -> list[str]:
    """Ids of codings that begin so, of those that were replaced or withdrawn too; at most 20."""
    column = schema.coding.c.id
    # Compared as it stands: a wildcard typed by somebody is a character like others.
    query = select(column).where(func.substr(column, 1, len(source)) == source).limit(MOST)
    return list(connection.execute(query.order_by(column)).scalars())
