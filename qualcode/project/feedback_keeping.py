"""Feedback in the store and out of it, and what is checked on the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole, Kept
from qualcode.model.feedback import Audience, FeedbackEntry, FeedbackSession, Stance
from qualcode.model.theme import Theme
from qualcode.project.base import role_of
from qualcode.project.theme_keeping import KIND as THEME
from qualcode.store import Connection, Writing
from qualcode.store.kept import load_kept, load_one

SESSION, ENTRY = "feedback session", "feedback"
# What is kept beside the words, and never changed by hand.
OF_THE_STORE = frozenset(["id", "who", "made_at", "version", "withheld"])


def as_session(kept: Kept) -> FeedbackSession:
    """A session from one version of it."""
    return FeedbackSession.of_body(kept.key, kept.body or {}, kept.who, kept.made_at, kept.id)


def as_entry(kept: Kept) -> FeedbackEntry:
    """An entry from one version of it."""
    return FeedbackEntry.of_body(kept.key, kept.body or {}, kept.who, kept.made_at, kept.id)


def load_sessions(connection: Connection) -> list[FeedbackSession]:
    """The sessions, the newest day first; those without a day after them, as they were noted."""
    made = [as_session(kept) for kept in load_kept(connection, SESSION)]
    return sorted(made, key=lambda session: session.day, reverse=True)


def load_entries(connection: Connection) -> list[FeedbackEntry]:
    """Everything that was said and not dropped, in the order it was first kept."""
    return [as_entry(kept) for kept in load_kept(connection, ENTRY)]


def load_themes(connection: Connection) -> list[Theme]:
    """The written themes, those of high priority first."""
    themes = [Theme.of_body(kept.key, kept.body or {}) for kept in load_kept(connection, THEME)]
    return sorted(themes, key=lambda theme: theme.priority or 99)


def load_session(connection: Connection, id: str) -> FeedbackSession:
    """One session.

    Raises
    ------
    UnknownItem
        There is none of this id, or it was dropped.
    """
    kept = load_one(connection, SESSION, id)
    if kept is None:
        raise UnknownItem("There is no such feedback session, or it was dropped; look again.")
    return as_session(kept)


def load_entry(connection: Connection, id: str) -> FeedbackEntry:
    """One entry.

    Raises
    ------
    UnknownItem
        There is none of this id, or it was dropped or taken back.
    """
    kept = load_one(connection, ENTRY, id)
    if kept is None:
        raise UnknownItem("There is no such feedback, or it was dropped or taken back; look again.")
    return as_entry(kept)


def refuse_elsewhere(
    connection: Connection, after: FeedbackEntry, before: FeedbackEntry | None
) -> None:
    """Refuse a session or a theme the study does not have; a theme named before may be gone.

    Raises
    ------
    UnknownItem
        It has none of this id.
    """
    load_session(connection, after.session)
    named_before = before.theme if before else None
    if after.theme in (None, named_before):
        return
    if load_one(connection, THEME, str(after.theme)) is None:
        raise UnknownItem("There is no such theme, or it was dropped; choose another.")


def refuse_overtaken(who: str, version: str, based_on: str | None) -> None:
    """Refuse to write over a version nobody here has seen.

    Raises
    ------
    Refused
        Somebody has changed it since.
    """
    if based_on is not None and based_on != version:
        raise Refused(
            f"{who} has changed this meanwhile. Yours is not kept yet: read theirs, then keep"
            " yours or let it go."
        )


def refuse_others(tx: Writing, entry: FeedbackEntry) -> None:
    """Refuse a mentor who would change what somebody else has written.

    Raises
    ------
    Refused
        The acting person is a mentor, and it is not hers.
    """
    if role_of(tx.connection, tx.who) is CoderRole.MENTOR and entry.who != tx.who:
        raise Refused(
            "A mentor changes only what she wrote down herself; write a comment of your own, or ask"
            " the researcher."
        )


def for_reader(entry: FeedbackEntry, who: str, role: CoderRole) -> FeedbackEntry:
    """An entry as this person may read it: a mentor gets no words that must not be quoted."""
    if entry.quotable or role is not CoderRole.MENTOR or entry.who == who:
        return entry
    return dataclasses.replace(entry, words="", said_by="", withheld=True)


def checked_audience(audience: object) -> Audience:
    """An audience by its name.

    Raises
    ------
    Refused
        There is no such audience.
    """
    try:
        return Audience(str(audience))
    except ValueError as error:
        raise Refused(f"A session is held with one of: {', '.join(Audience)}.") from error


def checked_stance(stance: object) -> Stance:
    """A stance by its name.

    Raises
    ------
    Refused
        There is no such stance.
    """
    try:
        return Stance(str(stance))
    except ValueError as error:
        raise Refused(f"Feedback {', '.join(Stance)}: choose one of these.") from error


def fields_of(
    kind: type[FeedbackSession] | type[FeedbackEntry], changed: Mapping[str, object]
) -> dict[str, Any]:
    """Fields as they are held: words without outer blanks, tags each once.

    Raises
    ------
    Refused
        There is no field of a name, or a value is none it can have.
    """
    known = {field.name for field in dataclasses.fields(kind)} - OF_THE_STORE
    if unknown := sorted(set(changed) - known):
        raise Refused(f"Feedback has no field {unknown[0]!r}; it has {', '.join(sorted(known))}.")
    plain: dict[str, Any] = {}
    for name, value in changed.items():
        if name == "stance":
            plain[name] = checked_stance(value)
        elif name == "audience":
            plain[name] = checked_audience(value)
        elif name == "tags" and isinstance(value, list | tuple):
            plain[name] = tuple(dict.fromkeys(str(tag).strip() for tag in value))
        else:
            plain[name] = value.strip() if isinstance(value, str) else value
    return plain
