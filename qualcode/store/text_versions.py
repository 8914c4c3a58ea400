"""The versions of a transcript: its newest text, and what it said before each correction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from qualcode.errors import UnknownItem
from qualcode.model import Consent, Problem, Segment, Span, Speaker, Transcript, Turn
from qualcode.model.corrected import OldText, TextVersion
from qualcode.store import schema
from qualcode.store.session import Writing
from qualcode.store.talk import SPEAKER_FIELDS, load_segments, save_new_segments, save_speakers
from qualcode.store.texts import _one, _turn_row, load_transcript

Lost = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Version:
    """A version with all that stood on it, as it was kept.

    ``lost`` holds rows that fell out when it was corrected, by their table; ``starts`` says where
    its segments begin in the version after it, as far as they still do.
    """

    n: int
    transcript: Transcript
    segments: Sequence[Segment]
    lost: Lost = field(default_factory=dict)
    starts: Mapping[int, int] = field(default_factory=dict)


def load_number(connection: Connection, transcript: str) -> int:
    """The number of the newest version, counting from 1."""
    table = schema.text_version
    query = select(func.max(table.c.n)).where(table.c.transcript == transcript)
    return (connection.execute(query).scalar() or 0) + 1


def load_version(connection: Connection, transcript: str, n: int) -> Version:
    """One version, whole; the newest too.

    Raises
    ------
    UnknownTranscript, UnknownItem
        The study has no such transcript, or the transcript no such version.
    """
    now = load_transcript(connection, transcript)
    if n == load_number(connection, transcript):
        return Version(n, now, load_segments(connection, transcript))
    table = schema.text_version
    row = connection.execute(
        select(table).where(table.c.transcript == transcript, table.c.n == n)
    ).first()
    if row is None:
        raise UnknownItem(
            f"There is no version {n} of that transcript; `qualcode versions` lists them."
        )
    kept = json.loads(row.structure)
    then = Transcript(
        id=transcript,
        text=row.text,
        title=now.title,
        kind=now.kind,
        turns=tuple(
            Turn(who, Span(a, b), id, time, question)
            for who, a, b, id, time, question in kept["turns"]
        ),
        speakers=tuple(
            Speaker(**{**one, "consent": Consent(one["consent"])}) for one in kept["speakers"]
        ),
    )
    segments = [Segment(transcript, Span(a, b), who, asks) for a, b, who, asks in kept["segments"]]
    starts = {int(a): b for a, b in kept["starts"].items()}
    return Version(n, then, segments, kept["lost"], starts)


def load_text_versions(connection: Connection, transcript: str) -> list[TextVersion]:
    """The versions of a transcript, the oldest first, without their words."""
    row, table = _one(connection, transcript), schema.text_version
    older = connection.execute(
        select(table).where(table.c.transcript == transcript).order_by(table.c.n)
    ).all()
    found = [
        TextVersion(v.n, len(v.text.split()), v.sha256, v.until, v.who, v.reason) for v in older
    ]
    return [*found, TextVersion(len(found) + 1, row.words, row.sha256)]


def load_corrected(connection: Connection) -> set[str]:
    """Ids of the transcripts that have an older version."""
    return set(connection.execute(select(schema.text_version.c.transcript).distinct()).scalars())


def is_corrected_since(connection: Connection, transcript: str, at: str) -> bool:
    """Whether a transcript was corrected after a time."""
    table = schema.text_version
    query = select(table.c.n).where(table.c.transcript == transcript, table.c.until > at)
    return connection.execute(query).first() is not None


def load_starts(connection: Connection) -> dict[str, list[tuple[str, Mapping[int, int]]]]:
    """Transcript -> (until when, where the segments of that version begin in the next one)."""
    table = schema.text_version
    query = select(table.c.transcript, table.c.until, table.c.structure)
    found: dict[str, list[tuple[str, Mapping[int, int]]]] = {}
    for row in connection.execute(query.order_by(table.c.transcript, table.c.n)):
        starts = {int(a): b for a, b in json.loads(row.structure)["starts"].items()}
        found.setdefault(row.transcript, []).append((row.until, starts))
    return found


def as_old_text(version: Version, told: TextVersion) -> OldText:
    """A version for reading, yet without its codings."""
    then = version.transcript
    return OldText(told, then.text, then.turns, tuple(version.segments))


def save_version(
    tx: Writing, version: Version, *, reason: str, lost: Lost, starts: Mapping[int, int]
) -> None:
    """Keep what a transcript says now as an older version; the acting person is a coder already."""
    then = version.transcript
    structure = {
        "turns": [
            [t.speaker, t.span.start, t.span.end, t.id, t.time, t.question] for t in then.turns
        ],
        "segments": [
            [s.span.start, s.span.end, s.speaker, s.interviewer] for s in version.segments
        ],
        "speakers": [
            {**{f: getattr(s, f) for f in SPEAKER_FIELDS}, "consent": s.consent.value}
            for s in then.speakers
        ],
        "starts": starts,
        "lost": lost,
    }
    row = _one(tx.connection, then.id)
    tx.connection.execute(
        insert(schema.text_version).values(
            transcript=then.id,
            n=version.n,
            text=then.text,
            sha256=then.sha256,
            structure=json.dumps(structure, ensure_ascii=False),
            file_name=row.file_name,
            until=tx.at,
            who=tx.who,
            reason=reason,
        )
    )


def replace_text(
    tx: Writing,
    new: Transcript,
    segments: Sequence[Segment],
    *,
    file_name: str,
    oddities: Sequence[Problem],
) -> None:
    """Put the text of ``new``, its turns, speakers and segments in the place of what is there."""
    run, id = tx.connection.execute, new.id
    table = schema.transcript
    run(
        update(table)
        .where(table.c.id == id)
        .values(text=new.text, sha256=new.sha256, words=new.words, file_name=file_name)
    )
    for part in (schema.turn, schema.segment, schema.oddity):
        run(delete(part).where(part.c.transcript == id))
    if new.turns:
        run(insert(schema.turn), [_turn_row(id, n, t) for n, t in enumerate(new.turns)])
    save_speakers(tx, id, new.speakers)
    save_new_segments(tx, segments)
    if oddities:
        rows = [
            {"transcript": id, "n": n, "row": o.row, "message": o.message}
            for n, o in enumerate(oddities)
        ]
        run(insert(schema.oddity), rows)
