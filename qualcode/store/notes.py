"""Memos."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from qualcode.model import Memo
from qualcode.store import schema
from qualcode.store.session import Writing


def save_memo(tx: Writing, memo: Memo) -> None:
    """Add a memo."""
    tx.connection.execute(insert(schema.memo).values(asdict(memo)))
    tx.record("write memo", memo.id, about=memo.about)


def load_memos(connection: Connection, *, about: str | None = None) -> list[Memo]:
    """Memos, newest first; on one thing only when asked."""
    query = select(schema.memo).order_by(schema.memo.c.made_at.desc(), schema.memo.c.id)
    if about is not None:
        query = query.where(schema.memo.c.about == about)
    return [Memo(**row._mapping) for row in connection.execute(query)]
