"""Moving a study out of a folder that others copy or share."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path

from qualcode.errors import Refused, StudyError
from qualcode.model.safe_keeping import MovedStudy
from qualcode.names import ENDING
from qualcode.store import Store, backups, places, restoring

HOME = "qualcode"


def move_file(place: Path, folder: Path | None, key: bytes | None, coder: str) -> MovedStudy:
    """Move a study's file; see `KeepingVerbs.move_study`."""
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
    left = restoring.carry(place, target, key)
    taken = _take_along(place, target)
    with closing(Store.open(target, key)) as store:
        if not store.read_only:
            with store.write(coder) as tx:
                tx.record("move study", "study", backups=taken)
    return MovedStudy(target, left.name, taken, left != place)


def _take_along(place: Path, target: Path) -> int:
    """Copy the backups and the list of who was erased; returns how many backups came."""
    ledger = place.with_name(f"{place.name.removesuffix(ENDING)}.erased.json")
    if ledger.is_file():
        shutil.copy2(ledger, target.with_name(ledger.name))
    from_here, to_there = backups.usual_folder(place), backups.usual_folder(target)
    n = 0
    with suppress(OSError):
        for backup in backups.backups_of(place):
            if backup.path.parent == from_here:
                to_there.mkdir(mode=0o700, exist_ok=True)
                shutil.copy2(backup.path, to_there / backup.path.name)
                n += 1
    other = backups.chosen_folder(place)
    if other is not None:
        with suppress(StudyError):
            backups.choose_folder(target, other)
    return n
