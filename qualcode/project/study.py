"""Making and opening studies, and what stands in them as a whole."""

from __future__ import annotations

import copy
import uuid
from pathlib import Path
from typing import Any, Self

from qualcode.errors import Refused
from qualcode.model import Code, Codebook, Coder, CoderRole, Event, Memo, Respondents
from qualcode.names import is_url, with_ending
from qualcode.project.base import Base, checked_name
from qualcode.project.blind import blanked, memos_seen
from qualcode.project.erasing_ledger import replay_at_opening
from qualcode.project.given import Upload, content, refused
from qualcode.project.options import checked_options
from qualcode.project.undoing import code_now
from qualcode.project.unlocking import Drawn, key_of_new, key_tried
from qualcode.shipped import shipped
from qualcode.store import Store, Writing, codes, events, moves, notes, people
from qualcode.store.places import refuse_here

PROFILES = ("codebook", "reliability", "reflexive")


class StudyVerbs(Base):
    """The study itself, its coders, its codebook, its memos and its history."""

    @classmethod
    def open(
        cls,
        place: str | Path,
        coder: str,
        *,
        passphrase: str | None = None,
        recovery: str | None = None,
        key: bytes | None = None,
    ) -> Self:
        """Open a study as a named person.

        An encrypted one needs its ``passphrase``, the groups of its ``recovery`` sheet, or its
        ``key`` (48 bytes); one that is not encrypted needs none.

        Raises
        ------
        StudyError
            There is no such study, or it cannot be read.
        Locked
            It is encrypted, and what is given does not open it.
        Damaged
            Its file is damaged; the sentence names the newest good backup.
        Refused
            The name is empty, very long, or holds control characters; or the recovery sheet is
            mistyped, or another study's.
        """
        coder = checked_name(coder)
        key = key or key_tried(place, passphrase=passphrase, recovery=recovery)
        store = Store.open(place, key)
        try:
            replay_at_opening(store)
            store.when_replaced = replay_at_opening
        except BaseException:
            store.close()
            raise
        return cls(store, coder)

    def acting_as(self, coder: str) -> Self:
        """The same study in another person's hands."""
        other = copy.copy(self)
        other.coder = checked_name(coder)
        return other

    def close(self) -> None:
        """Let go of the study's file."""
        self.store.close()

    def set_small_group(self, people_needed: int) -> None:
        """How many people a published cell or caption needs behind it: 3, 5, 6 or 10.

        Raises
        ------
        Refused
            Another number is asked for.
        """
        self.set_options(small_group=people_needed)

    def set_options(self, **options: object) -> None:
        """Set options of the study; those not named stay.

        ``small_group``: people behind a published cell (3, 5, 6 or 10). ``suggestions``: whether
        there are any. ``semantic``: whether they compare meanings too, which needs the extra
        ``semantic``. ``decide_first``: share of passages, 0 to 1, on which each coder decides
        before seeing what is suggested. ``direction``: of new codings, unless chosen otherwise.

        Raises
        ------
        Refused
            There is no option of a name, a value is none of those it can have, or ``semantic`` is
            switched on where the extra of that name is not installed.
        """
        checked = checked_options(options)
        if checked.get("semantic"):
            from qualcode.suggest.embeddings import require

            require()
        with self._write() as tx:
            people.save_options(tx, **checked)

    def coders(self) -> list[Coder]:
        """Everyone who has coded or reviewed here."""
        with self._read() as connection:
            return people.load_coders(connection)

    def add_coder(self, name: str, role: CoderRole = CoderRole.RESEARCHER) -> None:
        """Add a person who codes or reviews; one who is known stays as they are."""
        name = checked_name(name)
        with self._write() as tx:
            people.save_coder(tx, Coder(name, role))

    def codes(self) -> tuple[Code, ...]:
        """All codes in published order."""
        return self.codebook.codes

    def set_codebook(self, codebook: Codebook, reason: str) -> int:
        """Make this the newest version of the codebook and return its number.

        Raises
        ------
        Refused
            A code that stands on codings would disappear.
        """
        with self._write() as tx:
            used = {code for code, _ in codes.count_uses(tx.connection)}
            # A coding that waits since its transcript was corrected may stand again.
            used |= {code_now(tx, move.coding) for move in moves.load_waiting(tx.connection)}
            lost = sorted(used - {code.id for code in codebook})
            if lost:
                raise Refused(
                    f"The new codebook lacks {', '.join(lost)}, which codings carry; keep"
                    " these codes, or withdraw the codings first (those that wait on the page"
                    " Corrections: let them go)."
                )
            return codes.save_codebook(tx, codebook, reason)

    def add_memo(self, text: str, about: str = "study") -> Memo:
        """Write a note on the study or on one thing in it, such as ``transcript <id>``.

        Raises
        ------
        Refused
            The note is empty.
        """
        with self._write() as tx:
            return add_memo_in(tx, text, about)

    def memos(self, about: str | None = None) -> list[Memo]:
        """Memos, newest first; without those of others on what the acting coder codes apart."""
        with self._read() as connection:
            found = notes.load_memos(connection, about=about)
            return memos_seen(connection, found, self.coder)

    def history(self, last: int | None = None) -> list[Event]:
        """Every act in the study, oldest first; only the ``last`` ones when asked.

        Where the acting coder codes apart from the others, what others coded there is blank.
        """
        with self._read() as connection:
            found = list(events.load_events(connection, last=last))
            return blanked(connection, found, self.coder)


