"""Taking a person out of the study, everywhere, with proof."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qualcode.errors import Refused, StudyError, UnknownParticipant
from qualcode.model.erased import markers
from qualcode.model.erasure import Erased, ErasurePreview, LeftOver, Proof
from qualcode.names import is_url
from qualcode.project import erasing_ledger as ledger
from qualcode.project.erasing_certificate import certificate
from qualcode.project.erasing_copies import (
    Copies,
    erase_copies,
    every_copy_of,
    holding_beside,
    named,
    sealed_near,
    searched_for,
)
from qualcode.project.erasing_key import key_entries
from qualcode.project.erasing_told import (
    exports_since,
    named_in_words,
    sealed_in_words,
    to_do,
    warnings_of,
    worded_in_words,
)
from qualcode.project.erasing_waiting import refuse_waiting
from qualcode.project.permissions import PermissionVerbs
from qualcode.project.retention import RetentionVerbs
from qualcode.store import Connection, events, people
from qualcode.store.erasing_found import Theirs, find_theirs
from qualcode.store.erasing_names import codes_named, still_named, still_worded
from qualcode.store.erasing_people import load_of_people, load_people, load_written
from qualcode.store.erasing_person import take_out
from qualcode.store.erasing_proof import compact, held_in, held_in_rows

CUT_OFF = (
    "An erasure was cut off before every copy of the study was erased too. Finish it: `qualcode"
    " erase --finish`, or the button on the page Erase and retain."
)
CUT_OFF_THERE = (
    "An erasure was cut off before the tables of the database were written anew. Finish it:"
    " `qualcode erase --finish`, or the button on the page Erase and retain."
)
NOT_TYPED = "Type the participant's id to confirm; nothing was erased."


class ErasingVerbs(PermissionVerbs, RetentionVerbs):
    """Taking a person out of the study, and what a study is kept until."""

    def erasing_preview(self, participant: str) -> ErasurePreview:
        """What `erase_participant` would take out; nothing is changed by looking.

        Raises
        ------
        UnknownParticipant
            The study has no such participant.
        """
        found: list[ErasurePreview] = []
        try:
            with self._write() as tx:
                theirs = found_of(tx.connection, participant)
                exports = exports_since(tx.connection, theirs)
                warned = warnings_of(tx.connection, theirs)
                keyed = key_entries(tx.connection, theirs)
                study = str(people.load_study(tx.connection)["uuid"])
                copies = every_copy_of(self.store.place, self.store.key, study)
                gone = take_out(tx.connection, theirs)
                words = _words(tx.connection, theirs)
                called = still_named(tx.connection, theirs.called)
                codes = codes_named(tx.connection, theirs.called)
                worded = still_worded(tx.connection, theirs.said.words)
                sealed = sealed_near(self.store.place, self.store.key, copies)
                found.append(
                    ErasurePreview(
                        participant,
                        gone,
                        tuple(sorted(theirs.whole)),
                        tuple(sorted(theirs.shared)),
                        tuple(named(self.store.place, path) for path in copies),
                        tuple(exports),
                        len(words),
                        (
                            *warned,
                            *sealed_in_words([named(self.store.place, one) for one in sealed]),
                            *named_in_words(called, codes),
                            *worded_in_words(worded),
                            *keyed.lines,
                        ),
                    )
                )
                raise _LookedError
        except _LookedError:
            return found[0]

    def erase_participant(
        self, participant: str, *, typed: str, progress: Callable[[str], None] | None = None
    ) -> Erased:
        """Take a person out of the study and of every copy of it here; it cannot be undone.

        ``typed`` is the participant's id once more. Then the files are written anew, and their
        bytes are searched for words only this person said. ``progress`` is told each step.

        Raises
        ------
        UnknownParticipant
            The study has no such participant.
        Refused
            ``typed`` is something else, or codings wait to be placed in a text others share.
        StudyError
            The study cannot be written; then nothing was erased.
        """
        say = progress or (lambda _: None)
        if typed.strip() != participant:
            raise Refused(NOT_TYPED)
        self._stand_for()
        place = self.store.place
        say("Taking the person out of the study")
        with self._noted() as noted, self._write() as tx:
            theirs = found_of(tx.connection, participant)
            refuse_waiting(tx.connection, theirs)
            study = people.load_study(tx.connection)
            exports = exports_since(tx.connection, theirs)
            entry = ledger.entry_of(theirs, str(study["uuid"]), tx.at)
            keyed = key_entries(tx.connection, theirs)
            gone = ledger.erase_in(tx, theirs, entry)
            words = _words(tx.connection, theirs)
            called = still_named(tx.connection, theirs.called)
            codes = codes_named(tx.connection, theirs.called)
            worded = still_worded(tx.connection, theirs.said.words)
            # Before the study says so itself: an older copy put in its place must not be missed.
            noted.append(entry)
            ledger.note(place, entry)
        self._forget()
        say("Writing the study anew")
        limits = self._compacted()
        say("Erasing in the backups")
        copies = erase_copies(place, self.store.key, str(study["uuid"]), [entry], words)
        say("Searching every file for the person's words")
        if not limits:
            ledger.finish(self.store, self.coder, entry.id)
        proof = self._proof(words, limits, copies)
        beside = holding_beside(place, words, searched_for(place, copies.every))
        erased = Erased(
            tx.at,
            gone,
            tuple(named(place, path) for path in copies.erased),
            tuple(named(place, path) for path in copies.unopened),
            tuple(exports),
            proof,
            "",
            (
                *named_in_words(called, codes),
                *worded_in_words(worded),
                *to_do(place, theirs, copies, exports, keyed, beside),
            ),
            called,
            words,
            tuple(keyed.lines),
            _left_of(copies, beside),
        )
        return certificate(erased, str(study["title"]))

    def finish_erasing(self) -> tuple[str, ...]:
        """Do again what an erasure could not do: write the study anew and erase in every copy.

        Returns the names of the copies that could not be opened.

        Raises
        ------
        StudyError
            Another program still has the study open, or the disk is full.
        """
        left = self._finished(())
        return tuple(named(self.store.place, path) for path in left.unopened)

    def prove_again(self, before: Erased) -> Erased:
        """Finish an erasure whose proof did not hold, search again, and certify it anew.

        The words that are looked for are kept in ``before`` alone, so this can be done as long as
        it is at hand.

        Raises
        ------
        StudyError
            Another program still has the study open, or the disk is full.
        """
        copies = self._finished(before.words)
        with self._read() as connection:
            title = str(people.load_study(connection)["title"])
        place = self.store.place
        beside = holding_beside(place, before.words, searched_for(place, copies.every))
        done = dataclasses.replace(
            before,
            copies=tuple(named(place, path) for path in copies.erased),
            unopened=tuple(named(place, path) for path in copies.unopened),
            proof=self._proof(before.words, [], copies),
            left=_left_of(copies, beside),
        )
        return certificate(done, title)

    def _finished(self, words: tuple[str, ...]) -> Copies:
        compact(self.store)
        with self._read() as connection:
            study = str(people.load_study(connection)["uuid"])
        entries = ledger.known_erasures(self.store)
        done = erase_copies(self.store.place, self.store.key, study, entries, words)
        ledger.finish(self.store, self.coder)
        return done

    def erasing_notice(self) -> str:
        """What to be told where an erasure was cut off before its copies were erased."""
        if not ledger.unfinished(self.store):
            return ""
        return CUT_OFF_THERE if is_url(self.store.place) else CUT_OFF

    def erasures(self) -> int:
        """How many people were taken out of this study."""
        with self._read() as connection:
            return len(events.load_acts(connection, ledger.ACT))

    def _compacted(self) -> list[str]:
        """Write the study anew; why it could not be, if so."""
        try:
            compact(self.store)
        except StudyError as error:
            return [str(error)]
        return []

    def _proof(self, words: tuple[str, ...], limits: list[str], copies: Copies) -> Proof:
        """Search the study and every file beside it for words that must be gone."""
        files = searched_for(self.store.place, copies.every)
        found = {table: len(hit) for table, hit in held_in_rows(self.store, words).items()}
        found |= {named(self.store.place, path): n for path, n in copies.holding.items()}
        try:
            hits = held_in(files, words) if words else {}
            found |= {named(self.store.place, path): len(hit) for path, hit in hits.items()}
        except StudyError as error:
            found["files that could not be searched"] = len(files)
            limits.append(str(error))
        if not words:
            limits.append(
                "This person said nothing that nobody else said or wrote, so there was nothing to"
                " search for."
            )
        if is_url(self.store.place):
            limits.append(
                "The study is in a database: its rows were searched, and its tables written anew."
                " What stands in the server's own files and backups is its administrator's to say."
            )
        if self.store.key is not None:
            limits.append(
                "The study is encrypted, so its rows were searched, not its bytes; the backups"
                " that opened were erased in the same way."
            )
        return Proof(len(words), len(files), found, tuple(limits))

    @contextmanager
    def _noted(self) -> Iterator[list[ledger.Entry]]:
        """Take out of the ledger what was put in where the study refuses the erasure after all."""
        noted: list[ledger.Entry] = []
        try:
            yield noted
        except BaseException:
            for entry in noted:
                ledger.take_back(self.store.place, entry)
            raise

    def _forget(self) -> None:
        """Let go of everything read before."""
        fresh = type(self)(self.store, self.coder)
        self.__dict__.clear()
        self.__dict__.update(fresh.__dict__)


class _LookedError(Exception):
    """Ends a transaction that was only to be looked at."""


def found_of(connection: Connection, participant: str) -> Theirs:
    """What of the study is this participant's.

    Raises
    ------
    UnknownParticipant
        The study has no such participant.
    """
    if participant not in load_people(connection):
        raise UnknownParticipant(f"The study has no participant {participant!r}; check the id.")
    return find_theirs(connection, participant)


def _left_of(copies: Copies, beside: Sequence[str]) -> LeftOver:
    """What near the study the person was not taken out of, in numbers."""
    return LeftOver(len(copies.holding), len(copies.sealed), len(beside))


def _words(connection: Connection, theirs: Theirs) -> tuple[str, ...]:
    """Words to search for: only this person said them, and nobody wrote them otherwise."""
    return markers(theirs.said, [*load_of_people(connection), *load_written(connection)])


def certificate_file(place: str | Path, at: str) -> str:
    """What a certificate's file is called."""
    stem = "study" if is_url(place) else Path(place).stem
    return f"{stem}-erased-{at[:10]}.txt"
