"""Files of a study that are not the study any more: left by a move, kept at a restore, a backup.

They are known by their names, so that whoever opens one is told what it is.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import QualcodeError, StudyError
from qualcode.names import ENDING
from qualcode.store import backups
from qualcode.store.damaged import day_and_time
from qualcode.store.restoring import KEPT, MOVED

# Why a kept file is listed among the backups, as `model.safe_keeping.MADE` has it in words.
PUT_ASIDE = "put-aside"
_NOTE = ".moved-to.txt"
_AT, _TO = "Moved: ", "To: "
_LEFT = re.compile(rf"{re.escape(MOVED)}(-\d+)?$")
_KEPT_AT = re.compile(rf"\.before-restore-(?P<at>\d{{14}})-[0-9a-f]+{re.escape(KEPT)}$")


def note_move(old: Path, new: Path, at: str) -> None:
    """Lay a note where a study was: on which day it was moved, and where to.

    It is a text file beside the old one, for people and for `moved_away`. That it cannot be written
    keeps nobody from the study.
    """
    with suppress(OSError):
        _note_of(new).unlink(missing_ok=True)
        _note_of(old).write_text(
            f"The study {old.name} was moved. Open it in its new place.\n{_AT}{at}\n{_TO}{new}\n",
            encoding="utf-8",
        )


def moved_away(place: Path) -> str:
    """Where a study went that is not in its old place, in a sentence; empty where none was moved.

    ``place`` is the file the study had.
    """
    left = any(_LEFT.fullmatch(p.name[len(place.name) :]) for p in _beside(place))
    if not left and not _note_of(place).is_file():
        return ""
    at, to = _told(place)
    if at and to:
        return f"{place.name} was moved on {day_and_time(at)}, to {to.parent}. Open it there."
    return (
        f"{place.name} was moved to another folder; the file that was left is called"
        f" {place.name}{MOVED}. Open the study in its new folder."
    )


def moved_from(folder: Path) -> str:
    """The same for a folder that holds no study any more; empty where none was moved from it."""
    notes = sorted(folder.glob(f"*{_NOTE}"))
    return moved_away(folder / f"{notes[0].name.removesuffix(_NOTE)}{ENDING}") if notes else ""


def no_study(path: Path) -> QualcodeError:
    """What to say of a study that is not where it was looked for."""
    named = path.name or "of that name"
    return StudyError(moved_away(path) or f"There is no study {named}; `qualcode new` makes one.")


def what_it_is(path: Path) -> str:
    """What a file is that is no study to work on, and why it may only be read; else nothing."""
    if left := _LEFT.search(path.name):
        at, to = _told(path.with_name(path.name[: left.start()]))
        where = f" on {day_and_time(at)}, to {to.parent}" if at and to else " to another folder"
        return (
            f"This is the old file of a study that was moved{where}, so it is open for reading"
            " only. Open the study there, and delete this file when you have looked at it."
        )
    if kept := _KEPT_AT.search(path.name):
        return (
            f"This is the study as it was until {day_and_time(_moment(kept['at']))}, when it was"
            " put back to a backup, so this file is open for reading only. To have it back, open"
            " the study, and on the page Safe keeping go back to this one; `qualcode restore` makes"
            " it the study."
        )
    if path.name.endswith(".backup"):
        return (
            "This is a backup, so it is open for reading only. To work on it, open its study and go"
            " back to it on the page Safe keeping, or copy it as a file that ends in .qualcode and"
            " open that."
        )
    return ""


def kept_of(place: Path) -> list[backups.Backup]:
    """What a study was before it was put back to a backup, newest first: one file each time."""
    found = []
    for path in _beside(place):
        match = _KEPT_AT.fullmatch(path.name[len(place.name) :])
        # Figures that are no time are not ours, whatever the file is.
        with suppress(ValueError):
            if match is not None and path.is_file():
                found.append(backups.Backup(path, _moment(match["at"]), "", PUT_ASIDE))
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def _beside(place: Path) -> list[Path]:
    with suppress(OSError):
        return [p for p in place.parent.iterdir() if p.name.startswith(f"{place.name}.")]
    return []


def _note_of(place: Path) -> Path:
    return place.with_name(f"{place.name.removesuffix(ENDING)}{_NOTE}")


def _told(place: Path) -> tuple[str, Path | None]:
    """When a study was moved (UTC, ISO 8601) and to which file, as its note says."""
    try:
        lines = _note_of(place).read_text(encoding="utf-8").splitlines()
        at = next(line.removeprefix(_AT) for line in lines if line.startswith(_AT))
        to = next(line.removeprefix(_TO) for line in lines if line.startswith(_TO))
        datetime.fromisoformat(at)
    except (OSError, ValueError, StopIteration):
        return "", None
    return at, Path(to)


def _moment(digits: str) -> str:
    moment = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.isoformat(timespec="microseconds")
