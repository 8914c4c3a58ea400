"""What respondents said, word by word: texts read once, and their words as numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qualcode.analysis.frames import Frames

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AS_TYPED = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "ς": "σ"}


@dataclass(frozen=True, eq=False)
class _Read:
    """The words of one text: their numbers and where they start."""

    word: np.ndarray
    start: np.ndarray


class Shelf:
    """Texts, their words and their folded form, each read once. A text never changes.

    ``load`` gives the text of a transcript; ``words`` is number -> word over all of them, in
    small letters; ``begun_small`` are the numbers of those that somewhere begin with a small
    letter: the others may be names.
    """

    def __init__(self, load: Callable[[str], str]) -> None:
        self.words: list[str] = []
        self.begun_small: set[int] = set()
        self._load = load
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._read: dict[str, _Read] = {}

    def text(self, id: str) -> str:
        """The text of a transcript."""
        if id not in self._texts:
            self._texts[id] = self._load(id)
        return self._texts[id]

    def folded(self, id: str) -> str:
        """The text of a transcript as it is compared; every character stands where it stood."""
        if id not in self._folded:
            self._folded[id] = fold(self.text(id))
        return self._folded[id]

    def read(self, id: str) -> _Read:
        """The words of a transcript."""
        if id not in self._read:
            found = [(m.group(), m.start()) for m in _WORD.finditer(self.text(id))]
            numbers, known = self._numbers, self._numbers.get
            said = []
            for word, _ in found:
                number = known(word)
                if number is None:
                    number = numbers[word] = self._number(word)
                said.append(number)
            start = np.array([at for _, at in found], dtype=np.int64)
            self._read[id] = _Read(np.array(said, dtype=np.int64), start)
        return self._read[id]

    def _number(self, written: str) -> int:
        word = written.lower().replace("’", "'")
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        if not written[0].isupper():
            self.begun_small.add(number)
        return number


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words respondents said, in the order of transcripts and places.

    Arrays of one length, an entry a word: ``word`` is its number in ``words``, ``start`` its place
    in the text, ``segment`` and ``person`` the positions of its rows in the tables of `Frames`,
    ``transcript`` the position of its transcript in ``transcripts``.
    """

    words: list[str]
    transcripts: tuple[str, ...]
    word: np.ndarray
    start: np.ndarray
    segment: np.ndarray
    person: np.ndarray
    transcript: np.ndarray

    def only(self, keep: np.ndarray) -> Tokens:
        """Some of the words, by a mask."""
        arrays = (self.word, self.start, self.segment, self.person, self.transcript)
        return Tokens(self.words, self.transcripts, *(array[keep] for array in arrays))

    def number(self, word: str) -> int | None:
        """The number of a word as people type it; None where nobody in the study says it."""
        folded = word.strip().lower().replace("’", "'")
        return self.words.index(folded) if folded in self.words else None


def tokens_of(frames: Frames, shelf: Shelf) -> Tokens:
    """Respondents' words; labels, interviewers and who withdrew stand in no segment of these."""
    ids = tuple(dict.fromkeys(frames.segments["transcript"]))
    first = frames.segments["start"].to_numpy("int64")
    last = frames.segments["end"].to_numpy("int64")
    person = frames.segments["person"].to_numpy("int64")
    rows = frames.segments.groupby("transcript", sort=False).indices
    parts: list[tuple[np.ndarray, ...]] = []
    for n, id in enumerate(ids):
        read, own = shelf.read(id), np.asarray(rows[id])
        own = own[np.argsort(first[own], kind="stable")]
        at = np.searchsorted(first[own], read.start, side="right") - 1
        said = (at >= 0) & (read.start < last[own[np.maximum(at, 0)]])
        segment = own[at[said]]
        which = np.full(len(segment), n)
        parts.append((read.word[said], read.start[said], segment, person[segment], which))
    if not parts:
        return Tokens(shelf.words, ids, *(np.zeros(0, dtype=np.int64) for _ in range(5)))
    return Tokens(
        shelf.words, ids, *(np.concatenate(column) for column in zip(*parts, strict=True))
    )


def fold(text: str) -> str:
    """Text as it is compared: small letters, straight quotation marks, no accents.

    No character is added or lost, so that places stay what they are.

    >>> fold("Didn’t Zoë say “No”?")
    'didn\\'t zoe say "no"?'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not small.isascii():
        for character in set(small):
            plain = character if character.isascii() else _plain(character)
            if plain != character:
                small = small.replace(character, plain)
    return small


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _AS_TYPED:
        return _AS_TYPED[character]
    if character.isspace() and character not in "\n\u2028\u2029":
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isalpha() and base.isascii() else character
