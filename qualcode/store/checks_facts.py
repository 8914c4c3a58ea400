"""What the checks of a study look at, read once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from qualcode.model import Event
from qualcode.names import is_url
from qualcode.store import schema
from qualcode.store.events import load_events


@dataclass(frozen=True)
class Check:
    """One thing that must be so in a study that is whole.

    Attributes
    ----------
    name
        A word or two by which it is known.
    means, todo
        What a finding means for the person, and what to do.
    look
        Yields the places where it is not so, by numbers and ids.
    wrong
        False where a finding is advice: the study is whole.
    mendable
        Whether `checks_mending` can put it right without loss.
    """

    name: str
    means: str
    todo: str
    look: Callable[[Facts], Iterable[str]]
    wrong: bool = True
    mendable: bool = False


class Facts:
    """A study's rows as the checks need them; ``file`` is None on a database server."""

    def __init__(
        self, connection: Connection, place: str | Path, key: bytes | None, now: str
    ) -> None:
        self.connection = connection
        self.file = None if is_url(place) else Path(place).resolve()
        self.key = key
        self.now = now

    def rows(self, table: Table, *columns: str) -> Sequence[Any]:
        """Rows of some columns of a table, in the order of its key."""
        wanted = [table.c[name] for name in columns] or list(table.c)
        order = list(table.primary_key.columns)
        return self.connection.execute(select(*wanted).order_by(*order)).all()

    def ids(self, table: Table) -> frozenset[Any]:
        """All values of a table's key, of which it has one column."""
        [column] = table.primary_key.columns
        return frozenset(self.connection.execute(select(column)).scalars())

    @cached_property
    def texts(self) -> Mapping[str, Any]:
        """Transcript -> its row, removed ones too."""
        return {row.id: row for row in self.rows(schema.transcript)}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Transcript -> what it is called here: its id is made of a file's name."""
        order = sorted(self.texts.values(), key=lambda row: (row.position, row.id))
        seen = [row.id for row in order if row.removed_at is None]
        named = {id: f"interview {n}" for n, id in enumerate(seen, start=1)}
        return {id: named.get(id, "an interview that was taken out") for id in self.texts}

    def called(self, transcript: str) -> str:
        """What a transcript is called where its id must not be told."""
        return self.numbers.get(transcript, "an interview that is not there")

    def text_of(self, transcript: str) -> str:
        """A transcript's newest text; empty where there is none."""
        row = self.texts.get(transcript)
        return row.text if row is not None and isinstance(row.text, str) else ""

    @cached_property
    def codings(self) -> Mapping[str, Any]:
        """Coding -> its row, withdrawn ones too."""
        return {row.id: row for row in self.rows(schema.coding)}

    @cached_property
    def events(self) -> Sequence[Event]:
        """The whole history, oldest first."""
        return list(load_events(self.connection))

    @cached_property
    def last_erasing(self) -> int:
        """The number of the last act that took a person out; 0 without one."""
        return max((e.seq for e in self.events if e.act == "erase participant"), default=0)


def outside(start: object, end: object, text: str) -> bool:
    """Whether a place is empty, reversed, no place at all, or beyond its text."""
    if not isinstance(start, int) or not isinstance(end, int):
        return True
    return not 0 <= start < end <= len(text)
