"""Words as the search for names sees them: chunks of talk, their words, and words folded."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qualcode.text.names_model import function_words
from qualcode.text.names_stop import STOP

# A full stop joins single letters ("d.o.b") and parts words ("there.Then"). Accents may stand by
# themselves, behind their letter.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:(?:['’\-]|(?<![^\W\d_]{{2}})\.)(?=[^\W\d_]){_LETTERS})*")
_LABEL = re.compile(r"^[ \t]*(?:\[?[\d:.,\s]+\]?[ \t]*)?([^\n:]{1,40}):(?=[ \t]|$)", re.MULTILINE)
_BROKEN = re.compile(r"([^\W\d_]+)-?[ \t]*\n[ \t]*([^\W\d_]+)")
_BEGINS = re.compile(r"[.!?…:;“\"‘(\[]|(?:^|\s)['’]|\s[-–—]")
_PARTING = re.compile(r"\n[ \t]*\n+")
_POSSESSIVE = re.compile(r"['’](?:s|ll|ve|re|d|m)?$", re.IGNORECASE)
_SINGLE = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "ß": "s", "ð": "d", "þ": "t"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, as written without a possessive, and folded.

    ``first`` says that a sentence begins with it, so that its capital letter tells nothing.
    """

    start: int
    end: int
    said: str
    plain: str
    first: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital letter."""
        return self.said[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is written in capital letters throughout, as abbreviations are."""
        return len(self.said) > 1 and self.said.rstrip("s").isupper()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of talk the model reads at once; ``text`` has blanks for line ends."""

    start: int
    text: str


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in small letters, without accents and apostrophes.

    >>> fold("O’Brien"), fold("Łukasz"), fold("Siân")
    ('obrien', 'lukasz', 'sian')
    """
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(_SINGLE.get(c, c) for c in letters if c.isalpha() or c == "-")


@lru_cache(maxsize=256)
def words_of(chunk: Chunk) -> tuple[Word, ...]:
    """The words of a chunk; places are those of the whole text."""
    found: list[Word] = []
    text, at = chunk.text, 0
    for match in _WORD.finditer(text):
        between = text[at : match.start()]
        first = not found or bool(_BEGINS.search(between))
        said = match.group()
        bare = _POSSESSIVE.sub("", said)
        found.append(
            Word(
                chunk.start + match.start(),
                chunk.start + match.start() + len(bare),
                bare,
                fold(bare),
                first,
            )
        )
        at = match.end()
    return tuple(found)


def labels_of(text: str) -> list[tuple[int, int]]:
    """Where speakers' labels stand: at a line's beginning, before a colon, and more than once,
    or in words such as "Interviewer" or "P07"."""
    every = list(_LABEL.finditer(text))
    often = Counter(match.group(1).strip() for match in every)
    return [
        match.span(1)
        for match in every
        if often[match.group(1).strip()] > 1 or _usual(match.group(1).strip())
    ]


def chunks_of(text: str, labels: list[tuple[int, int]]) -> Iterator[Chunk]:
    """The text between labels and between paragraphs, with every place where it was."""
    cuts = {0, len(text)}
    cuts.update(match.end() for match in _PARTING.finditer(text))
    plain = list(text.replace("\n", " ").replace("’", "'").replace("‘", "'"))
    for start, end in labels:
        cuts.add(start)
        after = min(end + 1, len(text))
        cuts.add(after)
        plain[start:after] = " " * (after - start)
    whole, edges = "".join(plain), sorted(cuts)
    for start, end in pairwise(edges):
        if whole[start:end].strip():
            yield Chunk(start, whole[start:end])


def parts_of(text: str) -> set[str]:
    """Every word of a text, folded, and every part of words with hyphens.

    >>> sorted(parts_of("Anne-Marie’s mum"))
    ['anne', 'anne-marie', 'annemarie', 'marie', 'mum']
    """
    found: set[str] = set()
    for match in _WORD.finditer(text):
        plain = fold(_POSSESSIVE.sub("", match.group()))
        found |= {plain, plain.replace("-", ""), *plain.split("-")}
    for match in _BROKEN.finditer(text):
        found.add(fold(match.group(1) + match.group(2)))
    return found


def is_function(word: str) -> bool:
    """Whether a word in small letters holds a sentence together, such as "will" and "an"."""
    return word in function_words()


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word begins a sentence, so that its capital letter tells nothing."""
    before = text[:at].rstrip()
    return not before or bool(re.search(r"[.!?…:][\"”’')\]]*$", before))


def _usual(label: str) -> bool:
    words = [fold(word) for word in label.split()]
    return bool(re.fullmatch(r"[A-Z]{1,4}\s?\d{1,3}|[A-Z]{1,3}", label)) or bool(
        words and all(word in STOP for word in words if word)
    )
