"""What one person said, so that it can be taken out of what others wrote, and looked for."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# Shorter phrases are said by many people and give nobody's words away.
FEWEST_WORDS = 4
LONG_WORD = 8
PLACEHOLDER = "[withdrawn]"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LETTERS = re.compile(r"[^\W\d_]+")

Phrase = tuple[str, ...]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(_folded(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def phrases_of(text: str, length: int = FEWEST_WORDS) -> Iterator[tuple[Phrase, int, int]]:
    """Every four words of a text that follow each other, or as many as ``length``, and where."""
    words = _words(text)
    for n in range(len(words) - length + 1):
        run = words[n : n + length]
        yield tuple(word for word, _, _ in run), run[0][1], run[-1][2]


def long_words(text: str) -> set[str]:
    """The words of eight letters or more, in small letters.

    >>> sorted(long_words("Thresholds, SAFEGUARDING and trust"))
    ['safeguarding', 'thresholds']
    """
    return {w for m in _LETTERS.finditer(text) if len(w := m[0].lower()) >= LONG_WORD}


@dataclass
class Said:
    """What one person said and nobody else did: phrases of four words, each as it stands in the
    text, and long words.
    """

    phrases: dict[Phrase, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, own: Iterable[str]) -> Said:
        """What stands in these stretches of talk."""
        made = cls()
        for text in own:
            made.phrases.update((phrase, text[a:b]) for phrase, a, b in phrases_of(text))
            made.words |= long_words(text)
        return made

    def without(self, text: str) -> None:
        """Take out what others said as well."""
        for phrase, _, _ in phrases_of(text):
            self.phrases.pop(phrase, None)
        self.words -= long_words(text)

    def cut(self, text: str) -> str:
        """A text with `PLACEHOLDER` where four or more words of this person follow each other.

        >>> Said.of(["We argue about thresholds all day."]).cut("P: we argue about thresholds!")
        'P: [withdrawn]!'
        """
        for start, end in reversed(self._stretches(text)):
            text = text[:start] + PLACEHOLDER + text[end:]
        return text

    def standing_in(self, text: str) -> list[str]:
        """The stretches of a text that are this person's words, four or more in a row.

        >>> Said.of(["We argue about thresholds."]).standing_in("No. We argue about thresholds!")
        ['We argue about thresholds']
        """
        return [text[start:end] for start, end in self._stretches(text)]

    def _stretches(self, text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for phrase, start, end in phrases_of(text):
            if phrase in self.phrases:
                if found and start <= found[-1][1]:
                    start = found.pop()[0]
                found.append((start, end))
        return found

    def holds(self, text: str) -> bool:
        """Whether four words of this person follow each other in a text."""
        return any(phrase in self.phrases for phrase, _, _ in phrases_of(text))


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text of the same length, with a placeholder at these places; line ends stay.

    Every offset into the rest of the text stays right.

    >>> blanked("Ana: We share news.\\nBo: No.", [(5, 19)])
    'Ana: [withdrawn]...\\nBo: No.'
    """
    for start, end in spans:
        filled = PLACEHOLDER.ljust(end - start, ".")[: end - start]
        kept = [
            old if old.isspace() and old != " " else new
            for old, new in zip(text[start:end], filled, strict=True)
        ]
        text = text[:start] + "".join(kept) + text[end:]
    return text


def markers(said: Said, kept: Iterable[str], most: int = 50) -> tuple[str, ...]:
    """What to look for in bytes, in small letters: long words only this person said, the longest
    first, and where these are few, four words in a row. None stands in what is kept.
    """
    left, phrases = set(said.words), set[str]()
    if len(left) < most:
        rows = {words.lower() for words in said.phrases.values()}
        rows = {one for one in rows if one.isprintable() and '"' not in one and "\\" not in one}
        phrases = set(sorted(rows, key=lambda one: (-len(one), one))[: 2 * most])
    for text in kept:
        left -= long_words(text)
        if phrases:
            small = text.lower()
            phrases = {one for one in phrases if one not in small}
    found = sorted(left, key=lambda one: (-len(one), one))
    return tuple([*found, *sorted(phrases, key=lambda one: (-len(one), one))][:most])


def written_so(word: str) -> tuple[bytes, ...]:
    """A word's bytes in UTF-8, UTF-16 of both orders and as JSON escapes it.

    Latin letters are small ones, to be looked for in bytes made small; of others every case is
    there.
    """
    cases = dict.fromkeys((word, word.upper(), word.capitalize()))
    codecs = ("utf-8", "utf-16-le", "utf-16-be")
    found = [case.encode(codec, "surrogatepass").lower() for case in cases for codec in codecs]
    found += [json.dumps(case)[1:-1].encode().lower() for case in cases]
    return tuple(dict.fromkeys(found))
