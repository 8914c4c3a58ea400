"""Finding phrases in text by their lemmas: "sharing information" meets "share information".

How a phrase is written: words are compared by lemma and without regard to case; ``share*`` is any
word that begins so; ``mum/mother/parent`` is any one of these; ``...`` is a gap of up to five
words within the sentence. Hyphens, and small words such as "the", "our" or "more", may stand
between the words of any phrase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.model import Span
from qualcode.text.lemmas import lemmatiser
from qualcode.text.words import Words, read_words

GAP = 5
_SMALL = (
    *("-", "the", "a", "an", "this", "that", "these", "those", "some", "any", "all", "our"),
    *("their", "my", "your", "his", "her", "its", "'s", "more", "very", "really", "quite", "own"),
)
SMALL = frozenset(_SMALL)
MOST_SMALL = 2
STOPS = frozenset((".", "!", "?", ";", "…", "\n", "\n\n"))
_NOT = ("not", "n't", "no", "never", "nobody", "none", "nothing", "without", "hardly", "lack")
NEGATIONS = frozenset((*_NOT, "neither", "nor", "cannot", "rarely", "absence", "stop"))
_MAYBE = ("hope", "maybe", "perhaps", "might", "should", "could", "would", "suppose", "wish")
HEDGES = frozenset((*_MAYBE, "plan", "intend", "aim", "try", "want", "ought"))
BEFORE = 5
_GAPS = re.compile(r"\s(?:\.\.\.|…)\s")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: whose it is, how it is written in the codebook, and where it stands.

    ``negated`` and ``hedged`` tell that a word such as "never" or "hope" stands just before or
    within it: the talk is of its absence, or of what is not there yet.
    """

    key: str
    phrase: str
    span: Span
    negated: bool = False
    hedged: bool = False

    def moved(self, offset: int) -> Hit:
        """The same hit so many characters further on."""
        span = Span(self.span.start + offset, self.span.end + offset)
        return Hit(self.key, self.phrase, span, self.negated, self.hedged)


@dataclass(frozen=True, slots=True)
class _Element:
    """One word of a phrase: lemmas it may be, beginnings it may have, and a gap before it."""

    lemmas: frozenset[str]
    beginnings: tuple[str, ...] = ()
    gap: bool = False

    def meets(self, lemma: str) -> bool:
        return lemma in self.lemmas or bool(self.beginnings and lemma.startswith(self.beginnings))


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    key: str
    phrase: str
    elements: tuple[_Element, ...]
    anchor: int


