"""What coders have read and coded through, and where they left off."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from qualcode.model import Reading
from qualcode.store import schema
from qualcode.store.session import Writing


def save_reading(
    tx: Writing,
    transcript: str,
    *,
    read: bool | None = None,
    done: bool | None = None,
    place: int | None = None,
) -> None:
    """Note what the acting coder has read or coded through, or where they left off.

    What is None stays as it was; who has coded a text through has read it. The place is no act:
    the history does not hold it.
    """
    table = schema.reading
    here = (table.c.transcript == transcript) & (table.c.coder == tx.who)
    found = tx.connection.execute(select(table).where(here)).first()
    was = found.read_at if found else None
    values: dict[str, Any] = {}
    if place is not None:
        values["place"] = place
    if done is not None:
        values["done_at"] = tx.at if done else None
        tx.record("done" if done else "not done", transcript)
    if read is False or (not was and (read or done)):
        values["read_at"] = tx.at if read is not False else None
        if read is not None and bool(was) != read:
            tx.record("read" if read else "not read", transcript)
    if found is None:
        values |= {"transcript": transcript, "coder": tx.who}
        tx.connection.execute(insert(table).values(values))
    elif values:
        tx.connection.execute(update(table).where(here).values(values))


def load_reading(connection: Connection, transcript: str, coder: str) -> Reading:
    """What a coder has read of one transcript; nothing, if they have not been there."""
    table = schema.reading
    query = select(table).where(table.c.transcript == transcript, table.c.coder == coder)
    row = connection.execute(query).first()
    return Reading(**row._mapping) if row else Reading(transcript, coder)


def load_readings(connection: Connection) -> list[Reading]:
    """Who has read and coded through what."""
    return [Reading(**row._mapping) for row in connection.execute(select(schema.reading))]
