"""Another copy of the study beside this one: opened without touching it, and where they parted."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlcipher3 import dbapi2

from qualcode.errors import Locked, Refused, StudyError
from qualcode.names import is_url
from qualcode.store import events, schema
from qualcode.store.engine import looks_like_study, make_engine
from qualcode.store.key import looks_encrypted, opens, passing_key
from qualcode.store.migrate import HEAD, current
from qualcode.store.rekeying import copy_under
from qualcode.store.session import Store, Writing

Rows = list[dict[str, Any]]
BATCH = 5_000
WRONG_BESIDE = "The passphrase of the other copy is wrong, or that file is damaged; type it again."


@dataclass
class Merging:
    """A merge under way: where it writes, what it reads, and what it has found so far.

    Attributes
    ----------
    parted
        The number of the last act both histories share.
    since
        When that act was done (UTC, ISO 8601).
    added
        What came, by the name of its table.
    found
        Differences, by kind: what they are about.
    elsewhere
        Transcripts whose text is another one here: nothing that hangs on them is taken.
    new_texts, new_people
        Transcripts and participants that came.
    versions
        Number of a codebook's version there -> its number here.
    left_out
        Ids of codings that were not taken.
    came
        Ids of those that were.
    frozen_at
        Rounds that came -> the number there of the act they were frozen at.
    made_from
        Version of the codebook -> the one its author changed, where that is not the one before it.
    gone
        How many of the codings that came were withdrawn there already.
    """

    tx: Writing
    theirs: Connection
    parted: int
    since: str
    added: Counter[str] = field(default_factory=Counter)
    by_coder: Counter[str] = field(default_factory=Counter)
    found: dict[str, list[Any]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    new_texts: set[str] = field(default_factory=set)
    new_people: set[str] = field(default_factory=set)
    versions: dict[int, int] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    frozen_at: dict[str, int] = field(default_factory=dict)
    made_from: dict[int, int] = field(default_factory=dict)
    gone: int = 0
    withdrawn: int = 0
    doubles: int = 0

    @property
    def ours(self) -> Connection:
        """The study written to."""
        return self.tx.connection

    @property
    def both(self) -> tuple[Connection, Connection]:
        """Our study and the other copy."""
        return self.ours, self.theirs

    def note(self, kind: str, about: Any) -> None:
        """Remember a difference."""
        self.found.setdefault(kind, []).append(about)

    def add(self, table: Table, rows: Rows) -> None:
        """Add rows of a table, and count them."""
        for n in range(0, len(rows), BATCH):
            self.ours.execute(insert(table), rows[n : n + BATCH])
        if rows:
            self.added[table.name] += len(rows)


def all_rows(connection: Connection, table: Table) -> Rows:
    """Every row of a table, in its own order where it has one."""
    query = select(table)
    if "n" in table.c:
        query = query.order_by(table.c.n)
    return [dict(row) for row in connection.execute(query).mappings()]


def keys(connection: Connection, table: Table) -> set[Any]:
    """The keys of a table's rows: single values, or tuples of several."""
    columns = list(table.primary_key.columns)
    rows = connection.execute(select(*columns))
    return {row[0] if len(columns) == 1 else tuple(row) for row in rows}


def missing(merging: Merging, table: Table) -> Rows:
    """The rows of a table that the other copy has and this one lacks, by their keys."""
    known = keys(merging.ours, table)
    names = [column.name for column in table.primary_key.columns]
    return [
        row
        for row in all_rows(merging.theirs, table)
        if (row[names[0]] if len(names) == 1 else tuple(row[n] for n in names)) not in known
    ]


@contextmanager
def opened_beside(
    place: str | Path, key: bytes | None = None, prepare: Callable[[Store], object] | None = None
) -> Iterator[Connection]:
    """Read another study and leave it byte for byte as it is; ``key`` opens an encrypted one.

    ``prepare`` is done to what is read before it is read: to the copy of a file, never to the file;
    to a database as it is, which it must not change.

    A file is read from a checked copy, which is brought up to this qualcode's tables. The copy is
    encrypted with a key that nobody keeps.

    Raises
    ------
    StudyError
        There is no such study, it is damaged, or a newer qualcode wrote it.
    Locked
        It is encrypted, and the key does not open it.
    """
    if is_url(place):
        store = Store(make_engine(place), place)
        with _closing(store), store._translated():
            if current(store.engine) != HEAD:
                raise StudyError(
                    "That database holds no study of this qualcode; open it with this version"
                    " once, then merge."
                )
            if prepare is not None:
                prepare(store)
            with store.read() as connection:
                yield connection
        return
    path = Path(place)
    if not path.is_file():
        raise StudyError(f"There is no study {path.name or 'of that name'}; check the file's name.")
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        store = _copied(path, Path(folder) / "other.qualcode", key)
        with _closing(store):
            if prepare is not None:
                prepare(store)
            with store.read() as connection:
                yield connection


def _copied(path: Path, copy: Path, key: bytes | None) -> Store:
    damaged = f"{path.name} is not a qualcode study, or it is damaged; ask for the file again."
    try:
        if looks_like_study(path):
            key = None
        elif not looks_encrypted(path):
            raise StudyError(damaged)
        elif key is None or not opens(path, key):
            raise Locked(WRONG_BESIDE)
    except OSError as error:
        raise StudyError(f"{path.name} cannot be read; check who may open it.") from error
    own = passing_key()
    try:
        copy_under(path, copy, key, own)
    except (StudyError, dbapi2.Error) as error:
        raise StudyError(damaged) from error
    return Store.open(copy, own)


@contextmanager
def _closing(store: Store) -> Iterator[None]:
    try:
        yield
    finally:
        store.close()


def load_parting(ours: Connection, theirs: Connection) -> tuple[int, str]:
    """The number and the time of the last act both histories share.

    Raises
    ------
    Refused
        They are not copies of one study, or the other's history was tampered with.
    """
    if _identity(ours) != _identity(theirs):
        raise Refused(
            "That is another study, not a copy of this one; only copies of one study can be merged."
        )
    if (broken := events.find_break(theirs)) is not None:
        raise Refused(
            f"The history of the other copy is broken at act {broken}, so nothing was taken from"
            " it; ask for the file again."
        )
    here, there = _seals(ours), _seals(theirs)
    # A seal covers every act before it, so equal seals mean equal histories up to there.
    shared = [n for n, seal in there.items() if here.get(n) == seal]
    if not shared:
        raise Refused(
            "That is another study: its history shares no act with this one; only copies of one"
            " study can be merged."
        )
    at = ours.execute(select(schema.event.c.at).where(schema.event.c.seq == max(shared)))
    return max(shared), str(at.scalar_one())


def load_head(connection: Connection) -> str:
    """The seal of the newest act."""
    return events.load_last(connection)[1]


def load_merges(connection: Connection) -> list[dict[str, Any]]:
    """What the history keeps of earlier merges."""
    e = schema.event.c
    details = connection.execute(select(e.detail).where(e.act == "merge study")).scalars()
    return [json.loads(detail) for detail in details]


def load_made_from(connection: Connection) -> dict[int, int]:
    """Version of the codebook -> the one it was made from, of those that merges put elsewhere."""
    told = (detail.get("made_from", {}) for detail in load_merges(connection))
    return {int(n): before for made in told for n, before in made.items()}


def _identity(connection: Connection) -> str | None:
    found: str | None = connection.execute(select(schema.study.c.uuid)).scalar()
    return found


def _seals(connection: Connection) -> dict[int, str]:
    e = schema.event.c
    return {row[0]: row[1] for row in connection.execute(select(e.seq, e.hash))}
