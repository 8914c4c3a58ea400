"""Merging: the acts of the other copy, told in this one's history by who did them and when.

An act that was taken over names the seal it had in the other copy, so that it is never told twice,
however often and in whichever direction copies are merged.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, select

from qualcode.model import Event
from qualcode.store import schema
from qualcode.store.events import MERGED, chain_hash, load_last, origin_of
from qualcode.store.merging import BATCH, Merging
from qualcode.store.merging_hanging import Here

# Acts on things that stay as they are here: they would tell of what did not happen.
STAYS = frozenset({"set options", "set profile", "set respondents", "make study", "set role"})
ON_TEXTS = frozenset(
    {
        *("import transcript", "describe transcript", "remove transcript", "confirm speakers"),
        *("correct label", "match speakers", "split segment", "merge segments", "narrow consent"),
    }
)
ON_PEOPLE = frozenset({"set participant"})
# What was decided on codings that a correction had made wait.
PLACED = frozenset({"place again", "let go"})


def take_events(merging: Merging) -> dict[int, int]:
    """Tell the acts this history lacks; returns the number there -> the number here.

    They keep their time and their person; their seals are new, since they stand in another chain.
    """
    known, here = load_known(merging.ours), Here(merging.ours)
    (seq, previous), rows, moved = load_last(merging.ours), [], {}
    e = schema.event
    query = select(e).where(e.c.seq > merging.parted).order_by(e.c.seq)
    for row in merging.theirs.execute(query):
        event = Event(**row._mapping)
        origin = origin_of(event.detail) or event.hash
        if origin in known or not _came(merging, here, event):
            continue
        known.add(origin)
        seq += 1
        act, subject, detail = _retold(merging, event, origin)
        sealed = chain_hash(previous, seq, event.at, event.who, act, subject, detail)
        rows.append(
            {
                **dict(row._mapping),
                "seq": seq,
                "subject": subject,
                "detail": detail,
                "previous": previous,
                "hash": sealed,
            }
        )
        previous, moved[event.seq] = sealed, seq
    for n in range(0, len(rows), BATCH):
        merging.ours.execute(insert(e), rows[n : n + BATCH])
    return moved


def load_known(connection: Connection) -> set[str]:
    """The seals of all acts told here, and those that acts taken over had where they were done."""
    e = schema.event.c
    known = set()
    for row in connection.execute(select(e.hash, e.detail)):
        known.add(row.hash)
        if origin := origin_of(row.detail):
            known.add(origin)
    return known


def _came(merging: Merging, here: Here, event: Event) -> bool:
    """Whether what an act did is in this copy now."""
    act, subject = event.act, event.subject
    if act in STAYS or act == "merge study":
        return False
    if act in ON_PEOPLE:
        return subject in merging.new_people
    if act in ON_TEXTS:
        return _text(subject, merging.new_texts) is not None
    if not here.holds_act(act, subject, event.detail):
        return False
    if act in PLACED and json.loads(event.detail).get("transcript") in merging.elsewhere:
        return False
    return not (merging.elsewhere and _text(subject, merging.elsewhere))


def _text(subject: str, ids: Collection[str]) -> str | None:
    """The transcript of some that an act is about, by itself or by a segment of it."""
    for id in (subject, subject.rpartition(":")[0]):
        if id in ids:
            return id
    return None


def _retold(merging: Merging, event: Event, origin: str) -> tuple[str, str, str]:
    """Act, subject and detail as they read here."""
    detail: dict[str, Any] = json.loads(event.detail)
    subject = event.subject
    if isinstance(n := detail.get("version"), int):
        detail["version"] = merging.versions.get(n, n)
    if event.act == "set codebook" and subject.startswith("version "):
        n = int(subject.removeprefix("version "))
        subject = f"version {merging.versions.get(n, n)}"
    detail[MERGED] = origin
    return event.act, subject, json.dumps(detail, ensure_ascii=False, sort_keys=True)
