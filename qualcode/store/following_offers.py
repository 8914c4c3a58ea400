"""Suggestions when their transcript is corrected: what was decided stays decided."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from qualcode.model import Span
from qualcode.model.corrected import Fit, Followed
from qualcode.store import schema
from qualcode.store.following import Aligned, Rows, put_rows, take_rows
from qualcode.store.session import Writing


@dataclass(frozen=True)
class Offers:
    """Where decided suggestions and the words chosen in decisions are now; None where gone."""

    places: dict[str, tuple[Span, str, str] | None] = field(default_factory=dict)
    chosen: dict[str, Span | None] = field(default_factory=dict)
    waiting: int = 0
    changed: int = 0

    @property
    def followed(self) -> list[Followed]:
        """How many of each."""
        gone = sum(place is None for place in self.places.values())
        same = len(self.places) - gone - self.changed
        return [
            Followed("decided suggestions", same=same, changed=self.changed, gone=gone),
            Followed("suggestions that waited, to be made anew", gone=self.waiting),
        ]


def move_offers(connection: Connection, transcript: str, aligned: Aligned, text: str) -> Offers:
    """Where the decided suggestions of a transcript stand in its corrected ``text``."""
    s, d = schema.suggestion, schema.decision
    decided = select(d.c.suggestion)
    here = s.c.transcript == transcript
    places: dict[str, tuple[Span, str, str] | None] = {}
    changed = 0
    for row in connection.execute(select(s).where(here, s.c.id.in_(decided))):
        placed = aligned.place(Span(row.start, row.end))
        if placed.span is None:
            places[row.id] = None
            continue
        changed += placed.fit is Fit.CHANGED
        now = placed.span
        reasons = _reasons(row.reasons, aligned)
        places[row.id] = (now, text[now.start : now.end], reasons)
    chosen = {}
    query = select(d).join(s, s.c.id == d.c.suggestion).where(here, d.c.start.is_not(None))
    for row in connection.execute(query):
        chosen[row.id] = aligned.place(Span(row.start, row.end)).span
    waiting = select(func.count()).where(here, s.c.id.not_in(decided))
    return Offers(places, chosen, connection.execute(waiting).scalar_one(), changed)


def _reasons(stored: str, aligned: Aligned) -> str:
    """Reasons that rest on words which stand as they did."""
    told = []
    for layer, words, weight, spans, *rest in json.loads(stored):
        now = [aligned.place(Span(a, b)) for a, b in spans]
        kept = [[p.span.start, p.span.end] for p in now if p.span and p.fit is Fit.SAME]
        told.append([layer, words, weight, kept, *rest])
    return json.dumps(told, ensure_ascii=False)


def save_offers(tx: Writing, transcript: str, offers: Offers) -> dict[str, Rows]:
    """Put decided suggestions where they are now and take out those that waited.

    Returns the rows of what was decided on words that are gone, by table.
    """
    s, d, run = schema.suggestion, schema.decision, tx.connection.execute
    run(delete(s).where(s.c.transcript == transcript, s.c.id.not_in(select(d.c.suggestion))))
    for id, chosen in offers.chosen.items():
        start, end = (chosen.start, chosen.end) if chosen else (None, None)
        run(update(d).where(d.c.id == id).values(start=start, end=end))
    gone = [id for id, place in offers.places.items() if place is None]
    decisions = take_rows(tx, d, gone, "suggestion")
    lost = {"suggestion": take_rows(tx, s, gone), "decision": decisions}
    for id, place in offers.places.items():
        if place is not None:
            span, quote, reasons = place
            values: dict[str, Any] = {"start": span.start, "end": span.end}
            run(update(s).where(s.c.id == id).values(**values, quote=quote, reasons=reasons))
    return lost


def put_back_offers(tx: Writing, suggestions: Rows, decisions: Rows) -> None:
    """Let what was decided stand again."""
    put_rows(tx, schema.suggestion, suggestions)
    put_rows(tx, schema.decision, decisions)
