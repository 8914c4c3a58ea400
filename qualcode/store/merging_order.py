"""Rows whose newest counts: taken in behind ours, and which side's newest counts afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from sqlalchemy import Table, update

from qualcode.store.merging import Merging, Rows, all_rows

Group = Callable[[dict[str, Any]], object]
Newest = Literal["ours", "later"]


def take_ordered(
    merging: Merging,
    table: Table,
    group: Group,
    newest: Newest,
    *,
    rows: Rows | None = None,
) -> list[dict[str, Any]]:
    """Add the rows this copy lacks behind its own, keeping their order.

    Where both copies have a newest row of a group that the other does not know, ``newest`` says
    which one counts: ours, or the one made later. Where only one of them has, it is that one.

    Parameters
    ----------
    group
        What a newer row replaces an older one of.
    rows
        Those to add; without it all that this copy lacks.

    Returns
    -------
    list
        Our newest row of every group that both copies changed.
    """
    here, there = all_rows(merging.ours, table), all_rows(merging.theirs, table)
    known, known_there = {row["id"] for row in here}, {row["id"] for row in there}
    new = [row for row in (there if rows is None else rows) if row["id"] not in known]
    ours, theirs = _newest(here, group), _newest(there, group)
    number = max((row["n"] for row in here), default=0)
    for row in new:
        number += 1
        row["n"] = number
    merging.add(table, new)
    contested = []
    for key in dict.fromkeys(group(row) for row in new):
        if key not in ours:
            continue
        mine, other = ours[key], theirs[key]
        both = mine["id"] not in known_there and other["id"] not in known
        stays = newest == "ours" or mine["made_at"] > other["made_at"]
        if other["id"] in known or (both and stays):
            number += 1
            renumber(merging, table, mine["id"], number)
        if both:
            contested.append(mine)
    return contested


def renumber(merging: Merging, table: Table, id: str, number: int) -> None:
    """Give a row another place in the order; nothing else of it changes."""
    merging.ours.execute(update(table).where(table.c.id == id).values(n=number))


def _newest(rows: Sequence[dict[str, Any]], group: Group) -> dict[object, dict[str, Any]]:
    return {group(row): row for row in rows}
