"""A study whose file is damaged: the sentence that names the newest good backup."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from qualcode.errors import Damaged
from qualcode.store import backups
from qualcode.store.engine import connect_file, is_damage
from qualcode.store.key import looks_encrypted, salt_in, salt_of


def damaged(place: Path, key: bytes | None) -> Damaged:
    """What to say of a study's damaged file, and which backup there is to go on with."""
    found = backups.newest_good(place, key)
    if found is None and any(_opens_otherwise(b.path, key) for b in backups.backups_of(place)):
        return Damaged(
            f"{place.name} is damaged, and what was given opens none of its backups; give the"
            " passphrase or the sheet they were made under, and keep the damaged file."
            " `qualcode restore` makes one of them the study."
        )
    if found is None:
        return Damaged(
            f"{place.name} is damaged, and there is no good backup of it here; look for one on"
            " another disk, and keep the damaged file."
        )
    backup, held = found
    noun = "coding" if held.codings == 1 else "codings"
    return Damaged(
        f"{place.name} is damaged. The newest good backup is of {day_and_time(backup.made_at)},"
        f" with {held.codings:,} {noun}; `qualcode restore` makes it the study and keeps the"
        " damaged file."
    )


def _opens_otherwise(backup: Path, key: bytes | None) -> bool:
    """Whether a backup may be good, under another key than the one that is known."""
    try:
        return looks_encrypted(backup) and salt_of(backup) != salt_in(key)
    except OSError:
        return False


def day_and_time(at: str) -> str:
    """A stored time by this machine's clock and calendar, such as 3 March 2026, 14:05."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def is_cut_short(place: Path) -> bool:
    """Whether a plain study's file ends before its last page, or cannot even say which that is.

    Asked of the file's size alone: opening it beside SQLite would let go of SQLite's locks.
    """
    from sqlcipher3 import dbapi2

    try:
        with closing(connect_file(place, "ro")) as connection:
            [pages] = connection.execute("PRAGMA page_count").fetchone()
            [size] = connection.execute("PRAGMA page_size").fetchone()
    except dbapi2.Error as error:
        return is_damage(str(error))
    return bool(place.stat().st_size < pages * size)
