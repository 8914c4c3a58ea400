"""The history in pages, narrowed to a person, a code, a time or kinds of acts; and what its acts
are about, looked up for a whole page at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, or_, select

from qualcode.model import Event
from qualcode.store import schema

# Acts on the codebook whose subject is a code.
ON_CODES = (
    *("edit code", "add code", "add cue", "add example", "move code", "rename code"),
    *("merge code", "split code", "retire code", "restore code"),
)
ON_SUGGESTIONS = ("accept", "reject", "skip", "undone")
PAIR, ITEM = "pair ", "item "
BATCH = 10_000


def load_page(
    connection: Connection,
    *,
    who: str | None = None,
    since: str | None = None,
    acts: Collection[str] | None = None,
    families: Collection[str] = (),
    codes: Collection[str] | None = None,
    before: int | None = None,
    last: int | None = None,
    kept_from: tuple[str, Collection[str]] = ("", ()),
) -> list[Event]:
    """Acts, newest first.

    Parameters
    ----------
    acts, families
        Acts by name, and by the words their names begin with.
    codes
        Only what is about one of these codes: codings, decisions, verdicts, memos, changes.
    before, last
        Only acts with a lower number; at most so many.
    kept_from
        A person, and transcripts on which others' codings are kept from them: with ``codes`` such
        acts are left out, since which code it was would be told.
    """
    e = schema.event.c
    query = select(schema.event).order_by(e.seq.desc())
    if who is not None:
        query = query.where(e.who == who)
    if since is not None:
        query = query.where(e.at >= since)
    if acts is not None:
        query = query.where(or_(e.act.in_(list(acts)), *(e.act.startswith(f) for f in families)))
    if codes is not None:
        query = query.where(_about(connection, list(codes)))
        person, apart = kept_from
        if apart:
            query = query.where(or_(e.who == person, e.subject.not_in(_on(apart))))
    if before is not None:
        query = query.where(e.seq < before)
    if last is not None:
        query = query.limit(last)
    return [Event(**row._mapping) for row in connection.execute(query)]


def load_people(connection: Connection) -> list[str]:
    """Everyone who has acted in the study, by name."""
    found = connection.execute(select(schema.event.c.who).distinct()).scalars()
    return sorted(found, key=str.casefold)


def load_codes_ever(connection: Connection) -> set[str]:
    """Ids of all codes that ever stood in the codebook."""
    return set(connection.execute(select(schema.code.c.id)).scalars())


def _on(transcripts: Collection[str]) -> Select[Any]:
    """Ids of codings and suggestions on some transcripts."""
    c, s = schema.coding.c, schema.suggestion.c
    made = select(c.id).where(c.transcript.in_(list(transcripts)))
    offered = select(s.id).where(s.transcript.in_(list(transcripts)))
    return select(made.union_all(offered).subquery().c.id)


def _about(connection: Connection, codes: list[str]) -> Any:
    e, c, i, m = (t.c for t in (schema.event, schema.coding, schema.round_item, schema.memo))
    of_code = select(c.id).where(c.code.in_(codes))
    offered = select(schema.suggestion.c.id).where(schema.suggestion.c.code.in_(codes))
    named = select(literal("coding ") + c.id).where(c.code.in_(codes))
    items = select(i.id).where(i.subject.in_(named))
    settled = select(literal(ITEM) + i.id).where(i.subject.in_(named))
    themselves = [f"code {code}" for code in codes]
    about = or_(m.about.in_(themselves), m.about.in_(named), m.about.in_(settled))
    noted = select(m.id).where(about)
    return or_(
        and_(e.act.in_(ON_CODES), e.subject.in_(codes)),
        and_(e.act.in_(ON_CODES), or_(*(_holds(connection, one) for one in _became(codes)))),
        and_(e.act == "decide first", or_(*(_holds(connection, one) for one in _given(codes)))),
        *(e.subject.in_(ids) for ids in (of_code, offered, items, settled, noted)),
        e.subject.in_(_pairs(connection, codes)),
    )


def _became(codes: Iterable[str]) -> list[str]:
    return [f'"{name}": {_quoted(code)}' for code in codes for name in ("into", "new_id")]


def _given(codes: Iterable[str]) -> list[str]:
    return [f"[{_quoted(code)}, " for code in codes]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _holds(connection: Connection, words: str) -> Any:
    """Whether an act's detail holds these very letters; LIKE would not tell A from a."""
    detail = schema.event.c.detail
    found = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return found(detail, words) > 0


