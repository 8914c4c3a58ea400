"""Finding words again in everything that was said: word by word, and the nearest passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frames import Frames
from qualcode.analysis.tokens import fold

Numbers = npt.NDArray[np.integer[Any]]
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A pair of words that stands more often says nothing about where a passage is.
COMMON, MOST_HINTS = 2000, 25
CANDIDATES = 12
# How many words may have been cut out of one quotation.
REACH = 600
MOST_PLACES = 40
CUT = "[…]"


@dataclass(frozen=True)
class Place:
    """Words ``first`` up to, not including, ``last`` of a `Talk`."""

    first: int
    last: int


class Talk:
    """The words of texts in one row, each with its text, its place and whose it is.

    ``word`` is a word's number, ``start`` and ``end`` its place in its text, ``text`` the position
    of that in ``texts``; ``segment`` and ``person`` are rows of the study's tables, -1 where
    nobody speaks who is counted. Of `spoken` talk only respondents' words are taken, so that what
    stood between them (labels, questions) does not keep their words apart.
    """

    def __init__(
        self,
        texts: Sequence[str],
        load: Callable[[str], str],
        frames: Frames,
        numbers: dict[str, int],
        columns: Sequence[Numbers],
    ) -> None:
        self.texts, self._load, self._frames, self._numbers = list(texts), load, frames, numbers
        self.word, self.start, self.end, self.text, self.segment = columns
        self._first = frames.segments["start"].to_numpy("int64")
        self._last = frames.segments["end"].to_numpy("int64")
        people = frames.segments["person"].to_numpy("int64")
        self.person: Numbers = np.full(len(self.word), -1, dtype=np.int32)
        inside = self.segment >= 0
        self.person[inside] = people[self.segment[inside]]
        self._spelt = list(numbers)

    def spoken(self) -> Talk:
        """Only what respondents said; its places stand for themselves."""
        return self.only(self.segment >= 0)

    def only(self, keep: npt.NDArray[np.bool_]) -> Talk:
        """These words alone, as if nothing stood between them."""
        columns = (self.word, self.start, self.end, self.text, self.segment)
        return Talk(self.texts, self._load, self._frames, self._numbers, [c[keep] for c in columns])

    def numbers(self, spelt: Sequence[str]) -> Numbers:
        """Words, as `spelt` gives them, as their numbers; -1 for one that nobody says."""
        return np.array([self._numbers.get(w, -1) for w in spelt], dtype=np.int64)

    def find(self, words: Numbers, within: int | None = None) -> list[Place]:
        """Where words follow each other so within one text, at most forty places, in order.

        ``within`` is the position of the only text to look in.
        """
        if not len(words) or (words < 0).any():
            return []
        order, edges = self._index
        rare = int(np.argmin(edges[words + 1] - edges[words]))
        own = slice(int(edges[words[rare]]), int(edges[words[rare] + 1]))
        begin = order[own].astype("int64") - rare
        begin = begin[(begin >= 0) & (begin + len(words) <= len(self.word))]
        if within is not None:
            begin = begin[self.text[begin] == within]
        for k in range(len(words)):
            begin = begin[self.word[begin + k] == words[k]]
            if not len(begin):
                return []
        begin = begin[self.text[begin] == self.text[begin + len(words) - 1]]
        return [Place(int(b), int(b) + len(words)) for b in np.sort(begin)[:MOST_PLACES]]

    def chain(
        self, pieces: Sequence[Numbers], within: int | None = None
    ) -> list[tuple[Place, ...]]:
        """Where pieces follow each other in one person's words, with something or nothing cut."""
        found: list[tuple[Place, ...]] = [(place,) for place in self.find(pieces[0], within)]
        for piece in pieces[1:]:
            nexts = self._next_after([chain[-1] for chain in found], piece)
            found = [(*chain, place) for chain, place in zip(found, nexts, strict=True) if place]
        return found

    def _next_after(self, before: Sequence[Place], piece: Numbers) -> list[Place | None]:
        starts: list[Place | None] = []
        for place in before:
            stop = min(place.last + REACH, len(self.word))
            window = self.word[place.last : stop]
            hit = None
            if len(piece) and (piece >= 0).all():
                for at in np.flatnonzero(window == piece[0]).tolist():
                    begin = place.last + at
                    end = begin + len(piece)
                    if end <= len(self.word) and (self.word[begin:end] == piece).all():
                        if self._together(place.first, end - 1):
                            hit = Place(begin, end)
                        break
            starts.append(hit)
        return starts

    def _together(self, first: int, last: int) -> bool:
        ends = [first, last]
        same_text = self.text[ends[0]] == self.text[ends[1]]
        return bool(same_text and self.person[ends[0]] == self.person[ends[1]])

    def one_person(self, place: Place) -> bool:
        """Whether one person says all of it."""
        own = self.person[place.first : place.last]
        return bool(len(own) and (own == own[0]).all())

    def said(self, place: Place) -> str:
        """The words as they were said; ``[…]`` where others speak in between."""
        text = self._load(self.texts[int(self.text[place.first])])
        segments = self.segment[place.first : place.last]
        parts: list[str] = []
        at = place.first
        while at < place.last:
            run = at
            while run + 1 < place.last and self.segment[run + 1] == self.segment[at]:
                run += 1
            if parts and not self._label_only(text, at):
                parts.append(CUT)
            parts.append(text[int(self.start[at]) : self._end(text, run, run + 1 == place.last)])
            at = run + 1
        return " ".join(parts) if len(segments) else ""

    def around(self, place: Place) -> tuple[str, str]:
        """The few signs that stand before and after words in their line."""
        text = self._load(self.texts[int(self.text[place.first])])
        start, end = int(self.start[place.first]), int(self.end[place.last - 1])
        return text[max(start - 3, 0) : start].rpartition("\n")[2], text[end : end + 4].split("\n")[
            0
        ]

    def _end(self, text: str, word: int, last: bool) -> int:
        """Where a word ends, with its stops where the talk goes on elsewhere."""
        if last or self.segment[word] < 0:
            return int(self.end[word])
        return int(self._last[int(self.segment[word])])

    def _label_only(self, text: str, at: int) -> bool:
        """Whether nothing but the person's own label stands before a segment."""
        now, before = int(self.segment[at]), int(self.segment[at - 1])
        if min(now, before) < 0:
            return True
        between = text[int(self._last[before]) : int(self._first[now])].strip()
        label = str(self._frames.people["label"].iloc[int(self.person[at])])
        return between.removeprefix(label).strip() in ("", ":")

    def nearest(self, words: Sequence[str], least: float) -> list[tuple[float, Place]]:
        """Passages most like these words, the best first, each with its likeness of 0 to 100.

        Likeness is the share of letters kept when one is turned into the other; looked at are
        places that share the rarest pairs of words.
        """
        from rapidfuzz import fuzz

        numbers = self.numbers(words)
        begin = self._hints(numbers)
        if not len(begin):
            return []
        step = max(len(words) // 2, 4)
        cells, votes = np.unique(begin // step, return_counts=True)
        wanted, asked = " ".join(words), numbers.tolist()
        found: dict[Place, float] = {}
        for cell in cells[np.argsort(-votes, kind="stable")[:CANDIDATES]].tolist():
            low = max((cell - 1) * step, 0)
            high = min((cell + 2) * step + len(words), len(self.word))
            aligned = _aligned(asked, self.word[low:high].tolist())
            if aligned is None:
                continue
            place = Place(low + aligned[0], low + aligned[1])
            if self.text[place.first] == self.text[place.last - 1]:
                found[place] = fuzz.ratio(wanted, self._letters(place))
        best = sorted(found, key=lambda p: (-found[p], p.first))
        return [(found[p], p) for p in best if found[p] >= least]

    def _hints(self, numbers: Numbers) -> Numbers:
        """Where the words could begin, by the rarest pairs of neighbours among them."""
        keys, order = self._pairs
        first, second = numbers[:-1], numbers[1:]
        known = np.flatnonzero((first >= 0) & (second >= 0))
        asked = first[known] * len(self._spelt) + second[known]
        low, high = np.searchsorted(keys, asked), np.searchsorted(keys, asked, side="right")
        often = high - low
        chosen = np.flatnonzero((often > 0) & (often <= COMMON))
        chosen = chosen[np.argsort(often[chosen], kind="stable")][:MOST_HINTS]
        found = [order[low[k] : high[k]].astype("int64") - int(known[k]) for k in chosen.tolist()]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    @cached_property
    def _pairs(self) -> tuple[Numbers, Numbers]:
        """Every pair of neighbours as one number, sorted, and where each stands."""
        keys = self.word[:-1].astype("int64") * len(self._spelt) + self.word[1:]
        order = np.argsort(keys, kind="stable").astype("int32")
        return keys[order], order

    @cached_property
    def _index(self) -> tuple[Numbers, Numbers]:
        """Places by word, and where each word's places begin among them."""
        order = np.argsort(self.word, kind="stable").astype("int32")
        edges = np.searchsorted(self.word[order], np.arange(len(self._spelt) + 1))
        return order, edges.astype("int64")

    def _letters(self, place: Place) -> str:
        spelt = self._spelt
        return " ".join(spelt[w] for w in self.word[place.first : place.last].tolist())


def talk_of(texts: Sequence[str], load: Callable[[str], str], frames: Frames) -> Talk:
    """Every word of these texts; whose it is where a respondent says it."""
    first = frames.segments["start"].to_numpy("int64")
    last = frames.segments["end"].to_numpy("int64")
    rows = frames.segments.groupby("transcript", sort=False).indices
    numbers: dict[str, int] = {}
    parts: list[list[Numbers]] = []
    for n, id in enumerate(texts):
        found = placed(load(id))
        start = np.array([a for _, a, _ in found], dtype=np.int32)
        segment = np.full(len(found), -1, dtype=np.int32)
        own = np.asarray(rows.get(id, []), dtype=np.int64)
        if len(own) and len(found):
            own = own[np.argsort(first[own], kind="stable")]
            at = np.searchsorted(first[own], start, side="right") - 1
            inside = (at >= 0) & (start < last[own[np.maximum(at, 0)]])
            segment[inside] = own[at[inside]]
        word = [numbers.setdefault(w, len(numbers)) for w, _, _ in found]
        ends = [b for _, _, b in found]
        parts.append(
            [
                np.array(word, dtype=np.int32),
                start,
                np.array(ends, dtype=np.int32),
                np.full(len(found), n, dtype=np.int32),
                segment,
            ]
        )
    empty = [[np.zeros(0, dtype=np.int32)] * 5]
    columns = [np.concatenate(column) for column in zip(*(parts or empty), strict=True)]
    return Talk(texts, load, frames, numbers, columns)


def spelt(text: str) -> list[str]:
    """The words of a text as they are compared: small letters, no accents, no stops.

    >>> spelt("We’d 30 cases—no more")
    ["we'd", '30', 'cases', 'no', 'more']
    """
    return _TOKEN.findall(fold(text))


def placed(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as `spelt`, each with where it begins and ends.

    >>> placed("Oh, we")
    [('oh', 0, 2), ('we', 4, 6)]
    """
    return [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(fold(text))]


def _aligned(words: Sequence[int], window: Sequence[int]) -> tuple[int, int] | None:
    """The stretch of a window between its first and last words shared in order."""
    from rapidfuzz.distance import LCSseq

    ops = [op for op in LCSseq.opcodes(words, window) if op.tag == "equal"]
    if not ops:
        return None
    first = max(ops[0].dest_start - ops[0].src_start, 0)
    last = min(ops[-1].dest_end + len(words) - ops[-1].src_end, len(window))
    return (first, last) if first < last else None
