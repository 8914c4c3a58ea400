"""Checks of a study's file: its pages, tables and settings, and who else may read it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, inspect, text

from qualcode.store import schema
from qualcode.store.checks_facts import Check, Facts
from qualcode.store.checks_history import BACKUP
from qualcode.store.engine import APPLICATION_ID, IN_FORCE, OLDEST_SQLITE
from qualcode.store.migrate import HEAD

# Of a PostgreSQL server, as engine.IN_FORCE of a file: what it called stored must be on its disk.
SERVER_IN_FORCE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
OWN = "alembic_version"


def _mark(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return ()
    found = _pragma(facts.connection, "application_id")
    return () if found == APPLICATION_ID else ("the file's header",)


def _pages(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return []
    rows = facts.connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return ["a page or an index of the file" for row in rows if row != "ok"]


def _sealed_pages(facts: Facts) -> Iterable[str]:
    if facts.file is None or facts.key is None:
        return []
    rows = facts.connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    return ["an encrypted page of the file"] * len(rows)


def _version(facts: Facts) -> Iterable[str]:
    marks = text("SELECT version_num FROM alembic_version")
    found = facts.connection.execute(marks).scalars().all()
    return () if found == [HEAD] else ("the mark of the tables' version",)


def _columns(facts: Facts) -> Iterator[str]:
    look = inspect(facts.connection)
    there = set(look.get_table_names())
    for name, table in schema.metadata.tables.items():
        found = look.get_columns(name) if name in there else []
        if {column["name"] for column in found} != set(table.c.keys()):
            yield f"table {name}"


def strangers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Triggers, views and tables in a file that are none of qualcode's: (type, name)."""
    known = {OWN, *schema.metadata.tables}
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master")
    for kind, name, _ in rows.all():
        if kind == "index" or name.startswith("sqlite_"):
            continue
        if kind != "table" or name not in known:
            yield kind, name


def _strange(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return []
    return [f"a {kind}" for kind, _ in strangers(facts.connection)]


def missing_indices(connection: Connection) -> Iterator[str]:
    """Names of qualcode's indices that a study has not."""
    look = inspect(connection)
    tables = set(look.get_table_names())
    for name, table in schema.metadata.tables.items():
        there = {index["name"] for index in look.get_indexes(name)} if name in tables else set()
        yield from (str(index.name) for index in table.indexes if index.name not in there)


def _indices(facts: Facts) -> Iterator[str]:
    yield from (f"index {name}" for name in missing_indices(facts.connection))


def _links(facts: Facts) -> Iterable[str]:
    """A server holds links itself, always; SQLite only for whoever asks for it."""
    if facts.file is None:
        return []
    rows = facts.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"a {row[0].replace('_', ' ')}" for row in rows]


def not_in_force(connection: Connection) -> list[str]:
    """Settings on a connection that are not as they must be."""
    if connection.dialect.name == "postgresql":
        return [
            name
            for name, value in SERVER_IN_FORCE.items()
            if connection.execute(text(f"SHOW {name}")).scalar() != value
        ]
    return [name for name, value in IN_FORCE.items() if _pragma(connection, name) != value]


def _settings(facts: Facts) -> Iterable[str]:
    return [f"setting {name}" for name in not_in_force(facts.connection)]


def _sqlite(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return ()
    [found] = facts.connection.exec_driver_sql("SELECT sqlite_version()").scalars()
    numbers = tuple(int(part) for part in str(found).split("."))
    return () if numbers >= OLDEST_SQLITE else (f"SQLite {found}",)


def _beside(facts: Facts) -> Iterator[str]:
    if facts.file is not None:
        for ending in ("-wal", "-shm"):
            if facts.file.with_name(facts.file.name + ending).exists():
                yield f"a file that ends in {ending}"


def is_open_to_others(facts: Facts) -> bool:
    """Whether other accounts of this machine may read or write the file."""
    if facts.file is None or os.name != "posix":
        return False
    return bool(stat.S_IMODE(facts.file.stat().st_mode) & 0o077)


def _rights(facts: Facts) -> Iterable[str]:
    return ("the study's file",) if is_open_to_others(facts) else ()


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


CHECKS = (
    Check("mark of the file", "The file does not carry qualcode's mark.", BACKUP, _mark),
    Check(
        "pages of the file",
        "The pages of the file do not fit together: it was damaged by the disk, by a program that"
        " copies files, or by another program that wrote to it.",
        BACKUP,
        _pages,
    ),
    Check(
        "encrypted pages",
        "Some pages of the encrypted file were changed by the disk or by another program.",
        BACKUP,
        _sealed_pages,
    ),
    Check(
        "version of the tables",
        "The mark of the tables' version is missing or not this qualcode's.",
        BACKUP,
        _version,
    ),
    Check("tables", "A table or a column is missing, or there is one too many.", BACKUP, _columns),
    Check(
        "tables of others",
        "The file holds tables, views or automatic commands that are none of qualcode's.",
        "Ask whoever gave you the file. Automatic commands and views can be taken out without"
        " loss; tables are left alone.",
        _strange,
        mendable=True,
    ),
    Check(
        "indices",
        "An index is missing: the study is whole, and slow.",
        "Have it made again; nothing else changes.",
        _indices,
        mendable=True,
    ),
    Check(
        "links",
        "Something refers to a thing that is not there, such as a coding to a transcript.",
        BACKUP,
        _links,
    ),
    Check(
        "settings",
        "The database is set so that it can lose what it called stored.",
        "Use qualcode as it was installed; on a database server, ask whoever looks after it to"
        " switch these settings on.",
        _settings,
    ),
    Check(
        "SQLite's version",
        "This SQLite can lose data.",
        "Install qualcode again, which brings a newer one.",
        _sqlite,
    ),
    Check(
        "files beside it",
        "Beside the study lie files that another program made, and the study's newest work may be"
        " in them.",
        "Close the other program. Do not delete these files, and do not copy the study without"
        " them.",
        _beside,
    ),
    Check(
        "who may read it",
        "Other accounts of this machine may read the study's file.",
        "Keep it to your own account.",
        _rights,
        wrong=False,
        mendable=True,
    ),
)
