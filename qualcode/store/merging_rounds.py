"""Merging: rounds of review, verdicts on their items, and how things were settled."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from qualcode.model.review import RoundState
from qualcode.store import schema
from qualcode.store.merging import Merging, Rows, all_rows, keys, missing
from qualcode.store.merging_codebook import version_ids
from qualcode.store.merging_hanging import Here
from qualcode.store.merging_order import take_ordered
from qualcode.store.rounds import load_rounds, save_step


def take_rounds(merging: Merging) -> None:
    """Rounds by their ids; one whose number is taken here gets the next. Then what is in them."""
    table = schema.round
    numbers = {row["number"] for row in all_rows(merging.ours, table)}
    new = sorted(missing(merging, table), key=lambda row: (row["number"], row["made_at"]))
    for row in new:
        if row["number"] in numbers:
            row["number"] = max(numbers) + 1
        numbers.add(row["number"])
    merging.frozen_at = {row["id"]: row["seen"] for row in new}
    merging.add(table, [version_ids(merging, row) for row in new])
    contested = take_ordered(
        merging, schema.round_step, lambda row: (row["round"], row["person"]), "later"
    )
    merging.found.setdefault("round", []).extend(
        {row["round"] for row in contested if row["person"] is None}
    )
    _take_items(merging)
    _take_snapshots(merging)
    _take_verdicts(merging)
    _take_settlings(merging)
    _hand_over(merging)


def _take_settlings(merging: Merging) -> None:
    """How things were settled; one that made or withdrew a coding not taken waits with it."""
    here = Here(merging.ours)
    every = all_rows(merging.theirs, schema.resolution)
    # All of one thing together: without its last an older one would count.
    waits = {row["subject"] for row in every if not here.holds_settling(row)}
    known = keys(merging.ours, schema.resolution)
    for row in every:
        if row["subject"] in waits and row["id"] not in known:
            merging.note("settling left out", row["id"])
    came = [version_ids(merging, row) for row in every if row["subject"] not in waits]
    for row in take_ordered(
        merging, schema.resolution, lambda row: row["subject"], "later", rows=came
    ):
        merging.note("settled", row["subject"])


def _take_verdicts(merging: Merging) -> None:
    """Of what one person said of an item in both copies the later counts; it is told where it
    is not the same."""
    there = {(row["item"], row["who"]): row for row in all_rows(merging.theirs, schema.judged)}
    known = keys(merging.ours, schema.round_item)
    came = [row for row in all_rows(merging.theirs, schema.judged) if row["item"] in known]
    for mine in take_ordered(
        merging, schema.judged, lambda row: (row["item"], row["who"]), "later", rows=came
    ):
        item, who = mine["item"], mine["who"]
        here, said = mine["judgement"], there[item, who]["judgement"]
        if here != said:
            merging.note("judged", (item, who, here, said))


def load_item_names(connection: Connection) -> dict[str, str]:
    """Item -> ``item 3 of round 2``."""
    i, r = schema.round_item.c, schema.round.c
    query = select(i.id, i.n, r.number).join(schema.round, r.id == i.round)
    return {row.id: f"item {row.n} of round {row.number}" for row in connection.execute(query)}


def load_settled_by_book(connection: Connection, after: int) -> list[tuple[str, int]]:
    """What is settled, at its last, by a version of the codebook later than one: (subject,
    version)."""
    last = {row["subject"]: row for row in all_rows(connection, schema.resolution)}
    return [(s, n) for s, row in last.items() if (n := row["codebook_version"] or 0) > after]


def _take_items(merging: Merging) -> None:
    """Items keep their numbers in a round that came; in one that was here they follow ours."""
    table = schema.round_item
    last: dict[str, int] = {}
    for row in all_rows(merging.ours, table):
        last[row["round"]] = max(row["n"], last.get(row["round"], 0))
    here = Here(merging.ours)
    rows = []
    for row in missing(merging, table):
        if not here.holds(row["subject"]):
            # On a text that differs here: it comes when its coding does.
            merging.note("item left out", row["id"])
            continue
        rows.append(row)
        if row["round"] in last:
            last[row["round"]] += 1
            row["n"] = last[row["round"]]
    count = merging.added[table.name]
    merging.add(table, rows)
    merging.added[table.name] = count


def _take_snapshots(merging: Merging) -> None:
    known = keys(merging.ours, schema.coding)
    rows: Rows = [r for r in missing(merging, schema.round_coding) if r["coding"] in known]
    count = merging.added[schema.round_coding.name]
    merging.add(schema.round_coding, rows)
    merging.added[schema.round_coding.name] = count


def _hand_over(merging: Merging) -> None:
    """Rounds whose coders have all submitted, each in a copy of their own, come to review."""
    for found in load_rounds(merging.ours):
        if found.blind and set(found.coders) <= set(found.submitted):
            save_step(merging.tx, found.id, RoundState.SUBMITTED)


def renumber_frozen(merging: Merging, moved: dict[int, int]) -> None:
    """Let rounds that came name the act they were frozen at by the number it has here."""
    table = schema.round
    for id, seen in merging.frozen_at.items():
        if seen > merging.parted:
            here = max((n for there, n in moved.items() if there <= seen), default=merging.parted)
            merging.ours.execute(update(table).where(table.c.id == id).values(seen=here))
