"""The backups of a study file: made, checked, listed and put out by age.

They lie in a folder beside the study, or in one the researcher chose for this machine. A copy has
the name of a backup only once it was opened and found sound; no file is ever written over.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qualcode.errors import Damaged, Refused, StudyError
from qualcode.names import ENDING
from qualcode.store.engine import PART, back_up, connect_file
from qualcode.store.sound import Held, check, look

NEWEST_KEPT = 10
DAYS_KEPT = 30
_WHERE = "where.json"
_STAMP = "%Y%m%dT%H%M%S-%f"
# NAME.20261123T124803-123456.backup; "+" begins a name, "-" why it was made.
_NAMED = re.compile(r"\.(?P<at>\d{8}T\d{6}-\d{6})(?:(?P<mark>[+-])(?P<words>[^.]*))?\.backup$")
BEFORE_RESTORE = "before-restore"
BEFORE_ERASING = "before-erasing"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its file's name says: when it was made (UTC, ISO 8601), its name or reason."""

    path: Path
    made_at: str
    name: str = ""
    reason: str = ""

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size


def usual_folder(place: Path) -> Path:
    """Where backups lie unless another folder was chosen: ``NAME.backups`` beside the study."""
    return place.with_name(f"{_stem(place)}.backups")


def chosen_folder(place: Path) -> Path | None:
    """The other folder chosen for a study's backups on this machine; None without one.

    It lies in the folder that was named, under a name of its own: another study of the same name
    may keep its backups there too. Which it is stands beside the backups, not in the study: it is
    a place of this machine, and must be known when the study cannot be read any more.
    """
    folder = _note_of(place).get("folder")
    return Path(folder) if isinstance(folder, str) else None


def choose_folder(place: Path, folder: Path | None) -> None:
    """Keep further backups in another folder, or in the usual one again.

    Those in folders chosen before are still known, put out by age and erased in.

    Raises
    ------
    StudyError
        The folder is absent or cannot be written.
    """
    if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise StudyError("That folder is not there, or cannot be written; make it first.")
    note = _note_of(place)
    if folder is None and not note:
        return
    mark = str(note.setdefault("mark", os.urandom(4).hex()))
    within = str(folder.resolve() / f"{_stem(place)}.{mark}.backups") if folder else None
    known = {*_texts(note, "former"), note.get("folder")} - {None, within}
    _keep_note(place, {**note, "folder": within, "former": sorted(map(str, known))})


def remember_left(old: Path, new: Path, left: Sequence[Path]) -> None:
    """Note beside a study that was moved which copies of it still lie elsewhere.

    Folders chosen for its backups are known in the new place too.

    Raises
    ------
    StudyError
        It cannot be noted.
    """
    note = _note_of(old)
    files = {*_texts(note, "left"), *map(str, left)}
    _keep_note(new, {**note, "left": sorted(files)})


def forget(place: Path) -> None:
    """Take away the note, and the folder where nothing else is in it: the study is elsewhere."""
    with suppress(OSError):
        (usual_folder(place) / _WHERE).unlink(missing_ok=True)
        usual_folder(place).rmdir()


