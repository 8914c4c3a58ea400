"""What an import from another program must know of a study so that nothing comes twice."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select, update

from qualcode.store import schema
from qualcode.store.session import Writing

Place = tuple[str, int, int]
Same = tuple[str, int, int, str, str, str]


def load_coding_places(connection: Connection) -> dict[str, Place]:
    """Where every coding stands or stood, by its id: (transcript, start, end)."""
    c = schema.coding.c
    rows = connection.execute(select(c.id, c.transcript, c.start, c.end))
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def load_same_texts(connection: Connection) -> dict[str, list[str]]:
    """The text's sha256 -> ids of the transcripts in view that have it, in the order they came."""
    t = schema.transcript.c
    query = select(t.sha256, t.id).where(t.removed_at.is_(None)).order_by(t.position)
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.sha256, []).append(row.id)
    return found


def load_standing_codings(connection: Connection) -> set[Same]:
    """What stands, as (transcript, start, end, code, coder, direction)."""
    c, w = schema.coding.c, schema.withdrawal
    query = (
        select(c.transcript, c.start, c.end, c.code, c.coder, c.direction)
        .outerjoin(w, w.c.coding == c.id)
        .where(w.c.coding.is_(None))
    )
    return {tuple(row) for row in connection.execute(query)}


def load_memo_ids(connection: Connection) -> set[str]:
    """The id of every memo."""
    return set(connection.execute(select(schema.memo.c.id)).scalars())


def load_lost_acts(connection: Connection) -> set[str]:
    """Codings the history tells of that the tables do not hold, by their ids."""
    e, c = schema.event.c, schema.coding.c
    told = connection.execute(select(e.subject).where(e.act.in_(("code", "withdraw"))).distinct())
    return set(told.scalars()) - set(connection.execute(select(c.id)).scalars())


def load_ever_kept(connection: Connection, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Key and body of every version of everything kept of a kind, of what was dropped too."""
    k = schema.kept.c
    query = select(k.key, k.body).where(k.kind == kind, k.body.is_not(None)).order_by(k.n)
    return [(row.key, json.loads(row.body)) for row in connection.execute(query)]


def save_as_there(tx: Writing, theirs: Connection) -> None:
    """Make ready a study that holds nothing yet for all of another: its title, and its order.

    Coders stand in the order they joined there, and the empty codebook this study began with is
    version 0, so that theirs keep their numbers.
    """
    c, v, s = schema.coder, schema.codebook_version, schema.study
    joined = {row.name: row.made_at for row in theirs.execute(select(c))}
    for row in tx.connection.execute(select(c)).all():
        if joined.get(row.name, row.made_at) < row.made_at:
            own = update(c).where(c.c.name == row.name)
            tx.connection.execute(own.values(made_at=joined[row.name]))
    tx.connection.execute(update(s).values(title=theirs.execute(select(s.c.title)).scalar_one()))
    if tx.connection.execute(select(func.count()).select_from(v)).scalar_one() == 1:
        tx.connection.execute(update(v).values(n=0))
