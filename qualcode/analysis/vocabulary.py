"""How often respondents use the terms of two lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import natural
from qualcode.analysis.small_groups import kept_back
from qualcode.analysis.tokens import Shelf, Tokens
from qualcode.model.term_list import TermLists
from qualcode.text.phrases import Hit, PhraseFinder
from qualcode.text.words import read_words

FIRST, SECOND, LEFT_OUT = "first", "second", ""


@dataclass(frozen=True)
class VocabularyRow:
    """One list in one group: people k of n, uses, and words said in the group.

    ``participants`` is None where nobody is known, or where the number is kept back, which
    ``suppressed`` says; then ``uses`` and ``per_thousand`` are None too.
    """

    group: str | None
    list: str
    participants: int | None
    of_participants: int | None
    uses: int | None
    words: int | None
    per_thousand: float | None
    suppressed: bool = False


@dataclass(frozen=True)
class Uses:
    """Where terms were used: the list (0 or 1) and the row of people; and how many were left out
    because they are part of a post's or a team's name."""

    list: np.ndarray
    person: np.ndarray
    left_out: int


def find_uses(
    tokens: Tokens, frames: Frames, shelf: Shelf, lists: TermLists, titles: Sequence[str]
) -> Uses:
    """Every use of a term in respondents' words; the longest term at a place counts, once.

    A use inside one of ``titles``, or of what the lists leave out, is no use.
    """
    phrases = {
        FIRST: lists.first.terms,
        SECOND: lists.second.terms,
        LEFT_OUT: (*titles, *lists.leave_out),
    }
    finder = PhraseFinder(phrases)
    first = frames.segments["start"].to_numpy("int64")
    last = frames.segments["end"].to_numpy("int64")
    who = frames.segments["person"].to_numpy("int64")
    talk = frames.segments["transcript"].tolist()
    found: list[tuple[int, int]] = []
    left_out = 0
    for n in _candidates(tokens, (*lists.first.terms, *lists.second.terms)):
        text = shelf.text(talk[n])[first[n] : last[n]]
        for hit, out in _counted(finder.find(text)):
            left_out += out
            if not out:
                found.append((int(hit.key == SECOND), int(who[n])))
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return Uses(pairs[:, 0], pairs[:, 1], left_out)


def count_terms(
    uses: Uses, tokens: Tokens, people: pd.DataFrame, lists: TermLists, by: str | None
) -> list[VocabularyRow]:
    """Both lists for every group of these people, zeros included; one group without ``by``."""
    rows = []
    participants = people["participant"]
    for group, own in _groups(people, by):
        said = int(np.isin(tokens.person, own.index).sum())
        of = own["participant"].nunique()
        known = of if of or own.empty else None
        for n, one in enumerate(lists.both):
            by_list = uses.person[(uses.list == n) & np.isin(uses.person, own.index)]
            k = participants.loc[np.unique(by_list)].nunique()
            rate = round(1000 * len(by_list) / said, 2) if said else None
            rows.append(
                VocabularyRow(
                    group, one.name, None if known is None else k, known, len(by_list), said, rate
                )
            )
    return rows


def publishable(rows: Sequence[VocabularyRow], small: int) -> list[VocabularyRow]:
    """The rows as they may leave: small groups, and counts of few people, are kept back.

    So is what nobody says or everybody says, which is known of each one. That no total gives them
    back, a second group is kept back with a single one. Whether a list by this attribute may leave
    at all, `tells_nobody_apart` says.
    """
    sizes = {row.group: row.of_participants or 0 for row in rows}
    groups = kept_back(sizes, small) if len(sizes) > 1 else _few(sizes, small)
    made = []
    for one in dict.fromkeys(row.list for row in rows):
        own = {row.group: row.participants or 0 for row in rows if row.list == one}
        few = kept_back(own, small) if len(own) > 1 else _few(own, small)
        few |= {group for group, n in own.items() if sizes[group] and n in (0, sizes[group])}
        hidden = few | groups
        if len(hidden) == 1:
            others = [group for group in own if group not in hidden and sizes[group]]
            hidden |= set(sorted(others, key=lambda group: own[group])[:1])
        made += [(row, row.group in hidden) for row in rows if row.list == one]
    order = {(row.group, row.list): n for n, row in enumerate(rows)}
    made.sort(key=lambda pair: order[pair[0].group, pair[0].list])
    return [_hidden(row, row.group in groups) if hide else row for row, hide in made]


def _few(sizes: dict[str | None, int], small: int) -> set[str | None]:
    return {group for group, n in sizes.items() if 0 < n < small}


def _hidden(row: VocabularyRow, whole: bool) -> VocabularyRow:
    hidden = replace(row, participants=None, uses=None, per_thousand=None, suppressed=True)
    return replace(hidden, of_participants=None, words=None) if whole else hidden


def _groups(people: pd.DataFrame, by: str | None) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """The values of an attribute, sorted, with not known (None) at the end."""
    if by is None:
        yield "everyone", people
        return
    for value in sorted({v for v in people[by] if v is not None}, key=natural):
        yield value, people[people[by] == value]
    if people[by].isna().any():
        yield None, people[people[by].isna()]


def _candidates(tokens: Tokens, terms: Sequence[str]) -> list[int]:
    """Positions of the segments that hold a form of every word of some term."""
    lemmas = [_lemmas(word) for word in tokens.words] if len(tokens.word) else []
    found: set[int] = set()
    for term in terms:
        own: set[int] | None = None
        for part in term.lower().split():
            if part in ("...", "…"):
                continue
            forms = _forms(part, tokens.words, lemmas)
            # A part without letters, such as a section's number, is looked for afterwards.
            if forms is None:
                continue
            here = set(np.unique(tokens.segment[forms[tokens.word]]).tolist())
            own = here if own is None else own & here
        found |= own if own is not None else set(range(int(tokens.segment.max(initial=-1)) + 1))
    return sorted(found)


@lru_cache(maxsize=200_000)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(read_words(word).lemmas)


def _forms(part: str, words: Sequence[str], lemmas: Sequence[frozenset[str]]) -> np.ndarray | None:
    """Which words of the study may stand for one written word of a term; None says any."""
    plain: set[str] = set()
    begun: tuple[str, ...] = ()
    for choice in part.split("/"):
        pieces = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", choice.rstrip("*"))
        if len(pieces) != 1:
            pieces = pieces[:1]
        if not pieces:
            return None
        if choice.endswith("*"):
            begun += (pieces[0],)
        else:
            plain |= _lemmas(pieces[0])
    return np.array(
        [
            not plain.isdisjoint(own) or (bool(begun) and word.startswith(begun))
            for word, own in zip(words, lemmas, strict=True)
        ],
        dtype=bool,
    )


def _counted(hits: Sequence[Hit]) -> Iterator[tuple[Hit, bool]]:
    """Hits that do not lie on a longer one, each with whether it is left out."""
    titles = [h.span for h in hits if h.key == LEFT_OUT]
    taken: list[Hit] = []
    terms = [h for h in hits if h.key != LEFT_OUT]
    for hit in sorted(terms, key=lambda h: (h.span.start - h.span.end, h.span.start)):
        span = hit.span
        if any(t.span.start < span.end and span.start < t.span.end for t in taken):
            continue
        taken.append(hit)
        yield hit, any(t.start < span.end and span.start < t.end for t in titles)
