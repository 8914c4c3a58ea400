"""Every check of a study, made in one reading of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from qualcode.model.checkup import Checkup, Finding
from qualcode.store import (
    backups,
    checks_around,
    checks_codings,
    checks_file,
    checks_history,
    checks_texts,
    checks_written,
)
from qualcode.store.checks_facts import Check, Facts

CHECKS: tuple[Check, ...] = (
    *checks_file.CHECKS,
    *checks_history.CHECKS,
    *checks_texts.CHECKS,
    *checks_codings.CHECKS,
    *checks_written.CHECKS,
    *checks_around.CHECKS,
)
PLACES_TOLD = 5
UNREADABLE = "what this check looks at cannot be read"
# Where one of these speaks, it is the reason why others cannot read what they look at.
SEALED, PAGES = "encrypted pages", "pages of the file"
CAUSES = ("mark of the file", SEALED, PAGES, "tables")
NO_BACKUP = (
    "There is no good backup here. Copy this file to another disk before you go on, and look for a"
    " backup on other disks, or for the copy of somebody who works with you."
)
SERVER = (
    "Ask whoever looks after the database server to put back a backup that was made before; tell"
    " them which checks spoke."
)


def check_up(connection: Connection, place: str | Path, key: bytes | None, now: str) -> Checkup:
    """Make every check of a study.

    Where the file itself is damaged, that is one finding; checks that cannot read it are told as
    such and find nothing.

    Parameters
    ----------
    connection
        One that sees one state of the study throughout.
    now
        UTC, ISO 8601.
    """
    facts = Facts(connection, place, key, now)
    found: list[Finding] = []
    unseen: list[Finding] = []
    for check in CHECKS:
        finding = made(check, facts)
        if finding is not None:
            (unseen if finding.places == (UNREADABLE,) else found).append(finding)
    if any(one.check == SEALED for one in found):
        # The same pages: SQLite's own check cannot read them either.
        unseen += [one for one in found if one.check == PAGES]
        found = [one for one in found if one.check != PAGES]
    if not any(one.check in CAUSES for one in found):
        # Nothing else says why: the first that is a reason itself does, or else all of them.
        reasons = [one for one in unseen if one.check in CAUSES][:1]
        found += reasons or unseen
        unseen = [one for one in unseen if one not in found]
    order = [check.name for check in CHECKS]
    return Checkup(
        tuple(order),
        _advised(sorted(found, key=lambda one: order.index(one.check)), facts),
        tuple(one.check for one in unseen),
    )


def _advised(found: list[Finding], facts: Facts) -> tuple[Finding, ...]:
    """Findings that name a way out which is there: going back needs a good backup."""
    if not any(one.todo == checks_history.BACKUP for one in found):
        return tuple(found)
    if facts.file is None:
        todo = SERVER
    elif backups.newest_good(facts.file, facts.key) is None:
        todo = NO_BACKUP
    else:
        return tuple(found)
    return tuple(
        replace(one, todo=todo) if one.todo == checks_history.BACKUP else one for one in found
    )


def made(check: Check, facts: Facts) -> Finding | None:
    """What one check finds; what it cannot read is a finding too."""
    places: list[str] = []
    n = 0
    try:
        for place in check.look(facts):
            n += 1
            if n <= PLACES_TOLD:
                places.append(place)
    except (DBAPIError, ValueError, TypeError, KeyError, AttributeError):
        n, places = n + 1, [*places, UNREADABLE][:PLACES_TOLD]
    if not n:
        return None
    told = tuple(itertools.islice(dict.fromkeys(places), PLACES_TOLD))
    return Finding(check.name, check.means, check.todo, n, told, check.wrong, check.mendable)
