"""Who is in a study and what was written in it, read for an erasure."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from qualcode.store import schema

# What others wrote or what names the study itself, column by column: their words stay theirs.
WRITTEN = (
    schema.memo.c.text,
    schema.kept.c.body,
    schema.codebook_version.c.document,
    schema.codebook_version.c.reason,
    schema.round.c.title,
    schema.round_step.c.note,
    schema.resolution.c.reason,
    schema.transcript.c.title,
    schema.transcript.c.file_name,
    schema.participant.c.attributes,
    schema.participant.c.role_label,
    schema.participant.c.agency_label,
    schema.participant.c.authority,
    schema.participant.c.programme,
    schema.speaker.c.role_label,
    schema.speaker.c.agency_label,
    schema.study.c.title,
    schema.study.c.respondents,
    schema.coder.c.name,
    schema.event.c.act,
)


def load_people(connection: Connection) -> list[str]:
    """Ids of the participants, and of those speakers are tied to."""
    p, s = schema.participant.c, schema.speaker.c
    known = set(connection.execute(select(p.id)).scalars())
    return sorted(known | {id for id in connection.execute(select(s.participant)).scalars() if id})


def load_tied(connection: Connection) -> list[tuple[str, str, str | None]]:
    """Every speaker as (transcript id, label, participant), of texts out of view too."""
    s = schema.speaker.c
    rows = connection.execute(select(s.transcript, s.label, s.participant))
    return [(row.transcript, row.label, row.participant) for row in rows]


def load_written(connection: Connection) -> Iterator[str]:
    """What others wrote, and what the study and its people are called."""
    for column in WRITTEN:
        for words in connection.execute(select(column).distinct()).scalars():
            if words:
                yield str(words)


def load_of_people(connection: Connection) -> Iterator[str]:
    """The words of every text in the study."""
    yield from connection.execute(select(schema.transcript.c.text)).scalars()