def _note_of(place: Path) -> dict[str, object]:
    try:
        kept = json.loads((usual_folder(place) / _WHERE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep_note(place: Path, kept: dict[str, object]) -> None:
    note = usual_folder(place) / _WHERE
    try:
        _make_folder(note.parent)
        part = note.with_name(f".{_WHERE}{PART}")
        part.write_text(json.dumps(kept), encoding="utf-8")
        part.replace(note)
    except OSError as error:
        raise StudyError(
            "The choice could not be kept; check that the study's folder can be written."
        ) from error


def _texts(note: dict[str, object], name: str) -> list[str]:
    kept = note.get(name)
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def make(
    place: Path,
    key: bytes | None,
    *,
    at: str,
    name: str = "",
    reason: str = "",
    folder: Path | None = None,
) -> tuple[Backup, Held]:
    """Make a backup, check it, and put out those that are too old.

    Parameters
    ----------
    at
        Now, in UTC, ISO 8601.
    name
        Words for it; a backup with a name is never put out by age.
    reason
        Why one without a name was made, such as `BEFORE_RESTORE`.
    folder
        Where to; without one into the folder for this study's backups.

    Raises
    ------
    StudyError
        The folder is missing, full or cannot be written, or the study is damaged; backups made
        before stay.
    """
    slug, mark = (slug_of(name), "+") if name else (reason, "-" if reason else "")
    into = folder or chosen_folder(place) or usual_folder(place)
    if not (into if folder else into.parent).is_dir():
        raise StudyError(
            "That folder is not there; make it first, or name another one."
            if folder
            else "The folder for backups is not there; plug in its disk, or choose another folder."
        )
    if folder is None:
        try:
            _make_folder(into)
        except OSError as error:
            raise StudyError(
                "The folder for backups cannot be made; check that the folder it is to lie in can"
                " be written."
            ) from error
    stamp = _moment(at).strftime(_STAMP)
    target = into / f"{_stem(place)}.{stamp}{mark}{slug}.backup"
    held = back_up(place, target, key)
    if folder is None:
        put_out(place, key, at=at, good=target)
    return Backup(target, at, slug if name else "", reason if not name else ""), held


def slug_of(name: str) -> str:
    """A backup's name as a file's name can hold it.

    Raises
    ------
    Refused
        It has no letter or figure.

    >>> slug_of("Before the mentor's review, May")
    'before-the-mentor-s-review-may'
    """
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    if not words:
        raise Refused("Give the backup a name with letters or figures in it.")
    # In bytes: a file's name has room for 255, and the study's name is in it too.
    return "-".join(words).encode()[:60].decode(errors="ignore").strip("-")


def backups_of(place: Path) -> list[Backup]:
    """The backups of a study, newest first; by their files' names alone."""
    stem = _stem(place)
    found = {}
    for folder in folders_of(place):
        with suppress(OSError):
            for path in folder.iterdir():
                match = _NAMED.search(path.name)
                if match is None or path.name[: match.start()] != stem:
                    continue
                words, mark = match["words"] or "", match["mark"]
                # Figures that are no time are not ours, whatever the file is.
                with suppress(ValueError):
                    made_at = _iso(datetime.strptime(match["at"], _STAMP).replace(tzinfo=UTC))
                    name, reason = (words, "") if mark == "+" else ("", words)
                    found[path] = Backup(path, made_at, name, reason)
    return sorted(found.values(), key=lambda b: (b.made_at, b.path.name), reverse=True)


def held_by(backup: Backup, key: bytes | None) -> Held | None:
    """What a backup holds, by a quick look; None where it does not open."""
    return _opened(backup.path, key, thorough=False)


def checked(backup: Backup, key: bytes | None) -> Held | None:
    """What a backup holds, after all of it was read; None where it is not sound."""
    return _opened(backup.path, key, thorough=True)


def newest_good(place: Path, key: bytes | None) -> tuple[Backup, Held] | None:
    """The newest backup that is sound; None without one."""
    for backup in backups_of(place):
        held = checked(backup, key)
        if held is not None:
            return backup, held
    return None


def put_out(place: Path, key: bytes | None, *, at: str, good: Path | None = None) -> list[Path]:
    """Delete the backups that are too old; returns which.

    Kept are those with a name, the ten newest, and the newest of each day, none of them for more
    than thirty days; and always the newest one that is sound, ``good`` where that is known.
    """
    old = doomed(backups_of(place), at)
    _sweep(place)
    if not old:
        return []
    if good is None:
        found = newest_good(place, key)
        if found is None:
            return []
        good = found[0].path
    gone = []
    for backup in old:
        if backup.path != good:
            with suppress(OSError):
                backup.path.unlink()
                gone.append(backup.path)
    return gone


def doomed(backups: list[Backup], at: str) -> list[Backup]:
    """Of backups, newest first, those whose time has passed, were it the last good one."""
    oldest = _moment(at) - timedelta(days=DAYS_KEPT)
    days: set[str] = set()
    unnamed, out = 0, []
    for backup in backups:
        if backup.name:
            continue
        unnamed += 1
        day = backup.made_at[:10]
        first_of_day = day not in days
        days.add(day)
        kept = unnamed <= NEWEST_KEPT or first_of_day
        if not kept or _moment(backup.made_at) < oldest:
            out.append(backup)
    return out


def every_copy(place: Path) -> list[Path]:
    """Every file known to hold a copy of the study or of a part of it, besides the study itself."""
    name, found = re.escape(place.name), [b.path for b in backups_of(place)]
    beside = re.compile(rf"{name}\.(before-|moved).*|\.{name}\..*\{PART}.*")
    found += [p for p in _files(place.parent) if beside.fullmatch(p.name)]
    cut_off = f".{_stem(place)}."
    for folder in folders_of(place):
        found += [p for p in _files(folder) if p.name.startswith(cut_off) and PART in p.name]
    left = map(Path, _texts(_note_of(place), "left"))
    return [*found, *(p for p in left if p.is_file())]


def age_of(backup: Backup, at: str) -> timedelta:
    """How long ago a backup was made; negative where the clock was set back since."""
    return _moment(at) - _moment(backup.made_at)


def _opened(path: Path, key: bytes | None, *, thorough: bool) -> Held | None:
    from sqlcipher3 import dbapi2

    try:
        with closing(connect_file(path, "ro", key)) as connection:
            return check(connection, encrypted=key is not None) if thorough else look(connection)
    except (dbapi2.Error, Damaged, OSError):
        return None


def folders_of(place: Path) -> set[Path]:
    """Every folder in which backups of a study may lie."""
    note = _note_of(place)
    chosen = note.get("folder")
    known = [*_texts(note, "former"), *([chosen] if isinstance(chosen, str) else [])]
    return {usual_folder(place), *map(Path, known)}


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.iterdir())


def _sweep(place: Path) -> None:
    """Take away what a backup left that was cut off in the middle, an hour ago or more."""
    found = [path for folder in folders_of(place) for path in _files(folder)]
    halves = [path for path in found if path.name.startswith(f".{_stem(place)}.")]
    # What a restore, a move or an upgrade left that was cut off: the whole study, maybe in plain.
    halves += [path for path in _files(place.parent) if path.name.startswith(f".{place.name}.")]
    for path in halves:
        if PART in path.name:
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > 3600:
                    path.unlink()


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)


def _stem(place: Path) -> str:
    return place.name.removesuffix(ENDING)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
