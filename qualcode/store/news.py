"""What others have done since somebody last looked, counted by the database."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from qualcode.store import schema

OF_ITEM = "item "
OF_CODING = "coding "


class Act(NamedTuple):
    """One act of the history."""

    seq: int
    who: str
    act: str
    subject: str
    detail: dict[str, Any]


class Said(NamedTuple):
    """Something said of an item of a round: by whom, of which, and what."""

    who: str
    item: str
    what: str


def load_acts(connection: Connection, since: int, who: str, acts: Collection[str]) -> list[Act]:
    """Acts of these sorts after one of this number, by others than this person, oldest first."""
    e = schema.event
    query = select(e.c.seq, e.c.who, e.c.act, e.c.subject, e.c.detail).where(
        e.c.seq > since, e.c.who != who, e.c.act.in_(list(acts))
    )
    return [
        Act(row.seq, row.who, row.act, row.subject, json.loads(row.detail))
        for row in connection.execute(query.order_by(e.c.seq))
    ]


def count_made(
    connection: Connection, since: int, who: str, apart: Collection[str]
) -> list[tuple[str, str, bool, int]]:
    """Codings that others made: (person, code, whether in another's place, how many).

    A new one is told of its coder, whoever brought it in; one in another's place, of whoever
    changed it. Those in the transcripts ``apart`` are left out.
    """
    e, c = schema.event, schema.coding
    changed = c.c.replaces.is_not(None)
    person = case((changed, e.c.who), else_=c.c.coder)
    query = (
        select(person, c.c.code, changed, func.count())
        .join(c, c.c.id == e.c.subject)
        .where(e.c.seq > since, e.c.who != who, person != who, e.c.act == "code")
        .where(c.c.transcript.not_in(list(apart)))
        .group_by(person, c.c.code, changed)
        .order_by(person, c.c.code)
    )
    return [(row[0], row[1], bool(row[2]), row[3]) for row in connection.execute(query)]


def count_withdrawn(
    connection: Connection, since: int, who: str, apart: Collection[str]
) -> dict[str, int]:
    """Codings that others withdrew and put nothing in the place of: by person."""
    e, c = schema.event, schema.coding
    heirs = select(c.c.replaces).where(c.c.replaces.is_not(None))
    query = (
        select(e.c.who, func.count())
        .join(c, c.c.id == e.c.subject)
        .where(e.c.seq > since, e.c.who != who, e.c.act == "withdraw")
        # What waits because its transcript was corrected is told of as that.
        .where(e.c.detail.not_like('%"corrected": true%'))
        .where(c.c.transcript.not_in(list(apart)), c.c.id.not_in(heirs))
        .group_by(e.c.who)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def load_verdicts(connection: Connection, since: int, who: str) -> list[Said]:
    """Each other person's newest verdict on every item they judged after an act of this number."""
    j, e = schema.judged, schema.event
    new = {(act.who, act.subject) for act in load_acts(connection, since, who, ("judge",))}
    ids = select(e.c.subject).where(e.c.seq > since, e.c.act == "judge")
    query = select(j.c.who, j.c.item, j.c.judgement).where(j.c.item.in_(ids)).order_by(j.c.n)
    newest = {(row[0], row[1]): Said(*row) for row in connection.execute(query)}
    return [newest[key] for key in newest if key in new]


def load_comments(connection: Connection, since: int, who: str) -> list[Said]:
    """What others wrote into threads of items after an act of this number, without the words."""
    m, e = schema.memo, schema.event
    query = (
        select(m.c.author, m.c.about)
        .join(e, and_(e.c.subject == m.c.id, e.c.act == "write memo"))
        .where(e.c.seq > since, m.c.author != who, _begins(m.c.about, OF_ITEM))
        .order_by(e.c.seq)
    )
    return [Said(row[0], row[1].removeprefix(OF_ITEM), "") for row in connection.execute(query)]


def load_settled(connection: Connection, since: int, who: str) -> list[Said]:
    """How others settled things after an act of this number, the last settling of each.

    ``item`` is the subject of the resolution: ``item <id>``, or ``pair <id> <id>``.
    """
    r, e = schema.resolution, schema.event
    new = select(e.c.subject).where(e.c.seq > since, e.c.who != who, e.c.act == "settle")
    query = select(r.c.who, r.c.subject, r.c.outcome).where(r.c.subject.in_(new)).order_by(r.c.n)
    newest = {row[1]: Said(*row) for row in connection.execute(query)}
    return [said for said in newest.values() if said.who != who]


def load_touched(connection: Connection, who: str) -> set[str]:
    """Items somebody has judged or commented on."""
    j, m = schema.judged, schema.memo
    judged = connection.execute(select(j.c.item).where(j.c.who == who)).scalars()
    own = select(m.c.about).where(m.c.author == who, _begins(m.c.about, OF_ITEM))
    commented = connection.execute(own).scalars()
    return {*judged, *(about.removeprefix(OF_ITEM) for about in commented)}


def load_places(connection: Connection) -> dict[str, tuple[str, str | None]]:
    """Every item's round and whose coding it is of; nobody's where it is of a theme."""
    i, c = schema.round_item, schema.coding
    id = func.substr(i.c.subject, len(OF_CODING) + 1)
    query = select(i.c.id, i.c.round, c.c.coder).outerjoin(
        c, and_(c.c.id == id, _begins(i.c.subject, OF_CODING))
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def load_known_before(connection: Connection, until: int, act: str) -> set[str]:
    """What an act was done to up to one of this number."""
    e = schema.event
    query = select(e.c.subject).where(e.c.seq <= until, e.c.act == act).distinct()
    return set(connection.execute(query).scalars())


def count_items(connection: Connection) -> dict[str, int]:
    """How many items each round has."""
    i = schema.round_item
    rows = connection.execute(select(i.c.round, func.count()).group_by(i.c.round))
    return {row[0]: row[1] for row in rows}


def _begins(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return func.substr(column, 1, len(word)) == word
