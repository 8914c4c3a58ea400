"""Suggestions and the decisions on them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, or_, select

from qualcode.errors import UnknownItem
from qualcode.model import Band, Decision, Reason, Span, Suggestion, Verdict
from qualcode.store import schema
from qualcode.store.session import Writing


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


def _settled(coder: str) -> Any:
    """Suggestions a coder has accepted or turned down.

    An acceptance holds while its coding stands, or what replaced it, which keeps its basis. A
    rejection holds until a later decision on it. A skipped suggestion waits.
    """
    d, w = schema.decision, schema.withdrawal
    made, heir, gone = schema.coding.alias("made"), schema.coding.alias("heir"), w.alias("gone")
    inherited = (
        select(heir.c.id)
        .join(made, (made.c.transcript == heir.c.transcript) & (made.c.basis == heir.c.basis))
        .outerjoin(gone, gone.c.coding == heir.c.id)
        .where(made.c.id == d.c.coding, heir.c.coder == d.c.coder, gone.c.coding.is_(None))
    )
    withdrawn = select(w.c.coding).where(w.c.coding == d.c.coding)
    accepted = select(d.c.suggestion).where(
        d.c.coder == coder,
        d.c.verdict == Verdict.ACCEPT.value,
        or_(~withdrawn.exists(), inherited.exists()),
    )
    later = schema.decision.alias("later")
    newer = select(later.c.id).where(
        later.c.suggestion == d.c.suggestion, later.c.coder == d.c.coder, later.c.n > d.c.n
    )
    rejected = select(d.c.suggestion).where(
        d.c.coder == coder, d.c.verdict == Verdict.REJECT.value, ~newer.exists()
    )
    return accepted.union_all(rejected)


def load_skipped(connection: Connection, coder: str) -> list[str]:
    """Suggestions a coder has skipped, the longest ago first."""
    d = schema.decision
    last = (
        select(d.c.suggestion, func.max(d.c.n).label("n"))
        .where(d.c.coder == coder)
        .group_by(d.c.suggestion)
        .subquery()
    )
    query = select(d.c.suggestion).join(last, last.c.n == d.c.n)
    skipped = query.where(d.c.verdict == Verdict.SKIP.value).order_by(d.c.n)
    return list(connection.execute(skipped).scalars())


def _waiting(coder: str, *, weak: bool) -> Any:
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
    waits = and_(s.c.id.not_in(_settled(coder)), ~same.exists())
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
    has coded already: the same code on words that overlap.
    """
    s = schema.suggestion
    query = _offered().where(_waiting(coder, weak=weak))
    if transcripts is not None:
        query = query.where(s.c.transcript.in_(list(transcripts)))
    return [_suggestion(row) for row in connection.execute(query)]


def load_offered(connection: Connection, transcript: str) -> list[Suggestion]:
    """Everything suggested for a transcript, whoever decided on it, in the order of the text."""
    query = _offered().where(schema.suggestion.c.transcript == transcript)
    return [_suggestion(row) for row in connection.execute(query)]


def load_pending_places(connection: Connection, coder: str) -> list[tuple[str, str, Span]]:
    """Where such suggestions wait, none of them weak, as (transcript, code, span), in no order."""
    s, t = schema.suggestion, schema.transcript
    rows = connection.execute(
        select(s.c.transcript, s.c.code, s.c.start, s.c.end)
        .join(t, t.c.id == s.c.transcript)
        .where(t.c.removed_at.is_(None), _waiting(coder, weak=False))
    )
    return [(row.transcript, row.code, Span(row.start, row.end)) for row in rows]


def is_decided(connection: Connection, suggestion: str, coder: str) -> bool:
    """Whether this coder has decided on a suggestion, and the decision still holds."""
    s = schema.suggestion
    query = select(s.c.id).where(s.c.id == suggestion, s.c.id.in_(_settled(coder)))
    return connection.execute(query).first() is not None


def load_last_verdict(connection: Connection, suggestion: str, coder: str) -> Verdict | None:
    """What a coder last decided on a suggestion; None before any decision."""
    d = schema.decision
    query = select(d.c.verdict).where(d.c.suggestion == suggestion, d.c.coder == coder)
    verdict = connection.execute(query.order_by(d.c.n.desc()).limit(1)).scalar()
    return Verdict(verdict) if verdict else None


def load_suggestion(connection: Connection, id: str) -> Suggestion:
    """One suggestion.

    Raises
    ------
    UnknownItem
        None has this id.
    """
    row = connection.execute(_offered().where(schema.suggestion.c.id == id)).first()
    if row is None:
        raise UnknownItem(f"No suggestion {id!r} waits here; `qualcode suggest` makes new ones.")
    return _suggestion(row)


def load_decided(connection: Connection) -> dict[str, Suggestion]:
    """Every suggestion somebody decided on, by its id; those of removed transcripts left out."""
    decided = _offered().where(schema.suggestion.c.id.in_(select(schema.decision.c.suggestion)))
    return {row.id: _suggestion(row) for row in connection.execute(decided)}


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
