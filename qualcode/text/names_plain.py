"""A quick look at words about to leave: lists and shapes alone, without the model.

It finds less than `find_names`, and what it finds is nearly always a name, so that a person can
look through all of it before a file leaves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from qualcode.text.names_bodies import bodies, towns
from qualcode.text.names_cues import TITLES
from qualcode.text.names_found import Found
from qualcode.text.names_given import GIVEN
from qualcode.text.names_model import Read, in_dictionary
from qualcode.text.names_numbers import kept_apart, numbers
from qualcode.text.names_people import people
from qualcode.text.names_places import PLACES
from qualcode.text.names_stop import STOP
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_words import Chunk, fold, words_of

_BRACKETS = re.compile(r"\[[^\[\]\n]*\]")
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHAPES = re.compile(r"\d{2}|[A-Z]\d|@|\bdot\b|\boh\b[ ,-]|\b(?:dob|born|ext)\b", re.IGNORECASE)
_LOWER = re.compile(
    r"\b(?:mr|mrs|ms|dr)\b|\b(?:called|named|name[’']?s)\s|\b(?:road|street|estate)\b"
)
_TOWNS = frozenset(word for place in PLACES for word in place.split())
_NOTHING = Read()


def plain_names(texts: Iterable[str]) -> dict[tuple[str, str], int]:
    """What in these texts looks like a name: (words, kind) -> how often, in the order met.

    Words in square brackets stand in place of others and are passed over.
    """
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found.update(_found_in(text))
    return dict(found)


# A file is often made anew with the same quotes.
@lru_cache(maxsize=32768)
def _found_in(text: str) -> tuple[tuple[str, str], ...]:
    bare = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    if not _may_hold(bare):
        return ()
    return tuple((" ".join(bare[one.start : one.end].split()), one.kind) for one in _finds(bare))


def _may_hold(text: str) -> bool:
    """Whether a text holds a figure, an address, or a word that may be a name."""
    if _SHAPES.search(text):
        return True
    return any(_may_be(word) for word in set(_CAPITALS.findall(text))) or bool(_LOWER.search(text))


@lru_cache(maxsize=65536)
def _may_be(word: str) -> bool:
    plain = fold(word.split("'")[0].split("’")[0])
    if plain in TITLES or plain == "st" or fold(word) in SURNAMES:
        return True
    parts = plain.split("-")
    if any(part in GIVEN or part in SURNAMES for part in parts):
        return True
    if plain in STOP:
        return False
    return not in_dictionary(plain) or plain in _TOWNS


def _finds(text: str) -> list[Found]:
    chunk = Chunk(0, text.replace("\n", " ").replace("’", "'").replace("‘", "'"))
    words = words_of(chunk)
    found = numbers(text) if _SHAPES.search(text) else []
    if any(word.capital for word in words):
        lower = frozenset(word.plain for word in words if word.said.islower())
        found += sorted(bodies(chunk, lower), key=lambda one: one.start - one.end)
        found += towns(chunk)
        found += (one for one in people(chunk, _NOTHING, lower) if not one.ambiguous)
    return kept_apart(found)


def known_as(word: str) -> str:
    """By what a find is known again, whatever its capitals and accents.

    >>> known_as("Siân’s"), known_as("Mrs  Ahmed")
    ('sians', 'mrs ahmed')
    """
    return " ".join(fold(part) or part for part in word.split())
