"""What the page of names shows: proposals in their context, and the words in use."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.model import Span
from qualcode.model.names import Replacement
from qualcode.project.pseudonyms_names import may_be_one
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
    like
        Whether a name written otherwise has these words already, so that it is to be asked
        whether both are the same person.
    others
        Further words, of other people who are called so too.
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
    like: bool = False
    others: tuple[str, ...] = ()


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


def ordinary(words: str) -> bool:
    """Whether what somebody calls a name is an ordinary word too, so that places differ.

    >>> ordinary("May"), ordinary("May Rowbotham"), ordinary("Keith")
    (True, False, False)
    """
    from qualcode.text.names_model import in_dictionary
    from qualcode.text.names_words import fold

    return len(words.split()) == 1 and in_dictionary(fold(words.strip()))


def in_context(
    transcript: str, text: str, found: Iterable[Found], words_for: Words
) -> list[NameProposal]:
    """Proposals with what stands around them."""
    found = list(found)
    names = [text[one.start : one.end] for one in found]
    for one, name in zip(found, names, strict=True):
        words_for.meet(one.kind, name)
    made = []
    for one, name in zip(found, names, strict=True):
        may_be = words_for.may_be(one.kind, name)
        proposal = NameProposal(
            transcript,
            Span(one.start, one.end),
            name,
            one.kind,
            one.by,
            one.sure,
            # A first name that two people here have is decided place by place.
            one.ambiguous or len(may_be) > 1,
            may_be[0],
            _flat(text[max(0, one.start - AROUND) : one.start]),
            _flat(text[one.end : one.end + AROUND]),
            words_for.had_by_like(one.kind, name, may_be[0]),
            tuple(may_be[1:]),
        )
        made.append(proposal)
    return made


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)


class Words:
    """Which words a name gets: those it has already, those of a like name, or new ones."""

    def __init__(self, used: Iterable[tuple[str, str, str, str]]) -> None:
        """``used``: (name as written, its group, its kind, the words in its place)."""
        self._names: dict[tuple[str, str], list[str]] = {}  # (kind, words) -> names written so
        for name, _, kind, instead in used:
            self._names.setdefault((kind, instead), []).append(name)
        self._kept = {key: frozenset(names) for key, names in self._names.items()}
        self._taken = {instead.casefold() for _, instead in self._names}

    def meet(self, kind: str, name: str) -> None:
        """Find words for a name, new ones where it is like none that was met before."""
        usual = USUAL.get(kind, "name #")
        if "#" not in usual:
            return
        known = self._like(kind, name)
        if not known:
            n = 1
            while usual.replace("#", str(n)) in self._taken:
                n += 1
            known = [usual.replace("#", str(n))]
            self._taken.add(known[0])
        own = self._names.setdefault((kind, known[0]), [])
        # "Denise" alone tells nothing of which Denise has these words.
        if name not in own and len(known) == 1:
            own.append(name)

    def may_be(self, kind: str, name: str) -> list[str]:
        """The words of all whom a name met may mean, the likeliest first; always at least one."""
        usual = USUAL.get(kind, "name #")
        return self._like(kind, name) if "#" in usual else [usual]

    def had_by_like(self, kind: str, name: str, instead: str) -> bool:
        """Whether words are in use in the study, but not for this name as it is written."""
        kept = self._kept.get((kind, instead), frozenset())
        written = {one.casefold() for one in kept}
        return kind not in COMMON and bool(kept) and name.casefold() not in written

    def _like(self, kind: str, name: str) -> list[str]:
        """Words of this very name first, then those of like names."""
        own = [(k, names) for k, names in self._names.items() if k[0] == kind]
        wanted = name.casefold()
        exact = [k[1] for k, names in own if any(wanted == one.casefold() for one in names)]
        like = [k[1] for k, names in own if k[1] not in exact and may_be_one(name, names)]
        return [*exact, *like]


def free_of(text: str, found: Iterable[Found], decided: Sequence[Replacement]) -> list[Found]:
    """Finds at places nobody has decided about, and what a decided place leaves of a longer one:
    a surname that was added beside a replaced first name."""
    taken = sorted((one.span.start, one.span.end) for one in decided)
    free, n = [], 0
    for one in sorted(found):
        while n < len(taken) and taken[n][1] <= one.start:
            n += 1
        if one.kind in COMMON and any(_within(span, one) for span in taken[n:]):
            # A name was replaced in an address or number: the whole of it is to be decided anew.
            free.append(one)
            continue
        at, m = one.start, n
        while m < len(taken) and taken[m][0] < one.end:
            free += _rest_of(text, one, at, taken[m][0])
            at, m = max(at, taken[m][1]), m + 1
        free += [one] if m == n else _rest_of(text, one, at, one.end)
    return free


def _within(span: tuple[int, int], one: Found) -> bool:
    """Whether a decided place is a part of a find."""
    start, end = span
    return one.start <= start and end <= one.end and end - start < one.end - one.start


def _rest_of(text: str, one: Found, start: int, end: int) -> list[Found]:
    """What of a find is a name of its own between two places: words with a capital, no title."""
    from qualcode.text.names_cues import TITLES
    from qualcode.text.names_model import in_dictionary
    from qualcode.text.names_words import fold

    words = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*", text[start:end])
        if match[0][0].isupper()
        and (plain := fold(match[0])) not in TITLES
        # "Primary School" beside a replaced name tells nobody who is meant.
        and (one.kind == "person" or not in_dictionary(plain))
    ]
    if not words:
        return []
    return [dataclasses.replace(one, start=words[0][0], end=words[-1][1], sure=False)]
