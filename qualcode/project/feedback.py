"""Feedback of members and teams on themes, kept out of the interview counts."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder, CoderRole
from qualcode.model.feedback import Audience, FeedbackEntry, FeedbackSession, Stance
from qualcode.project.base import role_of
from qualcode.project.feedback_keeping import (
    ENTRY,
    SESSION,
    as_entry,
    as_session,
    checked_audience,
    checked_stance,
    fields_of,
    for_reader,
    load_entries,
    load_entry,
    load_session,
    load_sessions,
    load_themes,
    refuse_elsewhere,
    refuse_others,
    refuse_overtaken,
)
from qualcode.project.names_away import feedback_without, themes_without
from qualcode.project.pseudonyms_seen import NamesSeenVerbs
from qualcode.store import people
from qualcode.store.erasing import erase_kept
from qualcode.store.kept import load_versions, save_kept


class FeedbackVerbs(NamesSeenVerbs):
    """What people say to the findings: sessions, and what was said at them.

    None of it is a coding, and no count of interviews, people or passages ever holds it.
    """

    def add_feedback_session(
        self,
        title: str,
        *,
        audience: Audience | str = Audience.TEAM,
        day: str = "",
        held_with: str = "",
        people_there: int | None = None,
    ) -> FeedbackSession:
        """Note a meeting at which findings were talked about.

        ``day`` is a date as 2026-05-12, ``held_with`` free words such as "Midtown duty team".

        Raises
        ------
        Refused
            The title is empty, or the audience, the date or the number of people is none.
        """
        made = FeedbackSession(
            str(uuid.uuid4()),
            title.strip(),
            checked_audience(audience),
            day.strip(),
            held_with.strip(),
            people_there,
        )
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            return as_session(save_kept(tx, SESSION, made.id, made.as_body()))

    def edit_feedback_session(
        self, id: str, *, based_on: str | None = None, **changed: object
    ) -> FeedbackSession:
        """Change what is known of a session; fields not named stay, the version before is kept.

        ``based_on`` is the version a person started from: after anybody else's nothing is written.

        Raises
        ------
        UnknownItem, Refused
            As for `add_feedback_session`; there is no such session or field, or somebody was
            quicker.
        """
        plain = fields_of(FeedbackSession, changed)
        with self._write() as tx:
            before = load_session(tx.connection, id)
            refuse_overtaken(before.who, before.version, based_on)
            after = dataclasses.replace(before, **plain)
            if after == before:
                return before
            people.save_coder(tx, Coder(tx.who))
            return as_session(save_kept(tx, SESSION, id, after.as_body()))

    def drop_feedback_session(self, id: str) -> None:
        """Take a session out of the study; its versions stay.

        Raises
        ------
        UnknownItem, Refused
            There is no such session, or something that was said at it still stands.
        """
        with self._write() as tx:
            load_session(tx.connection, id)
            if any(entry.session == id for entry in load_entries(tx.connection)):
                raise Refused(
                    "Something that was said at this session still stands; drop that first."
                )
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, SESSION, id, None)

    def feedback_sessions(self) -> list[FeedbackSession]:
        """The sessions, the newest day first; those without a day after them."""
        with self._read() as connection:
            return load_sessions(connection)

    def add_feedback(
        self,
        session: str,
        stance: Stance | str,
        words: str,
        *,
        theme: str | None = None,
        quotable: bool = True,
        said_by: str = "",
        tags: Sequence[str] = (),
    ) -> FeedbackEntry:
        """Keep what somebody said at a session, on a written theme or on the whole.

        ``stance`` is ``agrees``, ``adds`` or ``disputes``; ``said_by`` a role or authority, never a
        name. Words that are not ``quotable`` leave by no file.

        Raises
        ------
        UnknownItem, Refused
            There is no such session or theme, the stance is another word, or the words are empty
            or too long.
        """
        made = FeedbackEntry(
            str(uuid.uuid4()),
            session,
            checked_stance(stance),
            words.strip(),
            theme,
            quotable,
            said_by.strip(),
            tuple(dict.fromkeys(tag.strip() for tag in tags)),
        )
        with self._write() as tx:
            refuse_elsewhere(tx.connection, made, None)
            people.save_coder(tx, Coder(tx.who))
            return as_entry(save_kept(tx, ENTRY, made.id, made.as_body()))

    def edit_feedback(
        self, id: str, *, based_on: str | None = None, **changed: object
    ) -> FeedbackEntry:
        """Change what was kept of something said; the version before stays.

        Raises
        ------
        UnknownItem, Refused
            As for `add_feedback`; there is no such entry or field, somebody was quicker than
            ``based_on``, or a mentor would change what somebody else has written.
        """
        plain = fields_of(FeedbackEntry, changed)
        with self._write() as tx:
            before = load_entry(tx.connection, id)
            refuse_others(tx, before)
            refuse_overtaken(before.who, before.version, based_on)
            after = dataclasses.replace(before, **plain)
            if after == before:
                return before
            refuse_elsewhere(tx.connection, after, before)
            people.save_coder(tx, Coder(tx.who))
            return as_entry(save_kept(tx, ENTRY, id, after.as_body()))

    def drop_feedback(self, id: str) -> None:
        """Take an entry out of the study; its versions stay.

        Raises
        ------
        UnknownItem, Refused
            There is no such entry, or a mentor would drop what somebody else has written.
        """
        with self._write() as tx:
            refuse_others(tx, load_entry(tx.connection, id))
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, ENTRY, id, None)

    def take_back_feedback(self, id: str) -> int:
        """Erase what somebody takes back, in every version, and return how many there were.

        The history keeps that something was said and erased, never what.

        Raises
        ------
        UnknownItem
            The study never held such an entry, or it was erased already.
        """
        with self._write() as tx:
            gone = erase_kept(tx, ENTRY, id)
            if not gone:
                raise UnknownItem("There is no such feedback, or its words are erased already.")
        return gone

    def feedback(self, theme: str | None = None, session: str | None = None) -> list[FeedbackEntry]:
        """What was said, in the order it was kept; of one theme or session when asked.

        A mentor is not given words that must not be quoted, unless she wrote them down herself.
        """
        with self._read() as connection:
            entries, role = load_entries(connection), role_of(connection, self.coder)
            if role is CoderRole.MENTOR:
                entries = feedback_without(self._names_out(connection), entries)
        return [
            for_reader(entry, self.coder, role)
            for entry in entries
            if theme in (None, entry.theme) and session in (None, entry.session)
        ]

    def feedback_themes(self) -> dict[str, str]:
        """What feedback can be on: id -> statement of each written theme, high priority first."""
        with self._read() as connection:
            themes = load_themes(connection)
            if role_of(connection, self.coder) is CoderRole.MENTOR:
                themes = themes_without(self._names_out(connection), themes)
            return {theme.id: theme.statement for theme in themes}

    def feedback_versions(self, id: str) -> list[FeedbackEntry]:
        """Every version of an entry that was not erased, newest first."""
        with self._read() as connection:
            versions, role = load_versions(connection, ENTRY, id), role_of(connection, self.coder)
        made = [as_entry(kept) for kept in versions if kept.body is not None]
        return [for_reader(entry, self.coder, role) for entry in made]

    def feedback_file(self, ending: str, *, named: bool = False) -> bytes:
        """What was said, by theme, as .docx, .md or .csv; recorded as an export.

        Only quotable words leave, marked as feedback. ``named`` adds who said it and at which
        session: readers may recognise them, so it stands in the history too.

        Raises
        ------
        Refused
            The ending is another one, or nothing was said yet.
        """
        data, count, entries = self._feedback_as(ending, named)
        with self._write() as tx:
            _refuse_changed(entries, load_entries(tx.connection))
            kind = ending.lower().lstrip(".")
            tx.record("export feedback", f"feedback.{kind}", entries=count, named=named)
        return data

    def export_feedback(self, target: Path, *, named: bool = False) -> int:
        """Write it to a file, replacing it whole; return how many entries left with their words.

        Raises
        ------
        Refused
            As for `feedback_file`, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        kind = target.suffix.lower()
        data, count, entries = self._feedback_as(kind, named)
        with self._write() as tx:
            _refuse_changed(entries, load_entries(tx.connection))
            tx.record("export feedback", f"feedback{kind}", entries=count, named=named)
            replace_file(target, data)
        return count

    def _feedback_as(self, ending: str, named: bool) -> tuple[bytes, int, list[FeedbackEntry]]:
        from qualcode.report.feedback_files import Told, as_file

        with self._read() as connection:
            sessions, entries = load_sessions(connection), load_entries(connection)
            themes = load_themes(connection)
            free = self._names_out(connection)
        themes, told_words = themes_without(free, themes), feedback_without(free, entries)
        words = [entry.words for entry in told_words if entry.quotable]
        written = [tag for entry in told_words for tag in entry.tags]
        if named:
            written += [one.title for one in sessions] + [one.said_by for one in told_words]
        self._refuse_names((*(theme.statement for theme in themes), *words), written=written)
        told = Told(tuple(themes), tuple(sessions), tuple(told_words), self.codebook_version, named)
        return as_file(ending, told), sum(entry.quotable for entry in entries), entries


def _refuse_changed(before: Sequence[FeedbackEntry], now: Sequence[FeedbackEntry]) -> None:
    """Words that may leave no more, or never might, are in no file made before that was said."""
    if list(before) != list(now):
        raise Refused(
            "The feedback has changed while this was made, so nothing was written; try again."
        )
