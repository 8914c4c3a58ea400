"""Taking out of the study what somebody no longer wants to be in it."""

from __future__ import annotations

from sqlalchemy import delete

from qualcode.store import schema
from qualcode.store.session import Writing


def erase_kept(tx: Writing, kind: str, key: str, *further: str) -> int:
    """Delete one thing people wrote, in every version; returns how many versions there were.

    The history keeps that it was there and that it was erased, never what it said. ``further``
    are keys it had in earlier studies, which the history is not told again.
    """
    table = schema.kept
    named = table.c.key.in_((key, *further))
    gone = tx.connection.execute(delete(table).where(table.c.kind == kind, named))
    if gone.rowcount:
        tx.record(f"erase {kind}", key, versions=gone.rowcount)
    return int(gone.rowcount)
