"""What the codebook's history is told from: acts on it, codings with their times, agreement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from qualcode.model.review import Judgement, Outcome
from qualcode.store import schema
from qualcode.store.audit import ITEM, ON_CODES
from qualcode.store.coded import standing


class Coded(NamedTuple):
    """A coding that stands, and when its coder last coded the interview through."""

    id: str
    transcript: str
    made_at: str
    done_at: str | None


def load_acts(connection: Connection) -> dict[int, tuple[str, str, str | None, tuple[str, ...]]]:
    """Version of the codebook -> the act that made it: (act, code, what it became, its parts)."""
    e = schema.event.c
    found = {}
    query = select(e.act, e.subject, e.detail).where(e.act.in_(ON_CODES)).order_by(e.seq)
    for row in connection.execute(query):
        detail = json.loads(row.detail)
        if isinstance(n := detail.get("version"), int):
            new = detail.get("new_id") or detail.get("into")
            found[n] = (row.act, row.subject, new, tuple(detail.get("parts", ())))
    return found


def load_coded(connection: Connection) -> dict[str, list[Coded]]:
    """Code -> its codings that stand."""
    c, r = schema.coding.c, schema.reading.c
    query = standing().with_only_columns(c.code, c.id, c.transcript, c.made_at, c.coder)
    done = {
        (row.transcript, row.coder): row.done_at
        for row in connection.execute(select(r.transcript, r.coder, r.done_at))
    }
    found: dict[str, list[Coded]] = {}
    for code, id, transcript, made_at, coder in connection.execute(query):
        found.setdefault(code, []).append(
            Coded(id, transcript, made_at, done.get((transcript, coder)))
        )
    return found


def load_confirmed(connection: Connection) -> Mapping[str, str]:
    """Coding -> when somebody last agreed to it in a review, or it was settled that it stays."""
    i, j, s = (t.c for t in (schema.round_item, schema.judged, schema.resolution))
    about = select(i.id, i.subject).where(i.subject.startswith("coding "))
    codings = {row.id: row.subject.removeprefix("coding ") for row in connection.execute(about)}
    agreed = select(j.item, func.max(j.made_at)).where(j.judgement == Judgement.AGREE.value)
    found: dict[str, str] = {}
    rows = [
        *((row[0], row[1]) for row in connection.execute(agreed.group_by(j.item))),
        *(
            (row[0].removeprefix(ITEM), row[1])
            for row in connection.execute(
                select(s.subject, func.max(s.made_at))
                .where(s.outcome == Outcome.KEEP.value, s.subject.startswith(ITEM))
                .group_by(s.subject)
            )
        ),
    ]
    for item, at in rows:
        if (coding := codings.get(item)) is not None:
            found[coding] = max(found.get(coding, ""), at)
    return found
