"""Memos."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, func, insert, literal, or_, select

from qualcode.model import Memo
from qualcode.store import schema
from qualcode.store.session import Writing


def save_memo(tx: Writing, memo: Memo) -> None:
    """Add a memo."""
    tx.connection.execute(insert(schema.memo).values(asdict(memo)))
    tx.record("write memo", memo.id, about=memo.about)


def load_memos(connection: Connection, *, about: str | None = None) -> list[Memo]:
    """Memos, newest first; on one thing only when asked.

    Those on a coding follow it: asked for its replacement, they are found too.
    """
    query = select(schema.memo).order_by(schema.memo.c.made_at.desc(), schema.memo.c.id)
    if about is not None:
        query = query.where(schema.memo.c.about.in_(_names(connection, about)))
    return [Memo(**row._mapping) for row in connection.execute(query)]


def _names(connection: Connection, about: str) -> list[str]:
    """A thing and, of a coding, every coding it replaces."""
    kind, _, id = about.partition(" ")
    names, c = [about], schema.coding
    while kind == "coding" and id:
        id = connection.execute(select(c.c.replaces).where(c.c.id == id)).scalar() or ""
        if id:
            names.append(f"coding {id}")
    return names


def load_memos_within(connection: Connection, transcript: str) -> list[Memo]:
    """Memos on a transcript's passages and codings, withdrawn ones too, newest first."""
    m, c = schema.memo, schema.coding
    passage = f"segment {transcript}:"
    on_codings = select(literal("coding ") + c.c.id).where(c.c.transcript == transcript)
    here = or_(func.substr(m.c.about, 1, len(passage)) == passage, m.c.about.in_(on_codings))
    query = select(m).where(here).order_by(m.c.made_at.desc(), m.c.id)
    return [Memo(**row._mapping) for row in connection.execute(query)]