class PhraseFinder:
    """Looks for the phrases of many keys at once, each from its most telling word outwards."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._patterns = [
            _Pattern(key, phrase, elements, _anchor(elements))
            for key, own in phrases.items()
            for phrase in dict.fromkeys(own)
            if (elements := _elements(phrase))
        ]
        self._literal: dict[str, list[_Pattern]] = defaultdict(list)
        self._begun: list[_Pattern] = []
        for pattern in self._patterns:
            anchor = pattern.elements[pattern.anchor]
            for lemma in anchor.lemmas:
                self._literal[lemma].append(pattern)
            if anchor.beginnings:
                self._begun.append(pattern)
        self._by_lemma: dict[str, tuple[_Pattern, ...]] = {}

    def find(self, text: str, *, offset: int = 0) -> list[Hit]:
        """All hits in a text, in order; spans are moved by ``offset`` characters."""
        return self.find_in(read_words(text), offset=offset)

    def find_in(self, words: Words, *, offset: int = 0) -> list[Hit]:
        """All hits in a text read before, in order; a phrase is found once at a place."""
        lemmas, known = words.lemmas, self._by_lemma
        hits = []
        for at, lemma in enumerate(lemmas):
            patterns = known.get(lemma)
            if patterns is None:
                patterns = known[lemma] = self._anchored(lemma)
            for pattern in patterns:
                place = _extent(lemmas, at, pattern)
                if place is not None:
                    hits.append(_hit(words, place, pattern, offset))
        return sorted(dict.fromkeys(hits), key=lambda hit: (hit.span, hit.key, hit.phrase))

    def _anchored(self, lemma: str) -> tuple[_Pattern, ...]:
        begun = (p for p in self._begun if p.elements[p.anchor].meets(lemma))
        return tuple(dict.fromkeys((*self._literal.get(lemma, ()), *begun)))


@lru_cache(maxsize=65536)
def measure(phrase: str) -> tuple[int, int]:
    """How many words a phrase has, and in how many ways its alternatives can be read.

    Forms of one word are one alternative: "build/built" is no choice.

    >>> measure("share/pass ... information")
    (2, 2)
    """
    elements = _elements(phrase)
    ways = 1
    for element in elements:
        ways *= max(1, len(element.lemmas) + len(element.beginnings))
    return len(elements), ways


@lru_cache(maxsize=8)
def finder_of(phrases: tuple[tuple[str, tuple[str, ...]], ...]) -> PhraseFinder:
    """A finder for these keys and phrases, made once."""
    return PhraseFinder(dict(phrases))


def _elements(phrase: str) -> tuple[_Element, ...]:
    found: list[_Element] = []
    for n, part in enumerate(_GAPS.split(phrase.lower().strip())):
        gap = n > 0
        for written in part.split():
            for element in _written(written):
                found.append(_Element(element.lemmas, element.beginnings, gap and bool(found)))
                gap = False
    return tuple(found)


def _written(word: str) -> list[_Element]:
    """The elements of one written word: several where the tokeniser parts it, as in "don't"."""
    choices = [choice for choice in word.split("/") if choice]
    if not choices:
        return []
    if len(choices) > 1 or word.endswith("*"):
        plain = [c for c in choices if not c.endswith("*")]
        begun = tuple(c.rstrip("*") for c in choices if c.endswith("*") and c.rstrip("*"))
        return [_Element(frozenset(_lemma(c) for c in plain), begun)] if plain or begun else []
    return [_Element(frozenset((t.lemma_,))) for t in lemmatiser()(word) if t.lemma_ != "-"]


def _lemma(word: str) -> str:
    return str(lemmatiser()(word)[0].lemma_)


def _anchor(elements: Sequence[_Element]) -> int:
    """The place of the longest word, which is seldom a common one."""

    def telling(n: int) -> tuple[bool, int, int]:
        shortest = min((len(w) for w in (*elements[n].lemmas, *elements[n].beginnings)), default=0)
        return not elements[n].beginnings, shortest, -n

    return max(range(len(elements)), key=telling)


def _extent(lemmas: Sequence[str], at: int, pattern: _Pattern) -> tuple[int, int] | None:
    """First and last token of the pattern around its anchor, or None."""
    elements = pattern.elements
    last = at
    for element in elements[pattern.anchor + 1 :]:
        found = _next(lemmas, last, element, element.gap, 1)
        if found is None:
            return None
        last = found
    first = at
    for n in range(pattern.anchor - 1, -1, -1):
        found = _next(lemmas, first, elements[n], elements[n + 1].gap, -1)
        if found is None:
            return None
        first = found
    return first, last


def _next(lemmas: Sequence[str], at: int, element: _Element, gap: bool, step: int) -> int | None:
    for far in range(1, (GAP if gap else MOST_SMALL) + 2):
        place = at + step * far
        if not 0 <= place < len(lemmas):
            return None
        lemma = lemmas[place]
        if element.meets(lemma):
            return place
        if lemma in STOPS or not (gap or lemma in SMALL):
            return None
    return None


def _hit(words: Words, place: tuple[int, int], pattern: _Pattern, offset: int) -> Hit:
    first, last = place
    near: set[str] = set(words.lemmas[first : last + 1])
    near -= {w for element in pattern.elements for w in element.lemmas}
    for lemma in reversed(words.lemmas[max(0, first - BEFORE) : first]):
        if lemma in STOPS:
            break
        near.add(lemma)
    return Hit(
        pattern.key,
        pattern.phrase,
        Span(offset + words.starts[first], offset + words.ends[last]),
        negated=not near.isdisjoint(NEGATIONS),
        hedged=not near.isdisjoint(HEDGES),
    )
