"""Looking at the codebook: what a change would bring, what to mend, what its versions changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.model import Codebook, Coding
from qualcode.model.differences import differences
from qualcode.project.base import Base
from qualcode.project.codebook_checks import Check, check_all
from qualcode.project.codebook_follow import count_doubles
from qualcode.store import Connection, coded, codes, texts
from qualcode.store.codes import CodebookVersion
from qualcode.store.rounds import load_apart

Act = Literal["rename", "move", "merge", "split", "retire"]


@dataclass(frozen=True)
class Consequences:
    """What an act on a code touches.

    ``codings`` counts those that follow to another code (for "retire": that keep the retired
    one); ``by_coder`` says whose they are; ``interviews`` are those to read again, each as
    (transcript id, title, codings). ``doubles`` of the codings would be left out, since their
    coder has given the other code to the same words with the same direction.
    """

    codings: int = 0
    by_coder: tuple[tuple[str, int], ...] = ()
    interviews: tuple[tuple[str, str, int], ...] = ()
    doubles: int = 0


class CodebookLookVerbs(Base):
    """Questions about the codebook; nothing here changes it."""

    def consequences(
        self,
        act: Act,
        id: str,
        *,
        into: str | None = None,
        assigned: Mapping[str, str] | None = None,
    ) -> Consequences:
        """What an act on a code would touch, before it is done.

        Of "retire" the codes under it count too; of "merge" ``into`` is the other code; of
        "split" only the codings in ``assigned`` follow, all of the code's when it is not given.
        Of "rename" and "move" this is meant for a new id: without one no coding changes.

        Raises
        ------
        UnknownCode
            The codebook lacks one of the codes.
        """
        with self._read() as connection:
            book, _ = codes.load_codebook(connection)
            touched = book.family(book[id].id) if act == "retire" else {id}
            found = coded.load_codings(connection, codes=touched)
            if act == "split" and assigned is not None:
                found = [c for c in found if assigned.get(c.id, id) != id]
            doubles = 0
            if act == "merge" and into is not None:
                there = coded.load_codings(connection, codes=[book[into].id])
                doubles = count_doubles(found, there, into)
            return _consequences(connection, found, doubles)

    def code_counts(self) -> dict[tuple[str, str], int]:
        """How many codings stand, by (code, coder); without those of others where the acting
        coder codes apart from them."""
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            return codes.count_uses(connection, apart=apart, coder=self.coder)

    def codebook_checks(self) -> list[Check]:
        """What to mend in the codebook, by check and code; `codebook_checks.py` lists the checks.

        Each sentence says what is wrong and the next step.
        """
        with self._read() as connection:
            book, _ = codes.load_codebook(connection)
            apart = load_apart(connection, self.coder)
            uses = codes.count_uses(connection, apart=apart, coder=self.coder)
        return check_all(book, uses)

    def codebook_versions(self) -> list[CodebookVersion]:
        """Every version's number, time, maker and reason, newest first."""
        with self._read() as connection:
            return codes.load_versions(connection)

    def codebook_changes(self, before: int, after: int) -> list[str]:
        """What changed between two versions, in sentences; empty when nothing did.

        Raises
        ------
        UnknownItem
            There is no such version.
        """
        with self._read() as connection:
            old, new = (
                self._as_read(connection, codes.load_codebook(connection, n)[0])
                for n in (before, after)
            )
        return differences(old, new)

    def codebook_at(self, version: int) -> Codebook:
        """The codebook as it was in a version.

        Raises
        ------
        UnknownItem
            There is no such version.
        """
        with self._read() as connection:
            return self._as_read(connection, codes.load_codebook(connection, version)[0])


def _consequences(connection: Connection, codings: Iterable[Coding], doubles: int) -> Consequences:
    codings = list(codings)
    titles = {row["id"]: row["title"] for row in texts.load_overview(connection)} if codings else {}
    coders = Counter(c.coder for c in codings)
    where = Counter(c.transcript for c in codings)
    return Consequences(
        len(codings),
        tuple(sorted(coders.items(), key=lambda of: (-of[1], of[0]))),
        tuple((id, titles[id], n) for id, n in where.items()),
        doubles,
    )
