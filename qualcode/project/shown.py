"""What a mentor was shown of counts of people: noted, so that two looks do not tell of one person.

Nothing leaves by her looking, so the register is her own: files that leave are not kept back for
what she has seen. What she may not see beside it waits, as a file would.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.model import CoderRole, Kind
from qualcode.project.leaving import hashed
from qualcode.project.permits import RESEARCHER, NotYours, refusal
from qualcode.project.releases import as_body, from_kept, key_of
from qualcode.project.sharing import SharingVerbs
from qualcode.store import Connection
from qualcode.store.kept import load_kept, save_kept

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.releases import Release
    from qualcode.model.kept import Kept

KIND = "shown"
# What is kept of a table of codes is a release; of anything else, whom it counted.
TABLE = "table"


class ShownVerbs(SharingVerbs):
    """Keeping what a mentor has seen."""

    @property
    def _for_mentor(self) -> bool:
        return self.acting_role is CoderRole.MENTOR

    def _refuse_confirming(self, *, confirmed: bool) -> None:
        """Counts leave in spite of a warning by a researcher's word only, whatever the verb."""
        if confirmed and (role := self.acting_role) not in RESEARCHER:
            what = "letting files leave in spite of a warning"
            raise NotYours(refusal(self.coder, role, what, RESEARCHER))

    def _shown_tables(self, connection: Connection, kinds: Iterable[str]) -> list[Release]:
        """The tables of codes this mentor was shown, over these kinds of texts."""
        found = (from_kept(kept) for kept in self._looks_at(connection, TABLE))
        return [one for one in found if set(one.kinds) == set(kinds)]

    def _note_table(self, release: Release, frames: Frames) -> tuple[int, int] | None:
        """Keep a table that she is shown now; see `_note_shown`. Nothing where it is kept."""
        from qualcode.analysis.releases import same_people

        with self._read() as connection:
            shown = self._looks_at(connection, TABLE)
        key, told = "", key_of(release)
        for kept in shown:
            old = from_kept(kept)
            if (old.asked, set(old.kinds)) != (release.asked, set(release.kinds)):
                continue
            if same_people(old, frames):
                if key_of(old) == told:
                    return None
                # Of the same people the newest counts: there is one note for each state of them.
                key = kept.key
        return self._note_shown(key, {"of": TABLE, **as_body(release)})

    def _refuse_single_look(
        self, of: str, by: str | None, people: Mapping[str, object], least: int
    ) -> None:
        """Note whom a table counts that a mentor is shown now, each with their value of ``by``.

        Raises
        ------
        Refused
            Beside an earlier look of hers it would tell of a few.
        """
        with self._read() as connection:
            shown = self._looks_at(connection, of)
        for kept in shown:
            body = kept.body or {}
            now = {hashed(one, body["salt"]): value for one, value in people.items()}
            if (now, by) == (body["people"], body["by"]):
                return
        for kept in shown:
            body = kept.body or {}
            now = {hashed(one, body["salt"]): value for one, value in people.items()}
            if few := _few(body["people"], now, least, apart=by == body["by"]):
                cases = of.startswith("cases ")
                raise Refused(wait_for(few, kept.made_at, least, cases=cases))
        salt = secrets.token_hex(8)
        body = {
            "of": of,
            "by": by,
            "salt": salt,
            "people": {hashed(one, salt): value for one, value in people.items()},
        }
        self._note_shown("", body)

    def _looks_at(self, connection: Connection, of: str) -> list[Kept]:
        kept = load_kept(connection, KIND)
        return [k for k in kept if k.who == self.coder and k.body and k.body["of"] == of]

    def _note_shown(self, key: str, body: Mapping[str, Any]) -> tuple[int, int] | None:
        """Keep what she is shown; the number of acts before and after, if nothing came between."""
        with self._write() as tx:
            before = self._number_of_state(tx.connection)
            save_kept(tx, KIND, key or secrets.token_hex(8), body)
        with self._read() as connection:
            after = self._number_of_state(connection)
        if after != before + 1:
            return None
        # The note changes no count, so that the tables in hand still hold.
        self._frames = {
            kinds: ((after, state[1]) if state[0] == before else state, frames)
            for kinds, (state, frames) in self._frames.items()
        }
        return before, after


def refuse_parts(
    where: Mapping[str, str] | None, said: Iterable[object], kinds: Iterable[str]
) -> None:
    """Refuse a mentor a table of some of the people or codings: beside one of all it tells of the
    others.

    Raises
    ------
    Refused
        There is a filter, a direction or a coder (``said``), or not all kinds of interviews.
    """
    every = {kind.value for kind in Kind if kind.counts_as_interview}
    if where or any(one is not None for one in said) or set(kinds) != every:
        raise Refused(
            "The tables a mentor reads are about everybody; take the filter back, or ask the"
            " researcher for a table of some."
        )


def wait_for(few: int, since: str, small: int, *, cases: bool = False) -> str:
    """Why a mentor is not shown counts just now, and until when.

    >>> print(wait_for(1, "2026-05-04T09:00:00", 6))
    1 person has come or gone in a group of this table since what was shown to you, or published, \
on 2026-05-04; both together would tell what they said. Look again when it is 6 or more, or ask \
the researcher.
    """
    one, several = ("case", "cases") if cases else ("person", "people")
    have = f"{one} has" if few == 1 else f"{several} have"
    told = f"what {'these few hold' if cases else 'they said'}"
    return (
        f"{few} {have} come or gone in a group of this table since what was shown to you, or"
        f" published, on {since[:10]}; both together would tell {told}. Look again when it"
        f" is {small} or more, or ask the researcher."
    )


def _few(then: Mapping[str, object], now: Mapping[str, object], small: int, *, apart: bool) -> int:
    """The fewest people, 1 to small - 1, who came to or left the whole, or a group; else 0."""
    differ = [len(then.keys() ^ now.keys())]
    if apart:
        for group in {*then.values(), *now.values()}:
            before = {one for one, value in then.items() if value == group}
            differ.append(len(before ^ {one for one, value in now.items() if value == group}))
    return min((n for n in differ if 0 < n < small), default=0)
