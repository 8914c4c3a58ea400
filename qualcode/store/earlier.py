"""Codings as they once stood, the withdrawn ones with them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from qualcode.store import schema


class Stood(NamedTuple):
    """Where a coding stood, from when, and until when if it was withdrawn (UTC, ISO 8601)."""

    transcript: str
    start: int
    end: int
    code: str
    coder: str
    made_at: str
    withdrawn_at: str | None


def load_all_that_stood(connection: Connection) -> list[Stood]:
    """Every coding ever made in the transcripts in view."""
    c, w, t = schema.coding, schema.withdrawal, schema.transcript
    rows = connection.execute(
        select(c.c.transcript, c.c.start, c.c.end, c.c.code, c.c.coder, c.c.made_at, w.c.made_at)
        .outerjoin(w, w.c.coding == c.c.id)
        .join(t, t.c.id == c.c.transcript)
        .where(t.c.removed_at.is_(None))
        .order_by(t.c.position, c.c.start, c.c.id)
    )
    return [Stood(*row) for row in rows]
