"""Codings, withdrawals and readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, not_, select, update

from qualcode.errors import InvalidSpan, UnknownItem
from qualcode.model import Coding, Direction, Reading, Span
from qualcode.store import schema
from qualcode.store.session import Writing
from qualcode.store.texts import load_text

ACTS = ("code", "withdraw", "undo code", "undo withdraw", "undo change")


def save_codings(tx: Writing, codings: Iterable[Coding]) -> None:
    """Add codings, each checked against its transcript's text first.

    Raises
    ------
    InvalidSpan
        A span lies outside the text, or its quote is not what stands there; none is stored.
    """
    texts: dict[str, str] = {}
    rows = []
    for coding in codings:
        if coding.transcript not in texts:
            texts[coding.transcript] = load_text(tx.connection, coding.transcript)
        _check(coding, texts[coding.transcript])
        rows.append(_row(coding, tx.at))
        tx.record(
            "code",
            coding.id,
            transcript=coding.transcript,
            span=str(coding.span),
            code=coding.code,
            direction=coding.direction.value,
            coder=coding.coder,
            basis=coding.basis,
            replaces=coding.replaces,
        )
    if rows:
        tx.connection.execute(insert(schema.coding), rows)


def _check(coding: Coding, text: str) -> None:
    if coding.span.end > len(text):
        raise InvalidSpan(
            f"Span {coding.span} lies outside transcript {coding.transcript!r}, which has"
            f" {len(text)} characters."
        )
    if text[coding.span.start : coding.span.end] != coding.quote:
        raise InvalidSpan(
            f"The quote given for span {coding.span} of {coding.transcript!r} is not what stands"
            " there; give the span anew."
        )


def _row(coding: Coding, at: str) -> dict[str, Any]:
    return {
        "id": coding.id,
        "transcript": coding.transcript,
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": coding.quote,
        "code": coding.code,
        "direction": coding.direction.value,
        "coder": coding.coder,
        "made_at": coding.made_at or at,
        "basis": coding.basis,
        "starred": coding.starred,
        "replaces": coding.replaces,
    }


def save_withdrawal(tx: Writing, coding: str) -> None:
    """Withdraw a coding; its row stays."""
    tx.connection.execute(
        insert(schema.withdrawal).values(coding=coding, coder=tx.who, made_at=tx.at)
    )
    tx.record("withdraw", coding)


def _standing() -> Select[Any]:
    c, w, t = schema.coding, schema.withdrawal, schema.transcript
    return (
        select(c)
        .outerjoin(w, w.c.coding == c.c.id)
        .join(t, t.c.id == c.c.transcript)
        .where(w.c.coding.is_(None), t.c.removed_at.is_(None))
    )


def load_codings(
    connection: Connection,
    *,
    transcript: str | None = None,
    codes: Iterable[str] | None = None,
    coder: str | None = None,
) -> list[Coding]:
    """Codings that stand, in the order of their transcripts and places."""
    c = schema.coding
    query = _standing().order_by(
        schema.transcript.c.position, c.c.start, c.c.end, c.c.made_at, c.c.id
    )
    if transcript is not None:
        query = query.where(c.c.transcript == transcript)
    if codes is not None:
        query = query.where(c.c.code.in_(list(codes)))
    if coder is not None:
        query = query.where(c.c.coder == coder)
    return [_coding(row) for row in connection.execute(query)]


def load_coding(connection: Connection, id: str) -> Coding:
    """One coding that stands.

    Raises
    ------
    UnknownItem
        There is none with this id, or it was withdrawn.
    """
    row = connection.execute(_standing().where(schema.coding.c.id == id)).first()
    if row is None:
        raise UnknownItem(
            f"No coding {id!r} stands in this study; `qualcode codings` lists them all."
        )
    return _coding(row)


def load_withdrawn(connection: Connection, id: str) -> Coding:
    """A coding that was withdrawn."""
    row = connection.execute(select(schema.coding).where(schema.coding.c.id == id)).one()
    return _coding(row)


def _coding(row: Any) -> Coding:
    return Coding(
        id=row.id,
        transcript=row.transcript,
        span=Span(row.start, row.end),
        quote=row.quote,
        code=row.code,
        coder=row.coder,
        direction=Direction(row.direction),
        made_at=row.made_at,
        basis=row.basis,
        starred=row.starred,
        replaces=row.replaces,
    )


def load_acts(connection: Connection, coder: str) -> Iterator[tuple[str, str]]:
    """A coder's acts on codings in view, newest first, as (act, coding id); not imports."""
    e, c, t = schema.event, schema.coding, schema.transcript
    # What replaces an imported coding keeps its basis, but was made by hand.
    imported = and_(e.c.act == "code", c.c.basis == "import", c.c.replaces.is_(None))
    rows = connection.execute(
        select(e.c.act, e.c.subject)
        .join(c, c.c.id == e.c.subject)
        .join(t, t.c.id == c.c.transcript)
        .where(e.c.who == coder, e.c.act.in_(ACTS), t.c.removed_at.is_(None), not_(imported))
        .order_by(e.c.seq.desc())
    )
    for row in rows:
        yield row.act, row.subject


def load_recent(connection: Connection, coder: str, most: int = 200) -> list[tuple[str, str]]:
    """A coder's newest codings that stand and were not imported, as (code, transcript)."""
    c = schema.coding
    query = _standing().with_only_columns(c.c.code, c.c.transcript)
    query = query.where(c.c.coder == coder, c.c.basis != "import")
    rows = connection.execute(query.order_by(c.c.made_at.desc()).limit(most))
    return [(row.code, row.transcript) for row in rows]


def load_heir(connection: Connection, id: str) -> Coding | None:
    """The coding that stands in the place of this one: itself, or what replaced it."""
    c, w = schema.coding, schema.withdrawal
    waiting, seen = [id], set[str]()
    while waiting:
        at = waiting.pop()
        seen.add(at)
        if connection.execute(select(w.c.coding).where(w.c.coding == at)).first() is None:
            return load_coding(connection, at)
        heirs = connection.execute(select(c.c.id).where(c.c.replaces == at)).scalars()
        waiting += [heir for heir in heirs if heir not in seen]
    return None


def save_starred(tx: Writing, id: str, starred: bool) -> None:
    """Mark a coding as one to come back to, or take the mark away."""
    tx.connection.execute(
        update(schema.coding).where(schema.coding.c.id == id).values(starred=starred)
    )
    tx.record("star" if starred else "unstar", id)


def save_reading(tx: Writing, transcript: str, *, done: bool | None) -> None:
    """Note that a coder has opened a transcript (``done`` None), coded it through, or not."""
    table = schema.reading
    here = (table.c.transcript == transcript) & (table.c.coder == tx.who)
    found = tx.connection.execute(select(table).where(here)).first()
    values = {} if done is None else {"done_at": tx.at if done else None}
    if found is None:
        tx.connection.execute(
            insert(table).values(transcript=transcript, coder=tx.who, read_at=tx.at, **values)
        )
    elif values:
        tx.connection.execute(update(table).where(here).values(values))
    if done is not None:
        tx.record("done" if done else "not done", transcript)


def load_readings(connection: Connection) -> list[Reading]:
    """Who has read and coded through what."""
    return [Reading(**row._mapping) for row in connection.execute(select(schema.reading))]
