"""Store: a study's database, read freely and written in named, recorded transactions."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError

from qualcode.errors import StudyError
from qualcode.names import is_url
from qualcode.store import events, schema
from qualcode.store.engine import locked_engine, make_engine
from qualcode.store.in_hand import Hold
from qualcode.store.key import refuse_other_key, salt_in
from qualcode.store.migrate import Newer, current, upgrade
from qualcode.store.opening import open_file, refuse_another
from qualcode.store.translating import translated

_EVENTS, _HEAD = insert(schema.event), update(schema.study)


def utc_now() -> str:
    """Now, in UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writing:
    """One transaction by one person; everything it does is recorded when it commits."""

    def __init__(self, connection: Connection, who: str, at: str) -> None:
        self.connection = connection
        self.who = who
        self.at = at
        self._acts: list[tuple[str, tuple[str, str, str]]] = []

    def record(self, act: str, subject: str, **detail: object) -> None:
        """Note an act for the history; detail holds ids and numbers, never people's words."""
        as_json = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        self._acts.append((self.who, (act, subject, as_json)))

    @property
    def untouched(self) -> bool:
        """Whether nothing was done yet, so that what is read is what stands on the disk."""
        return not self._acts

    @contextmanager
    def acting_as(self, who: str) -> Iterator[None]:
        """A part of the transaction that another person does."""
        before, self.who = self.who, who
        try:
            yield
        finally:
            self.who = before

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """One item of a batch: when it fails, it is undone alone and the batch goes on."""
        before = len(self._acts)
        savepoint = self.connection.begin_nested()
        try:
            yield
        except BaseException as error:
            del self._acts[before:]
            try:
                savepoint.rollback()
            except DBAPIError:
                # A full disk ends the whole transaction; that is what must be told.
                raise error from None
            raise
        savepoint.commit()

    def finish(self) -> None:
        """Write the recorded acts, sealed to the history so far."""
        if self._acts:
            last, rows = events.load_last(self.connection), []
            for who, acts in groupby(self._acts, key=itemgetter(0)):
                rows += events.seal(last, self.at, who, [act for _, act in acts])
                last = (rows[-1]["seq"], rows[-1]["hash"])
            self.connection.execute(_EVENTS, rows)
            self.connection.execute(_HEAD, {"head": rows[-1]["hash"]})


class Store:
    """The database of one study, on SQLite or PostgreSQL.

    Attributes
    ----------
    read_only
        Why nothing can be written, in one sentence; empty where it can.
    before_writing
        Done once, before the first writing: the faces of qualcode make a backup then.
    when_replaced
        Done when another file of the same study took the place of the one that was open.
    replaced
        How many times one did: what was read of the file before is of another state of the study,
        where the same numbers can stand for something else.
    """

    def __init__(
        self,
        engine: Engine,
        place: str | Path,
        clock: Callable[[], str] = utc_now,
        key: bytes | None = None,
    ) -> None:
        self.engine = engine
        self.place = place
        self.clock = clock
        self.key = key
        self.read_only = ""
        self.before_writing: Callable[[], None] | None = None
        self.when_replaced: Callable[[Store], object] | None = None
        self.replaced = 0
        self._study = ""
        self._hold = Hold(place, salt=salt_in(key))

    @classmethod
    def create(cls, place: str | Path, key: bytes | None = None) -> Store:
        """Make the tables of a new study in a file that does not exist, or an empty database.

        Raises
        ------
        StudyError
            The file exists already, or its folder does not.
        """
        if is_url(place):
            store = cls(make_engine(place), place)
            with store._translated(), store.engine.connect() as connection:
                if store.engine.dialect.has_table(connection, "study"):
                    raise StudyError("That database holds a study already; open it instead.")
            with store._translated():
                upgrade(store.engine)
            return store
        path = Path(place)
        if path.exists():
            raise StudyError(f"{path.name} exists already; choose another name or open it.")
        if not path.parent.is_dir():
            raise StudyError("The folder for the new study does not exist; make it first.")
        # Opens nothing yet, and is refused before there is a file.
        engine = make_engine(path, create=True, key=key)
        try:
            # Ours alone from here on, whoever else makes a study of this name now; and no other
            # account of this machine may read it.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise StudyError(f"{path.name} exists already; choose another name.") from None
        except OSError as error:
            raise StudyError(
                f"{path.name} cannot be made; check that its folder can be written."
            ) from error
        store = cls(engine, path, key=key)
        try:
            with store._translated():
                upgrade(store.engine)
        except BaseException:
            store.discard()
            raise
        return store

    @classmethod
    def open(cls, place: str | Path, key: bytes | None = None) -> Store:
        """Open a study, bringing its tables up to date.

        Raises
        ------
        StudyError
            There is no such file, or it is not a study.
        Damaged
            It is damaged; the sentence names the newest good backup.
        Locked
            It is encrypted, and no key is given or not the right one.
        """
        if is_url(place):
            store = cls(make_engine(place), place)
            with store._translated():
                if current(store.engine) is None:
                    raise StudyError("That database holds no study; `qualcode new` makes one.")
                try:
                    upgrade(store.engine)
                except Newer as newer:
                    store.read_only = str(newer)
            return store
        engine, key, reason = open_file(Path(place), key)
        store = cls(engine, Path(place), key=key)
        store.read_only = reason
        return store

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._hold.let_go()

    def rekeyed(self, key: bytes | None) -> None:
        """Go on with the file that took this one's place, under another key or in plain."""
        self.close()
        self.engine = make_engine(self.place, key=key)
        self.key = key
        self._hold = Hold(self.place, salt=salt_in(key))

    def lock(self) -> None:
        """Let go of the file and forget its key; whoever still holds this store reads no more."""
        self.close()
        self.engine = locked_engine()
        self.key = None

    def discard(self) -> None:
        """Undo the making of a study that could not be finished: no half of one stays behind."""
        self.close()
        if not is_url(self.place):
            Path(self.place).unlink(missing_ok=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the study throughout."""
        self._follow()
        with self._translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # By default each statement there sees what was stored a moment before it.
                connection.execution_options(isolation_level="REPEATABLE READ")
            elif not self._study:
                self._study = connection.execute(select(schema.study.c.uuid)).scalar() or ""
            yield connection

    @contextmanager
    def write(self, who: str) -> Iterator[Writing]:
        """A transaction by a named person: all of it is stored, or none.

        Raises
        ------
        StudyError
            Another program is writing, the disk is full, or the study is open for reading only.
        """
        if self.read_only:
            raise StudyError(self.read_only)
        self._follow()
        if self.before_writing is not None:
            first, self.before_writing = self.before_writing, None
            first()
        with (
            self._translated(),
            self.engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                # The history is one chain: writers take turns on the study's row.
                connection.execute(select(schema.study.c.id).with_for_update())
            writing = Writing(connection, who, self.clock())
            yield writing
            writing.finish()

    def _follow(self) -> None:
        """Leave a file that another one took the place of, such as a backup that was put back."""
        if self._hold.is_replaced():
            self.engine.dispose()
            self._hold.let_go()
            refuse_other_key(Path(self.place), self.key)
            refuse_another(Path(self.place), self.key, self._study)
            self._hold = Hold(self.place, salt=salt_in(self.key))
            self.replaced += 1
            if self.when_replaced is not None:
                self.when_replaced(self)

    def _translated(self) -> AbstractContextManager[None]:
        return translated(self.place, self.key)
