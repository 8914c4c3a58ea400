"""Transcripts with their turns and oddities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, or_, select, true, update

from qualcode.errors import UnknownTranscript
from qualcode.model import Kind, Problem, Segment, Span, Transcript, Turn
from qualcode.store import schema
from qualcode.store.session import Writing
from qualcode.store.talk import load_speakers, save_new_segments, save_speakers

_IN_VIEW = (schema.transcript.c.id == bindparam("which"), schema.transcript.c.removed_at.is_(None))
_ONE = select(schema.transcript).where(*_IN_VIEW)
_TEXT = select(schema.transcript.c.text).where(*_IN_VIEW)


def save_transcript(
    tx: Writing,
    transcript: Transcript,
    segments: Sequence[Segment],
    *,
    file_name: str = "",
    oddities: Sequence[Problem] = (),
) -> None:
    """Add a transcript with everything found in it."""
    run, id = tx.connection.execute, transcript.id
    position = run(select(func.coalesce(func.max(schema.transcript.c.position), 0))).scalar_one()
    run(
        insert(schema.transcript).values(
            id=id,
            position=position + 1,
            title=transcript.title,
            kind=transcript.kind.value,
            text=transcript.text,
            sha256=transcript.sha256,
            words=transcript.words,
            level=transcript.level,
            wave=transcript.wave,
            date=transcript.date,
            mode=transcript.mode,
            file_name=file_name,
            imported_at=tx.at,
        )
    )
    if transcript.turns:
        run(insert(schema.turn), [_turn_row(id, n, t) for n, t in enumerate(transcript.turns)])
    save_speakers(tx, id, transcript.speakers)
    save_new_segments(tx, segments)
    if oddities:
        rows = [
            {"transcript": id, "n": n, "row": o.row, "message": o.message}
            for n, o in enumerate(oddities)
        ]
        run(insert(schema.oddity), rows)
    tx.record("import transcript", id, sha256=transcript.sha256, turns=len(transcript.turns))


def _turn_row(transcript: str, n: int, turn: Turn) -> dict[str, Any]:
    return {
        "transcript": transcript,
        "n": n,
        "speaker": turn.speaker,
        "start": turn.span.start,
        "end": turn.span.end,
        "row_id": turn.id,
        "time": turn.time,
        "question": turn.question,
    }


def save_about(tx: Writing, id: str, **changes: str | None) -> None:
    """Change what is known of a transcript: title, kind, level, wave, date or mode."""
    _one(tx.connection, id)
    plain = {k: None if v is None else str(v) for k, v in changes.items()}
    tx.connection.execute(
        update(schema.transcript).where(schema.transcript.c.id == id).values(**plain)
    )
    tx.record("describe transcript", id, **{k: v for k, v in plain.items() if k != "title"})


def remove_transcript(tx: Writing, id: str) -> None:
    """Take a transcript out of the study's view; its rows stay for the history."""
    _one(tx.connection, id)
    tx.connection.execute(
        update(schema.transcript).where(schema.transcript.c.id == id).values(removed_at=tx.at)
    )
    tx.record("remove transcript", id)


def load_ids(connection: Connection, *, removed: bool = False) -> list[str]:
    """Ids of the transcripts in view, in the order they came; with ``removed``, of all."""
    query = select(schema.transcript.c.id).order_by(schema.transcript.c.position)
    if not removed:
        query = query.where(schema.transcript.c.removed_at.is_(None))
    return list(connection.execute(query).scalars())


def load_fingerprints(connection: Connection) -> dict[str, str]:
    """The text's sha256 -> id, of the transcripts in view."""
    table = schema.transcript
    rows = connection.execute(
        select(table.c.sha256, table.c.id).where(table.c.removed_at.is_(None))
    )
    return {row.sha256: row.id for row in rows}


def _one(connection: Connection, id: str, asked: Select[Any] = _ONE) -> Row[Any]:
    row = connection.execute(asked, {"which": id}).first()
    if row is None:
        raise UnknownTranscript(
            f"The study has no transcript {id!r}; `qualcode transcripts` lists them all."
        )
    return row


def load_transcript(connection: Connection, id: str) -> Transcript:
    """One transcript, whole.

    Raises
    ------
    UnknownTranscript
        None in view has this id.
    """
    row = _one(connection, id)
    turns = connection.execute(
        select(schema.turn).where(schema.turn.c.transcript == id).order_by(schema.turn.c.n)
    ).all()
    return Transcript(
        id=row.id,
        text=row.text,
        title=row.title,
        kind=Kind(row.kind),
        turns=tuple(
            Turn(t.speaker, Span(t.start, t.end), t.row_id, t.time, t.question) for t in turns
        ),
        speakers=tuple(load_speakers(connection, id)),
        level=row.level,
        wave=row.wave,
        date=row.date,
        mode=row.mode,
    )


def load_text(connection: Connection, id: str) -> str:
    """The text of one transcript."""
    return str(_one(connection, id, _TEXT).text)


def load_title(connection: Connection, id: str) -> str:
    """What a transcript is called."""
    row = _one(connection, id)
    return str(row.title or row.id)


def load_oddities(connection: Connection, transcript: str) -> list[Problem]:
    """What was odd when the file was read, in order."""
    table = schema.oddity
    rows = connection.execute(
        select(table).where(table.c.transcript == transcript).order_by(table.c.n)
    )
    return [Problem(row.message, row.row) for row in rows]


def load_overview(
    connection: Connection, *, apart: Collection[str] = (), coder: str = ""
) -> list[dict[str, Any]]:
    """One row a transcript in view, without its text, with counts of turns and codings.

    In the transcripts of ``apart`` only codings of ``coder``, who codes apart there, are counted.
    """
    t, c, w = schema.transcript, schema.coding, schema.withdrawal
    turns = (
        select(schema.turn.c.transcript, func.count().label("turns"))
        .group_by(schema.turn.c.transcript)
        .subquery()
    )
    codings = (
        select(c.c.transcript, func.count().label("codings"))
        .outerjoin(w, w.c.coding == c.c.id)
        .where(
            w.c.coding.is_(None),
            or_(c.c.coder == coder, c.c.transcript.not_in(list(apart))) if apart else true(),
        )
        .group_by(c.c.transcript)
        .subquery()
    )
    rows = connection.execute(
        select(
            *(t.c[f] for f in ("id", "title", "kind", "level", "wave", "date", "mode", "words")),
            t.c.file_name,
            func.coalesce(turns.c.turns, 0).label("turns"),
            func.coalesce(codings.c.codings, 0).label("codings"),
        )
        .outerjoin(turns, turns.c.transcript == t.c.id)
        .outerjoin(codings, codings.c.transcript == t.c.id)
        .where(t.c.removed_at.is_(None))
        .order_by(t.c.position)
    )
    return [dict(row._mapping) for row in rows]
