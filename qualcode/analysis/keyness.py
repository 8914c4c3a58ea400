"""Words that one group, or the passages of one code, use more often than expected."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.tokens import Shelf, Tokens
from qualcode.text.log_odds import log_odds

# What the whole study's words are worth as a prior, in words.
STRENGTH = 500.0
INTERVIEWS = 3
MOST = 25
LINES = 30
AROUND = 60


@dataclass(frozen=True)
class KeyWord:
    """A word and where it stands: z above 0 is more often here than expected.

    Counts of the others stand beside those of the group; counts that are kept back are None, which
    ``suppressed`` says.
    """

    word: str
    z: float
    people: int | None
    interviews: int | None
    uses: int | None
    other_people: int | None
    other_interviews: int | None
    other_uses: int | None
    suppressed: bool = False


@dataclass(frozen=True)
class Side:
    """How much talk a side of the comparison holds."""

    people: int
    interviews: int
    words: int


@dataclass(frozen=True)
class Keyness:
    """Words more and less often than expected, the farthest first, and how much each side holds."""

    more: tuple[KeyWord, ...]
    less: tuple[KeyWord, ...]
    here: Side
    there: Side
    caption: str = ""

    @property
    def words(self) -> tuple[KeyWord, ...]:
        """Both lists, from the most to the least often."""
        return (*self.more, *reversed(self.less))


@dataclass(frozen=True)
class Line:
    """A word where it was said, with what stands around it."""

    before: str
    word: str
    after: str
    transcript: str
    at: int
    person: int


def compare(
    tokens: Tokens,
    here: np.ndarray,
    scope: np.ndarray,
    participants: np.ndarray,
    *,
    binary: bool = False,
    fewest_people: int = 0,
    dropped: Collection[str] = (),
    most: int = MOST,
) -> Keyness:
    """Order words by the log-odds between two parts of the talk; the prior is all of it.

    A word counts where at least three interviews of its side use it.

    Parameters
    ----------
    here, scope : bool arrays, shape (words said,)
        What stands on the one side, and everything that is compared.
    participants : int array, shape (people,)
        Number of the participant behind each row of people; -1 where nobody is known.
    binary : each interview counts a word once, so that one talkative interview weighs no more
    fewest_people : a word of fewer people on its side is not listed
    dropped : words that are not listed
    """
    sides = [tokens.only(here & scope), tokens.only(~here & scope)]
    size = len(tokens.words)
    interviews = [_distinct(t.word, t.transcript, size) for t in sides]
    people = [_distinct(t.word, participants[t.person], size) for t in sides]
    uses = [np.bincount(t.word, minlength=size) for t in sides]
    counts = interviews if binary else uses
    said = _distinct(tokens.word, tokens.transcript, size) if binary else None
    expected = np.bincount(tokens.word, minlength=size) if said is None else said
    known = np.flatnonzero(expected)
    z = np.zeros(size)
    prior = STRENGTH * expected[known] / max(expected.sum(), 1)
    z[known] = log_odds(counts[0][known], counts[1][known], prior)
    unlisted = np.isin(np.array(tokens.words, dtype=object), list(dropped)) if size else z > 0

    def listed(side: int) -> tuple[KeyWord, ...]:
        enough = (interviews[side] >= INTERVIEWS) & (people[side] >= fewest_people) & ~unlisted
        enough &= (z > 0) if side == 0 else (z < 0)
        chosen = np.flatnonzero(enough)
        order = sorted(chosen.tolist(), key=lambda n: (-abs(z[n]), tokens.words[n]))
        return tuple(
            KeyWord(
                tokens.words[n],
                round(float(z[n]), 3),
                int(people[0][n]),
                int(interviews[0][n]),
                int(uses[0][n]),
                int(people[1][n]),
                int(interviews[1][n]),
                int(uses[1][n]),
            )
            for n in order[:most]
        )

    amounts = [_side(t, participants) for t in sides]
    return Keyness(listed(0), listed(1), amounts[0], amounts[1])


def by_people(tokens: Tokens, people: pd.DataFrame) -> np.ndarray:
    """Which words these people said; a bool array of shape (words said,)."""
    return np.isin(tokens.person, people.index.to_numpy())


def by_codes(tokens: Tokens, frames: Frames, codes: Collection[str]) -> np.ndarray:
    """Which words stand under any of these codes; a bool array of shape (words said,)."""
    rows = frames.codings[frames.codings["code"].isin(list(codes))]
    number = {id: n for n, id in enumerate(tokens.transcripts)}
    rows = rows[rows["transcript"].isin(list(number))].drop_duplicates("coding")
    if rows.empty:
        return np.zeros(len(tokens.word), dtype=bool)
    # One number line for all transcripts; the far ends reached so far merge spans that overlap.
    stretch = max(int(rows["end"].max()), int(tokens.start.max(initial=0))) + 1
    base = rows["transcript"].map(number).to_numpy("int64") * stretch
    first, last = base + rows["start"].to_numpy("int64"), base + rows["end"].to_numpy("int64")
    order = np.argsort(first, kind="stable")
    reached = np.maximum.accumulate(last[order])
    place = tokens.transcript * stretch + tokens.start
    at = np.searchsorted(first[order], place, side="right") - 1
    return np.asarray((at >= 0) & (place < reached[np.maximum(at, 0)]))


def participant_numbers(people: pd.DataFrame) -> np.ndarray:
    """A number for each distinct participant, by row of people; -1 where nobody is known."""
    codes, _ = pd.factorize(people["participant"], use_na_sentinel=True)
    return np.asarray(codes, dtype=np.int64)


def lines(tokens: Tokens, frames: Frames, shelf: Shelf, word: str, here: np.ndarray) -> list[Line]:
    """The first thirty places where a word is said on one side, a few from each interview."""
    number = tokens.number(word)
    found = [] if number is None else np.flatnonzero(here & (tokens.word == number)).tolist()
    turns: dict[int, int] = {}
    ranked = []
    for n in found:
        talk = int(tokens.transcript[n])
        turns[talk] = turns.get(talk, 0) + 1
        ranked.append((turns[talk], n))
    first = frames.segments["start"].to_numpy("int64")
    last = frames.segments["end"].to_numpy("int64")
    made = []
    for _, n in sorted(ranked)[:LINES]:
        id, at = tokens.transcripts[tokens.transcript[n]], int(tokens.start[n])
        segment = int(tokens.segment[n])
        text, end = shelf.text(id), at + len(word.strip())
        low, high = max(int(first[segment]), at - AROUND), min(int(last[segment]), end + AROUND)
        before = ("…" if low > first[segment] else "") + " ".join(text[low:at].split())
        after = " ".join(text[end:high].split()) + ("…" if high < last[segment] else "")
        made.append(Line(before, text[at:end], after, id, at, int(tokens.person[n])))
    return made


def _distinct(word: np.ndarray, unit: np.ndarray, size: int) -> np.ndarray:
    """How many distinct units stand behind each word; units below 0 are not counted."""
    word, unit = word[unit >= 0], unit[unit >= 0]
    span = int(unit.max(initial=0)) + 1
    return np.bincount(np.unique(word * span + unit) // span, minlength=size)


def _side(tokens: Tokens, participants: np.ndarray) -> Side:
    known = np.unique(participants[tokens.person])
    return Side(int((known >= 0).sum()), len(np.unique(tokens.transcript)), len(tokens.word))
