"""What every group of verbs stands on: the store, and who is acting."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from qualcode.errors import Refused
from qualcode.model import Codebook, CoderRole, Respondents
from qualcode.project.masking import FreeNames, load_free_names
from qualcode.project.names_away import book_without
from qualcode.project.options import in_force
from qualcode.project.withheld_words import WithheldWords, load_withheld_words
from qualcode.store import Connection, Store, Writing, codes, events, people
from qualcode.store.roles import load_role


class Base:
    """A study and the person working on it."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self._codebook: tuple[Codebook, int] | None = None
        self._withheld: tuple[int, WithheldWords] | None = None
        self._names: tuple[int, FreeNames] | None = None
        self._of_file = store.replaced

    def _read(self) -> AbstractContextManager[Connection]:
        return self.store.read()

    def _write(self) -> AbstractContextManager[Writing]:
        return self.store.write(self.coder)

    @property
    def version(self) -> int:
        """Grows with every act in the study, whoever acted."""
        with self._read() as connection:
            return events.load_count(connection)

    def _number_of_state(self, connection: Connection) -> int:
        """By what is kept in hand until the study changes: no two states have the same one.

        After going back to a backup the number of acts alone comes a second time.
        """
        return events.load_count(connection) + (self.store.replaced << 40)

    @property
    def acting_role(self) -> CoderRole:
        """The acting person's role; whoever is not known to the study yet is a researcher."""
        with self._read() as connection:
            return role_of(connection, self.coder)

    @property
    def codebook(self) -> Codebook:
        """The newest codebook; for a mentor without words that may not be quoted, and names."""
        return self._numbered_codebook()[0]

    @property
    def codebook_version(self) -> int:
        """The number of the newest codebook, counting from 1."""
        return self._numbered_codebook()[1]

    def _numbered_codebook(self) -> tuple[Codebook, int]:
        with self._read() as connection:
            book, n = self._codebook_of(connection)
            return self._as_read(connection, book), n

    def _as_read(self, connection: Connection, book: Codebook) -> Codebook:
        """A codebook as the acting person may read it."""
        if role_of(connection, self.coder) is not CoderRole.MENTOR:
            return book
        return book_without(
            self._names_out(connection), self._kept_back_words(connection).out_of(book)
        )

    def _drop_other_codebook(self) -> None:
        """Forget the codebook of a file that another one took the place of meanwhile.

        After going back to a backup a version's number can stand for another one.
        """
        if self._of_file != self.store.replaced:
            self._of_file, self._codebook = self.store.replaced, None

    def _kept_back_words(self, connection: Connection) -> WithheldWords:
        """What people said who do not allow quotes, kept in hand until the study changes."""
        count = self._number_of_state(connection)
        if self._withheld is None or self._withheld[0] != count:
            self._withheld = count, load_withheld_words(connection)
        return self._withheld[1]

    def _names_out(self, connection: Connection) -> FreeNames:
        """The names replaced in the study and words kept back, in hand until the study changes."""
        count = self._number_of_state(connection)
        if self._names is None or self._names[0] != count:
            held = self._kept_back_words(connection)
            self._names = count, replace(load_free_names(connection), kept_back=held)
        return self._names[1]

    def _free_names(self) -> FreeNames:
        """The same, outside a transaction."""
        with self._read() as connection:
            return self._names_out(connection)

    def _codebook_of(self, connection: Connection) -> tuple[Codebook, int]:
        """The newest codebook, parsed once for each version, and its number."""
        self._drop_other_codebook()
        if self._codebook is None or self._codebook[1] != codes.load_newest(connection):
            self._codebook = codes.load_codebook(connection)
        return self._codebook

    def _codebook_in(self, tx: Writing) -> Codebook:
        """The newest codebook inside a transaction.

        A version made in it is not kept in hand: it is nobody's while it may still be undone.
        """
        if tx.untouched:
            return self._codebook_of(tx.connection)[0]
        self._drop_other_codebook()
        known, newest = self._codebook, codes.load_newest(tx.connection)
        if known is not None and known[1] == newest:
            return known[0]
        return codes.load_codebook(tx.connection)[0]

    @property
    def respondents(self) -> Respondents:
        """The study's lists of roles, agencies and authorities."""
        with self._read() as connection:
            return people.load_respondents(connection)

    def about(self) -> dict[str, Any]:
        """Title, profile, when it was made, and the options in force."""
        with self._read() as connection:
            study = people.load_study(connection)
        return {**study, "options": in_force(study)}


def role_of(connection: Connection, name: str) -> CoderRole:
    """A person's role; whoever is not known to the study yet is a researcher."""
    return load_role(connection, name) or CoderRole.RESEARCHER


def checked_name(name: str) -> str:
    """A coder's name without outer blanks.

    Raises
    ------
    Refused
        It is empty, very long, or holds control characters.
    """
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise Refused("A coder's name has 1 to 80 ordinary characters; choose another.")
    return name
