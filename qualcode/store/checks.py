"""Every check of a study, made in one reading of it."""

from __future__ import annotations

import itertools
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from qualcode.model.checkup import Checkup, Finding
from qualcode.store import (
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


def check_up(connection: Connection, place: str | Path, key: bytes | None, now: str) -> Checkup:
    """Make every check of a study.

    Parameters
    ----------
    connection
        One that sees one state of the study throughout.
    now
        UTC, ISO 8601.
    """
    facts = Facts(connection, place, key, now)
    found = (made(check, facts) for check in CHECKS)
    return Checkup(
        tuple(check.name for check in CHECKS), tuple(one for one in found if one is not None)
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
