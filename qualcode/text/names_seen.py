"""A stretch of talk as the rules for people see it: its words, and what the model saw in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.text.names_model import Read
from qualcode.text.names_words import Chunk, Word


@dataclass(frozen=True, slots=True)
class Seen:
    """A chunk with what is known of it: its words, what the model saw, words in small letters."""

    chunk: Chunk
    words: Sequence[Word]
    read: Read
    lower: frozenset[str]

    def between(self, n: int) -> str:
        """What stands between a word and the next."""
        start = self.chunk.start
        return self.chunk.text[self.words[n].end - start : self.words[n + 1].start - start]

    def before(self, n: int, least: int = 1) -> str:
        """The word so many before, folded; empty where the chunk begins."""
        return self.words[n - least].plain if n >= least else ""

    def after(self, n: int) -> str:
        """The next word of the sentence, folded; empty where it ends."""
        if n + 1 == len(self.words) or self.words[n + 1].first:
            return ""
        return self.words[n + 1].plain

    def rest(self, n: int) -> str:
        """What stands after a word, up to the chunk's end."""
        return self.chunk.text[self.words[n].end - self.chunk.start :]

    def kind_seen(self, word: Word) -> str:
        """For what the model takes a word, empty where for nothing."""
        at, end = word.start - self.chunk.start, word.end - self.chunk.start
        for one in self.read.seen:
            if one.start < end and at < one.end:
                return one.kind
        return ""

    def past(self, n: int) -> bool:
        """Whether the model takes a word for a verb of the past."""
        return n < len(self.words) and self.words[n].start - self.chunk.start in self.read.past

    def proper(self, word: Word) -> bool:
        """Whether the model tags a word as a name."""
        return word.start - self.chunk.start in self.read.proper
