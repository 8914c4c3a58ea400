"""Words that must not be printed: what logged edits take out, and what withdrawn people said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from qualcode.analysis.near import FEWEST
from qualcode.model.quote_edit import CUT
from qualcode.report.quote_check_places import Place, Talk, placed, spelt
from qualcode.report.quotes import Quote

Mask = npt.NDArray[np.bool_]
# Shorter stretches are said by many people and are nobody's words.
FEWEST_OWN = 4
_UNIT_AFTER = re.compile(r"\s?%|[£$€](?!\s?\w)")
_UNIT_BEFORE = re.compile(r"[£$€]\s?\Z")
_MINUS = re.compile(r"(?<!\w)-\Z")


def taken_out(said: Talk, quotes: Iterable[Quote]) -> Mask:
    """Which words of respondents an edit takes out or replaces, by their place.

    ``quotes`` have their edits made. A word that one quote cuts and another leaves with is not
    taken out; a word that was replaced is, wherever it is printed.
    """
    quotes = list(quotes)
    edited = {quote.transcript for quote in quotes if quote.edits}
    replaced, cut, kept = (np.zeros(len(said.word), dtype=bool) for _ in range(3))
    texts = {id: n for n, id in enumerate(said.texts)}
    for quote in quotes:
        if quote.transcript not in edited:
            continue
        words = quote.as_said or quote.words
        pieces = _between_cuts(words)
        numbers = [said.numbers([word for word, _, _ in piece]) for piece in pieces]
        for chain in said.chain(numbers, texts[quote.transcript]) if numbers else ():
            for piece, place in zip(pieces, chain, strict=True):
                for k, (_, start, end) in enumerate(piece, place.first):
                    own = [e for e in quote.edits if e.span.start < end and e.span.end > start]
                    replaced[k] |= any(e.instead for e in own)
                    cut[k] |= bool(own)
                    kept[k] |= not (own or quote.withheld)
    return replaced | (cut & ~kept)


def printed(said: Talk, place: Place, taken: Mask, words: Sequence[str]) -> bool:
    """Whether a passage like these words prints any that is taken out at this place."""
    rows = np.flatnonzero(taken[place.first : place.last]) + place.first
    return bool(len(rows)) and bool(np.isin(said.word[rows], said.numbers(words)).any())


def said_by_gone(
    gone: Talk, said: Talk, words: str, pieces: Sequence[str], least: float
) -> tuple[float, Place] | None:
    """Where somebody who withdrew said words, cut or changed, and how like they are, 0 to 100.

    ``pieces`` are the words between cuts and brackets; what a respondent says as well is nobody's.
    """
    if not len(gone.word):
        return None
    parts = [spelt(piece) for piece in pieces]
    whole = [word for part in parts for word in part]
    for place in gone.find(gone.numbers(spelt(words))):
        return 100.0, place
    if len(whole) >= FEWEST_OWN:
        for chain in gone.chain([gone.numbers(part) for part in parts]):
            return 100.0, Place(chain[0].first, chain[-1].last)
    for part in parts:
        numbers = gone.numbers(part)
        if len(part) >= FEWEST_OWN and (own := gone.find(numbers)) and not said.find(numbers):
            return 100.0, own[0]
    long = [part for part in parts if len(part) >= FEWEST]
    near = [hit for part in (whole, *long) for hit in gone.nearest(part, least)[:1]]
    best = max(near, key=lambda hit: hit[0], default=None)
    other = said.nearest(whole, least) if best is not None else []
    return None if best is None or (other and other[0][0] >= best[0]) else best


def ends_changed(written: str, head: str, tail: str) -> bool:
    """Whether a sign at either end of a quotation makes it say something else.

    ``head`` and ``tail`` stand around the words in the source, up to the next words. A question or
    shout, a percentage, a currency or a minus is neither added nor lost; that a quotation stops
    before its question mark is no change, but a full stop in place of it is.

    >>> ends_changed("It works?", "", "."), ends_changed("It works", "", "?")
    (True, False)
    >>> ends_changed("£30 a week", "", ""), ends_changed("30 a week", "£", "")
    (True, True)
    """
    inside = [n for n, sign in enumerate(written) if sign.isalnum()]
    if not inside:
        return False
    front, back = written[: inside[0]], written[inside[-1] + 1 :]
    number = written[inside[0]].isdigit()
    # At a cut or a bracket the words beside it were not the ones beside them in the source.
    if not re.search(r"[\[\]()…]|\.\.\.", front):
        before = _UNIT_BEFORE.search(head)
        if set(front) & set("£$€") != ({before[0].strip()} if before else set()):
            return True
        if number and bool(_MINUS.search(_dashed(front))) != bool(_MINUS.search(_dashed(head))):
            return True
    if re.search(r"[\[\]()…]|\.\.\.", back):
        return False
    after = _UNIT_AFTER.match(tail)
    if set(back) & set("%£$€") != ({after[0].strip()} if after else set()):
        return True
    tail = re.match(r"\s?[^\w\s]*", tail)[0]  # type: ignore[index]
    if set(back) & set("?!") - set(tail):
        return True
    return "?" in tail and "?" not in back and "." in back


def _dashed(text: str) -> str:
    return text.replace("−", "-")


def _between_cuts(words: str) -> list[list[tuple[str, int, int]]]:
    """The words of a quote with their places, apart where others spoke in between."""
    found: list[list[tuple[str, int, int]]] = []
    at = 0
    for piece in words.split(CUT):
        found.append([(word, start + at, end + at) for word, start, end in placed(piece)])
        at += len(piece) + len(CUT)
    return [piece for piece in found if piece]
