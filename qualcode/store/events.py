"""The history of a study: every act, chained by hash, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from qualcode.model import Event
from qualcode.store.schema import event, study

FIRST = "0" * 64
# In the detail of an act that was taken over from another copy: the seal it had there.
MERGED = "merged"
# What every coding asks for is put together once, here and beside: that takes longer than to ask.
_LAST = select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)
_COUNT = select(func.coalesce(func.max(event.c.seq), 0))


def chain_hash(
    previous: str, seq: int, at: str, who: str, act: str, subject: str, detail: str
) -> str:
    """The hash that seals an event to the one before it."""
    fields = json.dumps([previous, seq, at, who, act, subject, detail], ensure_ascii=False)
    return hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()


def load_last(connection: Connection) -> tuple[int, str]:
    """Sequence number and hash of the newest event; (0, zeros) in a new study."""
    row = connection.execute(_LAST).first()
    return (row.seq, row.hash) if row else (0, FIRST)


def load_count(connection: Connection) -> int:
    """How many acts the study has seen; it changes with every act, so caches can hang on it."""
    return int(connection.execute(_COUNT).scalar_one())


def load_events(connection: Connection, *, last: int | None = None) -> Iterator[Event]:
    """Events, oldest first; only the ``last`` ones when asked."""
    query = select(event).order_by(event.c.seq)
    if last is not None:
        query = query.where(event.c.seq > load_count(connection) - last)
    for row in connection.execute(query):
        yield Event(**row._mapping)


def load_acts(connection: Connection, act: str) -> list[Event]:
    """Events of one act, oldest first."""
    rows = connection.execute(select(event).where(event.c.act == act).order_by(event.c.seq))
    return [Event(**row._mapping) for row in rows]


def origin_of(detail: str) -> str | None:
    """The seal an act had in the copy it was done in; None where it was done here."""
    if f'"{MERGED}"' not in detail:
        return None
    origin: str | None = json.loads(detail).get(MERGED)
    return origin


def find_break(connection: Connection) -> int | None:
    """The sequence number of the first event that is missing or does not fit; None when all do."""
    previous, expected = FIRST, 1
    for e in load_events(connection):
        sealed = chain_hash(previous, e.seq, e.at, e.who, e.act, e.subject, e.detail)
        if (e.seq, e.previous, e.hash) != (expected, previous, sealed):
            return e.seq
        previous, expected = e.hash, expected + 1
    head = connection.execute(select(study.c.head)).scalar()
    return expected if head is not None and head != previous else None


def seal(
    last: tuple[int, str], at: str, who: str, acts: list[tuple[str, str, str]]
) -> list[dict[str, Any]]:
    """Rows for the event table: ``acts`` are (act, subject, detail as JSON), in order."""
    seq, previous = last
    rows = []
    for act, subject, detail in acts:
        seq += 1
        sealed = chain_hash(previous, seq, at, who, act, subject, detail)
        rows.append(
            {
                "seq": seq,
                "at": at,
                "who": who,
                "act": act,
                "subject": subject,
                "detail": detail,
                "previous": previous,
                "hash": sealed,
            }
        )
        previous = sealed
    return rows