def add_memo_in(tx: Writing, text: str, about: str) -> Memo:
    """Write a note inside a transaction, as `StudyVerbs.add_memo`."""
    if not text.strip():
        raise Refused("The memo is empty; write something first.")
    people.save_coder(tx, Coder(tx.who))
    memo = Memo(str(uuid.uuid4()), text.strip(), tx.who, tx.at, about)
    notes.save_memo(tx, memo)
    return memo


def new(
    place: str | Path,
    coder: str,
    *,
    codebook: Path | Upload | None = None,
    respondents: Path | None = None,
    profile: str = "codebook",
    title: str = "",
    passphrase: str | None = None,
    drawn: Drawn | None = None,
) -> Any:
    """Make a study and open it. Without ``codebook`` its codebook is empty.

    A file named without the ending ``.qualcode`` gets it, since studies are found by it. It is
    encrypted when a ``passphrase`` is given (then print `Project.recovery_sheet` at once), or a
    key that was ``drawn`` and whose recovery sheet is confirmed already.

    Raises
    ------
    StudyError
        The file exists already.
    InvalidFile
        The codebook or the list of respondents breaks its rules; no study is made.
    Refused
        The profile is not one of `PROFILES`; the passphrase is easily guessed, the recovery sheet
        not confirmed, or what is to be encrypted is no file; or the folder is copied or shared by
        others, where a study is open for reading only.
    """
    from qualcode.project import Project

    if profile not in PROFILES:
        raise Refused(f"There is no profile {profile!r}; choose one of {', '.join(PROFILES)}.")
    coder = checked_name(coder)
    book = read_codebook_file(codebook) if codebook else Codebook()
    listed = read_respondents_file(respondents or shipped("codebooks/respondents.yaml"))
    place = with_ending(place)
    if not is_url(place):
        refuse_here(Path(place))
    store = Store.create(place, key_of_new(place, passphrase, drawn))
    try:
        with store.write(coder) as tx:
            people.save_study(tx, title.strip() or Path(str(place)).stem, profile, listed)
            people.save_coder(tx, Coder(coder))
            codes.save_codebook(tx, book, "made with the study")
    except BaseException:
        store.discard()
        raise
    return Project(store, coder)


def read_codebook_file(path: Path | Upload) -> Codebook:
    """The codebook in a file, on disk or as the app receives it.

    Raises
    ------
    InvalidFile
        It breaks the codebook's rules; ``problems`` lists every one.
    """
    from qualcode.formats.codebook import read_codebook

    codebook, problems = read_codebook(content(path), path.name)
    if codebook is None:
        raise refused(path.name, problems)
    return codebook


def read_respondents_file(path: Path) -> Respondents:
    """The lists of roles, agencies and authorities in a file.

    Raises
    ------
    InvalidFile
        It breaks its rules; ``problems`` lists every one.
    """
    from qualcode.formats.respondents import read_respondents

    respondents, problems = read_respondents(content(path), path.name)
    if respondents is None:
        raise refused(path.name, problems)
    return respondents
