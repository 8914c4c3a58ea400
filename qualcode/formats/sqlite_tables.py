"""SQLite files of other programs, read without trusting what they say about themselves.

Only plain tables are read, by name and column by column. Views, triggers, computed columns and
functions of the file never run, nothing is written, and nothing outside the file is opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

from qualcode.errors import UnreadableFile

MAGIC = b"SQLite format 3\0"
MAX_BYTES = 64_000_000
MAX_ROWS = 300_000
MAX_LETTERS = 20_000_000

# The longest value; a row that claims more is refused before it is held.
_LONGEST = 16_000_000
# Steps of SQLite's machine; a row takes about ten.
_MAX_STEPS, _EVERY = 20_000_000, 100_000
_LIMITS: Mapping[int, int] = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
}
_WAL_BYTES = slice(18, 20)

Cell = str | int | float | bytes | None


class Record:
    """A row by its column names; a value of another kind than asked for counts as missing."""

    __slots__ = ("_at", "_cells")

    def __init__(self, at: Mapping[str, int], cells: Sequence[Cell]) -> None:
        self._at = at
        self._cells = cells

    def _cell(self, column: str) -> Cell:
        return self._cells[self._at[column]] if column in self._at else None

    def text(self, column: str) -> str:
        """Its words; empty where there are none."""
        value = self._cell(column)
        if isinstance(value, (int, float)):
            return str(value)
        return value if isinstance(value, str) else ""

    def line(self, column: str) -> str:
        """Its words in one line, as names are."""
        return " ".join(self.text(column).split())

    def number(self, column: str) -> int | None:
        """A whole number."""
        value = self._cell(column)
        return value if type(value) is int else None


class Tables:
    """The tables of an opened file.

    Attributes
    ----------
    names
        Those that are real tables.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._letters = self._rows = 0
        self._allowed = ""
        self._columns: dict[str, tuple[str, ...]] = {}
        with _damage(name):
            listed = connection.execute("PRAGMA main.table_list").fetchall()
            self.names = frozenset(
                str(row[1]) for row in listed if row[2] == "table" and isinstance(row[1], str)
            )

    def read(self, table: str, columns: Sequence[str], also: Sequence[str] = ()) -> list[Record]:
        """All rows of a table; columns of ``also`` may be missing. No table, no rows.

        Raises
        ------
        UnreadableFile
            A column is missing or computed, the file is damaged, or there is more in it than in
            any real project.
        """
        if table not in self.names:
            return []
        with _damage(self._name):
            found = self._connection.execute(f'PRAGMA main.table_xinfo("{table}")').fetchall()
            stored = {row[1] for row in found if row[6] == 0}
            if lacking := [column for column in columns if column not in stored]:
                raise UnreadableFile(
                    f"{self._name} lacks {table}.{lacking[0]}, which its program always writes;"
                    " open it in that program and save it again."
                )
            asked = [*columns, *(column for column in also if column in stored)]
            at = {column: n for n, column in enumerate(asked)}
            listed = ", ".join(f'"{column}"' for column in asked)
            self._connection.set_authorizer(_only(table))
            try:
                cursor = self._connection.execute(
                    f'SELECT {listed} FROM main."{table}" NOT INDEXED'  # noqa: S608
                )
                return [Record(at, row) for row in self._counted(cursor)]
            finally:
                self._connection.set_authorizer(None)

    def count(self, table: str) -> int:
        """How many rows a table has; 0 where it is not there."""
        if table not in self.names:
            return 0
        with _damage(self._name):
            cursor = self._connection.execute(
                f'SELECT 1 FROM main."{table}" NOT INDEXED'  # noqa: S608
            )
            return sum(1 for _ in self._counted(cursor))

    def _counted(self, rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            self._rows += 1
            self._letters += sum(len(cell) for cell in row if isinstance(cell, (str, bytes)))
            if self._rows > MAX_ROWS or self._letters > MAX_LETTERS:
                raise too_much(self._name)
            yield row


@contextmanager
def opened_tables(data: bytes, name: str) -> Iterator[Tables]:
    """The tables of a SQLite file, held in memory while the block lasts.

    Raises
    ------
    UnreadableFile
        No SQLite file, damaged, or larger than 64 MB.
    """
    if not data.startswith(MAGIC):
        raise UnreadableFile(f"{name} is no SQLite file; check that it is the right file.")
    if len(data) > MAX_BYTES:
        raise too_much(name)
    if data[_WAL_BYTES] != b"\1\1":
        # A file in memory has no log beside it.
        data = data[: _WAL_BYTES.start] + b"\1\1" + data[_WAL_BYTES.stop :]
    with closing(sqlite3.connect(":memory:")) as connection:
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.text_factory = _decoded
        steps = iter(range(_MAX_STEPS // _EVERY))
        connection.set_progress_handler(lambda: int(next(steps, None) is None), _EVERY)
        with _damage(name):
            connection.deserialize(data)
            for setting in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
                connection.execute(f"PRAGMA {setting}")
        yield Tables(connection, name)


def has_unsaved_log(data: bytes) -> bool:
    """Whether a file is of the kind whose last changes may lie in a ``-wal`` file beside it."""
    return data.startswith(MAGIC) and data[_WAL_BYTES] == b"\2\2"


def too_much(name: str) -> UnreadableFile:
    """The refusal of a file that holds more than projects of texts do."""
    return UnreadableFile(
        f"{name} holds more than is read at once; export its texts in several projects."
    )


@contextmanager
def _damage(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, MemoryError, ValueError) as error:
        raise UnreadableFile(
            f"{name} is cut short or damaged inside; copy it again while the program it came from"
            " is closed."
        ) from error


def _decoded(words: bytes) -> str:
    return words.decode("utf-8", "replace")


def _only(table: str) -> Callable[..., int]:
    """Permits reading one table and nothing else: no function, no other table, no pragma."""

    def permit(action: int, first: str | None, *_: str | None) -> int:
        reading = action == sqlite3.SQLITE_READ and (first or "").casefold() == table.casefold()
        asking = action == sqlite3.SQLITE_SELECT
        return sqlite3.SQLITE_OK if reading or asking else sqlite3.SQLITE_DENY

    return permit
