"""Suggestions and the decisions on them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, select

from qualcode.errors import UnknownItem
from qualcode.model import Band, Decision, Reason, Span, Suggestion, Verdict
from qualcode.store import schema
from qualcode.store.session import Writing
from qualcode.store.settled import once, settled


def save_suggestions(tx: Writing, transcript: str, suggestions: Sequence[Suggestion]) -> None:
    """Replace the undecided suggestions of a transcript; decided ones stay as they were."""
    table = schema.suggestion
    decided = select(schema.decision.c.suggestion)
    tx.connection.execute(
        delete(table).where(table.c.transcript == transcript, table.c.id.not_in(decided))
    )
    kept = set(
        tx.connection.execute(select(table.c.id).where(table.c.transcript == transcript)).scalars()
    )
    rows = [_row(s, tx.at) for s in suggestions if s.id not in kept]
    if rows:
        tx.connection.execute(insert(table), rows)
    tx.record("suggest", transcript, offered=len(suggestions))


def _row(s: Suggestion, at: str) -> dict[str, Any]:
    reasons = [
        [r.layer, r.words, round(r.weight, 6), [[p.start, p.end] for p in r.spans], r.detail]
        for r in s.reasons
    ]
    return {
        "id": s.id,
        "transcript": s.transcript,
        "start": s.span.start,
        "end": s.span.end,
        "quote": s.quote,
        "code": s.code,
        "score": s.score,
        "band": s.band.value,
        "reasons": json.dumps(reasons, ensure_ascii=False),
        "engine": s.engine,
        "codebook_version": s.codebook_version,
        "made_at": at,
    }


def _offered() -> Select[Any]:
    t, s = schema.transcript, schema.suggestion
    return (
        select(s)
        .join(t, t.c.id == s.c.transcript)
        .where(t.c.removed_at.is_(None))
        .order_by(t.c.position, s.c.start, s.c.end, s.c.score.desc(), s.c.id)
    )


def _waiting(coder: Any, *, weak: bool) -> Any:
    """What a coder has not decided on; without ``weak`` not what is in the band ``below``.

    Nor what the coder has coded already: the same code on words that overlap.
    """
    s, c, w = schema.suggestion, schema.coding, schema.withdrawal
    same = (
        select(c.c.id)
        .outerjoin(w, w.c.coding == c.c.id)
        .where(
            c.c.transcript == s.c.transcript,
            c.c.start < s.c.end,
            c.c.end > s.c.start,
            c.c.code == s.c.code,
            c.c.coder == coder,
            w.c.coding.is_(None),
        )
    )
    waits = and_(s.c.id.not_in(settled(coder)), ~same.exists())
    return waits if weak else and_(waits, s.c.band != Band.BELOW.value)


def load_pending(
    connection: Connection,
    coder: str,
    *,
    transcripts: Iterable[str] | None = None,
    weak: bool = False,
) -> list[Suggestion]:
    """Suggestions that wait for this coder, in the order of the text.

    Left out are those in the band ``below``, unless ``weak`` asks for them, and what the coder
    has coded already: the same code on words that overlap. What is offered twice comes once.
    """
    given: dict[str, Any] = {"coder": coder}
    if transcripts is not None:
        given["transcripts"] = list(transcripts)
    rows = connection.execute(_pending(weak, transcripts is not None), given).all()
    return [_suggestion(row) for row in once(rows)]


# Built once: building it takes longer than the database needs to answer it.
@cache
def _pending(weak: bool, some: bool) -> Select[Any]:
    query = _offered().where(_waiting(bindparam("coder"), weak=weak))
    if some:
        query = query.where(
            schema.suggestion.c.transcript.in_(bindparam("transcripts", expanding=True))
        )
    return query


def load_offered(connection: Connection, transcript: str) -> list[Suggestion]:
    """Everything suggested for a transcript, whoever decided on it, in the order of the text."""
    query = _offered().where(schema.suggestion.c.transcript == transcript)
    return [_suggestion(row) for row in once(connection.execute(query).all())]


def load_pending_places(connection: Connection, coder: str) -> list[tuple[str, str, Span]]:
    """Where such suggestions wait, none of them weak, as (transcript, code, span), in no order."""
    s, t = schema.suggestion, schema.transcript
    columns = (
        s.c[name] for name in ("id", "transcript", "code", "start", "end", "made_at", "score")
    )
    rows = connection.execute(
        select(*columns)
        .join(t, t.c.id == s.c.transcript)
        .where(t.c.removed_at.is_(None), _waiting(coder, weak=False))
    ).all()
    return [(row.transcript, row.code, Span(row.start, row.end)) for row in once(rows)]


def unknown() -> UnknownItem:
    """The refusal of a suggestion that is not there, or not to be seen by this coder."""
    return UnknownItem("No such suggestion waits here; `qualcode suggest` makes new ones.")


def load_suggestion(connection: Connection, id: str) -> Suggestion:
    """One suggestion.

    Raises
    ------
    UnknownItem
        None has this id.
    """
    row = connection.execute(_offered().where(schema.suggestion.c.id == id)).first()
    if row is None:
        raise unknown()
    return _suggestion(row)


def load_decided(connection: Connection) -> dict[str, Suggestion]:
    """Every suggestion somebody decided on, by its id; those of removed transcripts left out."""
    decided = _offered().where(schema.suggestion.c.id.in_(select(schema.decision.c.suggestion)))
    return {row.id: _suggestion(row) for row in connection.execute(decided)}


def load_decided_places(connection: Connection) -> dict[str, tuple[str, Span]]:
    """Where the suggestions are that somebody decided on: id -> (transcript, span)."""
    s = schema.suggestion
    decided = select(schema.decision.c.suggestion)
    rows = connection.execute(
        select(s.c.id, s.c.transcript, s.c.start, s.c.end).where(s.c.id.in_(decided))
    )
    return {row.id: (row.transcript, Span(row.start, row.end)) for row in rows}


def _reason(
    layer: str,
    words: str,
    weight: float,
    spans: list[list[int]],
    detail: list[list[str]] | None = None,
) -> Reason:
    """A stored reason; those of the first engine have no detail."""
    return Reason(
        layer,
        words,
        weight,
        tuple(Span(a, b) for a, b in spans),
        tuple((key, value) for key, value in detail or ()),
    )


def _suggestion(row: Row[Any]) -> Suggestion:
    reasons = tuple(_reason(*stored) for stored in json.loads(row.reasons))
    return Suggestion(
        id=row.id,
        transcript=row.transcript,
        span=Span(row.start, row.end),
        quote=row.quote,
        code=row.code,
        score=row.score,
        band=Band(row.band),
        reasons=reasons,
        engine=row.engine,
        codebook_version=row.codebook_version,
    )


def save_decision(tx: Writing, decision: Decision) -> None:
    """Store what a person did with a suggestion; earlier decisions on it stay in the history."""
    newest = select(func.coalesce(func.max(schema.decision.c.n), 0))
    tx.connection.execute(
        insert(schema.decision).values(
            id=str(uuid.uuid4()),
            n=tx.connection.execute(newest).scalar_one() + 1,
            suggestion=decision.suggestion,
            verdict=decision.verdict.value,
            coder=decision.coder,
            made_at=decision.made_at or tx.at,
            code=decision.code,
            start=decision.span.start if decision.span else None,
            end=decision.span.end if decision.span else None,
            coding=decision.coding,
        )
    )
    tx.record(decision.verdict.value, decision.suggestion, coding=decision.coding)


def load_decisions(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    table = schema.decision
    return [
        Decision(
            suggestion=row.suggestion,
            verdict=Verdict(row.verdict),
            coder=row.coder,
            made_at=row.made_at,
            code=row.code,
            span=Span(row.start, row.end) if row.start is not None else None,
            coding=row.coding,
        )
        for row in connection.execute(select(table).order_by(table.c.n))
    ]
