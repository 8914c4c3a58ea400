"""Codings whose transcript was corrected: where they were, and what became of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from qualcode.errors import UnknownItem
from qualcode.model import Coding, Span
from qualcode.model.corrected import Move, MoveState
from qualcode.store import schema
from qualcode.store.coded import _coding
from qualcode.store.session import Writing

# In these a coding is still known by the older version it was made on.
OFF = (MoveState.REVIEW, MoveState.UNPLACED, MoveState.DROPPED, MoveState.LEFT)
WAITING = tuple(state.value for state in MoveState if state.waits)


@dataclass(frozen=True, slots=True)
class Base:
    """A coding as it is known: on which version, and whether it stands or waits there."""

    coding: Coding
    n: int
    stands: bool
    waits: bool
    known: bool  # whether a row of that version tells of it already
    kept: tuple[int, Span] | None = None  # where it stood on which version before it was kept


def load_bases(connection: Connection, transcript: str, newest: int) -> list[Base]:
    """Every coding of a transcript, withdrawn ones too, in the order of their places."""
    c, w, m = schema.coding, schema.withdrawal, schema.coding_move
    last: dict[str, Any] = {}
    query = select(m).where(m.c.transcript == transcript).order_by(m.c.n)
    kept: dict[str, tuple[int, Span]] = {}
    for told in connection.execute(query):
        last[told.coding] = told
        if told.state == MoveState.KEPT:
            kept[told.coding] = told.n, Span(told.start, told.end)
    heirs = set(connection.execute(_heirs(transcript)).scalars())
    found = []
    rows = connection.execute(
        select(c, w.c.coding.label("gone"))
        .outerjoin(w, w.c.coding == c.c.id)
        .where(c.c.transcript == transcript)
        .order_by(c.c.start, c.c.end, c.c.made_at, c.c.id)
    )
    for *plain, gone in rows:
        coding, row = _coding(plain), last.get(plain[0])
        if row is None or MoveState(row.state) not in OFF or gone is None:
            stood = kept.get(coding.replaces or "")
            found.append(Base(coding, newest, gone is None, False, False, stood))
            continue
        was = dataclasses.replace(coding, span=Span(row.start, row.end), quote=row.quote)
        waits = MoveState(row.state).waits and coding.id not in heirs
        found.append(Base(was, row.n, False, waits, True))
    return found


def _heirs(transcript: str) -> Select[Any]:
    """What is replaced by a coding that stands."""
    c, w = schema.coding, schema.withdrawal
    return (
        select(c.c.replaces)
        .outerjoin(w, w.c.coding == c.c.id)
        .where(c.c.transcript == transcript, c.c.replaces.is_not(None), w.c.coding.is_(None))
    )


def save_moves(tx: Writing, moves: Sequence[tuple[Base, Move]], length: int) -> None:
    """Note what became of each coding, and let the coding follow.

    Its words are those of the newest text then. One whose words are gone stands behind the end of
    that text, which has this ``length``: nowhere, so that it is never taken for other words.
    """
    m, c = schema.coding_move, schema.coding
    new = [_row(move) for base, move in moves if not base.known]
    if new:
        tx.connection.execute(insert(m), new)
    known = [
        {"b_coding": move.coding.id, "b_n": base.n, "b_state": move.state.value}
        | {"b_speaker": move.speaker}
        for base, move in moves
        if base.known
    ]
    if known:
        tx.connection.execute(
            update(m)
            .where(m.c.coding == bindparam("b_coding"), m.c.n == bindparam("b_n"))
            .values(state=bindparam("b_state"), speaker=bindparam("b_speaker")),
            known,
        )
    places = [_place(move, length) for _, move in moves]
    if places:
        tx.connection.execute(
            update(c)
            .where(c.c.id == bindparam("b_id"))
            .values(start=bindparam("b_start"), end=bindparam("b_end"), quote=bindparam("b_quote")),
            places,
        )


def _row(move: Move) -> dict[str, Any]:
    return {
        "coding": move.coding.id,
        "n": move.n,
        "transcript": move.coding.transcript,
        "start": move.coding.span.start,
        "end": move.coding.span.end,
        "quote": move.coding.quote,
        "stood": move.stood,
        "state": move.state.value,
        "speaker": move.speaker,
        "settled_by": None,
        "settled_at": None,
    }


def _place(move: Move, length: int) -> dict[str, Any]:
    span, words = move.span, move.words
    if span is None:
        span, words = Span(length + 1, length + 2), move.coding.quote
    return {
        "b_id": move.coding.id,
        "b_start": span.start,
        "b_end": span.end,
        "b_quote": words,
    }


def save_settled(tx: Writing, move: Move, state: MoveState) -> None:
    """Note what a person decided on a coding that waits, and put its row where they put it."""
    m, c = schema.coding_move, schema.coding
    here = (m.c.coding == move.coding.id) & (m.c.n == move.n)
    tx.connection.execute(
        update(m).where(here).values(state=state.value, settled_by=tx.who, settled_at=tx.at)
    )
    if move.span is not None:
        tx.connection.execute(
            update(c)
            .where(c.c.id == move.coding.id)
            .values(start=move.span.start, end=move.span.end, quote=move.words)
        )


def load_waiting(
    connection: Connection, transcript: str | None = None, coding: str | None = None
) -> list[Move]:
    """Codings that wait to be placed again, in the order of the texts and their older places."""
    c, m, t = schema.coding, schema.coding_move, schema.transcript
    heir, gone = schema.coding.alias("heir"), schema.withdrawal.alias("gone")
    stands = (
        select(heir.c.id)
        .outerjoin(gone, gone.c.coding == heir.c.id)
        .where(heir.c.replaces == c.c.id, gone.c.coding.is_(None))
    )
    query = (
        select(*c.c, m.c.n, m.c.start, m.c.end, m.c.quote, m.c.state, m.c.speaker, t.c.text)
        .join(m, m.c.coding == c.c.id)
        .join(t, t.c.id == c.c.transcript)
        .where(m.c.state.in_(WAITING), t.c.removed_at.is_(None), ~stands.exists())
        .order_by(t.c.position, m.c.n, m.c.start, m.c.end, c.c.id)
    )
    if transcript is not None:
        query = query.where(c.c.transcript == transcript)
    if coding is not None:
        query = query.where(c.c.id == coding)
    return [_move(row) for row in connection.execute(query)]


def _move(row: Any) -> Move:
    *plain, n, start, end, quote, state, speaker, text = row
    now = _coding(plain)
    was = dataclasses.replace(now, span=Span(start, end), quote=quote)
    placed = now.span.end <= len(text)
    span, words = (now.span, now.quote) if placed else (None, "")
    return Move(was, n, MoveState(state), span, words, bool(speaker))


def load_one_waiting(connection: Connection, coding: str) -> Move:
    """One coding that waits.

    Raises
    ------
    UnknownItem
        It does not wait, or not any more.
    """
    for move in load_waiting(connection, coding=coding):
        return move
    raise UnknownItem(
        "That coding does not wait to be placed; look at the list of corrections again."
    )


def count_waiting(connection: Connection) -> int:
    """How many codings wait to be placed again."""
    return len(load_waiting(connection))


def load_nowhere(connection: Connection) -> set[str]:
    """Codings whose words are in the newest text no more: they stand behind its end."""
    c, m, t = schema.coding, schema.coding_move, schema.transcript
    query = (
        select(c.c.id)
        .join(m, m.c.coding == c.c.id)
        .join(t, t.c.id == c.c.transcript)
        .where(m.c.state.in_([s.value for s in OFF]), c.c.end > func.length(t.c.text))
    )
    return set(connection.execute(query.distinct()).scalars())


def load_stood(connection: Connection, transcript: str, n: int) -> list[Coding]:
    """The codings that stood on an older version, as they were on it, in the order of places."""
    c, m = schema.coding, schema.coding_move
    query = (
        select(*c.c, m.c.start, m.c.end, m.c.quote)
        .join(m, m.c.coding == c.c.id)
        .where(m.c.transcript == transcript, m.c.n == n, m.c.stood.is_(True))
        .order_by(m.c.start, m.c.end, c.c.id)
    )
    found = []
    for *plain, start, end, quote in connection.execute(query):
        found.append(dataclasses.replace(_coding(plain), span=Span(start, end), quote=quote))
    return found
