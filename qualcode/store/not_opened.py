"""Why what was typed does not open a study: it is wrong or an older one, or the file damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import Locked, QualcodeError, Refused
from qualcode.store.backups import Backup, backups_of
from qualcode.store.damaged import damaged, day_and_time
from qualcode.store.key import OTHER_SHEET, WRONG, looks_encrypted, opens, salt_of
from qualcode.store.seals import carries_seals

OLDER = (
    "That opens the backup of {day} and not the study as it is now: it is an older passphrase or"
    " sheet, or the study's file is damaged. Use the newest one, or go back to that backup;"
    " `qualcode restore` makes it the study."
)
# Each takes 0.1 s to try; every change of the passphrase makes one.
SALTS = 5


def why(path: Path, made: Callable[[bytes], bytes], mark: bytes = b"") -> QualcodeError:
    """What is to be said of a passphrase or a recovery sheet that does not open an encrypted file.

    Told apart are, as far as it can be known: a right one for a damaged file, by the seals of the
    pages that are left; an older one, by the backups it opens; and a wrong one.

    Parameters
    ----------
    made
        The key that what was typed makes with a salt.
    mark
        The first half of the salt, which a recovery sheet holds; empty for a passphrase.
    """
    own, closed = salt_of(path), _encrypted_backups(path)
    salts = dict.fromkeys([own, mark + own[len(mark) :], *(salt for salt, _ in closed)])
    keys = {salt: made(salt) for salt in list(salts)[:SALTS]}
    for key in keys.values():
        if carries_seals(path, key):
            return damaged(path, key)
    if mark and own.startswith(mark):
        # Sixteen groups that hold, and the half of the salt that is on them: it is its own sheet.
        return damaged(path, keys[own])
    for salt, backup in closed:
        if salt in keys and opens(backup.path, keys[salt]):
            if salt == own:
                return damaged(path, keys[own])
            return Locked(OLDER.format(day=day_and_time(backup.made_at)))
    return Refused(OTHER_SHEET) if mark else Locked(WRONG)


def _encrypted_backups(path: Path) -> list[tuple[bytes, Backup]]:
    """The backups that look encrypted, newest first, each with the salt it begins with."""
    found = []
    for backup in backups_of(path):
        try:
            if looks_encrypted(backup.path):
                found.append((salt_of(backup.path), backup))
        except OSError:
            # On a disk that was pulled out a moment ago: it tells nothing.
            continue
    return found
