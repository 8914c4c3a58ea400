"""Codings and withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from qualcode.errors import InvalidSpan, UnknownItem
from qualcode.model import Coding, Direction, Span
from qualcode.store import schema
from qualcode.store.session import Writing
from qualcode.store.texts import load_text

# Put together once: see `events`.
_ADD = insert(schema.coding)
_TAKEN = select(schema.coding.c.id).where(schema.coding.c.id == bindparam("which"))


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
        tx.connection.execute(_ADD, rows)


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


def save_withdrawal(tx: Writing, coding: str, *, corrected: bool = False) -> None:
    """Withdraw a coding; its row stays. ``corrected`` says that its transcript was, and that it
    waits to be placed again."""
    tx.connection.execute(
        insert(schema.withdrawal).values(coding=coding, coder=tx.who, made_at=tx.at)
    )
    tx.record("withdraw", coding, **({"corrected": True} if corrected else {}))


def standing() -> Select[Any]:
    """The codings that were not withdrawn, of texts that are in view."""
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
    query = standing().order_by(
        schema.transcript.c.position, c.c.start, c.c.end, c.c.made_at, c.c.id
    )
    if transcript is not None:
        query = query.where(c.c.transcript == transcript)
    if codes is not None:
        query = query.where(c.c.code.in_(list(codes)))
    if coder is not None:
        query = query.where(c.c.coder == coder)
    return [_coding(row) for row in connection.execute(query).all()]


def load_coding(connection: Connection, id: str) -> Coding:
    """One coding that stands.

    Raises
    ------
    UnknownItem
        There is none with this id, or it was withdrawn.
    """
    row = connection.execute(standing().where(schema.coding.c.id == id)).first()
    if row is None:
        raise UnknownItem("That coding does not stand any more; look at the passage again.")
    return _coding(row)


def load_standing(connection: Connection, id: str) -> Coding:
    """The coding that stands in the place of this one, in a text in view: itself, or its heir.

    Raises
    ------
    UnknownItem
        The study never had a coding of this id, or none stands in its place.
    """
    heir = load_heir(connection, id) or load_withdrawn(connection, id)
    return load_coding(connection, heir.id)


def load_withdrawn_at(connection: Connection, id: str) -> str | None:
    """When a coding was withdrawn; None while it stands."""
    w = schema.withdrawal
    at: str | None = connection.execute(select(w.c.made_at).where(w.c.coding == id)).scalar()
    return at


def load_withdrawn(connection: Connection, id: str) -> Coding:
    """A coding whether it stands or was withdrawn.

    Raises
    ------
    UnknownItem
        The study never had a coding of this id.
    """
    row = connection.execute(select(schema.coding).where(schema.coding.c.id == id)).first()
    if row is None:
        raise UnknownItem("The study never had that coding; `qualcode codings` lists those it has.")
    return _coding(row)


# Looked up, not called: a long interview has a thousand codings, read at every key press.
_DIRECTIONS = {direction.value: direction for direction in Direction}


def _coding(row: Any) -> Coding:
    id, transcript, start, end, quote, code, direction, coder, made_at, basis, starred, old = row
    return Coding(
        id,
        transcript,
        Span(start, end),
        quote,
        code,
        coder,
        _DIRECTIONS[direction],
        made_at,
        basis,
        starred,
        old,
    )


def load_spans(connection: Connection, transcript: str, coder: str) -> list[Span]:
    """Where codings of a coder stand in a transcript."""
    c = schema.coding
    query = standing().with_only_columns(c.c.start, c.c.end).distinct()
    rows = connection.execute(query.where(c.c.transcript == transcript, c.c.coder == coder))
    return [Span(row.start, row.end) for row in rows]


def load_recent(connection: Connection, coder: str, most: int = 200) -> list[tuple[str, str]]:
    """A coder's newest codings that stand and were not imported, as (code, transcript)."""
    c = schema.coding
    query = standing().with_only_columns(c.c.code, c.c.transcript)
    query = query.where(c.c.coder == coder, c.c.basis != "import")
    rows = connection.execute(query.order_by(c.c.made_at.desc()).limit(most))
    return [(row.code, row.transcript) for row in rows]


def load_line_end(connection: Connection, id: str) -> tuple[Coding, bool]:
    """The last coding of the line that begins with this one, and whether it stands.

    A line is a coding, what replaced it, what replaced that, and so on. Where it branches, the
    coding that stands is its end.

    Raises
    ------
    UnknownItem
        The study never had a coding of this id.
    """
    c, w = schema.coding, schema.withdrawal
    waiting, seen, end = [id], set[str](), id
    while waiting:
        end = waiting.pop(0)
        seen.add(end)
        if connection.execute(select(w.c.coding).where(w.c.coding == end)).first() is None:
            return load_withdrawn(connection, end), True
        heirs = connection.execute(select(c.c.id).where(c.c.replaces == end)).scalars()
        waiting += [heir for heir in heirs if heir not in seen]
    return load_withdrawn(connection, end), False


def load_heir(connection: Connection, id: str) -> Coding | None:
    """The coding that stands in the place of this one: itself, or what replaced it.

    None where nothing does; also where a merge brought what names a coding without the coding.
    """
    try:
        end, stands = load_line_end(connection, id)
    except UnknownItem:
        return None
    return end if stands else None


def load_replaced(connection: Connection, transcript: str) -> dict[str, str]:
    """Of the codings of a transcript that replaced another: its id -> the other's."""
    c = schema.coding
    query = select(c.c.id, c.c.replaces)
    query = query.where(c.c.transcript == transcript, c.c.replaces.is_not(None))
    return {row.id: row.replaces for row in connection.execute(query)}


def is_taken(connection: Connection, id: str) -> bool:
    """Whether a coding has or had this id."""
    return connection.execute(_TAKEN, {"which": id}).first() is not None


# What makes two codings the same.
_SAME = ("transcript", "start", "end", "code", "direction", "coder")
_STANDS = standing().where(*(schema.coding.c[name] == bindparam(f"its_{name}") for name in _SAME))


def stands_already(connection: Connection, coding: Coding) -> bool:
    """Whether the same coder's same code with the same direction stands on the same words."""
    row = _row(coding, "")
    same = {f"its_{name}": row[name] for name in _SAME}
    return connection.execute(_STANDS, same).first() is not None


def save_starred(tx: Writing, id: str, starred: bool) -> None:
    """Mark a coding as one to come back to, or take the mark away."""
    tx.connection.execute(
        update(schema.coding).where(schema.coding.c.id == id).values(starred=starred)
    )
    tx.record("star" if starred else "unstar", id)
