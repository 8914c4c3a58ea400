"""Who speaks in the transcripts, and the segments their talk is cut into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from qualcode.model import Consent, Segment, Span, Speaker
from qualcode.store import schema
from qualcode.store.session import Writing

SPEAKER_FIELDS = (
    "label",
    "interviewer",
    "participant",
    "role_label",
    "role",
    "agency_label",
    "agency",
    "authority",
    "programme",
    "consent",
    "confirmed",
)


_SEGMENT, _SPEAKER = schema.segment.c, schema.speaker.c
_SEGMENTS = (
    select(_SEGMENT.start, _SEGMENT.end, _SEGMENT.speaker, _SPEAKER.interviewer)
    .join_from(
        schema.segment,
        schema.speaker,
        (_SPEAKER.transcript == _SEGMENT.transcript) & (_SPEAKER.label == _SEGMENT.speaker),
    )
    .where(_SEGMENT.transcript == bindparam("which"))
    .order_by(_SEGMENT.start)
)
_TOUCHING = _SEGMENTS.where(_SEGMENT.start < bindparam("last"), _SEGMENT.end > bindparam("first"))


def save_new_segments(tx: Writing, segments: Sequence[Segment]) -> None:
    """Add the segments of a new transcript."""
    if segments:
        tx.connection.execute(insert(schema.segment), [_segment_row(s) for s in segments])


def save_speakers(tx: Writing, transcript: str, speakers: Iterable[Speaker]) -> None:
    """Replace the speaker table of a transcript."""
    table = schema.speaker
    tx.connection.execute(delete(table).where(table.c.transcript == transcript))
    rows = [
        {"transcript": transcript, "n": n, **{f: getattr(s, f) for f in SPEAKER_FIELDS}}
        | {"consent": s.consent.value}
        for n, s in enumerate(speakers)
    ]
    if rows:
        tx.connection.execute(insert(table), rows)


def rename_speaker(tx: Writing, transcript: str, old: str, new: str) -> None:
    """Give a speaker of one transcript another label in turns and segments."""
    for table in (schema.turn, schema.segment):
        tx.connection.execute(
            update(table)
            .where(table.c.transcript == transcript, table.c.speaker == old)
            .values(speaker=new)
        )


def _segment_row(segment: Segment) -> dict[str, Any]:
    return {
        "transcript": segment.transcript,
        "start": segment.span.start,
        "end": segment.span.end,
        "speaker": segment.speaker,
    }


def save_segments(
    tx: Writing, transcript: str, old: Iterable[Segment], new: Iterable[Segment]
) -> None:
    """Put new segments where old ones stood."""
    table = schema.segment
    for segment in old:
        tx.connection.execute(
            delete(table).where(
                table.c.transcript == transcript, table.c.start == segment.span.start
            )
        )
    tx.connection.execute(insert(table), [_segment_row(s) for s in new])


def load_speakers(connection: Connection, transcript: str) -> list[Speaker]:
    """The speaker table of one transcript, in order of first appearance."""
    table = schema.speaker
    rows = connection.execute(
        select(*(table.c[f] for f in SPEAKER_FIELDS))
        .where(table.c.transcript == transcript)
        .order_by(table.c.n)
    )
    return [_speaker(*row) for row in rows]


def _speaker(*values: Any) -> Speaker:
    fields = dict(zip(SPEAKER_FIELDS, values, strict=True))
    return Speaker(**fields | {"consent": Consent(fields["consent"])})


def load_segments(
    connection: Connection, transcript: str, *, touching: Span | None = None
) -> list[Segment]:
    """The current segments of one transcript, in order; only those that touch a span if asked."""
    if touching is None:
        rows = connection.execute(_SEGMENTS, {"which": transcript}).all()
    else:
        place = {"which": transcript, "first": touching.start, "last": touching.end}
        rows = connection.execute(_TOUCHING, place).all()
    return [Segment(transcript, Span(start, end), who, asks) for start, end, who, asks in rows]


def load_all_speakers(connection: Connection) -> list[tuple[str, Speaker]]:
    """Every speaker of every transcript in view, as (transcript id, speaker)."""
    table, t = schema.speaker, schema.transcript
    rows = connection.execute(
        select(table.c.transcript, *(table.c[f] for f in SPEAKER_FIELDS))
        .join(t, t.c.id == table.c.transcript)
        .where(t.c.removed_at.is_(None))
        .order_by(t.c.position, table.c.n)
    )
    return [(row[0], _speaker(*row[1:])) for row in rows]


def load_all_segments(connection: Connection) -> list[tuple[str, int, int, str]]:
    """Every segment in view as (transcript id, start, end, speaker), in order."""
    table, t = schema.segment, schema.transcript
    rows = connection.execute(
        select(table.c.transcript, table.c.start, table.c.end, table.c.speaker)
        .join(t, t.c.id == table.c.transcript)
        .where(t.c.removed_at.is_(None))
        .order_by(t.c.position, table.c.start)
    )
    return [tuple(row) for row in rows]
