"""What else points into a transcript's text, and follows it when the text is corrected.

Rows that fall out are handed back, so that they are kept with the older version and stand again
when it comes back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from qualcode.model import Span
from qualcode.model.corrected import Fit, Followed, Placed
from qualcode.store import schema
from qualcode.store.round_items import OF_CODING
from qualcode.store.session import Writing

Rows = list[dict[str, Any]]
REPLACED = "replaced"


class Aligned(Protocol):
    """Two versions laid beside each other, as `text.alignment.Alignment`."""

    def place(self, span: Span) -> Placed:
        """What became of the words at a span."""

    def covering(self, span: Span) -> list[Span]:
        """What stands now between what stood around a span."""

    def start(self, offset: int) -> int | None:
        """Where the word at an offset begins now."""

    def new_name_beside(self, span: Span) -> bool:
        """Whether a new word with a capital touches a span of the new text."""

    def near(self, offset: int) -> int:
        """An offset close to one of the older text."""


def cut_steps(tx: Writing, transcript: str) -> int:
    """Forget the steps that could be undone on a transcript; returns how many there were."""
    table = schema.step
    gone = tx.connection.execute(delete(table).where(table.c.transcript == transcript))
    return int(gone.rowcount)


def count_steps(connection: Connection, transcript: str) -> int:
    """How many acts on a transcript can be undone or done again, by all coders."""
    table = schema.step
    query = select(func.count()).where(table.c.transcript == transcript)
    return int(connection.execute(query).scalar_one())


def move_readings(tx: Writing, transcript: str, aligned: Aligned) -> None:
    """Let coders go on reading where they left off."""
    table = schema.reading
    query = select(table).where(table.c.transcript == transcript, table.c.place.is_not(None))
    for row in tx.connection.execute(query).all():
        here = (table.c.transcript == transcript) & (table.c.coder == row.coder)
        place = aligned.near(row.place)
        tx.connection.execute(update(table).where(here).values(place=place))


def load_done_by(connection: Connection, transcript: str) -> list[str]:
    """Who has coded a transcript through."""
    table = schema.reading
    query = select(table.c.coder).where(
        table.c.transcript == transcript, table.c.done_at.is_not(None)
    )
    return sorted(connection.execute(query).scalars())


def move_memos(
    connection: Connection, transcript: str, starts: Callable[[int], int | None]
) -> tuple[list[tuple[str, str]], Followed]:
    """What memos on passages are about now, as (memo, about); of a passage that is gone they are
    about the whole transcript."""
    table, kind = schema.memo, f"segment {transcript}:"
    query = select(table.c.id, table.c.about).where(
        func.substr(table.c.about, 1, len(kind)) == kind
    )
    found, gone = [], 0
    for row in connection.execute(query):
        told = row.about.removeprefix(kind)
        now = starts(int(told)) if told.isdecimal() else None
        gone += now is None
        found.append((row.id, f"transcript {transcript}" if now is None else f"{kind}{now}"))
    return found, Followed("memos on passages", same=len(found) - gone, gone=gone)


def save_abouts(tx: Writing, abouts: list[tuple[str, str]]) -> None:
    """Say anew what memos are about."""
    table = schema.memo
    for id, about in abouts:
        tx.connection.execute(update(table).where(table.c.id == id).values(about=about))


def move_proposals(
    connection: Connection, transcript: str, aligned: Aligned
) -> tuple[list[tuple[str, str | None]], Followed]:
    """What reviewers propose now, as (verdict, proposal); other words than were said are proposed
    no more, and the rest of the proposal stays."""
    j, i, c = schema.judged, schema.round_item, schema.coding
    query = (
        select(j.c.id, j.c.proposal)
        .join(i, i.c.id == j.c.item)
        .join(c, i.c.subject == OF_CODING + c.c.id)
        .where(c.c.transcript == transcript, j.c.proposal.is_not(None))
    )
    found: list[tuple[str, str | None]] = []
    gone = 0
    for row in connection.execute(query):
        plain = json.loads(row.proposal)
        if "span" not in plain:
            continue
        placed = aligned.place(Span.parse(plain["span"]))
        if placed.fit is Fit.SAME:
            plain["span"] = str(placed.span)
        else:
            gone += 1
            del plain["span"]
        found.append((row.id, json.dumps(plain, ensure_ascii=False) if plain else None))
    return found, Followed("words reviewers propose", same=len(found) - gone, gone=gone)


def save_proposals(tx: Writing, proposals: list[tuple[str, str | None]]) -> None:
    """Put proposals in the place of those there are."""
    table = schema.judged
    for id, proposal in proposals:
        tx.connection.execute(update(table).where(table.c.id == id).values(proposal=proposal))


@dataclass(frozen=True)
class Names:
    """Where replaced names are now, by id; None where gone. ``more`` are further places of them."""

    places: list[tuple[str, Span | None]]
    more: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def taken(self) -> list[Span]:
        """Every place there is."""
        return [span for _, span in (*self.places, *self.more) if span is not None]


def move_replacements(
    connection: Connection, transcript: str, aligned: Aligned
) -> tuple[Names, Followed]:
    """Where replaced names are now.

    A name stays replaced however its words were changed, as long as something stands in its place;
    what was let stand is let stand for the same words alone.
    """
    table = schema.replacement
    hidden: list[tuple[str, Span | None]] = []
    let: list[tuple[str, Span | None]] = []
    same = changed = gone = wider = beside = 0
    for row in connection.execute(select(table).where(table.c.transcript == transcript)):
        span = Span(row.start, row.end)
        placed = aligned.place(span)
        if placed.fit is Fit.SAME:
            same += 1
            beside += row.state == REPLACED and bool(
                placed.span and aligned.new_name_beside(placed.span)
            )
            (hidden if row.state == REPLACED else let).append((row.id, placed.span))
        elif row.state == REPLACED:
            now = aligned.covering(span)
            changed, gone = changed + bool(now), gone + (not now)
            wider += is_wider(span, now)
            hidden += [(row.id, one) for one in now] or [(row.id, None)]
        else:
            gone += 1
            let.append((row.id, None))
    told = Followed(
        "replaced names", same=same, changed=changed, gone=gone, wider=wider, beside=beside
    )
    return _apart(hidden, let), told


def is_wider(span: Span, now: Sequence[Span]) -> bool:
    """Whether clearly more is hidden now than was: by more than a longer spelling."""
    length = span.end - span.start
    return sum(one.end - one.start for one in now) > length + max(length // 2, 6)


def _apart(hidden: list[tuple[str, Span | None]], let: list[tuple[str, Span | None]]) -> Names:
    """Places none of which overlap: of two that would, the first covers both, and what is hidden
    goes before what was let stand."""
    apart: list[tuple[str, Span]] = []
    for id, span in sorted(
        ((id, span) for id, span in hidden if span is not None), key=lambda one: one[1]
    ):
        if apart and apart[-1][1].overlaps(span):
            first, before = apart[-1]
            apart[-1] = first, Span(before.start, max(before.end, span.end))
        else:
            apart.append((id, span))
    for id, place in let:
        if place is not None and not any(place.overlaps(other) for _, other in apart):
            apart.append((id, place))
    places: dict[str, Span | None] = {}
    more = []
    for id, span in apart:
        if id in places:
            more.append((id, span))
        else:
            places[id] = span
    for id, _ in (*hidden, *let):
        places.setdefault(id, None)
    return Names(list(places.items()), more)


def save_replacements(tx: Writing, names: Names) -> Rows:
    """Put replaced names where they are now; returns the rows of those that fell out."""
    table = schema.replacement
    lost = take_rows(tx, table, [id for id, span in names.places if span is None])
    for id, span in names.places:
        if span is not None:
            tx.connection.execute(
                update(table).where(table.c.id == id).values(start=span.start, end=span.end)
            )
    for id, span in names.more:
        query = select(table).where(table.c.id == id)
        [row] = tx.connection.execute(query).mappings()
        also = {"id": str(uuid.uuid4()), "start": span.start, "end": span.end}
        put_rows(tx, table, [{**row, **also}])
    return lost


def load_ids(connection: Connection, table: Table) -> set[str]:
    """The ids of a table's rows."""
    return set(connection.execute(select(table.c.id)).scalars())


def take_rows(tx: Writing, table: Table, ids: list[str], column: str = "id") -> Rows:
    """Take rows out of a table; returns them as plain values."""
    found = []
    for id in ids:
        here = table.c[column] == id
        found += [dict(row) for row in tx.connection.execute(select(table).where(here)).mappings()]
        tx.connection.execute(delete(table).where(here))
    return found


def put_rows(tx: Writing, table: Table, rows: Rows) -> None:
    """Put rows back that were taken out."""
    if rows:
        tx.connection.execute(insert(table), rows)
