"""What agreement is counted on: segments, sentences or characters of respondents' talk.

The units of all interviews are laid on one line, one after another, with a gap of one between two
interviews, so that a coding is a stretch of that line whatever the unit is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.analysis.agreement.patterns import Whole
from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.text.sentences import sentences

UNITS = ("segment", "sentence", "character")
NAMES = {"segment": "passages", "sentence": "sentences", "character": "characters"}
_PRESENT = (
    "A {one} carries a code where a coding covers at least one whole word of it (an unbroken run of"
    " letters or digits)"
)
RULES = {
    "segment": _PRESENT.format(one="passage") + ".",
    "sentence": _PRESENT.format(one="sentence") + ".",
    "character": "A character carries a code where a coding covers it; blanks within a passage"
    " count, those between passages do not.",
}
_SAID = re.compile(r"[^\W_]")
_WORD = re.compile(r"(?<![^\W_])[^\W_]+")


@dataclass(frozen=True)
class Units:
    """Units of talk in order, by the characters of all texts put one after another.

    Attributes
    ----------
    text
        All texts, with a line break between two.
    bases
        Where each transcript begins in it.
    starts, ends
        Of each unit, in it.
    interview
        The place of each unit's transcript in ``bases``.
    characters
        Whether it is the units' characters that are counted.
    """

    text: str
    bases: Mapping[str, int]
    starts: Whole
    ends: Whole
    interview: Whole
    characters: bool

    @cached_property
    def sizes(self) -> Whole:
        """What each unit counts for: 1, or its characters."""
        return self.ends - self.starts if self.characters else np.ones_like(self.starts)

    @cached_property
    def before(self) -> Whole:
        """Where each unit begins on the line."""
        return np.asarray(np.cumsum(self.sizes) - self.sizes + self.interview)

    @cached_property
    def bounds(self) -> Whole:
        """Where each interview begins on the line."""
        lengths = np.bincount(self.interview, self.sizes, len(self.bases)).astype("int64")
        return np.asarray(np.cumsum(lengths + 1) - lengths - 1)

    @cached_property
    def per_interview(self) -> Whole:
        """How many there are in each interview."""
        return np.bincount(self.interview, self.sizes, len(self.bases)).astype("int64")

    def stretches(self, starts: Whole, ends: Whole) -> tuple[Whole, Whole]:
        """Where codings lie on the line, from their characters in ``text``; no talk: both alike."""
        low = np.searchsorted(self.ends, starts, side="right")
        high = np.searchsorted(self.starts, ends, side="left")
        if not self.characters:
            low, high = self._with_a_word(low, high, starts, ends)
        there = low < high
        first, last = np.where(there, low, 0), np.where(there, high - 1, 0)
        if not len(self.starts):
            return np.zeros_like(starts), np.zeros_like(starts)
        begin, stop = self.before[first], self.before[last] + self.sizes[last]
        if self.characters:
            begin = begin + np.maximum(starts - self.starts[first], 0)
            stop = stop - np.maximum(self.ends[last] - ends, 0)
        return np.where(there, begin, 0), np.where(there, stop, 0)

    def _with_a_word(
        self, low: Whole, high: Whole, starts: Whole, ends: Whole
    ) -> tuple[Whole, Whole]:
        """Without the first and the last unit touched where no whole word of them is covered.

        Units between are covered whole. A coding without any whole word belongs to the unit with
        most of its letters.
        """
        low, high = low.copy(), high.copy()
        touched = np.flatnonzero(low < high)
        first, last = low[touched], high[touched] - 1
        into = (starts[touched] > self.starts[first]) | (ends[touched] < self.ends[first])
        out = (ends[touched] < self.ends[last]) & (last > first)
        for n in touched[into | out].tolist():
            start, end = int(starts[n]), int(ends[n])
            a, b = int(low[n]), int(high[n])
            while a < b and not self._has_word(*self._within(a, start, end)):
                a += 1
            while a < b and not self._has_word(*self._within(b - 1, start, end)):
                b -= 1
            if a == b and not self._has_word(start, end):
                touched_units = range(int(low[n]), int(high[n]))
                letters = [self._letters(*self._within(u, start, end)) for u in touched_units]
                most = int(np.argmax(letters))
                a = int(low[n]) + most
                b = a + (letters[most] > 0)
            low[n], high[n] = a, b
        return low, high

    def _within(self, unit: int, start: int, end: int) -> tuple[int, int]:
        return max(start, int(self.starts[unit])), min(end, int(self.ends[unit]))

    def _has_word(self, start: int, end: int) -> bool:
        found = _WORD.search(self.text, start, end)
        # The pattern does not look beyond the end, where the word may go on.
        return found is not None and (found.end() < end or not _goes_on(self.text, end))

    def _letters(self, start: int, end: int) -> int:
        return len(_SAID.findall(self.text, start, end))


def make_units(
    kind: str, segments: Iterable[tuple[str, int, int]], texts: Mapping[str, str]
) -> Units:
    """Units of one kind out of respondents' segments; those without a word are left out.

    Parameters
    ----------
    kind : segment, sentence or character
    segments : transcript, start and end of each, in any order
    texts : transcript -> its text, for every transcript there is a segment of

    Raises
    ------
    Refused
        There is no such kind.
    """
    if kind not in UNITS:
        raise Refused(f"There is no unit {kind!r}; choose one of {', '.join(UNITS)}.")
    bases, whole, at = dict[str, int](), list[str](), 0
    for id, text in texts.items():
        bases[id] = at
        whole.append(text)
        at += len(text) + 1
    numbers = {id: n for n, id in enumerate(bases)}
    rows: list[tuple[int, int, int]] = []
    for id, start, end in segments:
        text, base, n = texts[id], bases[id], numbers[id]
        rows += [
            (base + a, base + b, n)
            for a, b in (_sentences(text, start, end) if kind == "sentence" else [(start, end)])
            if _SAID.search(text, a, b)
        ]
    columns = np.array(sorted(rows), dtype="int64").reshape(-1, 3).T
    starts, ends, interview = columns
    characters = kind == "character"
    return Units("\n".join(whole), bases, starts, ends, interview, characters)


def _sentences(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    return [(s.start, s.end) for s in sentences(text, Span(start, end))]


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and bool(_SAID.match(text, at))
