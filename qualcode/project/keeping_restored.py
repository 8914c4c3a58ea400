"""Putting a study back to a backup, whether the study itself can be opened or not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from qualcode.errors import Damaged, Refused, StudyError
from qualcode.model.safe_keeping import Apart, Restored
from qualcode.store import Store, backups, restoring
from qualcode.store.closed_backups import DAMAGED, why_closed
from qualcode.store.damaged import day_and_time
from qualcode.store.engine import make_engine
from qualcode.store.key import looks_encrypted
from qualcode.store.migrate import Newer, upgrade
from qualcode.store.opening import read_only_because
from qualcode.store.set_aside import kept_of
from qualcode.store.sound import Held

WOULD_BE_PLAIN = (
    "The study is encrypted and that backup is not, so nothing was changed: anybody could read the"
    " study then. Give the study's passphrase, or say that it may be plain: `qualcode restore"
    " --plain`."
)

CLOSED = (
    "The backup of {day} was made under another passphrase, and what was given does not open it, so"
    " nothing was changed. Use the passphrase or the recovery sheet that the study had then:"
    " `qualcode restore --backup-passphrase-file FILE`."
)


def restored(
    place: Path,
    coder: str,
    which: str,
    *,
    key: bytes | None,
    at: str,
    other: bytes | None = None,
    plain: bool = False,
) -> Restored:
    """Put a backup in a study's place; see `KeepingVerbs.restore`.

    ``key`` is the study's, which stays its key whatever the backup's is; ``other`` is one more key
    a backup may have. The study need not open; then only the backup is asked who may do this, and
    it may be put in the place of an encrypted study as a plain one only with ``plain``.

    Raises
    ------
    Refused
        There is no such backup, it is of another study, the person is no researcher in it, or the
        study would not be encrypted any more.
    StudyError
        It is not sound, another program is writing, or the folder cannot be written.
    """
    backup = chosen_backup(place, which, key, other)
    held, backup_key = _sound(backup, key, other)
    _allowed(backup.path, coder, backup_key)
    _allowed(place, coder, key)
    present = restoring.looked_at(place, key) if place.exists() else None
    if held is None and why_closed(backup.path, other or key) != DAMAGED:
        raise Refused(CLOSED.format(day=day_and_time(backup.made_at)))
    if held is None:
        raise StudyError("That backup is not sound, so nothing was changed; choose an older one.")
    if present is not None and present.study and present.study != held.study:
        raise Refused("That is a backup of another study, so nothing was changed.")
    if key is None and not plain and place.exists() and looks_encrypted(place):
        raise Refused(WOULD_BE_PLAIN)
    _writable(place, backup.path, backup_key)
    apart = between(place, backup.path, key, backup_key)
    known = _erasures_noted(place, key)
    stamp = "".join(c for c in at[:19] if c.isdigit())
    kept = restoring.put_back(place, backup.path, key, stamp, backup_key)
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
    return Restored(backup.made_at, held.codings, apart, kept.name, again, known)


def chosen_backup(
    place: Path, which: str, key: bytes | None, other: bytes | None = None
) -> backups.Backup:
    """The newest good backup of a study, or the one named: by its file's name, or as a path.

    What was kept when the study was put back to a backup can be named too, and is never the newest.

    Good is one that opens with the study's key, with the ``other`` one, or with none.

    Raises
    ------
    Refused
        There is none.
    """
    if not which:
        found = backups.backups_of(place)
        for backup in found:
            if _sound(backup, key, other)[0] is not None:
                return backup
        older = [one for one in found if why_closed(one.path, other or key) != DAMAGED]
        if older:
            raise Refused(CLOSED.format(day=day_and_time(older[0].made_at)))
        raise Refused(
            "There is no good backup of this study here; look for one on another disk, and give its"
            " file: `qualcode restore FILE`."
        )
    for backup in (*backups.backups_of(place), *kept_of(place)):
        if which in (backup.path.name, str(backup.path), backup.name):
            return backup
    path = Path(which)
    if path.is_file() and path.resolve() != place:
        return backups.Backup(path.resolve(), _file_time(path))
    raise Refused("There is no backup of that name; `qualcode backups` lists all there are.")


def between(place: Path, backup: Path, key: bytes | None, backup_key: bytes | None = None) -> Apart:
    """How the codings that stand in a study and in a backup differ."""
    there = restoring.standing(backup, backup_key)
    here = restoring.standing(place, key) if place.exists() else None
    if there is None or here is None:
        return Apart(None, None)
    return Apart(len(here - there), len(there - here))


def looked_into(
    place: Path, which: str, key: bytes | None, other: bytes | None = None
) -> tuple[backups.Backup, Held | None, bytes | None, Apart]:
    """The backup that would be put back, what it holds, its key, and how the codings differ.

    Raises
    ------
    Refused
        There is none.
    """
    backup = chosen_backup(place, which, key, other)
    held, backup_key = _sound(backup, key, other)
    return backup, held, backup_key, between(place, backup.path, key, backup_key)


def _sound(backup: backups.Backup, *keys: bytes | None) -> tuple[Held | None, bytes | None]:
    """What a backup holds once it was checked, and which of the keys, or none, opens it."""
    for key in dict.fromkeys((*keys, None)):
        held = backups.checked(backup, key)
        if held is not None:
            return held, key
    return None, keys[0]


def _allowed(file: Path, coder: str, key: bytes | None) -> None:
    """Refuse whoever is known in the study or in the backup as something else than a researcher."""
    known = (restoring.known(file, key) if file.exists() else None) or set()
    if coder in known and coder not in (restoring.researchers(file, key) or set()):
        raise Refused(
            f"{coder} is no researcher in this study; restoring a backup is for researchers."
        )


def _writable(place: Path, backup: Path, key: bytes | None) -> None:
    """Refuse before anything is changed where the study could not be written afterwards."""
    reason = read_only_because(place) if place.exists() else ""
    if reason:
        raise Refused(
            f"{reason} Nothing was put back. Where the study cannot be opened any more, copy the"
            " backup to a folder on this machine, as a file that ends in .qualcode, and open that."
        )
    engine = make_engine(backup, key=key, read_only=True)
    try:
        upgrade(engine, only_look=True)
    except Newer as newer:
        raise Refused(
            f"That backup is of a newer qualcode, so nothing was changed. {newer}"
        ) from None
    finally:
        engine.dispose()


def _erasures_noted(place: Path, key: bytes | None) -> bool:
    """Write what the study's own history knows of erasures to the list beside it.

    That history is gone once a backup stands there. Returns whether it could be read.
    """
    from qualcode.project.erasing_ledger import known_erasures, read_ledger, write_ledger

    # A list that is damaged is told before anything is changed.
    read_ledger(place)
    if not place.exists():
        return False
    try:
        with closing(Store(make_engine(place, key=key, read_only=True), place, key=key)) as store:
            known = known_erasures(store)
    except (Damaged, StudyError):
        return False
    if known:
        write_ledger(place, known)
    return True


def _erase_again(place: Path, key: bytes | None) -> int:
    """Take out whoever was erased since the backup was made; returns how many."""
    from qualcode.project.erasing_ledger import replay

    return replay(place, key)


def _file_time(path: Path) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="microseconds")
