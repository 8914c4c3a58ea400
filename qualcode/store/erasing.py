"""Taking out of the study what somebody no longer wants to be in it."""

from __future__ import annotations

from sqlalchemy import delete

from qualcode.store import schema
from qualcode.store.session import Writing


def erase_kept(tx: Writing, kind: str, key: str) -> int:
    """Delete one thing people wrote, in every version; returns how many versions there were.

    The history keeps that it was there and that it was erased, never what it said.
    """
    table = schema.kept
    gone = tx.connection.execute(delete(table).where(table.c.kind == kind, table.c.key == key))
    if gone.rowcount:
        tx.record(f"erase {kind}", key, versions=gone.rowcount)
    return int(gone.rowcount)
