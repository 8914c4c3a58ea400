"""Whether words are gone from the bytes of files, and what makes them go."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Text, select

from qualcode.errors import StudyError
from qualcode.model.erased import written_so
from qualcode.store import schema
from qualcode.store.engine import connect_file
from qualcode.store.session import Store

CHUNK = 8 * 1024 * 1024


def compact(store: Store) -> None:
    """Write a study's file anew without what was deleted from it; a database likewise.

    Raises
    ------
    StudyError
        Another program has the file open, or there is no room for it.
    """
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in schema.metadata.sorted_tables:
                connection.exec_driver_sql(f'VACUUM FULL "{table.name}"')
        return
    from sqlcipher3 import dbapi2

    store.engine.dispose()
    try:
        with closing(connect_file(Path(store.place), "rw", store.key)) as connection:
            # What is sorted on the way must not lie in a temporary file.
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute("VACUUM")
    except dbapi2.Error as error:
        raise StudyError(
            "The study could not be written anew: another program has it open, or the disk is full."
            " Close it there or free some space, then finish with `qualcode erase --finish`."
        ) from error


def held_in(files: Iterable[Path], words: Collection[str]) -> dict[Path, set[str]]:
    """File -> those of the words, eight letters or more, whose bytes stand in it.

    They are looked for in UTF-8 and UTF-16, in capitals and small letters. Only files with a word
    in them are told. Another process reads the files: to read a study's file beside SQLite and
    close it would let go of SQLite's own locks on it.
    """
    asked = json.dumps({"files": [str(file) for file in files], "words": sorted(words)})
    command = [sys.executable, "-c", f"from {__name__} import look; look()"]
    done = subprocess.run(  # noqa: S603 (our own Python, our own words)
        command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise StudyError(
            "The files could not be searched for what was taken out; check that they can be read."
        )
    return {Path(file): set(hit) for file, hit in json.loads(done.stdout).items()}


def look() -> None:
    """The search itself, asked and answered as JSON on standard input and output."""
    asked = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    found = {}
    for file in asked["files"]:
        try:
            words = _in_bytes(Path(file), asked["words"])
        except FileNotFoundError:
            continue  # a temporary file that is gone by now holds nothing
        if words:
            found[file] = sorted(words)
    sys.stdout.write(json.dumps(found))


def _in_bytes(file: Path, words: Collection[str]) -> set[str]:
    forms = [(form, word) for word in words for form in written_so(word)]
    longest, found = max((len(form) for form, _ in forms), default=1), set[str]()
    with file.open("rb") as opened:
        before = b""
        while chunk := opened.read(CHUNK):
            data = (before + chunk).lower()
            found |= {word for form, word in forms if form in data}
            before = chunk[-longest:]
    return found


def held_in_rows(store: Store, words: Collection[str]) -> dict[str, set[str]]:
    """Table -> those of the words that stand in it, read as a person would read them.

    This reads an encrypted study too, whose bytes say nothing.
    """
    found: dict[str, set[str]] = {}
    with store.read() as connection:
        for table in schema.metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, Text)]
            for row in connection.execute(select(*columns)):
                said = " ".join(value for value in row if value).lower()
                hit = {word for word in words if word in said}
                if hit:
                    found.setdefault(table.name, set()).update(hit)
    return found


def drop_study(store: Store) -> None:
    """Remove a study's tables from a database."""
    with store.engine.begin() as connection:
        schema.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
