"""A code's own fields: what may stand in them, and how they are changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qualcode.errors import Refused
from qualcode.model.codebook import Code, Codebook
from qualcode.model.respondents import fold

LONGEST_NAME, LONGEST_PHRASE, LONGEST_TEXT = 400, 300, 5000
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Controls, zero-width blanks and marks that turn the direction of writing; but not the joiners,
# which Urdu and Persian words and some emoji need.
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
FIELDS = {
    "name": "name",
    "definition": "definition",
    "include_when": "use it when",
    "exclude_when": "leave it out when",
    "confused_with": "easily confused with",
    "examples": "examples",
    "cues": "how people say it",
    "colour": "colour",
}
PHRASES = ("cues", "examples")
RULES = ("include_when", "exclude_when")


def edited(book: Codebook, id: str, **fields: object) -> Codebook:
    """The codebook with some of a code's fields changed; those of `FIELDS` can be.

    Raises
    ------
    UnknownCode, Refused
        There is no such code, or one under ``confused_with``; a field cannot be changed or holds
        what it cannot; nothing would change.
    """
    code = book[id]
    for field in fields:
        if field not in FIELDS:
            raise Refused(f"A code has no field {field!r} to edit; it has {', '.join(FIELDS)}.")
    after = replace(code, **{f: _checked(book, id, f, value) for f, value in fields.items()})  # type: ignore[arg-type]
    if after == code:
        raise Refused("Nothing was changed; change something first.")
    return with_code(book, after)


def _checked(book: Codebook, id: str, field: str, value: object) -> object:
    if field == "colour":
        return checked_colour(str(value) if value else None)
    if field in ("name", "definition"):
        text = str(value or "").strip()
        return checked_name(text) if field == "name" else _checked_text(text)
    lines: Iterable[str] = value.splitlines() if isinstance(value, str) else value  # type: ignore[assignment]
    kept = [line.strip() for line in lines if line.strip()]
    if field == "confused_with":
        if id in kept:
            raise Refused(f"{id} cannot be confused with itself; name other codes.")
        return tuple(dict.fromkeys(book[other].id for other in kept))
    there: tuple[str, ...] = getattr(book[id], field)
    # What came with a file may be longer than what is taken now; it stays as long as it is kept.
    checked = phrase if field in PHRASES else _checked_text
    kept = [line if line in there else checked(line) for line in kept]
    first: dict[str, str] = {}
    for line in kept:
        first.setdefault(fold(line), line)
    return tuple(first.values())


def _checked_text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused(f"That is {len(text)} characters; a rule has at most {LONGEST_TEXT}.")
    return text


def phrase(words: str) -> str:
    """A cue or an example as it is kept: trimmed, its line breaks made blanks.

    Raises
    ------
    Refused
        Nothing is left, or more than 300 characters.
    """
    kept = " ".join(words.split())
    if not kept:
        raise Refused("There are no words in it; pick or write some.")
    if len(kept) > LONGEST_PHRASE:
        raise Refused(
            f"That is {len(kept)} characters; a cue or an example has at most {LONGEST_PHRASE}."
        )
    return kept


def with_phrase(book: Codebook, id: str, field: str, words: str) -> Codebook:
    """The codebook with one more cue or example; ``field`` is ``cues`` or ``examples``.

    Raises
    ------
    UnknownCode, Refused
        There is no such code; the words are empty, too long or there already.
    """
    code, kept = book[id], phrase(words)
    there: tuple[str, ...] = getattr(code, field)
    if fold(kept) in map(fold, there):
        raise Refused(f"The code {id} has these words already.")
    return with_code(book, replace(code, **{field: (*there, kept)}))  # type: ignore[arg-type]


def with_code(book: Codebook, code: Code) -> Codebook:
    """The codebook with the code of this id put in its place."""
    return replace(book, codes=tuple(code if c.id == code.id else c for c in book))


def checked_name(name: str) -> str:
    """A code's name without outer blanks or line breaks.

    Raises
    ------
    Refused
        It is empty or very long, or holds a character that cannot be seen: two names would look
        alike, or one would read backwards.
    """
    name = " ".join(name.split())
    if _UNSEEN.search(name):
        raise Refused(
            "A code's name holds a character that cannot be seen; type the name instead of pasting"
            " it."
        )
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"A code's name has 1 to {LONGEST_NAME} characters; write another.")
    return name


def checked_colour(colour: str | None) -> str | None:
    """A colour written like ``#1b9e77``, or None.

    Raises
    ------
    Refused
        It is written otherwise.
    """
    if colour is not None and not COLOUR.fullmatch(colour):
        raise Refused("A colour is written like #1b9e77; choose one, or leave it to qualcode.")
    return colour
