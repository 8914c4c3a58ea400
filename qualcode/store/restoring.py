"""Putting a backup in a study's place, and carrying a study to another folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from qualcode.errors import Damaged, StudyError
from qualcode.store.engine import PART, back_up, claim, connect_file, is_damage, settle
from qualcode.store.rekeying import checked_copy
from qualcode.store.sound import Held, look

KEPT = ".qualcode-kept"
MOVED = ".moved"
TAKEN = (
    "Another {name} stands there already, and nothing is written over it: choose another"
    " folder; `qualcode move-study` moves it to the one you name."
)


def put_back(
    place: Path, backup: Path, key: bytes | None, stamp: str, backup_key: bytes | None
) -> Path:
    """Put a copy of a backup in a study's place; where what stood there is kept now.

    The copy is made and checked first, under the study's own ``key`` whatever the backup's is; then
    the present file gets its second name; then the copy takes the study's name, in one step.
    Whenever the machine stops, a whole study stands there. Nothing is written over: the kept file
    has a name of its own, made of ``stamp``, a time, and of chance.

    Raises
    ------
    Damaged
        The backup is not sound.
    StudyError
        Another program is writing to the study, or the folder cannot be written.
    """
    part = place.with_name(f".{place.name}.{os.urandom(4).hex()}{PART}")
    kept = place.with_name(f"{place.name}.before-restore-{stamp}-{os.urandom(3).hex()}{KEPT}")
    try:
        if key == backup_key:
            back_up(backup, part, key)
        else:
            checked_copy(backup, part, backup_key, key)
        journal = place.with_name(f"{place.name}-journal")
        kept_journal, begun = kept.with_name(f"{kept.name}-journal"), journal.exists()
        with _to_ourselves(place, key), ExitStack() as held:
            if place.exists():
                _second_name(place, kept, held)
            # A change cut off in the middle belongs to the file it was begun in: SQLite would
            # write it into the backup.
            if journal.exists():
                journal.replace(kept_journal)
            settle(part, place)
        if not begun:
            # Of our own lock, which SQLite begins on an empty file with a journal.
            with suppress(OSError):
                kept_journal.unlink(missing_ok=True)
    except OSError as error:
        # Else it would be a second name of the living study, and no copy of it.
        with suppress(OSError):
            if place.exists() and kept.exists() and place.samefile(kept):
                kept.unlink()
        raise StudyError(
            "The backup could not be put in place; close other programs that have the study open,"
            " and check that its folder can be written."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
    return kept


def carry(place: Path, target: Path, key: bytes | None) -> Path:
    """Copy a study to a new place, check the copy, and give the old file another name.

    Returns where the old file is now; it has its old name where that could not be changed.

    Raises
    ------
    StudyError
        Something stands there already, the copy cannot be written, or another program is writing.
    """
    if target.exists():
        raise StudyError(TAKEN.format(name=target.name))
    with _to_ourselves(place, key, "IMMEDIATE"):
        part = target.with_name(f".{target.name}.{os.urandom(4).hex()}{PART}")
        try:
            back_up(place, part, key)
            claim(part, target)
        except FileExistsError:
            raise StudyError(TAKEN.format(name=target.name)) from None
        except OSError as error:
            raise StudyError("The study could not be copied there; nothing was changed.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        old = place.with_name(f"{place.name}{MOVED}")
        n = 2
        while old.exists():
            old = place.with_name(f"{place.name}{MOVED}-{n}")
            n += 1
        try:
            place.rename(old)
        except OSError:
            return place
    return old


@contextmanager
def _to_ourselves(place: Path, key: bytes | None, how: str = "EXCLUSIVE") -> Iterator[None]:
    """While nobody else writes; a file that is damaged or cannot be written has no lock."""
    from sqlcipher3 import dbapi2

    if not place.exists():
        yield
        return
    connection = None
    try:
        connection = connect_file(place, "rw", key)
        connection.execute(f"BEGIN {how}")
    except dbapi2.Error as error:
        if "locked" in str(error):
            raise StudyError(
                "Another program is writing to this study; close it, then try again."
            ) from error
        if not is_damage(str(error)) and "readonly" not in str(error) and "open" not in str(error):
            raise StudyError("The study could not be read; nothing was changed.") from error
    try:
        if os.name == "nt" and connection is not None:
            # There a file that is open cannot be renamed.
            connection.close()
            connection = None
        yield
    finally:
        if connection is not None:
            connection.close()


def _second_name(place: Path, kept: Path, held: ExitStack) -> None:
    try:
        os.link(place, kept)
    except FileExistsError:
        raise
    except OSError:
        # Disks for carrying about know no second names. The file stays open until all is done:
        # closing it drops this process's locks on it.
        source = held.enter_context(place.open("rb"))
        number = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(number)


def standing(place: Path, key: bytes | None) -> set[str] | None:
    """The ids of the codings that stand in a study's file; None where it cannot be read."""
    return _asked(
        place, key, "SELECT id FROM coding WHERE id NOT IN (SELECT coding FROM withdrawal)"
    )


def researchers(place: Path, key: bytes | None) -> set[str] | None:
    """The names of the researchers in a study's file; None where it cannot be read."""
    return _asked(place, key, "SELECT name FROM coder WHERE role = 'researcher'")


def known(place: Path, key: bytes | None) -> set[str] | None:
    """Everybody's names in a study's file; None where it cannot be read."""
    return _asked(place, key, "SELECT name FROM coder")


def looked_at(place: Path, key: bytes | None) -> Held | None:
    """What a file holds by a quick look; None where it cannot be read."""
    from sqlcipher3 import dbapi2

    try:
        with closing(connect_file(place, "ro", key)) as connection:
            return look(connection)
    except (dbapi2.Error, Damaged):
        return None


def _asked(place: Path, key: bytes | None, query: str) -> set[str] | None:
    from sqlcipher3 import dbapi2

    try:
        with closing(connect_file(place, "ro", key)) as connection:
            return {row[0] for row in connection.execute(query)}
    except dbapi2.Error:
        return None
