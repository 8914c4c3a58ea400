"""Merging: what people wrote about the study, and what somebody took back."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, delete, select

from qualcode.store import schema
from qualcode.store.asked import ASKED
from qualcode.store.merging import Merging, all_rows
from qualcode.store.merging_order import take_ordered

ERASED = "erase "


def take_written(merging: Merging) -> None:
    """Themes, summaries and the like in every version; where both copies wrote on, ours counts.

    Words that were taken back in either copy are in neither afterwards.
    """
    table = schema.kept
    here, there = _erased(merging.ours), _erased(merging.theirs, merging.parted)
    _erase_here(merging, there)
    new = [
        row
        for row in all_rows(merging.theirs, table)
        if row["made_at"] > here.get((row["kind"], row["key"]), "")
        # What is known of a text's questions goes with the text.
        and not (row["kind"] == ASKED and row["key"] in merging.elsewhere)
    ]
    contested = take_ordered(
        merging, table, lambda row: (row["kind"], row["key"]), "ours", rows=new
    )
    for kind, count in Counter(row["kind"] for row in contested).items():
        merging.note("written", (kind, count))


def _erase_here(merging: Merging, erased: dict[tuple[str, str], str]) -> None:
    """Take out what was taken back in the other copy, as it stood by then."""
    table = schema.kept
    for (kind, key), at in sorted(erased.items()):
        where = (table.c.kind == kind) & (table.c.key == key) & (table.c.made_at <= at)
        gone = merging.ours.execute(delete(table).where(where)).rowcount
        if gone:
            merging.tx.record(f"{ERASED}{kind}", key, versions=gone)
            merging.note("erased", kind)


def _erased(connection: Connection, after: int = 0) -> dict[tuple[str, str], str]:
    """(kind, key) -> when it was last taken back, of acts after a number."""
    e = schema.event.c
    query = select(e.act, e.subject, e.at).where(e.act.like(f"{ERASED}%"), e.seq > after)
    return {
        (row.act.removeprefix(ERASED), row.subject): row.at
        for row in connection.execute(query.order_by(e.seq))
    }
