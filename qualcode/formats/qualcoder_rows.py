"""What reading a QualCoder database shares: ids, people, memos, and how its positions count."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence

from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.letters import proper_guid, time_of
from qualcode.formats.refi.measure import STANDARD, Dialect, Ruler
from qualcode.formats.sqlite_tables import Record, Tables
from qualcode.model import Span
from qualcode.model.exchange import RefiNote, RefiSelection, RefiUser, TextSource


@dataclasses.dataclass(frozen=True)
class Counting:
    """How positions of one text are counted; ``length`` is its own as the file has it."""

    ruler: Ruler
    length: int
    dialect: Dialect = STANDARD

    def place(self, start: int, end: int) -> Span | None:
        """Where two positions point; None where they point nowhere."""
        span = self.ruler.span(start, end, self.dialect)
        return span if isinstance(span, Span) else None


class Rows:
    """The tables of a database with what is gathered on the way.

    Attributes
    ----------
    findings
        Problems and losses so far.
    notes
        Memos so far.
    rulers
        How the positions of each text count, by its guid.
    """

    def __init__(self, tables: Tables, begun: str) -> None:
        self.tables = tables
        self.findings = Findings()
        self.notes: list[RefiNote] = []
        self.rulers: dict[str, Counting] = {}
        self._people: dict[str, RefiUser] = {}
        # The day a project was begun tells it from others, whatever its folder is called.
        self._root = hashlib.sha256(begun.encode("utf-8", "replace")).hexdigest()

    def guid(self, kind: str, id: object) -> str:
        """The guid of a thing, the same whenever the project is read."""
        return proper_guid(f"qualcoder:{self._root}:{kind}:{id}")

    def by_id(
        self, table: str, id: str, columns: Sequence[str], also: Sequence[str] = ()
    ) -> list[Record]:
        """Rows that have a whole number as their id, in its order."""
        rows = self.tables.read(table, (id, *columns), also)
        return sorted(
            (row for row in rows if row.number(id) is not None), key=lambda row: row.number(id) or 0
        )

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return self.tables.count(table)

    def time(self, written: str) -> str:
        """A time as a study keeps it; QualCoder names no zone, so it is taken as UTC."""
        return time_of(written) or ""

    def user(self, owner: str) -> str:
        """The guid of a coder by name; empty for nobody."""
        if not owner:
            return ""
        if owner not in self._people:
            self._people[owner] = RefiUser(self.guid("coder", owner), owner, owner)
        return self._people[owner].guid

    @property
    def users(self) -> tuple[RefiUser, ...]:
        """Everyone met so far, by name."""
        return tuple(sorted(self._people.values(), key=lambda user: user.name))

    def note(
        self, words: str, title: str, of: str, owner: str = "", when: str = ""
    ) -> tuple[str, ...]:
        """A memo, if it has words: its guid, to hang on the thing it is about."""
        if not words.strip():
            return ()
        guid = self.guid("memo", of)
        made = RefiNote(guid, title, words.strip(), self.user(owner), self.time(when))
        self.notes.append(made)
        return (guid,)

    def with_selections(self, text: TextSource, added: Iterable[RefiSelection]) -> TextSource:
        """A text with further selections, in the order of their places."""
        both = sorted((*text.selections, *added), key=lambda one: (one.span, one.guid))
        return dataclasses.replace(text, selections=tuple(both))
