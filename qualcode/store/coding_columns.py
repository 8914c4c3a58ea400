"""Every coding that stands, column by column: for tables, which need no values of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from qualcode.store import schema
from qualcode.store.coded import standing

COLUMNS = (
    *("id", "transcript", "start", "end", "quote", "code", "direction", "coder", "made_at"),
    "starred",
)


def load_columns(connection: Connection) -> dict[str, tuple[Any, ...]]:
    """Codings that stand as columns of `COLUMNS`, in the order of their transcripts and places.

    A quarter of a million codings come in a fifth of the time that they take one by one.
    """
    c = schema.coding.c
    query = standing().with_only_columns(*(c[name] for name in COLUMNS))
    rows = connection.execute(
        query.order_by(schema.transcript.c.position, c.start, c.end, c.made_at, c.id)
    ).all()
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return dict(zip(COLUMNS, columns, strict=True))
