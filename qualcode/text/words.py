"""A text read once: its lemmas and where each word stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qualcode.text.lemmas import lemmatiser


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text: lower-case lemmas, and start and end of each in characters."""

    lemmas: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """The lemmas of the words that lie between two characters."""
        return tuple(
            lemma
            for lemma, a, b in zip(self.lemmas, self.starts, self.ends, strict=True)
            if start <= a and b <= end
        )


@lru_cache(maxsize=4096)
def read_words(text: str) -> Words:
    """The words of a text; a text read lately is not read again."""
    doc = lemmatiser()(text)
    read = [(token.lemma_, token.idx, token.idx + len(token)) for token in doc]
    lemmas, starts, ends = zip(*read, strict=True) if read else ((), (), ())
    return Words(lemmas, starts, ends)
