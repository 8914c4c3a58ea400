"""Connections: one SQLite file through sqlcipher3, or PostgreSQL by URL."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import ArgumentError

from qualcode.errors import StudyError
from qualcode.names import is_url

APPLICATION_ID = 0x51434F44  # "QCOD", in the header of every study file
BUSY_MS = 3_000
# The reasons for each are in docs/decisions/0002-one-file-that-survives.md.
PRAGMAS = {
    "foreign_keys": "ON",
    "journal_mode": "DELETE",
    "synchronous": "EXTRA",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "mmap_size": "0",
    "secure_delete": "ON",
    "cache_size": "-65536",
    "busy_timeout": str(BUSY_MS),
}
OLDEST_SQLITE = (3, 51, 3)


def make_engine(where: str | Path, *, create: bool = False) -> Engine:
    """An engine for a study file (``create`` allows a new one) or a PostgreSQL URL.

    Raises
    ------
    StudyError
        The file is absent or not a study, or the SQLite built in is one that can lose data.
    """
    return _postgresql(str(where)) if is_url(where) else _sqlite(Path(where), create=create)


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


def _sqlite(path: Path, *, create: bool) -> Engine:
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StudyError(
            f"SQLite {dbapi2.sqlite_version} can lose data; install sqlcipher3 0.6.2 or newer."
        )
    uri = file_uri(path.resolve(), "rwc" if create else "rw")

    def connect() -> Any:
        connection = dbapi2.connect(
            uri,
            uri=True,
            # SQLAlchemy says when a transaction begins; the driver's own guesses are off.
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
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


def back_up(source: Path, target: Path) -> None:
    """Copy a study by SQLite's online backup and check the copy before it counts.

    Raises
    ------
    StudyError
        The copy cannot be written, or does not pass SQLite's own integrity check.
    """
    from sqlcipher3 import dbapi2

    try:
        with (
            closing(dbapi2.connect(file_uri(source.resolve(), "ro"), uri=True)) as original,
            closing(dbapi2.connect(str(target))) as copy,
        ):
            original.backup(copy)
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except dbapi2.Error as error:
        target.unlink(missing_ok=True)
        raise StudyError("The backup could not be written; free some space and retry.") from error
    if verdict != "ok":
        target.unlink(missing_ok=True)
        raise StudyError("The backup did not pass its check, so nothing was changed.")
