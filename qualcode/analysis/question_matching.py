"""Which question of the schedule an interviewer's turn asks, by its label or its likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from qualcode.model.schedule import Schedule

# A likeness from 0 to 100: from here on a match is proposed. Chosen on the sample study, whose
# schedule holds wordings out of its interviews: with others fewer questions will be found.
ENOUGH = 72.0
_LABEL = re.compile(r"\s*(?:q(?:uestion)?\s*)?([^\s.):]{1,20})[.):](?:\s|$)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# Words that stand in questions of every kind and tell none of them apart.
_SMALL_WORDS = """
a an and any are as at be been being but by can could did do does for from go had has have how i if
in is it it's of on one or other our so some than that that's the their them then there these they
this to up us was we were what what's when where which who who's why with would you you'd you're
you've your yes
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def matched(turns: Sequence[str], schedule: Schedule) -> list[tuple[str, float] | None]:
    """For each turn the question it asks with its likeness, 0 to 100; None below `ENOUGH`.

    A label at the start of a turn, such as "Q3." or "3)", that is a question's id decides. Else
    every sentence of the turn, and the turn whole, is set beside every wording of every question:
    half the likeness is that of all words, half that of the words that are not small (rapidfuzz's
    ratio over sorted words).
    """
    labels = {label: id for id in schedule.ids for label in (id.casefold(), f"q{id}".casefold())}
    found: list[tuple[str, float] | None] = [_by_label(turn, labels) for turn in turns]
    rest = [n for n, known in enumerate(found) if known is None]
    wordings = [(q.id, words) for q in schedule.questions for words in (q.text, *q.also)]
    pieces = [(n, piece) for n in rest for piece in _pieces(turns[n])]
    if not pieces or not wordings:
        return found
    likeness = _likeness([piece for _, piece in pieces], [words for _, words in wordings])
    best = likeness.argmax(axis=1)
    for (n, _), row, column in zip(pieces, likeness, best, strict=True):
        score, known = float(row[column]), found[n]
        if score >= ENOUGH and (known is None or score > known[1]):
            found[n] = (wordings[int(column)][0], round(score, 1))
    return found


def _by_label(turn: str, labels: dict[str, str]) -> tuple[str, float] | None:
    label = _LABEL.match(turn)
    id = labels.get(label[1].casefold()) if label else None
    return (id, 100.0) if id is not None else None


def _pieces(turn: str) -> list[str]:
    """The turn whole and its sentences, each with a word in it."""
    return [p for p in dict.fromkeys([turn, *_SENTENCE.split(turn)]) if _WORD.search(p)]


def _likeness(one: Sequence[str], other: Sequence[str]) -> np.ndarray:
    """Likeness of every piece to every wording, shape (pieces, wordings), 0 to 100."""
    from rapidfuzz import fuzz, process

    def table(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
        return np.asarray(process.cdist(left, right, scorer=fuzz.ratio), dtype="float64")

    every = table([_sorted(t) for t in one], [_sorted(t) for t in other])
    telling = table(
        [_sorted(t, small=False) for t in one], [_sorted(t, small=False) for t in other]
    )
    likeness: np.ndarray = (every + telling) / 2
    return likeness


def _sorted(text: str, *, small: bool = True) -> str:
    words = _WORD.findall(text.casefold().replace("’", "'"))
    kept = [word for word in words if small or word not in _SMALL]
    return " ".join(sorted(kept or words))
