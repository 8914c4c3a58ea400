"""Checks of codings, suggestions, decisions and reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qualcode.model import Verdict
from qualcode.store import schema
from qualcode.store.checks_facts import Check, Facts, outside
from qualcode.store.checks_history import BACKUP, MERGE_AGAIN


def _quotes(facts: Facts) -> Iterator[str]:
    for row in facts.codings.values():
        text = facts.text_of(row.transcript)
        if not outside(row.start, row.end, text) and text[row.start : row.end] != row.quote:
            yield f"coding {row.id}"


def _spans(facts: Facts) -> Iterator[str]:
    gone = facts.ids(schema.withdrawal)
    for row in facts.codings.values():
        text = facts.text_of(row.transcript)
        # One whose words are gone from a corrected text is withdrawn and stands behind its end.
        nowhere = row.id in gone and row.start > len(text)
        if outside(row.start, row.end, text) and not nowhere:
            yield f"coding {row.id}"


def _chains(facts: Facts) -> Iterator[str]:
    for row in facts.codings.values():
        seen, now = {row.id}, row
        while now is not None and now.replaces is not None:
            if now.replaces in seen:
                yield f"coding {row.id}"
                break
            seen.add(now.replaces)
            now = facts.codings.get(now.replaces)


def _same_text(facts: Facts) -> Iterator[str]:
    for row in facts.codings.values():
        before = facts.codings.get(row.replaces) if row.replaces else None
        if before is not None and before.transcript != row.transcript:
            yield f"coding {row.id}"


def _moves(facts: Facts) -> Iterator[str]:
    texts = {(row.transcript, row.n): row.text for row in facts.rows(schema.text_version)}
    for row in facts.rows(schema.coding_move):
        text = texts.get((row.transcript, row.n))
        if text is None or text[row.start : row.end] != row.quote:
            yield f"coding {row.coding}"


def _suggestions(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.suggestion):
        text = facts.text_of(row.transcript)
        if outside(row.start, row.end, text) or text[row.start : row.end] != row.quote:
            yield f"suggestion {row.id}"


def _accepted(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.decision):
        if (row.verdict == Verdict.ACCEPT.value) != (row.coding is not None):
            yield f"decision {row.id}"


def _items(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.round_item):
        if _names_nothing(facts, row.subject):
            yield f"item {row.id}"


def _memos(facts: Facts) -> Iterator[str]:
    items = facts.ids(schema.round_item)
    for row in facts.rows(schema.memo, "id", "about"):
        kind, _, id = row.about.partition(" ")
        if _names_nothing(facts, row.about) or (kind == "item" and id not in items):
            yield f"memo {row.id}"


def _names_nothing(facts: Facts, subject: str) -> bool:
    """Whether words such as ``coding ID`` name a coding that is not there."""
    kind, _, id = subject.partition(" ")
    return kind == "coding" and id not in facts.codings


def _settled(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.resolution):
        if not _all_known(facts, row.made, row.withdrawn):
            yield f"settling {row.id}"


def _steps(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.step):
        before, after = _list(row.before), _list(row.after)
        matched = before is not None and after is not None and len(before) == len(after)
        if not matched or not _all_known(facts, row.before, row.after):
            yield f"step {row.n}"


def _all_known(facts: Facts, *stored: str) -> bool:
    lists = [_list(one) for one in stored]
    return all(
        ids is not None and all(id is None or id in facts.codings for id in ids) for ids in lists
    )


def _list(stored: str) -> list[Any] | None:
    try:
        found = json.loads(stored)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


CHECKS = (
    Check(
        "quotes",
        "The words kept with a coding are not the words that stand at its place in the text.",
        BACKUP,
        _quotes,
    ),
    Check("places of codings", "A coding lies outside its text.", BACKUP, _spans),
    Check(
        "replaced codings",
        "A coding takes the place of itself, over one or several others.",
        BACKUP,
        _chains,
    ),
    Check(
        "replaced in its text",
        "A coding takes the place of one in another transcript.",
        BACKUP,
        _same_text,
    ),
    Check(
        "corrected texts",
        "The record of where a coding stood before its transcript was corrected does not fit.",
        BACKUP,
        _moves,
    ),
    Check(
        "suggestions",
        "A suggestion's words are not the words that stand at its place.",
        "Have suggestions made anew for these interviews. Those that somebody decided on stay as"
        " they are; a backup may still be right.",
        _suggestions,
    ),
    Check(
        "decisions",
        "A suggestion was accepted and no coding came of it, or a coding of one that was not.",
        BACKUP,
        _accepted,
    ),
    Check(
        "items of reviews",
        "A round reviews a coding that is not there, so the item is not shown. A merge of a copy"
        " with another text of the same interview could leave it so.",
        MERGE_AGAIN,
        _items,
    ),
    Check("memos", "A memo is about something that is not there.", MERGE_AGAIN, _memos),
    Check(
        "settlings",
        "A settling of a review names codings that are not there, or cannot be read.",
        BACKUP,
        _settled,
    ),
    Check(
        "undo",
        "What could be undone names codings that are not there.",
        "Undo cannot be relied on for these acts; everything else is as it was.",
        _steps,
    ),
)
