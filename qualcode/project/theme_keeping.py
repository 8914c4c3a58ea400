"""A theme in the store and out of it, and what is checked on the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Codebook, Coder, Kept
from qualcode.model.theme import Status, Theme, ThemeVersion
from qualcode.store import Connection, Writing, coded, people
from qualcode.store.kept import load_one, load_versions, save_kept

KIND = "theme"


def families(book: Codebook, codes: Iterable[str]) -> frozenset[str]:
    """Codes with all letters under them; those the codebook does not have fall out."""
    return frozenset[str]().union(*(book.family(code) for code in codes if code in book))


def load_theme(connection: Connection, id: str) -> Theme:
    """One theme as it stands.

    Raises
    ------
    UnknownItem
        There is none of this id, or it was dropped.
    """
    kept = load_one(connection, KIND, id)
    if kept is None or kept.body is None:
        raise UnknownItem("There is no such theme, or it was dropped; look at the list again.")
    return Theme.of_body(id, kept.body)


def as_version(kept: Kept) -> ThemeVersion:
    """One version of a theme with who wrote it and when."""
    theme = None if kept.body is None else Theme.of_body(kept.key, kept.body)
    return ThemeVersion(kept.id, theme, kept.who, kept.made_at)


def keep_theme(tx: Writing, theme: Theme) -> Theme:
    """Make this the newest version of a theme."""
    people.save_coder(tx, Coder(tx.who))
    save_kept(tx, KIND, theme.id, theme.as_body())
    return theme


def checked_status(status: object) -> Status:
    """A status by its name.

    Raises
    ------
    Refused
        There is no such status.
    """
    try:
        return Status(str(status))
    except ValueError as error:
        raise Refused(f"The status of a theme is one of {', '.join(Status)}.") from error


def plain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as a theme holds them: lists as tuples, each once; words without outer blanks.

    Raises
    ------
    Refused
        A theme has no field of a name, or there is no such status.
    """
    known = {f.name for f in dataclasses.fields(Theme)} - {"id"}
    if unknown := sorted(set(fields) - known):
        raise Refused(f"A theme has no field {unknown[0]!r}; it has {', '.join(sorted(known))}.")
    plain: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "status":
            plain[name] = checked_status(value)
        elif name in ("codes", "evidence", "counter"):
            plain[name] = tuple(dict.fromkeys(value))
        else:
            plain[name] = value.strip() if isinstance(value, str) else value
    return plain


def refuse_overtaken(tx: Writing, id: str, based_on: str, before: Theme, after: Theme) -> None:
    """Refuse where a field that is about to change was changed since the version started from.

    Raises
    ------
    Refused
        Naming the field and who changed it.
    """
    versions = load_versions(tx.connection, KIND, id)
    started = next((v for v in versions if v.id == based_on), versions[0])
    start = Theme.of_body(id, started.body or before.as_body())
    for field in dataclasses.fields(Theme):
        was, now, wanted = (getattr(t, field.name) for t in (start, before, after))
        if wanted != now and now != was:
            raise Refused(
                f"{_changed_by(versions, field.name)} has changed the {field.name} of this theme"
                " meanwhile. Yours is not kept yet: read theirs, then keep yours or let it go."
            )


def _changed_by(versions: Sequence[Kept], name: str) -> str:
    """Who gave a field the value it has in the newest of these versions, newest first."""
    newest, who = versions[0].body or {}, versions[0].who
    for version in versions:
        if version.body is None or version.body.get(name) != newest.get(name):
            break
        who = version.who
    return who


def same_passage(connection: Connection, coding: str, chosen: Iterable[str]) -> set[str]:
    """A coding and those of the chosen ones that stand for the same one today."""
    heir = coded.load_heir(connection, coding)
    ends = {other: coded.load_heir(connection, other) for other in chosen}
    return {coding} | {
        other
        for other, end in ends.items()
        if heir is not None and end is not None and end.id == heir.id
    }
