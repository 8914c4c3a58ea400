"""Merging: people and texts. What both copies have stays as it is here; what differs is noted."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select, update

from qualcode.model import Consent
from qualcode.store import schema
from qualcode.store.merging import Merging, all_rows, keys, missing

# Of a consent the narrower counts, whichever copy learned of it.
NARROW = (Consent.QUOTE.value, Consent.UNKNOWN.value, Consent.NO_QUOTE.value, "withdrawn")
ABOUT = ("title", "kind", "level", "wave", "date", "mode")
OF_TEXT = (schema.turn, schema.speaker, schema.segment, schema.oddity)


def take_coders(merging: Merging) -> None:
    """Coders, by their names; one with another role there keeps the role of here."""
    table = schema.coder
    here = {row["name"]: row for row in all_rows(merging.ours, table)}
    for row in all_rows(merging.theirs, table):
        mine = here.get(row["name"])
        if mine is not None and mine["role"] != row["role"]:
            merging.note("person", (row["name"], mine["role"], row["role"]))
    merging.add(table, missing(merging, table))


def take_lists(merging: Merging) -> None:
    """Roles, agencies and authorities this copy's lists lack, by their ids; options stay."""
    table = schema.study
    here, there = (dict(c.execute(select(table)).mappings().one()) for c in merging.both)
    if any(here[name] != there[name] for name in ("options", "profile")):
        merging.note("options", None)
    lists, theirs = json.loads(here["respondents"]), json.loads(there["respondents"])
    new = 0
    for name in ("roles", "agencies", "authorities"):
        known = {one["id"] for one in lists[name]}
        came = [one for one in theirs[name] if one["id"] not in known]
        lists[name] += came
        new += len(came)
    if new:
        as_json = json.dumps(lists, ensure_ascii=False)
        merging.ours.execute(update(table).values(respondents=as_json))
        merging.tx.record("set respondents", "study", why="merged")
        merging.added["respondents"] = new


def take_participants(merging: Merging) -> None:
    """Participants, by their ids; facts stay as they are here, but for a narrower consent."""
    table = schema.participant
    here = {row["id"]: row for row in all_rows(merging.ours, table)}
    for row in all_rows(merging.theirs, table):
        mine = here.get(row["id"])
        if mine is None or mine == row:
            continue
        if _narrower(mine, row):
            merging.ours.execute(
                update(table).where(table.c.id == row["id"]).values(consent=row["consent"])
            )
            merging.tx.record("narrow consent", row["id"], consent=row["consent"])
            merging.note("consent", row["id"])
            mine = {**mine, "consent": row["consent"]}
        if mine != row:
            merging.note("participant", row["id"])
    new = missing(merging, table)
    merging.new_people = {row["id"] for row in new}
    merging.add(table, new)


def take_texts(merging: Merging) -> None:
    """Transcripts with their turns, speakers, segments and oddities, by their ids."""
    table = schema.transcript
    here = {row["id"]: row for row in all_rows(merging.ours, table)}
    theirs = sorted(all_rows(merging.theirs, table), key=lambda row: row["position"])
    by_text = {row["sha256"]: id for id, row in here.items() if row["removed_at"] is None}
    position = max((row["position"] for row in here.values()), default=0)
    new = []
    for row in theirs:
        mine = here.get(row["id"])
        if mine is None:
            position += 1
            new.append({**row, "position": position})
            if row["removed_at"] is None and row["sha256"] in by_text:
                merging.note("twin text", (by_text[row["sha256"]], row["id"]))
        elif mine["text"] != row["text"]:
            merging.elsewhere.add(row["id"])
            merging.note("text", row["id"])
        else:
            if any(mine[name] != row[name] for name in ABOUT):
                merging.note("described", row["id"])
            if (mine["removed_at"] is None) != (row["removed_at"] is None):
                merging.note("removed", (row["id"], mine["removed_at"] is not None))
    merging.new_texts = {row["id"] for row in new}
    merging.add(table, new)
    shared = (set(here) & {row["id"] for row in theirs}) - merging.elsewhere
    for part in OF_TEXT:
        rows = all_rows(merging.theirs, part)
        came = [row for row in rows if row["transcript"] in merging.new_texts]
        count = merging.added[part.name]
        merging.add(part, came)
        # People count texts, not the rows they are made of.
        merging.added[part.name] = count
    _compare_speakers(merging, shared)
    _compare_segments(merging, shared)


def _compare_speakers(merging: Merging, shared: set[str]) -> None:
    table = schema.speaker
    here = {(row["transcript"], row["label"]): row for row in all_rows(merging.ours, table)}
    differ = set()
    for row in all_rows(merging.theirs, table):
        if row["transcript"] not in shared:
            continue
        mine = here.get((row["transcript"], row["label"]))
        if mine is not None and _narrower(mine, row):
            where = (table.c.transcript == row["transcript"]) & (table.c.label == row["label"])
            merging.ours.execute(update(table).where(where).values(consent=row["consent"]))
            merging.tx.record("narrow consent", row["transcript"], consent=row["consent"])
            merging.note("consent", row["transcript"])
            mine = {**mine, "consent": row["consent"]}
        if mine != row:
            differ.add(row["transcript"])
    for id in sorted(differ):
        merging.note("speaker", id)


def _compare_segments(merging: Merging, shared: set[str]) -> None:
    s = schema.segment.c
    query = select(s.transcript, s.start, s.end)
    here, there = ({tuple(r) for r in c.execute(query)} for c in merging.both)
    for id in sorted({row[0] for row in here ^ there if row[0] in shared}):
        merging.note("segments", id)


def _narrower(mine: dict[str, Any], row: dict[str, Any]) -> bool:
    ranks = [NARROW.index(one["consent"]) if one["consent"] in NARROW else 0 for one in (mine, row)]
    return ranks[1] > max(ranks[0], 1)


def texts_here(merging: Merging) -> set[str]:
    """Transcripts on which what comes may hang."""
    known: set[str] = keys(merging.ours, schema.transcript)
    return known - merging.elsewhere
