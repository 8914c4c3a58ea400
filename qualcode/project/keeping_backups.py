"""Backups as they are told of, and those nobody has to ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.model.safe_keeping import BackupFile
from qualcode.names import is_url
from qualcode.store import Store, backups, events, people
from qualcode.store.sound import Held

# At most so much work is in no backup yet.
EVERY = timedelta(hours=1)


def told_of(place: Path, key: bytes | None, *, first: bool = False) -> list[BackupFile]:
    """A study's backups, newest first; ``first``: no further than the newest that opens."""
    told = []
    for backup in backups.backups_of(place):
        held = backups.held_by(backup, key)
        told.append(as_told(backup, held))
        if first and held is not None:
            break
    return told


def as_told(backup: backups.Backup, held: Held | None) -> BackupFile:
    """A backup with what it holds."""
    return BackupFile(
        backup.path.name,
        backup.made_at,
        backup.name,
        backup.reason,
        held.codings if held else None,
        held.acts if held else None,
        backup.size,
        backup.path,
    )


def is_due(store: Store) -> bool:
    """Whether more than an hour's work is in no backup.

    The hour counts from the newest backup, or from the making of the study. A clock that was set
    back makes one due.
    """
    if is_url(store.place):
        return False
    place, now = Path(store.place).resolve(), store.clock()
    newest = next(iter(backups.backups_of(place)), None)
    if newest is not None and timedelta() <= backups.age_of(newest, now) < EVERY:
        return False
    with store.read() as connection:
        study, acts = people.load_study(connection), events.load_count(connection)
    if newest is None:
        made = datetime.fromisoformat(study["made_at"]).astimezone(UTC)
        return datetime.fromisoformat(now).astimezone(UTC) - made >= EVERY
    held = backups.held_by(newest, store.key)
    return held is None or held.acts != acts


def keep_backed_up(store: Store) -> str:
    """Make a backup where one is due; returns why it could not be made, or nothing.

    Old ones are put out whether one is due or not: none without a name outlives thirty days,
    but for the last good one.
    """
    if is_url(store.place):
        return ""
    place, now = Path(store.place).resolve(), store.clock()
    try:
        if is_due(store):
            backups.make(place, store.key, at=now)
        else:
            backups.put_out(place, store.key, at=now)
    except StudyError as error:
        return f"There is no new backup: {str(error)[0].lower()}{str(error)[1:]}"
    return ""
