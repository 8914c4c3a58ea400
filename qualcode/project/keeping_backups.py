"""Backups as they are told of, and those nobody has to ask for."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.model import Event
from qualcode.model.safe_keeping import BackupFile
from qualcode.names import is_url
from qualcode.store import Store, backups, events, people, places
from qualcode.store.closed_backups import is_plain, why_closed
from qualcode.store.set_aside import PUT_ASIDE, kept_of, what_it_is
from qualcode.store.sound import Held

# At most so much work is in no backup yet.
EVERY = timedelta(hours=1)


def told_of(
    place: Path, key: bytes | None, *, first: bool = False, aside: bool = False
) -> list[BackupFile]:
    """A study's backups, newest first; ``first``: no further than the newest that opens.

    ``aside`` adds what the study was before it was put back to a backup.
    """
    told = []
    found = [*backups.backups_of(place), *(kept_of(place) if aside else ())]
    # A kept file's name holds seconds alone.
    for backup in sorted(
        found, key=lambda b: (b.made_at[:19], b.reason == PUT_ASIDE), reverse=True
    ):
        held = backups.held_by(backup, key)
        plain = is_plain(backup.path)
        if held is None and key is not None and plain:
            # From before the study was encrypted: it can be put back, and is encrypted then.
            held = backups.held_by(backup, None)
        told.append(as_told(backup, held, "" if held else why_closed(backup.path, key), plain))
        if first and held is not None:
            break
    return told


def as_told(
    backup: backups.Backup, held: Held | None, closed: str = "", plain: bool = False
) -> BackupFile:
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
        closed,
        plain,
    )


def why_no_backup(store: Store) -> str:
    """Why no backup can be laid where this study's backups lie, in a sentence; empty where one can.

    A plain copy of all interviews is not to lie where others read it. A disk for backups that is
    not there at the moment is told when one is made.
    """
    if is_url(store.place):
        return ""
    place = Path(store.place).resolve()
    if what_it_is(place):
        return "No backup is made of a file that is no study to work on."
    into = backups.chosen_folder(place) or backups.usual_folder(place)
    trouble = places.trouble_at(into / "backup")
    if trouble and store.key is None and not places.allowed_all_the_same():
        return (
            f"Backups of this study would lie on {trouble}, where others may read them, since it is"
            " not encrypted; so none is made there. Move the study to this machine first, or name"
            " another folder for backups; `qualcode move-study` moves it."
        )
    there = into if into.is_dir() else into.parent
    if there.is_dir() and not os.access(there, os.W_OK):
        return "The folder for backups cannot be written; choose another folder for them."
    return ""


def last_put_back(store: Store) -> Event | None:
    """The newest act by which the study was put back to a backup; None without one."""
    with store.read() as connection:
        acts = events.load_acts(connection, "restore backup")
    # Those that were merged in were done to another copy.
    return next((one for one in reversed(acts) if not events.origin_of(one.detail)), None)


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
        # Nothing is done in a study that may only be read, so nothing can be lost of it.
        if store.read_only or not is_due(store):
            backups.put_out(place, store.key, at=now)
        elif told := why_no_backup(store):
            raise StudyError(told)
        else:
            backups.make(place, store.key, at=now)
    except StudyError as error:
        return f"There is no new backup: {str(error)[0].lower()}{str(error)[1:]}"
    return ""
