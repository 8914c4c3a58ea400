"""Random corrections of a text in which every character is known: for tests of re-anchoring."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

INSERTED = (
    "as far as I remember",
    "and she said, “not yet”",
    "yes",
    "I think that",
    "👩‍👩‍👧 the family",
    "a cafe\u0301 on the corner, 𝒜",
    "we share news every week and the health visitor comes in on a Tuesday",
)
FOUND_IN = Path(__file__).parents[2] / "transcripts"


@dataclass
class Text:
    """A text as characters, each with a number of its own; None where it is new."""

    chars: list[tuple[str, int | None]]

    @classmethod
    def of(cls, words: str) -> Text:
        return cls([(c, n) for n, c in enumerate(words)])

    def __str__(self) -> str:
        return "".join(c for c, _ in self.chars)

    def put(self, at: int, words: str, instead: int = 0) -> None:
        self.chars[at : at + instead] = [(c, None) for c in words]


def corrected(words: str, random: Random, edits: int) -> Text:
    """The words after so many random corrections."""
    text = Text.of(words)
    for _ in range(edits):
        random.choice((_typo, _typo, _deleted, _inserted, _wrapped, _renamed, _paragraph))(
            text, random
        )
    return text


def same_place(old: str, new: Text, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a span of the new text holds the words of one of the old, at the same place of the
    talk: some of the very characters stand in it or right beside it."""
    said, now = old[slice(*before)], str(new)[slice(*after)]
    if "".join(said.split()) != "".join(now.split()):
        return False
    around = range(max(before[0] - 40, 0), before[1] + 40)
    there = new.chars[max(after[0] - 40, 0) : after[1] + 40]
    return any(id in around for c, id in there if id is not None and not c.isspace())


def spans(text: str, random: Random, count: int) -> list[tuple[int, int]]:
    """Places somebody may have coded: from a word to half the interview's longest answer."""
    found = []
    while len(found) < count:
        start = random.randrange(len(text) - 10)
        end = min(start + random.choice((3, 8, 25, 60, 150, 400)), len(text))
        if text[start:end].strip():
            found.append((start, end))
    return found


def transcripts() -> list[str]:
    """The invented interviews that come with the tool, those in plain text."""
    return [file.read_text(encoding="utf-8") for file in sorted(FOUND_IN.glob("*.md"))]


def _somewhere(text: Text, random: Random) -> int:
    return random.randrange(max(len(text.chars) - 1, 1))


def _typo(text: Text, random: Random) -> None:
    text.put(_somewhere(text, random), random.choice("aeiou\u0301"), instead=1)


def _deleted(text: Text, random: Random) -> None:
    at = _somewhere(text, random)
    del text.chars[at : at + random.choice((1, 6, 40, 300))]


def _inserted(text: Text, random: Random) -> None:
    text.put(_somewhere(text, random), f" {random.choice(INSERTED)} ")


def _wrapped(text: Text, random: Random) -> None:
    """A paragraph with its lines broken elsewhere, by one system's line ends or another's."""
    at = _somewhere(text, random)
    for n in range(at, min(at + 600, len(text.chars))):
        c, _ = text.chars[n]
        beside = {text.chars[m][0] for m in (n - 1, n + 1) if 0 <= m < len(text.chars)}
        if c.isspace() and not any(b.isspace() for b in beside) and random.random() < 0.3:
            text.chars[n] = (random.choice(" \n\t"), None)


def _renamed(text: Text, random: Random) -> None:
    """A word with a capital replaced wherever it stands."""
    words = {w for w in str(text).split() if w[:1].isupper() and w.isalpha()}
    if not words:
        return
    name = random.choice(sorted(words))
    instead, at = random.choice(("[the team manager]", "Marigold")), 0
    while (at := str(text).find(name, at)) >= 0:
        text.put(at, instead, instead=len(name))
        at += len(instead)


def _paragraph(text: Text, random: Random) -> None:
    """A paragraph moved to another place."""
    whole = str(text)
    ends = [n for n in range(len(whole)) if whole.startswith("\n\n", n)]
    if len(ends) < 4:
        return
    first, last, to = sorted(random.sample(ends, 3))
    chars = text.chars
    text.chars = [*chars[:first], *chars[last:to], *chars[first:last], *chars[to:]]
