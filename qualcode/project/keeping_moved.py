"""Moving a study out of a folder that others copy or share."""

from __future__ import annotations

import filecmp
import glob
import os
import shutil
from contextlib import closing, suppress
from pathlib import Path

from qualcode.errors import Refused, StudyError
from qualcode.model.safe_keeping import MovedStudy
from qualcode.names import ENDING
from qualcode.store import Store, backups, places, restoring
from qualcode.store.rekeying import wipe
from qualcode.store.set_aside import note_move, what_it_is

HOME = "qualcode"


def move_file(
    place: Path, folder: Path | None, key: bytes | None, coder: str, *, at: str
) -> MovedStudy:
    """Move a study's file; see `KeepingVerbs.move_study`. ``at`` is now, in UTC, ISO 8601."""
    if told := what_it_is(place):
        raise Refused(told)
    into = folder if folder is not None else Path.home() / HOME
    trouble = places.trouble_at(into / place.name)
    if trouble and not places.allowed_all_the_same():
        raise Refused(
            f"That folder is on {trouble} too, where a study can be damaged; choose a folder on"
            " this machine's own disk."
        )
    try:
        if folder is None:
            into.mkdir(mode=0o700, exist_ok=True)
        elif not into.is_dir():
            raise StudyError("The folder to move the study to does not exist; make it first.")
        into = into.resolve()
        if into == place.parent:
            raise Refused("The study lies in that folder already; choose another one.")
    except OSError as error:
        raise StudyError(
            "The folder for studies cannot be made; name another one to move the study to."
        ) from error
    target = into / place.name
    ledger = place.with_name(f"{place.name.removesuffix(ENDING)}.erased.json")
    if ledger.is_file() and not _came(ledger, target.with_name(ledger.name)):
        raise StudyError(
            "The list of who was erased could not be taken along, so the study was not moved; look"
            " whether another study's list lies there, and whether there is room."
        )
    left = restoring.carry(place, target, key)
    taken, behind = _take_along(place, target)
    beside = _beside(place)
    backups.remember_left(place, target, [left, *behind, *beside])
    if left != place:
        backups.forget(place)
        note_move(place, target, at)
    with closing(Store.open(target, key)) as store:
        if not store.read_only:
            with store.write(coder) as tx:
                tx.record("move study", "study", backups=taken)
    named = tuple(path.name for path in (*behind, *beside))
    return MovedStudy(target, left.name, taken, left != place, named)


def _take_along(place: Path, target: Path) -> tuple[int, list[Path]]:
    """Move the backups.

    Returns how many backups came, and those that are still in the folder that was left: others
    copy or share it, so none is to stay there that came.
    """
    n, behind = 0, []
    from_here, to_there = backups.usual_folder(place), backups.usual_folder(target)
    for backup in backups.backups_of(place):
        if backup.path.parent != from_here:
            continue
        came = _came(backup.path, to_there / backup.path.name)
        n += came
        try:
            if came:
                wipe(backup.path)
        except OSError:
            came = False
        if not came:
            behind.append(backup.path)
    return n, behind


def _came(file: Path, copy: Path) -> bool:
    """Copy a file and compare the two; where it did not come whole, nothing of it stays there."""
    try:
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        if not copy.exists():
            shutil.copy2(file, copy)
            with copy.open("rb+") as written:
                os.fsync(written.fileno())
        elif not filecmp.cmp(file, copy, shallow=False):
            return False
        if filecmp.cmp(file, copy, shallow=False):
            return True
        copy.unlink()
    except OSError:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
    return False


def _beside(place: Path) -> list[Path]:
    """What else of the study lies in the folder that was left, such as a file kept at a restore."""
    found = sorted(place.parent.glob(f"{glob.escape(place.name)}.before-*"))
    return [path for path in found if path.is_file()]
