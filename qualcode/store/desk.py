"""How far each browser tab's acts were dealt with, and which were refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from qualcode.store import schema
from qualcode.store.session import Writing

# Refusals kept for each tab: it has long shown the older ones.
KEPT = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The last act of a tab that was dealt with, and the refused ones as (seq, sentence)."""

    seq: int = 0
    refused: tuple[tuple[int, str], ...] = ()


def save_mark(tx: Writing, client: str, mark: Mark) -> None:
    """Note how far a tab's acts were dealt with."""
    table, run = schema.desk, tx.connection.execute
    refused = json.dumps([list(one) for one in mark.refused[-KEPT:]], ensure_ascii=False)
    values = {"coder": tx.who, "seq": mark.seq, "at": tx.at, "refused": refused}
    if run(update(table).where(table.c.client == client).values(values)).rowcount == 0:
        run(insert(table).values(client=client, **values))


def load_marks(connection: Connection, clients: Iterable[str]) -> dict[str, Mark]:
    """The mark of each of these tabs that has had something dealt with."""
    table = schema.desk
    rows = connection.execute(select(table).where(table.c.client.in_(list(clients))))
    return {
        row.client: Mark(row.seq, tuple((seq, told) for seq, told in json.loads(row.refused)))
        for row in rows
    }
