"""What waits for a coder, and what was decided before anything was shown: light rows, in bulk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from qualcode.model import Band, Span
from qualcode.store import schema
from qualcode.store.settled import once, settled
from qualcode.store.text_versions import load_starts

DECIDED_FIRST = "decide first"


def load_queue(
    connection: Connection, coder: str
) -> list[tuple[str, str, int, int, str, float, str]]:
    """Suggestions a coder has not settled, strongest first, without their words and reasons.

    Rows are (id, transcript, start, end, code, score, band); the band ``below`` is left out.
    """
    s, t = schema.suggestion, schema.transcript
    fields = ("id", "transcript", "start", "end", "code", "score", "band")
    rows = connection.execute(
        select(*(s.c[name] for name in fields), s.c.made_at)
        .join(t, t.c.id == s.c.transcript)
        .where(
            t.c.removed_at.is_(None),
            s.c.band != Band.BELOW.value,
            s.c.id.not_in(settled(coder)),
        )
        .order_by(s.c.score.desc(), t.c.position, s.c.start, s.c.end, s.c.id)
    ).all()
    return [tuple(row)[: len(fields)] for row in once(rows)]


def count_settled(connection: Connection, coder: str) -> dict[tuple[str, str], int]:
    """How many suggestions a coder has accepted or rejected, by (transcript, code)."""
    s, t = schema.suggestion, schema.transcript
    places = (
        select(s.c.transcript, s.c.code, s.c.start, s.c.end)
        .join(t, t.c.id == s.c.transcript)
        .where(t.c.removed_at.is_(None), s.c.id.in_(settled(coder)))
        .distinct()
        .subquery()
    )
    rows = connection.execute(
        select(places.c.transcript, places.c.code, func.count()).group_by(
            places.c.transcript, places.c.code
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def load_spans(
    connection: Connection, coder: str, transcript: str | None = None
) -> list[tuple[str, Span, str]]:
    """Where a coder's standing codings are: (transcript, span, code)."""
    c, w = schema.coding, schema.withdrawal
    query = (
        select(c.c.transcript, c.c.start, c.c.end, c.c.code)
        .outerjoin(w, w.c.coding == c.c.id)
        .where(w.c.coding.is_(None), c.c.coder == coder)
    )
    if transcript is not None:
        query = query.where(c.c.transcript == transcript)
    return [(row[0], Span(row[1], row[2]), row[3]) for row in connection.execute(query)]


def load_offered_in(connection: Connection) -> set[str]:
    """Transcripts for which suggestions were made."""
    return set(connection.execute(select(schema.suggestion.c.transcript).distinct()).scalars())


def load_first(
    connection: Connection, coder: str | None = None
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Decisions made before anything was shown, oldest first: (segment, coder, when, detail).

    Where the transcript was corrected since, the segment is the one that begins with the same
    word now; decisions on passages that are gone are left out.
    """
    corrected = load_starts(connection)
    e = schema.event
    query = select(e.c.subject, e.c.who, e.c.at, e.c.detail).where(e.c.act == DECIDED_FIRST)
    if coder is not None:
        query = query.where(e.c.who == coder)
    for row in connection.execute(query.order_by(e.c.seq)):
        transcript, _, start = row.subject.rpartition(":")
        now = int(start) if start.isdecimal() else None
        for until, starts in corrected.get(transcript, ()):
            if now is not None and row.at < until:
                now = starts.get(now)
        if now is not None:
            yield f"{transcript}:{now}", row.who, row.at, json.loads(row.detail)
