"""Words the sentences of the news share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

SHOWN, SHORT = 6, 90
Made = TypeVar("Made")


def many(n: int, one: str, several: str | None = None) -> str:
    """A number with its noun.

    >>> many(1, "item"), many(1200, "item")
    ('1 item', '1,200 items')
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words in a row.

    >>> listed(["2 agree", "1 question", "1 disagree"])
    '2 agree, 1 question and 1 disagree'
    """
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def short(text: str) -> str:
    r"""The beginning of a text, on one line.

    >>> short("We  argue\nabout thresholds."), len(short("Said " * 30)) <= SHORT + 2
    ('We argue about thresholds.', True)
    """
    text = " ".join(text.split())
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def ended(words: str) -> str:
    """A sentence with one mark at its end.

    >>> ended("Ruth wrote the theme “Who …”"), ended("Said so."), ended("Ruth changed it")
    ('Ruth wrote the theme “Who …”', 'Said so.', 'Ruth changed it.')
    """
    return words if words.rstrip("”").endswith("…") else words.rstrip(".") + "."


def day(iso: str) -> str:
    """A date as people write it.

    >>> day("2026-06-03")
    '3 June 2026'
    """
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {when:%B %Y}"


def first(lines: Sequence[Made], rest: Callable[[int], Made]) -> Iterator[Made]:
    """The first few lines, and one for how many more there are."""
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield rest(len(lines) - SHOWN)
