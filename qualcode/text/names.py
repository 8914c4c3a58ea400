"""Finding what may tell who somebody is: names of people and places, numbers, addresses.

An aid, never a judge: every find is shown to a person in its place. It works by a small English
model, by lists, by the words around, and by looking for each name found once in every form it may
take in the whole text. No connection is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from qualcode.text.names_bodies import bodies, saints, towns
from qualcode.text.names_capitals import capitals
from qualcode.text.names_cues import TITLES
from qualcode.text.names_found import KINDS, Found
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_model import in_dictionary, read_chunks
from qualcode.text.names_numbers import numbers
from qualcode.text.names_people import people
from qualcode.text.names_small import small_among, with_capitals
from qualcode.text.names_spread import spread
from qualcode.text.names_stop import STOP
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_words import chunks_of, fold, labels_of, words_of

__all__ = ["KINDS", "Found", "find_names"]

_WORDS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")


def find_names(text: str, known: Sequence[str] = (), *, everywhere: bool = True) -> list[Found]:
    """What in a text may tell who somebody is, in order and without overlaps.

    Places are code points of the text. The model reads a text once: asked again, also with other
    people known, the answer comes at once.

    Parameters
    ----------
    known : names to look for in every form: whole, first name or surname alone, short forms, in
        small letters, over a line's end, with a typing error
    everywhere : whether a name found once is looked for in the whole text in the same forms
    """
    found, small = _first_finds(text)
    more = spread(text, found if everywhere else (), known, small)
    return _settled(text, [*found, *more])


@lru_cache(maxsize=256)
def _first_finds(text: str) -> tuple[tuple[Found, ...], tuple[tuple[int, int], ...]]:
    """What is found by its own place alone; and the stretches typed without capitals."""
    labels = labels_of(text)
    typed = list(chunks_of(text, labels))
    without = small_among(typed)
    small = tuple(
        (chunk.start, chunk.start + len(chunk.text))
        for chunk, one in zip(typed, without, strict=True)
        if one
    )
    chunks = [
        with_capitals(chunk) if one else chunk for chunk, one in zip(typed, without, strict=True)
    ]
    lower = frozenset(
        word.plain for chunk in chunks for word in words_of(chunk) if word.said.islower()
    )
    found = [*numbers(text), *_labelled(text, labels)]
    for chunk, read in zip(chunks, read_chunks([chunk.text for chunk in chunks]), strict=True):
        named = [*bodies(chunk, lower), *saints(chunk), *towns(chunk)]
        named += people(chunk, read, lower)
        taken = {w.start for w in words_of(chunk) if any(f.start <= w.start < f.end for f in named)}
        found += [*named, *capitals(chunk, read, lower, taken)]
    return tuple(_settled(text, found)), small


def _labelled(text: str, labels: list[tuple[int, int]]) -> list[Found]:
    """Speakers' labels that are names."""
    found = []
    for start, end in labels:
        label = text[start:end]
        words = [fold(word) for word in label.split()]
        if any(w in GIVEN | SURNAMES and w not in STOP for w in words) or not all(
            w in STOP or w in WORDLIKE or in_dictionary(w) or len(w) < 3 for w in words
        ):
            inner = label.strip()
            at = start + label.index(inner)
            found.append(Found(at, at + len(inner), "person", "speaker's label", True))
    return found


def _settled(text: str, found: list[Found]) -> list[Found]:
    """Of finds that overlap the weightiest: numbers, then the longer, then the surer.

    What stands over of a name is kept, so that no half of it is lost.
    """
    names = ("person", "place", "school", "organisation", "address")

    def weight(one: Found) -> tuple[bool, int, bool, int]:
        return (one.kind in names, one.start - one.end, not one.sure, one.start)

    kept: list[Found] = []
    taken = bytearray(len(text))
    for one in sorted(found, key=weight):
        if not any(taken[one.start : one.end]):
            rest = [one]
        elif one.kind in names:
            rest = list(_rest(text, one, taken))
        else:
            continue
        for part in rest:
            taken[part.start : part.end] = b"\1" * (part.end - part.start)
            kept.append(part)
    return sorted(kept)


def _rest(text: str, one: Found, taken: bytearray) -> Iterator[Found]:
    """The words of a find that no other has taken."""
    for match in _WORDS.finditer(text, one.start, one.end):
        start, end = match.span()
        if not any(taken[start:end]) and fold(match.group()) not in STOP | TITLES:
            yield replace(one, start=start, end=end)
