"""What people decided about names in the transcripts: replaced, or let stand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from qualcode.model import Span
from qualcode.model.names import NameState, Replacement
from qualcode.store import schema
from qualcode.store.session import Writing


def save_replacements(tx: Writing, places: Iterable[Replacement]) -> list[Replacement]:
    """Add decisions about places none is known for yet; returns them with who and when.

    The acting person must be a coder of the study already.
    """
    rows = [_row(tx, place) for place in places]
    if rows:
        tx.connection.execute(insert(schema.replacement), rows)
    return [_replacement(row) for row in rows]


def remove_replacements(tx: Writing, ids: Sequence[str]) -> None:
    """Take decisions back; the history keeps that they were made."""
    table = schema.replacement
    for n in range(0, len(ids), 500):
        tx.connection.execute(delete(table).where(table.c.id.in_(list(ids[n : n + 500]))))


def load_replacements(
    connection: Connection,
    transcripts: Iterable[str] | None = None,
    *,
    out_of_view: bool = False,
) -> list[Replacement]:
    """Decisions in transcripts in view, or in these of them, in the order of their places.

    ``out_of_view`` takes in transcripts that were removed.
    """
    table, text = schema.replacement, schema.transcript
    query = (
        select(table)
        .join(text, text.c.id == table.c.transcript)
        .order_by(text.c.position, table.c.start)
    )
    if not out_of_view:
        query = query.where(text.c.removed_at.is_(None))
    wanted = None if transcripts is None else set(transcripts)
    if wanted is not None and len(wanted) == 1:
        query = query.where(table.c.transcript == next(iter(wanted)))
    rows = connection.execute(query).mappings()
    return [_replacement(row) for row in rows if wanted is None or row["transcript"] in wanted]


def load_names_used(connection: Connection) -> list[tuple[str, str, str, str]]:
    """The names replaced in transcripts in view, each way of writing once: (name as written,
    group, kind, words in its place), in the order they were decided."""
    table, text = schema.replacement, schema.transcript
    length = table.c.end - table.c.start
    written = func.substr(text.c.text, table.c.start + 1, length)
    rows = connection.execute(
        select(written, table.c.name, table.c.kind, table.c.instead)
        .join(text, text.c.id == table.c.transcript)
        .where(text.c.removed_at.is_(None), table.c.state == NameState.REPLACED.value)
        .order_by(table.c.made_at, table.c.id)
    )
    return list(dict.fromkeys((str(a), str(b), str(c), str(d)) for a, b, c, d in rows))


def load_let_stand(connection: Connection) -> set[str]:
    """Words that were let stand somewhere in view, as written."""
    table, text = schema.replacement, schema.transcript
    written = func.substr(text.c.text, table.c.start + 1, table.c.end - table.c.start)
    rows = connection.execute(
        select(written)
        .join(text, text.c.id == table.c.transcript)
        .where(text.c.removed_at.is_(None), table.c.state == NameState.LET_STAND.value)
        .distinct()
    )
    return {str(row[0]) for row in rows}


def _row(tx: Writing, place: Replacement) -> dict[str, Any]:
    return {
        "id": place.id or str(uuid.uuid4()),
        "transcript": place.transcript,
        "start": place.span.start,
        "end": place.span.end,
        "kind": place.kind,
        "instead": place.instead,
        "state": place.state.value,
        "name": place.group,
        "found_by": place.found_by,
        "who": tx.who,
        "made_at": tx.at,
    }


def _replacement(row: Any) -> Replacement:
    return Replacement(
        row["transcript"],
        Span(row["start"], row["end"]),
        row["kind"],
        row["instead"],
        NameState(row["state"]),
        row["name"],
        row["found_by"],
        row["who"],
        row["made_at"],
        row["id"],
    )
