"""Connections: one SQLite file through sqlcipher3, or PostgreSQL by URL."""

from __future__ import annotations

import errno
import os
from contextlib import closing, suppress
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import ArgumentError

from qualcode.errors import Damaged, Locked, StudyError
from qualcode.names import is_url
from qualcode.store import sound
from qualcode.store.sound import Held, check

APPLICATION_ID = sound.APPLICATION_ID
BUSY_MS = 3_000
# The reasons for each are in docs/decisions/0002-one-file-that-survives.md.
PRAGMAS = {
    "foreign_keys": "ON",
    "journal_mode": "DELETE",
    "synchronous": "EXTRA",
    # On a Mac an ordinary sync leaves the disk's own cache as it is; elsewhere nothing changes.
    "fullfsync": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "mmap_size": "0",
    "secure_delete": "ON",
    "cache_size": "-65536",
    "busy_timeout": str(BUSY_MS),
}
# What `guard` asks of every connection that may write, since SQLite takes a PRAGMA it cannot
# follow in silence: another program can hold a file in another mode.
IN_FORCE = {
    "foreign_keys": 1,
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
}
OLDEST_SQLITE = (3, 51, 3)
# How a file system says that it syncs no folders.
NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM}


def make_engine(
    where: str | Path,
    *,
    create: bool = False,
    key: bytes | None = None,
    read_only: bool = False,
) -> Engine:
    """An engine for a study file (``create`` allows a new one) or a PostgreSQL URL.

    ``key`` opens an encrypted file: 32 bytes of key and the 16 of salt the file begins with.

    Raises
    ------
    StudyError
        The file is absent or not a study, or the SQLite built in is one that can lose data.
    """
    if is_url(where):
        return _postgresql(str(where))
    return _sqlite(Path(where), "ro" if read_only else "rwc" if create else "rw", key)


def _postgresql(url: str) -> Engine:
    if url.startswith("postgresql:"):
        url = "postgresql+psycopg" + url.removeprefix("postgresql")
    try:
        # As with a file, a second writer is told instead of waiting without end.
        waiting = {"options": f"-c lock_timeout={BUSY_MS}"}
        # Errors of the database must not quote what was being written: people's words.
        return create_engine(url, pool_pre_ping=True, connect_args=waiting, hide_parameters=True)
    except ArgumentError as error:
        raise StudyError(
            "That is not a database address; write postgresql://USER@HOST/DATABASE."
        ) from error
    except ImportError as error:
        raise StudyError(
            "PostgreSQL needs one more package: pip install 'qualcode[team]'."
        ) from error


def connect_file(path: Path, mode: str, key: bytes | None = None) -> Any:
    """A bare connection to a study file, with our settings; ``mode`` is SQLite's: ro, rw or rwc."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        file_uri(path.resolve(), mode),
        uri=True,
        # SQLAlchemy says when a transaction begins; the driver's own guesses are off.
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    if key is not None:
        # A wrong passphrase is told in one sentence; SQLCipher would add lines of its own.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    try:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
    except UnicodeDecodeError:
        # The driver cannot read what SQLite quotes of a damaged file in its complaint.
        connection.close()
        raise dbapi2.DatabaseError("database disk image is malformed") from None
    except BaseException:
        connection.close()
        raise
    connection.set_authorizer(_nothing_by_itself)
    return connection


def _nothing_by_itself(
    _action: int, _what: str | None, _of: str | None, _file: str | None, inside: str | None
) -> int:
    """SQLite's question whether a step is allowed: not from inside a trigger or a view.

    qualcode has neither, so whoever put one into a file wants it to work unseen.
    """
    return int(inside is not None)  # SQLITE_DENY is 1, SQLITE_OK 0


def _sqlite(path: Path, mode: str, key: bytes | None) -> Engine:
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StudyError(
            f"SQLite {dbapi2.sqlite_version} can lose data; install sqlcipher3 0.6.2 or newer."
        )
    place = path.resolve()

    def connect() -> Any:
        connection = connect_file(place, mode, key)
        if mode != "ro":
            guard(connection)
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=dbapi2,
        poolclass=pool.QueuePool,
        max_overflow=20,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def guard(connection: Any) -> None:
    """Close a connection on which a setting is not in force, so that nothing is written by it.

    Raises
    ------
    StudyError
        Some setting is not.
    """
    for name, value in IN_FORCE.items():
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
            connection.close()
            raise StudyError(
                f"This study cannot be written safely: its database did not take the setting {name}"
                ". Close every other program that has the file open, and try again."
            )


def locked_engine() -> Engine:
    """An engine that opens nothing: what is left of a study whose key is forgotten."""

    def refuse() -> Any:
        raise Locked("This study is locked; open it again with its passphrase.")

    return create_engine("sqlite://", creator=refuse, poolclass=pool.QueuePool)


def file_uri(path: PurePath, mode: str) -> str:
    """A file's address for SQLite, which knows no servers: a network share is a path to it.

    >>> from pathlib import PureWindowsPath
    >>> file_uri(PureWindowsPath("//office/team/a study.qualcode"), "rw")
    'file:////office/team/a%20study.qualcode?mode=rw'
    """
    place = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{'' if place.startswith('/') else '/'}{place}?mode={mode}"


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    # IMMEDIATE: a second writer is told within BUSY_MS instead of failing in mid-transaction.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def looks_like_study(path: Path) -> bool:
    """Whether a file is SQLite with qualcode's mark in its header (bytes 68 to 71)."""
    with path.open("rb") as file:
        header = file.read(100)
    return header[:16] == b"SQLite format 3\x00" and header[68:72] == APPLICATION_ID.to_bytes(
        4, "big"
    )


