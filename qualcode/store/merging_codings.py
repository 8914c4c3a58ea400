"""Merging: codings and withdrawals, readings, suggestions, decisions and memos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, select, update

from qualcode.errors import Refused
from qualcode.model import Direction
from qualcode.store import schema
from qualcode.store.merging import BATCH, Merging, Rows, all_rows, keys, missing
from qualcode.store.merging_hanging import Here, withdrawn_with_text
from qualcode.store.merging_order import take_ordered
from qualcode.store.merging_talk import texts_here

# What makes two codings of different ids the same.
SAME = ("transcript", "start", "end", "code", "direction", "coder")


def take_codings(merging: Merging, clashing: Collection[str]) -> None:
    """Codings by their ids, each checked against its text; then withdrawals, then doubles.

    Those on another text, and those that stand with a code that means something else here, are
    left out.

    Raises
    ------
    Refused
        A quote is not what stands at its place: the other copy is damaged.
    """
    table, texts = schema.coding, texts_here(merging)
    gone = keys(merging.theirs, schema.withdrawal)
    took: Rows = []
    for row in missing(merging, table):
        if row["transcript"] not in texts or (row["code"] in clashing and row["id"] not in gone):
            merging.left_out.add(row["id"])
        else:
            took.append(row)
    _check_quotes(merging, took)
    known = keys(merging.ours, table)
    for row in took:
        if row["replaces"] in merging.left_out:
            row["replaces"] = None
    merging.add(table, _replaced_first(took, known))
    merging.came = {row["id"] for row in took}
    merging.by_coder.update(row["coder"] for row in took if row["id"] not in gone)
    merging.gone = sum(row["id"] in gone for row in took)
    _take_withdrawals(merging)
    _withdraw_doubles(merging, took, gone)
    _count_changed_twice(merging, took)
    _take_stars(merging)


def take_versions(merging: Merging) -> None:
    """Older versions of texts that came or are the same here, and where codings were on them."""
    version, move, texts = schema.text_version, schema.coding_move, texts_here(merging)
    merging.add(version, [r for r in missing(merging, version) if r["transcript"] in texts])
    codings = keys(merging.ours, schema.coding)
    rows = [r for r in missing(merging, move) if r["coding"] in codings]
    # Of a text that is another one here its codings are where they were.
    merging.add(move, [r for r in rows if r["transcript"] in texts])


def _check_quotes(merging: Merging, rows: Rows) -> None:
    t = schema.transcript.c
    wanted = {row["transcript"] for row in rows}
    texts = {
        row.id: row.text for row in merging.ours.execute(select(t.id, t.text)) if row.id in wanted
    }
    gone = keys(merging.theirs, schema.withdrawal)
    for row in rows:
        text = texts[row["transcript"]]
        if row["id"] in gone and row["start"] > len(text):
            continue  # the text was corrected, and its words are gone: it stands nowhere
        quote = text[row["start"] : row["end"]]
        if not quote or quote != row["quote"] or row["direction"] not in set(Direction):
            raise Refused(
                "The other copy holds a coding whose words are not those of its text, so nothing"
                " was taken from it; ask for the file again."
            )


def _replaced_first(rows: Rows, known: set[Any]) -> Rows:
    """Rows so ordered that what a coding replaces stands before it."""
    by_id, done, ordered = {row["id"]: row for row in rows}, set(known), Rows()
    for row in rows:
        chain = []
        at: dict[str, Any] | None = row
        while at is not None and at["id"] not in done:
            chain.append(at)
            done.add(at["id"])
            at = by_id.get(at["replaces"])
        ordered += reversed(chain)
    return ordered


def _take_withdrawals(merging: Merging) -> None:
    """What was withdrawn in either copy is withdrawn, unless that hangs on a text not taken."""
    table, here = schema.withdrawal, keys(merging.ours, schema.coding)
    before = keys(merging.ours, table)
    rows = [
        row
        for row in all_rows(merging.theirs, table)
        if row["coding"] not in before and row["coding"] in here
    ]
    if merging.elsewhere:
        stay = withdrawn_with_text(merging)
        for row in rows:
            if row["coding"] in stay:
                merging.note("stays", row["coding"])
        rows = [row for row in rows if row["coding"] not in stay]
    count = merging.added[table.name]
    merging.add(table, rows)
    merging.added[table.name] = count
    # Of a coding that came already withdrawn nothing changes here.
    merging.withdrawn += sum(row["coding"] not in merging.came for row in rows)


def _withdraw_doubles(merging: Merging, took: Rows, gone: set[Any]) -> None:
    """Of two standing codings that say the same, the earlier made stands in every copy.

    Chosen by when it was made and not by whose copy it is from: two people who merge at the same
    time must not each withdraw the other's.
    """
    came = {_same(row): row for row in took if row["id"] not in gone}
    if not came:
        return
    c, w = schema.coding, schema.withdrawal
    query = select(c).outerjoin(w, w.c.coding == c.c.id).where(w.c.coding.is_(None))
    standing: dict[tuple[Any, ...], Rows] = {}
    for found in merging.ours.execute(query).mappings():
        if (key := _same(found)) in came:
            standing.setdefault(key, []).append(dict(found))
    doubles = []
    for same in standing.values():
        first, *others = sorted(same, key=lambda row: (row["made_at"], row["id"]))
        doubles += others
        if others and not first["starred"] and any(row["starred"] for row in others):
            merging.ours.execute(update(c).where(c.c.id == first["id"]).values(starred=True))
    at, who = merging.tx.at, merging.tx.who
    made = [{"coding": row["id"], "coder": who, "made_at": at} for row in doubles]
    if made:
        merging.ours.execute(insert(w), made)
    for row in doubles:
        merging.tx.record("withdraw", row["id"], double=True)
    merging.doubles += len(doubles)


def _same(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in SAME)


def _count_changed_twice(merging: Merging, took: Rows) -> None:
    """Codings that were changed in both copies, each its own way: both changes stand."""
    c, w = schema.coding, schema.withdrawal
    replaced = {row["replaces"] for row in took if row["replaces"]}
    if not replaced:
        return
    query = (
        select(c.c.id, c.c.replaces)
        .outerjoin(w, w.c.coding == c.c.id)
        .where(w.c.coding.is_(None), c.c.replaces.is_not(None))
    )
    heirs: Counter[str] = Counter()
    for row in merging.ours.execute(query):
        if row.replaces in replaced:
            heirs[row.replaces] += 1
    for id, count in heirs.items():
        if count > 1:
            merging.note("changed twice", id)


def _take_stars(merging: Merging) -> None:
    """A star set over there holds here too, unless it was taken away here since."""
    c, e = schema.coding, schema.event
    query = select(c.c.id).where(c.c.starred)
    plain = keys(merging.ours, c) - set(merging.ours.execute(query).scalars())
    plain -= merging.came
    shone = {
        row[0]
        for row in merging.theirs.execute(
            select(e.c.subject).where(e.c.act == "star", e.c.seq > merging.parted)
        )
    } & set(merging.theirs.execute(query).scalars())
    dimmed = set(
        merging.ours.execute(
            select(e.c.subject).where(e.c.act == "unstar", e.c.seq > merging.parted)
        ).scalars()
    )
    for id in sorted((shone & plain) - dimmed):
        merging.ours.execute(update(c).where(c.c.id == id).values(starred=True))
        merging.added["star"] += 1


def take_readings(merging: Merging) -> None:
    """Who read and coded through what; of one person and text, what was noted in either copy."""
    table, texts = schema.reading, texts_here(merging)
    here = {(r["transcript"], r["coder"]): r for r in all_rows(merging.ours, table)}
    new = []
    for row in all_rows(merging.theirs, table):
        if row["transcript"] not in texts:
            continue
        mine = here.get((row["transcript"], row["coder"]))
        if mine is None:
            new.append(row)
            continue
        # What stood before the copies parted and is gone here was taken back here.
        later = {
            name: row[name]
            for name in ("read_at", "done_at")
            if mine[name] is None and row[name] is not None and row[name] > merging.since
        }
        if later:
            at = (table.c.transcript == row["transcript"]) & (table.c.coder == row["coder"])
            merging.ours.execute(update(table).where(at).values(**later))
            merging.added[table.name] += 1
    merging.add(table, new)


def take_suggestions(merging: Merging) -> None:
    """Suggestions somebody decided on, with the decisions; others where this copy has none."""
    table, texts = schema.suggestion, texts_here(merging)
    decided = set(merging.theirs.execute(select(schema.decision.c.suggestion)).scalars())
    s = schema.suggestion.c.transcript
    offered = set(merging.ours.execute(select(s).distinct()).scalars())
    rows = [
        row
        for row in missing(merging, table)
        if row["transcript"] in texts and (row["id"] in decided or row["transcript"] not in offered)
    ]
    merging.add(table, rows)
    decisions = schema.decision
    known = keys(merging.ours, table)
    new = [
        row
        for row in missing(merging, decisions)
        if row["suggestion"] in known and row["coding"] not in merging.left_out
    ]
    take_ordered(
        merging, decisions, lambda row: (row["suggestion"], row["coder"]), "later", rows=new
    )


def take_memos(merging: Merging) -> None:
    """Memos and comments, by their ids; those on something that did not come wait with it."""
    here, rows = Here(merging.ours), []
    for row in missing(merging, schema.memo):
        if here.holds(row["about"]):
            rows.append(row)
        else:
            merging.note("memo left out", row["id"])
    merging.add(schema.memo, rows)


def load_texts_of(connection: Connection, ids: Collection[str]) -> Counter[str]:
    """How many of these codings are on each transcript."""
    c, found, wanted = schema.coding.c, Counter[str](), list(ids)
    for n in range(0, len(wanted), BATCH):
        query = select(c.transcript).where(c.id.in_(wanted[n : n + BATCH]))
        found.update(connection.execute(query).scalars())
    return found
