"""Putting a study back to a backup, whether the study itself can be opened or not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from qualcode.errors import Refused, StudyError
from qualcode.model.safe_keeping import Apart, Restored
from qualcode.store import Store, backups, restoring


def restored(place: Path, coder: str, which: str, *, key: bytes | None, at: str) -> Restored:
    """Put a backup in a study's place; see `KeepingVerbs.restore`.

    ``key`` is the backup's, which is the study's. The study need not open; then only whoever is a
    researcher in the backup may do this.

    Raises
    ------
    Refused
        There is no such backup, it is of another study, or the person is no researcher in it.
    StudyError
        It is not sound, another program is writing, or the folder cannot be written.
    """
    backup = chosen_backup(place, which, key)
    _allowed(backup.path, coder, key)
    held = backups.checked(backup, key)
    present = restoring.looked_at(place, key) if place.exists() else None
    if held is None:
        raise StudyError("That backup is not sound, so nothing was changed; choose an older one.")
    if present is not None and present.study and present.study != held.study:
        raise Refused("That is a backup of another study, so nothing was changed.")
    apart = between(place, backup.path, key)
    stamp = "".join(c for c in at[:19] if c.isdigit())
    kept = restoring.put_back(place, backup.path, key, stamp)
    again = _erase_again(place, key)
    with closing(Store.open(place, key)) as store, store.write(coder) as tx:
        tx.record(
            "restore backup",
            "study",
            made_at=backup.made_at,
            codings=held.codings,
            set_aside=apart.only_study,
            brought_back=apart.only_backup,
        )
    return Restored(backup.made_at, held.codings, apart, kept.name, again)


def chosen_backup(place: Path, which: str, key: bytes | None) -> backups.Backup:
    """The newest good backup of a study, or the one named: by its file's name, or as a path.

    Raises
    ------
    Refused
        There is none.
    """
    if not which:
        found = backups.newest_good(place, key)
        if found is None:
            raise Refused("There is no good backup of this study; `qualcode backups` lists all.")
        return found[0]
    for backup in backups.backups_of(place):
        if which in (backup.path.name, str(backup.path), backup.name):
            return backup
    path = Path(which)
    if path.is_file() and path.resolve() != place:
        return backups.Backup(path.resolve(), _file_time(path))
    raise Refused("There is no backup of that name; `qualcode backups` lists all there are.")


def between(place: Path, backup: Path, key: bytes | None) -> Apart:
    """How the codings that stand in a study and in a backup differ."""
    there = restoring.standing(backup, key)
    here = restoring.standing(place, key) if place.exists() else None
    if there is None or here is None:
        return Apart(None, None)
    return Apart(len(here - there), len(there - here))


def _allowed(backup: Path, coder: str, key: bytes | None) -> None:
    """Refuse whoever is known in the backup as something else than a researcher."""
    known = restoring.known(backup, key) or set()
    if coder in known and coder not in (restoring.researchers(backup, key) or set()):
        raise Refused(
            f"{coder} is no researcher in this study; restoring a backup is for researchers."
        )


def _erase_again(place: Path, key: bytes | None) -> int:
    """Take out whoever was erased since the backup was made; returns how many."""
    from qualcode.project.erasing_ledger import replay

    return replay(place, key)


def _file_time(path: Path) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="microseconds")