def back_up(source: Path, target: Path, key: bytes | None = None) -> Held:
    """Copy a study by SQLite's online backup; what the copy holds, once it has been checked.

    It gets its name last: under ``target`` stands a sound copy of the study, or what stood there
    before. The copy of an encrypted study opens with the same key. Nobody can finish writing to
    the study while it is copied.

    Raises
    ------
    Damaged
        The study is damaged, so that no sound copy of it can be made.
    StudyError
        The copy cannot be written, or another program is writing to the study.
    """
    from sqlcipher3 import dbapi2

    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}{PART}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            closing(connect_file(source, "ro", key)) as original,
            closing(connect_file(part, "rw", key)) as copy,
        ):
            original.backup(copy, progress=_told_when_busy)
            held = check(copy, encrypted=key is not None)
        settle(part, target)
    except Damaged as error:
        raise Damaged(f"No backup was made. {error}") from error
    except (dbapi2.Error, OSError) as error:
        raise _no_backup(str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
    return held


# Of a copy that is not checked yet.
PART = ".part"


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name, so that it has it after a power cut too."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)


def claim(part: Path, target: Path) -> None:
    """The same for a name that is not taken, whoever else takes it at this moment.

    Raises
    ------
    FileExistsError
        It is; what stands there stays as it is.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        settle(part, target)
    except BaseException:
        if part.exists():
            # Still the empty file of a moment ago.
            target.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> bool:
    """Have the names in a folder outlive a power cut; False where the disk cannot promise that.

    Disks of other systems and of servers cannot; there is nothing more to be done on them.
    """
    if os.name != "posix":
        return False
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return False
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NO_SYNC:
            raise
        return False
    finally:
        os.close(handle)
    return True


def _told_when_busy(code: int, remaining: int, total: int) -> None:
    """Stop a backup that has waited for a writer; Python would go on for ever."""
    busy, locked = 5, 6
    if code in (busy, locked):
        raise StudyError("Another program is writing to this study; try again in a moment.")


def _no_backup(message: str) -> StudyError:
    if is_damage(message):
        return Damaged("No backup was made: the study's file is damaged.")
    if "locked" in message:
        return StudyError("Another program is writing to this study; try again in a moment.")
    if any(words in message.lower() for words in ("read-only", "readonly", "permission denied")):
        return StudyError("The backup cannot be written in that folder; choose another folder.")
    return StudyError("The backup could not be written; free some space and retry.")


def is_damage(message: str) -> bool:
    """Whether an error of SQLite says that the file itself is wrong."""
    return any(words in message for words in ("malformed", "not a database", "corrupt"))
