"""The codebook, version by version, and where its codes are named."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from qualcode.errors import UnknownItem
from qualcode.model import Code, Codebook, Origin
from qualcode.store import schema
from qualcode.store.session import Writing

# Acts after which a code may have another id.
BECOMING = ("rename code", "move code", "merge code")
LISTS = ("include_when", "exclude_when", "confused_with", "examples", "cues")
_NEWEST = select(func.max(schema.codebook_version.c.n))


@dataclass(frozen=True)
class CodebookVersion:
    """One version of the codebook: its number, when (UTC, ISO 8601), by whom and why."""

    n: int
    made_at: str
    made_by: str
    reason: str


def save_codebook(
    tx: Writing,
    codebook: Codebook,
    reason: str,
    *,
    act: str = "set codebook",
    subject: str = "",
    **detail: object,
) -> int:
    """Add a version of the codebook and return its number; earlier versions stay.

    The history gets ``act`` on ``subject``, the id of a code, with ``detail``: ids and numbers.
    """
    table, run = schema.codebook_version, tx.connection.execute
    n = int(run(select(func.coalesce(func.max(table.c.n), 0))).scalar_one()) + 1
    document = json.dumps(asdict(codebook), ensure_ascii=False)
    run(insert(table).values(n=n, document=document, made_at=tx.at, made_by=tx.who, reason=reason))
    known = set(run(select(schema.code.c.id)).scalars())
    new = [{"id": code.id, "first_version": n} for code in codebook if code.id not in known]
    if new:
        run(insert(schema.code), new)
    if subject:
        tx.record(act, subject, version=n, **detail)
    else:
        tx.record(act, f"version {n}", codes=len(codebook), reason=reason)
    return n


def load_codebook(connection: Connection, n: int | None = None) -> tuple[Codebook, int]:
    """A version of the codebook, the newest unless numbered, and its number.

    Raises
    ------
    UnknownItem
        There is no version of this number.
    """
    table = schema.codebook_version
    query = select(table).order_by(table.c.n.desc()).limit(1)
    row = connection.execute(query if n is None else query.where(table.c.n == n)).first()
    if row is None:
        raise UnknownItem(f"The codebook has no version {n}; its newest has the highest number.")
    return _codebook(row.document), row.n


def load_newest(connection: Connection) -> int:
    """The number of the newest codebook."""
    return int(connection.execute(_NEWEST).scalar_one())


def load_versions(connection: Connection) -> list[CodebookVersion]:
    """Every version of the codebook, newest first."""
    c = schema.codebook_version.c
    query = select(c.n, c.made_at, c.made_by, c.reason).order_by(c.n.desc())
    return [CodebookVersion(**row._mapping) for row in connection.execute(query)]


def count_uses(
    connection: Connection, *, apart: Collection[str] = (), coder: str = ""
) -> dict[tuple[str, str], int]:
    """How many codings stand, by (code, coder); texts out of view are left out.

    In the transcripts of ``apart`` only those of ``coder``, who codes apart from the others there.
    """
    c, w, t = schema.coding, schema.withdrawal, schema.transcript
    query = (
        select(c.c.code, c.c.coder, func.count())
        .join(t, t.c.id == c.c.transcript)
        .outerjoin(w, w.c.coding == c.c.id)
        .where(w.c.coding.is_(None), t.c.removed_at.is_(None))
        .group_by(c.c.code, c.c.coder)
        .order_by(c.c.code, c.c.coder)
    )
    if apart:
        query = query.where(or_(c.c.coder == coder, c.c.transcript.not_in(list(apart))))
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def load_successions(connection: Connection, since: str) -> list[tuple[str, str]]:
    """Which codes became another from a time on (UTC, ISO 8601), oldest first: (old id, new id)."""
    e = schema.event
    query = select(e.c.subject, e.c.detail).where(e.c.act.in_(BECOMING), e.c.at >= since)
    found = [
        (row.subject, json.loads(row.detail)) for row in connection.execute(query.order_by(e.c.seq))
    ]
    named = [(old, detail.get("new_id") or detail.get("into")) for old, detail in found]
    return [(old, new) for old, new in named if new]


def move_mentions(tx: Writing, old: str, new: str) -> None:
    """Let suggestions of a code and memos on it name another: what it was goes on under that id.

    Where both codes were suggested for the same words, one suggestion is left.
    """
    s, m = schema.suggestion, schema.memo
    _drop_twins(tx, old, new)
    tx.connection.execute(update(s).where(s.c.code == old).values(code=new))
    about = update(m).where(m.c.about == f"code {old}")
    tx.connection.execute(about.values(about=f"code {new}"))


def _drop_twins(tx: Writing, old: str, new: str) -> None:
    """Where both codes are suggested for the same words, take the weaker away, or the one nobody
    has decided on; what was decided on stays."""
    s, d = schema.suggestion, schema.decision
    columns = (s.c.id, s.c.transcript, s.c.start, s.c.end, s.c.score)
    rows = tx.connection.execute(select(*columns).where(s.c.code.in_((old, new)))).all()
    decided = set(tx.connection.execute(select(d.c.suggestion).distinct()).scalars())
    rows = sorted(rows, key=lambda row: (row.id not in decided, -row.score, row.id))
    kept, twins = set[tuple[str, int, int]](), list[str]()
    for row in rows:
        place = (row.transcript, row.start, row.end)
        if place in kept and row.id not in decided:
            twins.append(row.id)
        kept.add(place)
    for id in twins:
        tx.connection.execute(delete(s).where(s.c.id == id))


def _codebook(document: str) -> Codebook:
    raw = json.loads(document)
    codes = tuple(
        Code(**{**code, **{k: tuple(code[k]) for k in LISTS}, "origin": Origin(code["origin"])})
        for code in raw["codes"]
    )
    groups = tuple(tuple(group) for group in raw["reporting_groups"])
    return Codebook(
        **{**raw, "codes": codes, "rules": tuple(raw["rules"]), "reporting_groups": groups}
    )
