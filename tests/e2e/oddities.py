"""Odd text, made of pieces that a reader takes for one character each."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

Span = tuple[int, int]

LABEL = "P01: "

# Each is one grapheme by construction, so that what a selection must become is known here,
# without asking the browser. Written as escapes: an editor may not change them unseen.
PIECES = {
    "emoji families": [
        "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "\U0001f9d1\u200d\U0001f692",
    ],
    "skin tones": [
        "\U0001f44d\U0001f3fd",
        "\U0001f44b\U0001f3ff",
        "\U0001f926\U0001f3fc\u200d\u2640\ufe0f",
    ],
    "flags": ["\U0001f1e9\U0001f1ea", "\U0001f1ef\U0001f1f5", "\U0001f3f3\ufe0f\u200d\U0001f308"],
    "plain emoji": ["\U0001f600", "\U0001f5c2\ufe0f", "1\ufe0f\u20e3", "\u2764\ufe0f"],
    "combining accents": ["e\u0301", "a\u030a\u0301", "o\u0308\u0332", "A\u030a", "\u00e9"],
    "Thai": ["\u0e17\u0e35\u0e48", "\u0e01\u0e33", "\u0e44", "\u0e21"],
    "Devanagari": ["\u0939\u093f", "\u0926\u0940", "\u092e\u0947\u0902", "\u0915"],
    "blanks": [" ", " ", "\u00a0", "\u2009", "\u3000", "\u202f", "\t"],
    "zero width": ["\u200b", "\u00ad", "\u2060"],
    "line separators": ["\u2028", "\n"],
    "Hebrew": ["\u05e9", "\u05dc\u05b8", "\u05d5", "\u05dd"],
    "Arabic": ["\u0645", "\u0631\u064e", "\u062d", "\u0628\u0651\u064b"],
    "marks of direction": ["\u200f", "\u200e"],
    "markup": ["<", "b", ">", "&", "a", "m", "p", ";", "$", "*", "_", "`", "\\"],
    "beyond the first plane": ["\U00020000", "\U0001d400", "\U00010348"],
    "letters": list("talkofthetown"),
}


def units(text: str) -> int:
    """How long a text is for JavaScript."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Odd:
    """A document: every piece with where it begins, and the passages, in code points."""

    text: str = ""
    pieces: list[tuple[int, str]] = field(default_factory=list)
    passages: list[Span] = field(default_factory=list)

    def say(self, pieces: list[str]) -> None:
        """One more passage, after a label that belongs to nobody."""
        self._add(LABEL if not self.text else f"\n\n{LABEL}")
        start = len(self.text)
        for piece in pieces:
            self._add(piece)
        self.passages.append((start, len(self.text)))

    def _add(self, piece: str) -> None:
        self.pieces.append((len(self.text), piece))
        self.text += piece

    def expected(self, a: int, b: int) -> Span | None:
        """What selecting [a, b) must code: whole pieces, no blanks at the ends; None: nothing."""
        touched = [(at, p) for at, p in self.pieces if at < b and at + len(p) > a]
        solid = [(at, p) for at, p in touched if not p.isspace() and not p.endswith(LABEL)]
        return (solid[0][0], solid[-1][0] + len(solid[-1][1])) if solid else None

    def picks(self, rng: random.Random, count: int) -> dict[Span, Span]:
        """Spans a person could select, some across passages, and what each must become."""
        inside = [i for start, end in self.passages for i in range(start, end)]
        found: dict[Span, Span] = {}
        while len(found) < count:
            at = rng.randrange(len(inside))
            to = min(at + rng.choice([0, 1, 2, 3, 5, 8, 40]), len(inside) - 1)
            span = (inside[at], inside[to] + 1)
            becomes = self.expected(*span)
            # No words are coded twice: the workbench would say so and do nothing.
            if becomes and becomes not in found.values():
                found[span] = becomes
        return found


def odd_documents(rng: random.Random, count: int) -> list[Odd]:
    """Documents of three passages; each kind of piece in each, one kind in most of its text."""
    kinds = list(PIECES)
    made = []
    for n in range(count):
        odd = Odd()
        for _ in range(3):
            most = PIECES[kinds[n % len(kinds)]]
            mixed = [rng.choice(PIECES[rng.choice(kinds)]) for _ in range(20)]
            some = [rng.choice(most + PIECES["letters"] + [" "]) for _ in range(20)]
            words = mixed + some
            rng.shuffle(words)
            odd.say(["I", *words, "."])
        made.append(odd)
    return made
