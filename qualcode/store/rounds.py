"""Rounds of review: as made, their items, their states, and what coders had coded by then."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select

from qualcode.errors import UnknownItem
from qualcode.model.review import BLIND, Round, RoundItem, RoundState, RoundStep
from qualcode.store import schema
from qualcode.store.round_items import OF_CODING
from qualcode.store.session import Writing

LOST = (
    "This item is on a coding that is not in this study, so it cannot be shown; `qualcode doctor`"
    " says how it comes back."
)


def save_round(tx: Writing, made: Round, items: Iterable[RoundItem] = ()) -> None:
    """Add a round with its items and its first state."""
    tx.connection.execute(
        insert(schema.round).values(
            id=made.id,
            number=made.number,
            title=made.title,
            over=made.over,
            made_by=made.made_by,
            made_at=made.made_at,
            due=made.due,
            codebook_version=made.codebook_version,
            seen=made.seen,
            seed=made.seed,
            drawn=json.dumps(dict(made.drawn), ensure_ascii=False, sort_keys=True),
            reviewers=json.dumps(made.reviewers, ensure_ascii=False),
            coders=json.dumps(made.coders, ensure_ascii=False),
            interviews=json.dumps(made.interviews, ensure_ascii=False),
        )
    )
    rows = save_items(tx, items)
    tx.record("start round", made.id, number=made.number, over=made.over, items=rows)
    save_step(tx, made.id, made.state)


def save_items(tx: Writing, items: Iterable[RoundItem]) -> int:
    """Add what is looked at in a round; returns how many."""
    rows = [
        {"id": i.id, "round": i.round, "n": i.n, "subject": i.subject, "version": i.version}
        for i in items
    ]
    if rows:
        tx.connection.execute(insert(schema.round_item), rows)
    return len(rows)


def save_step(
    tx: Writing, round: str, state: RoundState, note: str = "", person: str | None = None
) -> None:
    """Bring a round to a state, or note that one coder submitted (``person``)."""
    newest = tx.connection.execute(select(func.max(schema.round_step.c.n))).scalar() or 0
    tx.connection.execute(
        insert(schema.round_step).values(
            id=str(uuid.uuid4()),
            round=round,
            n=newest + 1,
            state=state.value,
            who=tx.who,
            made_at=tx.at,
            note=note,
            person=person,
        )
    )
    tx.record("submit round" if person else "round state", round, state=state.value)


def save_snapshot(tx: Writing, round: str, codings: Iterable[str]) -> None:
    """Keep which codings stood when a coder submitted, or when whole interviews went to review."""
    rows = [{"round": round, "coding": id} for id in codings]
    if rows:
        tx.connection.execute(insert(schema.round_coding), rows)


def load_snapshot(connection: Connection, round: str) -> set[str]:
    """Ids of the codings kept with a round."""
    table = schema.round_coding
    return set(connection.execute(select(table.c.coding).where(table.c.round == round)).scalars())


def load_snapshot_in_order(connection: Connection, round: str) -> list[str]:
    """Ids of the codings kept with a round, in the order of the texts that are in view."""
    table, c, t = schema.round_coding, schema.coding, schema.transcript
    query = (
        select(c.c.id)
        .join(table, table.c.coding == c.c.id)
        .join(t, t.c.id == c.c.transcript)
        .where(table.c.round == round, t.c.removed_at.is_(None))
        .order_by(t.c.position, c.c.start, c.c.end, c.c.made_at, c.c.id)
    )
    return list(connection.execute(query).scalars())


def load_apart(connection: Connection, coder: str | None) -> frozenset[str]:
    """Transcripts that somebody now codes apart from the others, in rounds not submitted yet.

    Of None, those that anybody codes so.
    """
    table, step = schema.round, schema.round_step
    past = [state.value for state in RoundState if state not in BLIND]
    query = select(table.c.coders, table.c.interviews).where(
        table.c.coders != "[]",
        ~exists().where(step.c.round == table.c.id, step.c.state.in_(past)),
    )
    rounds = connection.execute(query).all()
    return frozenset(
        id
        for row in rounds
        if coder is None or coder in json.loads(row.coders)
        for id in json.loads(row.interviews)
    )


def load_next_number(connection: Connection) -> int:
    """The number the next round gets, counting from 1."""
    newest = select(func.coalesce(func.max(schema.round.c.number), 0))
    return int(connection.execute(newest).scalar_one()) + 1


def load_rounds(connection: Connection) -> list[Round]:
    """All rounds, the first made first, each in its newest state."""
    steps: dict[str, list[RoundStep]] = {}
    for step in load_steps(connection):
        steps.setdefault(step.round, []).append(step)
    query = select(schema.round).order_by(schema.round.c.number, schema.round.c.made_at)
    return [_round(row._mapping, steps.get(row.id, [])) for row in connection.execute(query)]


def load_round(connection: Connection, id: str) -> Round:
    """One round.

    Raises
    ------
    UnknownItem
        There is none of this id.
    """
    for found in load_rounds(connection):
        if found.id == id:
            return found
    raise UnknownItem("There is no such round; `qualcode rounds` lists those there are.")


def load_steps(connection: Connection, round: str | None = None) -> list[RoundStep]:
    """What rounds went through, oldest first."""
    table = schema.round_step
    query = select(table).order_by(table.c.n)
    if round is not None:
        query = query.where(table.c.round == round)
    return [
        RoundStep(row.round, RoundState(row.state), row.who, row.made_at, row.note, row.person)
        for row in connection.execute(query)
    ]


def load_items(connection: Connection, round: str) -> list[RoundItem]:
    """What is looked at in a round, in its order, without items whose coding is not there."""
    table = schema.round_item
    query = select(table).where(table.c.round == round, ~_lost()).order_by(table.c.n)
    return [RoundItem(**row._mapping) for row in connection.execute(query)]


def count_lost(connection: Connection) -> dict[str, int]:
    """Round -> how many of its items are on a coding that is not in the study; none without any.

    A merge could bring such items once; the other copy still has what they are about.
    """
    table = schema.round_item
    query = select(table.c.round, func.count()).where(_lost()).group_by(table.c.round)
    return {row[0]: row[1] for row in connection.execute(query)}


def _lost() -> ColumnElement[bool]:
    """Whether an item is on a coding that is not there."""
    subject, id = schema.round_item.c.subject, schema.coding.c.id
    of_coding = func.substr(subject, 1, len(OF_CODING)) == OF_CODING
    return of_coding & ~exists().where(id == func.substr(subject, len(OF_CODING) + 1))


def load_item(connection: Connection, id: str) -> RoundItem:
    """One item.

    Raises
    ------
    UnknownItem
        There is none of this id.
    """
    table = schema.round_item
    row = connection.execute(select(table).where(table.c.id == id)).first()
    if row is None:
        raise UnknownItem("There is no such item in any round; open the round again.")
    found = RoundItem(**row._mapping)
    if connection.execute(select(table.c.id).where(table.c.id == id, _lost())).first():
        raise UnknownItem(LOST)
    return found


def _round(row: Any, steps: list[RoundStep]) -> Round:
    own = [step for step in steps if step.person is None]
    plain = dict(row)
    plain["drawn"] = json.loads(plain["drawn"])
    for name in ("reviewers", "coders", "interviews"):
        plain[name] = tuple(json.loads(plain[name]))
    return Round(
        **plain,
        state=own[-1].state if own else RoundState.ASSIGNED,
        submitted=tuple(dict.fromkeys(step.person for step in steps if step.person)),
    )