def _pairs(connection: Connection, codes: list[str]) -> list[str]:
    """Differences between two coders that were settled and are about one of the codes."""
    c, subject = schema.coding.c, schema.resolution.c.subject
    query = select(subject).where(subject.startswith(PAIR)).distinct()
    pairs = list(connection.execute(query).scalars())
    if not pairs:
        return []
    ids = set(connection.execute(select(c.id).where(c.code.in_(codes))).scalars())
    return [pair for pair in pairs if ids & set(pair.split(" ")[1:])]


@dataclass(frozen=True)
class Lookup:
    """What the acts of a page are about, by id.

    codings : transcript, code, coder
    standing : codings that were not withdrawn
    suggestions : transcript, code
    items : number of the round, number of the item
    rounds : number
    memos : about
    versions : reason
    begun : when the first version of something written was made, by kind and key
    """

    codings: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    suggestions: dict[str, tuple[str, str]] = field(default_factory=dict)
    items: dict[str, tuple[int, int]] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)
    versions: dict[int, str] = field(default_factory=dict)
    begun: dict[tuple[str, str], str] = field(default_factory=dict)


def load_lookup(connection: Connection, events: Collection[Event]) -> Lookup:
    """Everything the sentences of some acts need to know."""
    ids = {part for event in events for part in event.subject.split(" ")}
    ids |= {event.subject for event in events}
    c, s, i, m, r = (
        table.c
        for table in (
            schema.coding,
            schema.suggestion,
            schema.round_item,
            schema.memo,
            schema.round,
        )
    )
    memos = {row[0]: row[1] for row in _of(connection, select(m.id, m.about), m.id, ids)}
    ids |= {about.partition(" ")[2] for about in memos.values()}
    codings = select(c.id, c.transcript, c.code, c.coder)
    offered = select(s.id, s.transcript, s.code)
    items = select(i.id, r.number, i.n).join(schema.round, r.id == i.round)
    v, w = schema.codebook_version.c, schema.withdrawal.c
    k = schema.kept.c
    begun = select(k.kind, k.key, func.min(k.made_at)).group_by(k.kind, k.key)
    gone = {row[0] for row in _of(connection, select(w.coding), w.coding, ids)}
    made = {row[0]: (row[1], row[2], row[3]) for row in _of(connection, codings, c.id, ids)}
    return Lookup(
        standing=frozenset(made.keys() - gone),
        codings=made,
        suggestions={row[0]: (row[1], row[2]) for row in _of(connection, offered, s.id, ids)},
        items={row[0]: (row[1], row[2]) for row in _of(connection, items, i.id, ids)},
        rounds={row[0]: row[1] for row in connection.execute(select(r.id, r.number))},
        memos=memos,
        versions={row[0]: row[1] for row in connection.execute(select(v.n, v.reason))},
        begun={(row[0], row[1]): row[2] for row in _of(connection, begun, k.key, ids)},
    )


def _of(
    connection: Connection, query: Select[Any], column: Any, ids: Collection[str]
) -> Iterator[Any]:
    """Rows of some ids, asked for in portions: databases take no list without end."""
    wanted = sorted(ids)
    for n in range(0, len(wanted), BATCH):
        yield from connection.execute(query.where(column.in_(wanted[n : n + BATCH])))
