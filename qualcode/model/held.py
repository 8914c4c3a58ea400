"""All that a study holds on one participant, laid out for that person to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.erased import FEWEST_WORDS, Phrase, phrases_of

# In what somebody wrote at length: so many words in a row are a quote, fewer may be chance.
QUOTED = 6
OTHERS = "[somebody else’s words]"


@dataclass(frozen=True)
class HeldLine:
    """One thing held: ``label`` says what it is and when, ``words`` what stands in it.

    ``source`` is the id of the text the words are from; empty for what people wrote.
    """

    label: str
    words: str = ""
    source: str = ""


@dataclass(frozen=True)
class HeldPart:
    """Things of one kind, with a sentence on what they are."""

    title: str
    note: str
    lines: tuple[HeldLine, ...]


@dataclass(frozen=True)
class Held:
    """Everything a study holds on one participant, at one moment (UTC, ISO 8601).

    Parts without anything in them are left out. ``beyond`` says what a study cannot know, in
    sentences.
    """

    participant: str
    study: str
    at: str
    parts: tuple[HeldPart, ...]
    beyond: tuple[str, ...] = ()

    @property
    def things(self) -> int:
        """How many things are held, in all parts."""
        return sum(len(part.lines) for part in self.parts)


@dataclass(frozen=True)
class OthersWords:
    """What other people said and this one did not, to be left out of what is handed to this one.

    ``runs`` are so many words in a row as `QUOTED` says, or all of a text that has fewer.
    """

    runs: frozenset[Phrase] = frozenset()

    @classmethod
    def standing_in(
        cls, written: Iterable[str], others: Iterable[str], own: Iterable[str]
    ) -> OthersWords:
        """Those of the others' words that stand in what people wrote."""
        wanted = {phrase for text in written for phrase, _, _ in _runs(text)}
        lengths = {len(phrase) for phrase in wanted}
        found: set[Phrase] = set()
        for text in others if wanted else ():
            for length in lengths:
                found |= wanted.intersection(p for p, _, _ in phrases_of(text, length))
        for text in own if found else ():
            for length in lengths:
                found.difference_update(p for p, _, _ in phrases_of(text, length))
        return cls(frozenset(found))

    def cut(self, text: str) -> str:
        """A text with `OTHERS` where it quotes them.

        >>> others = OthersWords.standing_in(["So: we ring the desk every single day, he said."],
        ...     ["We ring the desk every single day."], [])
        >>> others.cut("So: we ring the desk every single day, he said.")
        'So: [somebody else’s words], he said.'
        """
        gone: list[tuple[int, int]] = []
        for phrase, start, end in _runs(text) if self.runs else ():
            if phrase in self.runs:
                if gone and start <= gone[-1][1]:
                    start = gone.pop()[0]
                gone.append((start, end))
        for start, end in reversed(gone):
            text = text[:start] + OTHERS + text[end:]
        return text


def _runs(text: str) -> list[tuple[Phrase, int, int]]:
    """Every six words in a row; of a text of four or five words, all of them."""
    for length in range(QUOTED, FEWEST_WORDS - 1, -1):
        if found := list(phrases_of(text, length)):
            return found
    return []
