"""Checks of a study's history, and of what it must tell of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from qualcode.store import schema
from qualcode.store.checks_facts import Check, Facts
from qualcode.store.events import FIRST, MERGED, chain_hash

# A machine's clock is put right by this much without anybody noticing.
SET_BACK = timedelta(hours=1)


def _chain(facts: Facts) -> Iterator[str]:
    previous, expected = FIRST, 1
    for e in facts.events:
        sealed = chain_hash(previous, e.seq, e.at, e.who, e.act, e.subject, e.detail)
        if (e.seq, e.previous, e.hash) != (expected, previous, sealed):
            yield f"act {e.seq}"
            return
        previous, expected = e.hash, expected + 1


def _end(facts: Facts) -> Iterator[str]:
    last = facts.events[-1].hash if facts.events else FIRST
    for row in facts.rows(schema.study, "head"):
        if row.head != last:
            yield f"act {len(facts.events)}"


def _details(facts: Facts) -> Iterator[str]:
    for e in facts.events:
        try:
            readable = isinstance(json.loads(e.detail), dict)
        except ValueError:
            readable = False
        if not readable:
            yield f"act {e.seq}"


def _codings_told(facts: Facts) -> Iterator[str]:
    told = {e.subject for e in facts.events if e.act == "code"}
    yield from (f"coding {id}" for id in facts.codings if id not in told)


def _codings_kept(facts: Facts) -> Iterator[str]:
    erased = max((e.at for e in facts.events if e.act == "erase participant"), default="")
    for e in facts.events:
        if e.act != "code" or e.subject in facts.codings:
            continue
        # Whoever was erased took their codings along; the acts before that stay, and a merge may
        # tell them later.
        merged = f'"{MERGED}"' in e.detail
        if e.seq > facts.last_erasing and not (merged and e.at <= erased):
            yield f"act {e.seq}"


def _withdrawals(facts: Facts) -> Iterator[str]:
    withdrawn = facts.ids(schema.withdrawal)
    told = {e.subject for e in facts.events if e.act == "withdraw"}
    yield from (f"coding {id}" for id in sorted(withdrawn - told))
    yield from (f"coding {id}" for id in sorted((told & facts.codings.keys()) - withdrawn))


def _made_first(facts: Facts) -> Iterator[str]:
    made: dict[str, int] = {}
    for e in facts.events:
        if e.act == "code":
            made.setdefault(e.subject, e.seq)
    for e in facts.events:
        if e.act == "withdraw" and made.get(e.subject, 0) > e.seq:
            yield f"coding {e.subject}"


def _clock(facts: Facts) -> Iterator[str]:
    newest = None
    for e in facts.events:
        # Acts taken over from another copy keep the time they were done at.
        if f'"{MERGED}"' in e.detail:
            continue
        at = _moment(e.at)
        if at is None:
            continue  # told by the check of times
        if newest is not None and at < newest - SET_BACK:
            yield f"act {e.seq}"
        newest = at if newest is None else max(newest, at)


def _times(facts: Facts) -> Iterator[str]:
    yield from (f"act {e.seq}" for e in facts.events if _moment(e.at) is None)


def _moment(at: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _one_study(facts: Facts) -> Iterable[str]:
    rows = facts.rows(schema.study)
    return () if len(rows) == 1 and rows[0].uuid else ("the study's own row",)


BACKUP = (
    "Go back to a backup that was made before; the study as it is now is kept as a file beside it."
)
MERGE_AGAIN = (
    "If a merge brought it, the other copy still has what is missing: bring the corrected file of"
    " that interview into the copy that lacks it, on the page Corrections, and merge again; then it"
    " comes and is shown. If not, go back to a backup that was made before."
)
CHECKS = (
    Check(
        "one study",
        "The file does not hold exactly one study.",
        BACKUP,
        _one_study,
    ),
    Check(
        "history",
        "An act in the history is missing, was changed or put in by another program. What is told"
        " from this act on cannot be relied on.",
        BACKUP,
        _chain,
    ),
    Check(
        "end of history",
        "The history does not end with the act that the study says was the last: acts at its end"
        " were cut off, or the note of the last one was changed.",
        BACKUP,
        _end,
    ),
    Check("acts", "An act in the history cannot be read.", BACKUP, _details),
    Check("times of acts", "An act in the history has no time that can be read.", BACKUP, _times),
    Check(
        "codings in the history",
        "A coding stands in the study of which the history knows nothing. qualcode always stores"
        " the two together, so another program wrote it.",
        BACKUP,
        _codings_told,
    ),
    Check(
        "history's codings",
        "The history tells of a coding that is not in the study any more. qualcode never deletes"
        " a coding but when a person is erased.",
        MERGE_AGAIN,
        _codings_kept,
    ),
    Check(
        "withdrawals",
        "What the history tells of withdrawn codings is not what stands in the study.",
        BACKUP,
        _withdrawals,
    ),
    Check(
        "made before withdrawn",
        "A coding was withdrawn before it was made.",
        BACKUP,
        _made_first,
    ),
    Check(
        "clock",
        "This machine's clock was set back while the study was worked on. Acts are kept in their"
        " order all the same; only their times are not to be relied on.",
        "Check the machine's date and time.",
        _clock,
        wrong=False,
    ),
)
