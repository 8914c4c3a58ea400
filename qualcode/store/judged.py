"""Verdicts of reviewers, how things were settled, and how far people have looked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from qualcode.model.coding import Direction
from qualcode.model.review import Judged, Judgement, Outcome, Proposal, Resolution
from qualcode.model.span import Span
from qualcode.store import schema
from qualcode.store.session import Writing


def save_judged(tx: Writing, judged: Judged) -> None:
    """Add a verdict; an earlier one of the same person on the same item stays in the history."""
    newest = tx.connection.execute(select(func.max(schema.judged.c.n))).scalar() or 0
    tx.connection.execute(
        insert(schema.judged).values(
            id=judged.id,
            n=newest + 1,
            item=judged.item,
            judgement=judged.judgement.value,
            who=judged.who,
            made_at=judged.made_at,
            proposal=None if judged.proposal is None else json.dumps(as_plain(judged.proposal)),
            replaces=json.dumps(judged.replaces) if judged.replaces else None,
        )
    )
    tx.record("judge", judged.item, judgement=judged.judgement.value, verdict=judged.id)


def load_judged(
    connection: Connection, *, round: str | None = None, item: str | None = None
) -> list[Judged]:
    """The verdicts that count: each person's newest on each item, in the order they were given."""
    table, items = schema.judged, schema.round_item
    query = select(table).order_by(table.c.n)
    if item is not None:
        query = query.where(table.c.item == item)
    if round is not None:
        query = query.join(items, items.c.id == table.c.item).where(items.c.round == round)
    newest = {(row.item, row.who): row for row in connection.execute(query)}
    return [_judged(row) for row in sorted(newest.values(), key=lambda row: row.n)]


def load_own(connection: Connection, item: str, who: str) -> Judged | None:
    """The newest verdict of a person on an item; None where they gave none."""
    table = schema.judged
    query = select(table).where(table.c.item == item, table.c.who == who)
    row = connection.execute(query.order_by(table.c.n.desc()).limit(1)).first()
    return None if row is None else _judged(row)


def load_verdict(connection: Connection, id: str) -> Judged | None:
    """A verdict by its id, the newest of its person or not; None where there is none."""
    row = connection.execute(select(schema.judged).where(schema.judged.c.id == id)).first()
    return None if row is None else _judged(row)


def save_resolution(tx: Writing, made: Resolution) -> None:
    """Add how something was settled; an earlier settling of it stays in the history."""
    newest = tx.connection.execute(select(func.max(schema.resolution.c.n))).scalar() or 0
    tx.connection.execute(
        insert(schema.resolution).values(
            id=made.id,
            n=newest + 1,
            subject=made.subject,
            outcome=made.outcome.value,
            reason=made.reason,
            who=made.who,
            made_at=made.made_at,
            made=json.dumps(made.made),
            withdrawn=json.dumps(made.withdrawn),
            codebook_version=made.codebook_version,
        )
    )
    tx.record("settle", made.subject, outcome=made.outcome.value, resolution=made.id)


def load_resolutions(connection: Connection, *, subject: str | None = None) -> list[Resolution]:
    """Every settling, oldest first; of one subject when asked. The last of a subject counts."""
    table = schema.resolution
    query = select(table).order_by(table.c.n)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    return [
        Resolution(
            row.id,
            row.subject,
            Outcome(row.outcome),
            row.reason,
            row.who,
            row.made_at,
            tuple(json.loads(row.made)),
            tuple(json.loads(row.withdrawn)),
            row.codebook_version,
        )
        for row in connection.execute(query)
    ]


def save_look(tx: Writing, seq: int) -> None:
    """Note how far in the history the acting person has looked; the history does not hold it."""
    table = schema.look
    tx.connection.execute(delete(table).where(table.c.who == tx.who))
    tx.connection.execute(insert(table).values(who=tx.who, seq=seq, at=tx.at))


def load_look(connection: Connection, who: str) -> tuple[int, str] | None:
    """How far somebody has looked: the number of an act, and when; None before the first look."""
    table = schema.look
    row = connection.execute(select(table).where(table.c.who == who)).first()
    return (row.seq, row.at) if row else None


def as_plain(proposal: Proposal) -> dict[str, Any]:
    """A proposal as JSON values; what it leaves alone is left out."""
    return {
        **({"code": proposal.code} if proposal.code is not None else {}),
        **({"span": str(proposal.span)} if proposal.span is not None else {}),
        **({"direction": proposal.direction.value} if proposal.direction is not None else {}),
    }


def of_plain(plain: Mapping[str, Any]) -> Proposal:
    """A proposal from its JSON values, as `as_plain` gives them."""
    span, direction = plain.get("span"), plain.get("direction")
    return Proposal(
        plain.get("code"),
        None if span is None else Span.parse(span),
        None if direction is None else Direction(direction),
    )


def _judged(row: Row[Any]) -> Judged:
    proposal = None if row.proposal is None else of_plain(json.loads(row.proposal))
    return Judged(
        row.id,
        row.item,
        Judgement(row.judgement),
        row.who,
        row.made_at,
        proposal,
        tuple(json.loads(row.replaces or "[]")),
    )
