"""What the page of names shows: proposals in their context, and the words in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model import Span
from qualcode.model.names import Replacement
from qualcode.text.names_found import Found

AROUND = 90
# What stands in place of a name of a kind where nobody has written other words; # is a number.
USUAL = {
    "person": "person #",
    "place": "place #",
    "school": "school #",
    "organisation": "organisation #",
    "address": "address #",
    "email": "e-mail address",
    "phone": "telephone number",
    "nhs number": "NHS number",
    "ni number": "National Insurance number",
    "postcode": "postcode",
    "date of birth": "date of birth",
    "case reference": "case reference",
    "vehicle": "car registration",
}
# Of these every number gets the same words: nobody is followed through the study by them.
COMMON = frozenset(kind for kind, words in USUAL.items() if "#" not in words)


@dataclass(frozen=True)
class NameProposal:
    """A place that looks like a name and that nobody has decided about yet.

    Attributes
    ----------
    words
        What stands there.
    kind, by, sure, ambiguous
        As for `qualcode.text.names.Found`.
    instead
        What the aid would put there, without brackets: the words this name has already, or new.
    lead, rest
        What is said just before and just after it.
    """

    transcript: str
    span: Span
    words: str
    kind: str
    by: str
    sure: bool
    ambiguous: bool
    instead: str
    lead: str
    rest: str


@dataclass(frozen=True)
class Pseudonym:
    """Words in use in place of a name, with how many places of how many transcripts have them."""

    group: str
    instead: str
    kind: str
    places: int
    transcripts: int


@dataclass(frozen=True)
class Renamed:
    """What an act on names did.

    Attributes
    ----------
    places, transcripts
        How many places of how many transcripts were decided.
    waiting
        How many places may be the same name and wait for a look of their own: ordinary words, and
        other people who may have the name too.
    """

    places: int
    transcripts: int
    waiting: int = 0


def in_context(
    transcript: str, text: str, found: Iterable[Found], words_for: Words
) -> list[NameProposal]:
    """Proposals with what stands around them."""
    return [
        NameProposal(
            transcript,
            Span(one.start, one.end),
            text[one.start : one.end],
            one.kind,
            one.by,
            one.sure,
            one.ambiguous,
            words_for.next(one.kind, text[one.start : one.end]),
            _flat(text[max(0, one.start - AROUND) : one.start]),
            _flat(text[one.end : one.end + AROUND]),
        )
        for one in found
    ]


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)


class Words:
    """Which words a name gets: those it has already, those of a like name, or new ones."""

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        """``known``: a name as written -> its kind and the words in its place."""
        self._known = dict(known)
        self._used = {instead.casefold() for _, instead in known.values()}

    def next(self, kind: str, name: str) -> str:
        """The words for a name; asked again for the same name they are the same."""
        from qualcode.text.names_places_of import same_name

        usual = USUAL.get(kind, "name #")
        if "#" not in usual:
            return usual
        for known, (of, instead) in self._known.items():
            if of == kind and same_name(known, name):
                self._known.setdefault(name, (kind, instead))
                return instead
        n = 1
        while usual.replace("#", str(n)) in self._used:
            n += 1
        made = usual.replace("#", str(n))
        self._used.add(made)
        self._known[name] = (kind, made)
        return made


def free_of(found: Iterable[Found], decided: Sequence[Replacement]) -> list[Found]:
    """Finds at places nobody has decided about."""
    taken = sorted((one.span.start, one.span.end) for one in decided)
    free, n = [], 0
    for one in sorted(found):
        while n < len(taken) and taken[n][1] <= one.start:
            n += 1
        if n == len(taken) or taken[n][0] >= one.end:
            free.append(one)
    return free
