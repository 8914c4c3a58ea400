"""What the items of a round are of, in a few queries however many there are."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Row, func, literal, select

from qualcode.model import Coding, Direction, Memo, Span
from qualcode.model.review import RoundItem
from qualcode.store import schema

OF_CODING = "coding "
_DIRECTIONS = {direction.value: direction for direction in Direction}


class Place(NamedTuple):
    """A coding, and the segment it begins in: where that ends and who speaks (None: in none)."""

    coding: Coding
    end: int | None
    speaker: str | None


class Text(NamedTuple):
    """What is known of a transcript without reading its words."""

    id: str
    title: str
    kind: str
    level: str | None
    wave: str | None
    in_view: bool


def load_places(connection: Connection, round: str, *, item: str | None = None) -> dict[str, Place]:
    """The codings a round is of by their ids, whether they still stand or not; of one item only
    when asked."""
    c, i, s = schema.coding, schema.round_item, schema.segment
    before = (
        select(func.max(s.c.start))
        .where(s.c.transcript == c.c.transcript, s.c.start <= c.c.start)
        .correlate(c)
        .scalar_subquery()
    )
    query = (
        select(c, s.c.end.label("until"), s.c.speaker)
        .join(i, c.c.id == func.substr(i.c.subject, len(OF_CODING) + 1))
        .outerjoin(s, (s.c.transcript == c.c.transcript) & (s.c.start == before))
        .where(i.c.round == round, func.substr(i.c.subject, 1, len(OF_CODING)) == OF_CODING)
    )
    if item is not None:
        query = query.where(i.c.id == item)
    return {
        row.id: Place(_coding(row), row.until, row.speaker) for row in connection.execute(query)
    }


def count_comments(connection: Connection, round: str) -> dict[str, int]:
    """How many comments stand in the thread of each item that has any."""
    i, m = schema.round_item, schema.memo
    query = (
        select(i.c.id, func.count())
        .join(m, m.c.about == literal("item ") + i.c.id)
        .where(i.c.round == round)
        .group_by(i.c.id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def load_thread(connection: Connection, item: str) -> list[Memo]:
    """The comments on an item, oldest first."""
    m = schema.memo
    query = select(m).where(m.c.about == f"item {item}").order_by(m.c.made_at, m.c.id)
    return [Memo(**row._mapping) for row in connection.execute(query)]


def load_memo(connection: Connection, id: str) -> Memo | None:
    """A comment or memo by its id; None where there is none."""
    row = connection.execute(select(schema.memo).where(schema.memo.c.id == id)).first()
    return None if row is None else Memo(**row._mapping)


def find_items(connection: Connection, prefix: str, most: int = 2) -> list[RoundItem]:
    """Items whose id begins so, at most so many."""
    i = schema.round_item
    query = select(i).where(func.substr(i.c.id, 1, len(prefix)) == prefix).limit(most)
    return [RoundItem(**row._mapping) for row in connection.execute(query)]


def load_codings_of(connection: Connection) -> dict[str, str]:
    """Every item that is of a coding, in whichever round -> the id of the coding."""
    i = schema.round_item
    of_coding = func.substr(i.c.subject, 1, len(OF_CODING)) == OF_CODING
    rows = connection.execute(select(i.c.id, i.c.subject).where(of_coding))
    return {row.id: row.subject[len(OF_CODING) :] for row in rows}


def load_texts(connection: Connection) -> list[Text]:
    """All transcripts in the order they came, those out of view too."""
    t = schema.transcript
    columns = (t.c.id, t.c.title, t.c.kind, t.c.level, t.c.wave, t.c.removed_at.is_(None))
    rows = connection.execute(select(*columns).order_by(t.c.position))
    return [Text(r[0], r[1], r[2], r[3], r[4], bool(r[5])) for r in rows]


def _coding(row: Row[tuple[object, ...]]) -> Coding:
    return Coding(
        row.id,
        row.transcript,
        Span(row.start, row.end),
        row.quote,
        row.code,
        row.coder,
        _DIRECTIONS[row.direction],
        row.made_at,
        row.basis,
        row.starred,
        row.replaces,
    )
