"""A study file written anew under another key, or none: the old file or the new one, never neither.

The copy is made beside the study, compared with it row by row and put in its place in one step;
then the old bytes are written over. Nobody else can write meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from qualcode.errors import StudyError
from qualcode.store import backups
from qualcode.store.engine import (
    APPLICATION_ID,
    BUSY_MS,
    connect_file,
    file_uri,
    looks_like_study,
    sync_folder,
)
from qualcode.store.key import looks_encrypted, salt_of
from qualcode.store.sound import Held, check

BLOCK = 1 << 20


def rewrite(
    path: Path, old: bytes | None, new: bytes | None, finish: Callable[[Path], None]
) -> bool:
    """Put a copy of a study under the key ``new`` in its place; None means in plain.

    ``finish`` is handed the copy, checked, before it takes the study's place. Returns whether the
    old bytes were written over.

    Raises
    ------
    StudyError
        Another program is writing, or the copy cannot be made or does not pass its check; the
        study is as it was.
    """
    from sqlcipher3 import dbapi2

    path = path.resolve()
    _sweep(path)
    copy = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with ExitStack() as held:
            lock = held.enter_context(closing(connect_file(path, "rw", old)))
            # Readers may go on; a writer would write into the file that is about to be replaced.
            lock.execute("BEGIN IMMEDIATE")
            copy_under(path, copy, old, new)
            finish(copy)
            return _replace(path, copy, held)
    except dbapi2.Error as error:
        busy = "locked" in str(error)
        raise StudyError(
            "Another program is writing to this study; close it there and try again."
            if busy
            else "The study could not be written anew and is as it was; check the space on the"
            " disk and try again."
        ) from error
    except OSError as error:
        raise StudyError(
            "The study could not be written anew and is as it was; check its folder and the space"
            " on the disk."
        ) from error
    finally:
        copy.unlink(missing_ok=True)
        copy.with_name(f"{copy.name}-journal").unlink(missing_ok=True)


def copy_under(path: Path, copy: Path, old: bytes | None, new: bytes | None) -> None:
    """Copy a study into a file of this account alone, under another key, and compare the two.

    Raises
    ------
    StudyError
        The copy is not the same, row by row, or does not pass SQLite's integrity check.
    """
    # Made here so that nobody else may read it, whatever new files are allowed otherwise.
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_between()) as between:
        for name, place, mode, key in (("old", path, "ro", old), ("new", copy, "rw", new)):
            word = "" if key is None else f"x'{key.hex()}'"
            address = file_uri(place.resolve(), mode)
            between.execute(f"ATTACH DATABASE ? AS {name} KEY ?", (address, word))
        between.execute("SELECT sqlcipher_export('new', 'old')")
        between.execute(f"PRAGMA new.application_id={APPLICATION_ID}")
    with (
        closing(connect_file(path, "ro", old)) as source,
        closing(connect_file(copy, "ro", new)) as made,
    ):
        sound = made.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not sound or _digest(made) != _digest(source):
            raise StudyError(
                "The copy did not pass its check, so the study is as it was; try again."
            )


def checked_copy(path: Path, copy: Path, old: bytes | None, new: bytes | None) -> Held:
    """Copy a study as `copy_under`; what the copy holds, once it has been found sound.

    Raises
    ------
    StudyError
        It cannot be copied: it is damaged, or there is no space.
    """
    from sqlcipher3 import dbapi2

    try:
        copy_under(path, copy, old, new)
        with closing(connect_file(copy, "ro", new)) as made:
            return check(made, encrypted=new is not None)
    except (dbapi2.Error, OSError) as error:
        raise StudyError(
            "The study could not be copied: it is damaged, or there is no space on the disk; check"
            " both and try again."
        ) from error


def _between() -> Any:
    """A connection that holds nothing itself; files are attached to it, each with its own key."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:", isolation_level=None, timeout=BUSY_MS / 1000)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _digest(connection: Any) -> str:
    """One number for all that stands in a study: tables, indexes and every row."""
    seen = hashlib.sha256()
    for row in _content(connection):
        seen.update(repr(row).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def _content(connection: Any) -> Iterator[tuple[Any, ...]]:
    made = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    entries = connection.execute(made).fetchall()
    yield from entries
    for kind, name, _, _ in entries:
        if kind == "table":
            yield from connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - its own name


def _replace(path: Path, copy: Path, held: ExitStack) -> bool:
    with copy.open("rb") as made:
        os.fsync(made.fileno())
    if os.name == "nt":
        # Windows replaces no file that is open; there the old bytes are freed, not written over.
        held.close()
        copy.replace(path)
        return False
    # Held to the end: closing any handle on a file drops this process's locks on it.
    old = held.enter_context(path.open("r+b"))
    copy.chmod(path.stat().st_mode & 0o777)
    copy.replace(path)
    # From here on the study is the copy, so nothing that fails may be told as if it were not. The
    # old bytes are still the study after a power cut, unless the disk took the new name for good.
    try:
        if not sync_folder(path.parent):
            return False
        _write_over(old)
    except OSError:
        return False
    return True


def _write_over(file: Any) -> None:
    """Zeros over the old bytes; a program that still has them open meets an error, not the past."""
    left = os.fstat(file.fileno()).st_size
    while left > 0:
        left -= file.write(bytes(min(left, BLOCK)))
    file.flush()
    os.fsync(file.fileno())


def _sweep(path: Path) -> None:
    """Take away what an earlier try left that was stopped in the middle."""
    for left in path.parent.glob(f".{path.name}.*.new*"):
        left.unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Take a file away whose bytes are written over before."""
    with path.open("r+b") as file:
        _write_over(file)
    path.unlink()


def copies_of(path: Path) -> tuple[list[str], list[str]]:
    """Other files of a study, by name: those in plain, and those encrypted under another key.

    They are looked for in its folder, under its name, and in the folders for its backups.
    """
    folders = backups.folders_of(path)
    beside = [p for p in path.parent.iterdir() if p.name.startswith(f"{path.stem}.") and p != path]
    beside += [p for p in backups.every_copy(path) if p not in beside]
    within = [p for folder in folders if folder.is_dir() for p in folder.iterdir()]
    plain, sealed, own = [], [], salt_of(path)
    for found in sorted({p for p in (*beside, *within) if p.is_file()}):
        if looks_like_study(found):
            plain.append(found.name)
        elif looks_encrypted(found) and salt_of(found) != own:
            sealed.append(found.name)
    return plain, sealed
