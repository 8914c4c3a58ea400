"""What stands in a study's tables on one person, read as it is; nothing is taken out here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from qualcode.store import schema
from qualcode.store.erasing_found import Theirs
from qualcode.store.erasing_written import REGISTERS, is_of, walked

Rows = list[Row[Any]]


@dataclass(frozen=True)
class TalkOf:
    """A text, or an earlier version of one, in stretches: (who spoke, from, to).

    ``mine`` are the person's labels in it and ``asking`` those of interviewers. ``version`` is the
    number of an earlier version; None is the text as it stands.
    """

    row: Row[Any]
    stretches: list[tuple[str, int, int]]
    mine: frozenset[str]
    asking: frozenset[str]
    version: int | None = None

    @property
    def id(self) -> str:
        """The text's id."""
        return str(self.row.id if self.version is None else self.row.transcript)


@dataclass(frozen=True)
class HeldRows:
    """Rows on one person, by what they are; ``kept`` are (row, body, whether of them alone)."""

    person: Row[Any] | None
    speakers: Rows
    talk: list[TalkOf]
    codings: Rows
    withdrawn: frozenset[str]
    suggestions: Rows
    decisions: int
    memos: Rows
    verdicts: Rows
    settled: Rows
    notes: list[tuple[str, str, str]]
    kept: list[tuple[Row[Any], Any, bool]]
    codebook: list[str]
    oddities: Rows
    moved: Rows
    acts: list[tuple[str, str]]
    reasons: list[tuple[str, str]] = field(default_factory=list)


def load_held(connection: Connection, theirs: Theirs) -> HeldRows:
    """All of it, codings withdrawn since and earlier versions too."""
    run, s = connection.execute, schema
    codings = theirs.codings | theirs.requoted.keys()
    items, suggestions = theirs.items, theirs.suggestions | theirs.requoted.keys()
    kept = list(_kept(connection, theirs))
    memos = [
        row
        for row in run(select(s.memo).order_by(s.memo.c.made_at))
        if theirs.is_about(row.about) or theirs.said.holds(row.text)
    ]
    settled = [
        row
        for row in run(select(s.resolution).order_by(s.resolution.c.n))
        if theirs.is_about(row.subject) or theirs.said.holds(row.reason)
    ]
    ids = {theirs.participant, *theirs.whole, *theirs.shared, *codings, *items, *suggestions}
    ids |= {row.key for row, _, _ in kept} | {row.id for row in memos}
    acts, reasons = _acts(connection, theirs, ids)
    texts = theirs.whole | set(theirs.shared)
    return HeldRows(
        person=run(select(s.participant).where(s.participant.c.id == theirs.participant)).first(),
        speakers=[
            r
            for r in run(select(s.speaker).order_by(s.speaker.c.transcript, s.speaker.c.n))
            if r.participant == theirs.participant
        ],
        talk=list(_talk(connection, theirs)),
        codings=_of(connection, s.coding, codings),
        withdrawn=frozenset(run(select(s.withdrawal.c.coding)).scalars()) & codings,
        suggestions=_of(connection, s.suggestion, suggestions),
        decisions=sum(
            row.suggestion in suggestions or row.coding in codings
            for row in run(select(s.decision.c.suggestion, s.decision.c.coding))
        ),
        memos=memos,
        verdicts=[row for row in run(select(s.judged).order_by(s.judged.c.n)) if row.item in items],
        settled=settled,
        notes=list(_notes(connection, theirs)),
        kept=kept,
        codebook=_in_codebook(connection, theirs),
        oddities=[
            row
            for row in run(select(s.oddity).order_by(s.oddity.c.transcript, s.oddity.c.n))
            if row.transcript in theirs.whole
            or (row.transcript in texts and theirs.said.holds(row.message))
        ],
        moved=[
            row
            for row in run(
                select(s.coding_move).order_by(s.coding_move.c.coding, s.coding_move.c.n)
            )
            if row.coding in codings
        ],
        acts=acts,
        reasons=reasons,
    )


def load_talk_of_others(connection: Connection, theirs: Theirs) -> Iterator[str]:
    """What people other than this one and the interviewers said, stretch by stretch."""
    s, t = schema.speaker.c, schema.turn.c
    asking = {
        (row.transcript, row.label)
        for row in connection.execute(select(s.transcript, s.label, s.interviewer))
        if row.interviewer
    }
    turns: dict[str, list[Any]] = {}
    for row in connection.execute(select(t.transcript, t.speaker, t.start, t.end)):
        turns.setdefault(row.transcript, []).append(row)
    texts = schema.transcript.c
    for id, text in connection.execute(select(texts.id, texts.text)):
        if id in theirs.whole:
            continue
        if id not in turns:
            yield text
        for turn in turns.get(id, ()):
            own = turn.speaker in theirs.shared.get(id, frozenset())
            if not own and (id, turn.speaker) not in asking:
                yield text[turn.start : turn.end]


