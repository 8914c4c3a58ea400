"""Store: a study's database, read freely and written in named, recorded transactions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from qualcode.errors import StudyError
from qualcode.names import is_url
from qualcode.store import events, schema
from qualcode.store.engine import looks_like_study, make_engine
from qualcode.store.migrate import current, upgrade


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
            self.connection.execute(insert(schema.event), rows)
            self.connection.execute(update(schema.study).values(head=rows[-1]["hash"]))


class Store:
    """The database of one study, on SQLite or PostgreSQL."""

    def __init__(
        self, engine: Engine, place: str | Path, clock: Callable[[], str] = utc_now
    ) -> None:
        self.engine = engine
        self.place = place
        self.clock = clock

    @classmethod
    def create(cls, place: str | Path) -> Store:
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
        try:
            # Ours alone from here on, whoever else makes a study of this name now.
            path.open("xb").close()
        except FileExistsError:
            raise StudyError(f"{path.name} exists already; choose another name.") from None
        except OSError as error:
            raise StudyError(
                f"{path.name} cannot be made; check that its folder can be written."
            ) from error
        store = cls(make_engine(path, create=True), path)
        try:
            with store._translated():
                upgrade(store.engine)
        except BaseException:
            store.discard()
            raise
        return store

    @classmethod
    def open(cls, place: str | Path) -> Store:
        """Open a study, bringing its tables up to date.

        Raises
        ------
        StudyError
            There is no such file, it is not a study, or a newer qualcode wrote it.
        """
        if is_url(place):
            store = cls(make_engine(place), place)
            with store._translated():
                if current(store.engine) is None:
                    raise StudyError("That database holds no study; `qualcode new` makes one.")
                upgrade(store.engine)
            return store
        path = Path(place)
        if not path.is_file():
            named = path.name or "of that name"
            raise StudyError(f"There is no study {named}; `qualcode new` makes one.")
        try:
            ours = looks_like_study(path)
        except OSError as error:
            raise StudyError(f"{path.name} cannot be read; check who may open it.") from error
        if not ours:
            raise StudyError(f"{path.name} is not a qualcode study, or it is damaged.")
        store = cls(make_engine(path), path)
        with store._translated():
            upgrade(store.engine, path)
        return store

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def discard(self) -> None:
        """Undo the making of a study that could not be finished: no half of one stays behind."""
        self.close()
        if not is_url(self.place):
            Path(self.place).unlink(missing_ok=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the study throughout."""
        with self._translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # By default each statement there sees what was stored a moment before it.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self, who: str) -> Iterator[Writing]:
        """A transaction by a named person: all of it is stored, or none.

        Raises
        ------
        StudyError
            Another program is writing, the disk is full, or the file cannot be written.
        """
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

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise StudyError(
                "The study refused this change because something it refers to is not there."
            ) from error
        except DBAPIError as error:
            raise StudyError(_sentence(str(error.orig))) from error


def _sentence(message: str) -> str:
    known = {
        "locked": "Another program is writing to this study; try again in a moment.",
        "lock timeout": "Another program is writing to this study; try again in a moment.",
        "readonly": "This study cannot be written here; check that its folder allows it.",
        "full": "The disk is full, so nothing was saved; free some space and try again.",
        "not a database": "This file is not a qualcode study, or it is damaged.",
        "malformed": "This study file is damaged; restore the newest backup.",
        "connection": "The study's database server does not answer; check that it is running.",
    }
    for word, sentence in known.items():
        if word in message:
            return sentence
    return "The study could not be read or written; nothing was changed."