def _of(connection: Connection, table: Any, ids: Any) -> Rows:
    order = (table.c.transcript, table.c.start, table.c.id)
    return [row for row in connection.execute(select(table).order_by(*order)) if row.id in ids]


def _talk(connection: Connection, theirs: Theirs) -> Iterator[TalkOf]:
    t, u = schema.transcript, schema.turn
    speakers: dict[str, Rows] = {}
    for row in connection.execute(select(schema.speaker)):
        speakers.setdefault(row.transcript, []).append(row)
    for row in connection.execute(select(t).order_by(t.c.position)):
        if row.id not in theirs.whole and row.id not in theirs.shared:
            continue
        turns = connection.execute(select(u).where(u.c.transcript == row.id).order_by(u.c.start))
        own = speakers.get(row.id, [])
        yield TalkOf(
            row,
            [(turn.speaker, turn.start, turn.end) for turn in turns],
            frozenset(one.label for one in own if one.participant == theirs.participant),
            frozenset(one.label for one in own if one.interviewer),
        )
        yield from _earlier(connection, theirs, row.id)


def _earlier(connection: Connection, theirs: Theirs, id: str) -> Iterator[TalkOf]:
    v = schema.text_version
    query = select(v).where(v.c.transcript == id).order_by(v.c.n)
    for row in connection.execute(query):
        kept = json.loads(row.structure)
        own = kept["speakers"]
        mine = {str(one["label"]) for one in own if one.get("participant") == theirs.participant}
        yield TalkOf(
            row,
            [(who, a, b) for who, a, b, *_ in kept["turns"]],
            frozenset(mine or theirs.labels.get(id, frozenset())),
            frozenset(str(one["label"]) for one in own if one.get("interviewer")),
            row.n,
        )


def _notes(connection: Connection, theirs: Theirs) -> Iterator[tuple[str, str, str]]:
    """(what, when, words) of notes that quote the person."""
    step, version = schema.round_step.c, schema.text_version.c
    for at, words in connection.execute(select(step.made_at, step.note)):
        if words and theirs.said.holds(words):
            yield "Note on a round of review", at, words
    for at, words in connection.execute(select(version.until, version.reason)):
        if words and theirs.said.holds(words):
            yield "Reason for a correction", at, words


def _kept(connection: Connection, theirs: Theirs) -> Iterator[tuple[Row[Any], Any, bool]]:
    table = schema.kept
    for row in connection.execute(select(table).order_by(table.c.n)):
        if row.body is None or row.kind in REGISTERS:
            continue
        body = json.loads(row.body)
        alone = is_of(row, body, theirs)
        cited = any(id in row.body for id in theirs.requoted)
        if alone or cited or walked(body, theirs) != body:
            yield row, body, alone


def _in_codebook(connection: Connection, theirs: Theirs) -> list[str]:
    """Texts of any version of the codebook that quote the person, each once."""
    found: dict[str, None] = {}
    for document in connection.execute(
        select(schema.codebook_version.c.document).order_by(schema.codebook_version.c.n)
    ).scalars():
        if theirs.said.holds(document):
            found |= {one: None for one in _texts(json.loads(document)) if theirs.said.holds(one)}
    return list(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, Mapping) else value or ():
        if not isinstance(value, str | int | float):
            yield from _texts(one)


def _acts(
    connection: Connection, theirs: Theirs, ids: set[str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Acts on the person, as (act, when), and the reasons given in their words."""
    e = schema.event
    acts, reasons = [], []
    for row in connection.execute(select(e).order_by(e.c.seq)):
        detail = json.loads(row.detail)
        named = {row.subject, row.subject.rpartition(":")[0], *row.subject.split()}
        named |= {one for one in detail.values() if isinstance(one, str)}
        if named & ids:
            acts.append((row.act, row.at))
        reason = str(detail.get("reason", ""))
        if reason and theirs.said.holds(reason):
            reasons.append((row.at, reason))
    return acts, reasons


def count_acts(acts: list[tuple[str, str]]) -> list[tuple[str, int, str, str]]:
    """Each act with how often it was done, and its first and last day.

    >>> count_acts([("code", "2026-01-02T10:00"), ("code", "2026-03-04T10:00")])
    [('code', 2, '2026-01-02', '2026-03-04')]
    """
    days: dict[str, list[str]] = {}
    for act, at in acts:
        days.setdefault(act, []).append(at[:10])
    counts = Counter(act for act, _ in acts)
    return [(act, counts[act], min(own), max(own)) for act, own in days.items()]
