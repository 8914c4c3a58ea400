"""Asking for passages by their codes: ``3.b AND (5.a OR 5.b) NOT 8``, ``3.b NEAR/2 5.a``.

A code is asked for by its id; an indicator is found by any of its letters. Operators are AND, OR,
NOT and NEAR in any case, words side by side mean AND, and NEAR/2 means at most two passages
of the same interview away (NEAR alone: one). NEAR binds more closely than NOT, NOT more closely
than AND, AND more closely than OR.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.errors import Refused, UnknownCode
from qualcode.model import Codebook

LONGEST = 1000
DEEPEST = 50
FARTHEST = 50
_TOKEN = re.compile(r"\s*(?:([()])|(\"[^\"]*\")|([^\s()\"]+)|(\"))")
_NEAR = re.compile(r"near(?:/(\d{1,4}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Carries:
    """Passages that carry a code or any of its letters."""

    code: str


@dataclass(frozen=True)
class Not:
    """Passages for which the inner query does not hold."""

    inner: Query


@dataclass(frozen=True)
class Both:
    """Passages for which both queries hold."""

    left: Query
    right: Query


@dataclass(frozen=True)
class Either:
    """Passages for which at least one of the queries holds."""

    left: Query
    right: Query


@dataclass(frozen=True)
class Near:
    """Passages for which one query holds while the other holds at most so many passages away."""

    left: Query
    right: Query
    within: int


Query: TypeAlias = Carries | Not | Both | Either | Near


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str, codebook: Codebook) -> Query:
    """A query as typed, with the codes checked against the codebook.

    Raises
    ------
    Refused
        It is empty, too long, or cannot be read; the sentence names the place.
    UnknownCode
        It names a code the codebook does not have; the nearest is named.
    """
    if len(text) > LONGEST:
        raise Refused(
            f"A query of codes has at most {LONGEST:,} characters, and this has {len(text):,};"
            " ask for less."
        )
    parser = _Parser(list(_tokens(text, codebook)), text, codebook)
    return parser.whole()


def codes_in(query: Query, *, wanted: bool = True) -> set[str]:
    """The codes a query asks for; those under NOT are not among them."""
    if isinstance(query, Carries):
        return {query.code} if wanted else set()
    if isinstance(query, Not):
        return codes_in(query.inner, wanted=not wanted)
    return codes_in(query.left, wanted=wanted) | codes_in(query.right, wanted=wanted)


def passages_with(query: Query, frames: Frames, codebook: Codebook) -> np.ndarray:
    """Which of the segments in ``frames`` a query holds for.

    Returns
    -------
    bool array, shape (segments,), in the order of ``frames.segments``.
    """
    return _Places(frames, codebook).holds(query)


def positions(frames: Frames) -> np.ndarray:
    """The position of each coding's segment in ``frames.segments``; shape (codings,)."""
    index = pd.Index(frames.codings["segment"].to_numpy("int64"))
    return np.asarray(frames.segments.index.get_indexer(index))


class _Places:
    """Segments laid out along their interviews, so that distance can be counted."""

    def __init__(self, frames: Frames, codebook: Codebook) -> None:
        self._codings, self._codebook = frames.codings, codebook
        self._at = positions(frames)
        talk = frames.segments["transcript"]
        number = {id: n for n, id in enumerate(dict.fromkeys(talk))}
        self._talk = talk.map(number).to_numpy("int64")
        self._order = np.lexsort((frames.segments["start"].to_numpy("int64"), self._talk))
        edges = np.flatnonzero(np.diff(self._talk[self._order])) + 1
        size = len(self._order)
        starts = np.concatenate([[0], edges]).astype("int64")
        lengths = np.diff(np.concatenate([starts, [size]]))
        # First and last place of the interview that each place along the line belongs to.
        self._first = np.repeat(starts, lengths)
        self._last = np.repeat(starts + lengths, lengths)

    def holds(self, query: Query) -> np.ndarray:
        if isinstance(query, Carries):
            found = np.zeros(len(self._talk), dtype=bool)
            family = list(self._codebook.family(query.code))
            found[self._at[self._codings["code"].isin(family).to_numpy()]] = True
            return found
        if isinstance(query, Not):
            return ~self.holds(query.inner)
        left, right = self.holds(query.left), self.holds(query.right)
        if isinstance(query, Both):
            return np.asarray(left & right)
        if isinstance(query, Either):
            return np.asarray(left | right)
        far = query.within
        near = (left & self._around(right, far)) | (right & self._around(left, far))
        return np.asarray(near)

    def _around(self, found: np.ndarray, far: int) -> np.ndarray:
        """Segments at most so many away from one that is found, in the same interview."""
        along = np.concatenate([[0], np.cumsum(found[self._order])])
        here = np.arange(len(self._order))
        low = np.maximum(here - far, self._first)
        high = np.minimum(here + far + 1, self._last)
        near = np.zeros(len(self._order), dtype=bool)
        near[self._order] = along[high] > along[low]
        return near


def _tokens(text: str, codebook: Codebook) -> Iterator[_Token]:
    at = 0
    ids = {code.id.casefold() for code in codebook}
    while match := _TOKEN.match(text, at):
        bracket, quoted, word, open_quote = match.groups()
        start = match.end() - len(bracket or quoted or word or open_quote)
        at = match.end()
        if open_quote:
            raise Refused(f"The quotation mark {_place(text, start)} is not closed.")
        if bracket:
            yield _Token(bracket, bracket, start)
        elif quoted:
            yield _Token("code", quoted[1:-1].strip(), start)
        elif word.casefold() in ids:
            yield _Token("code", word, start)
        elif word.casefold() in ("and", "or", "not"):
            yield _Token(word.casefold(), word, start)
        elif near := _NEAR.fullmatch(word):
            yield _Token("near", near.group(1) or "1", start)
        else:
            yield _Token("code", word, start)


class _Parser:
    """Reads tokens from left to right; every refusal names the place."""

    def __init__(self, tokens: list[_Token], text: str, codebook: Codebook) -> None:
        self._tokens, self._text, self._codebook = tokens, text, codebook
        self._n = self._deep = 0

    def whole(self) -> Query:
        if not self._tokens:
            raise Refused("The query of codes is empty; write one such as 3.b AND 5.a.")
        found = self._either()
        if token := self._peek():
            raise Refused(
                f"The bracket {_place(self._text, token.at)} closes nothing; take it out."
            )
        return found

    def _peek(self, *kinds: str) -> _Token | None:
        token = self._tokens[self._n] if self._n < len(self._tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: str) -> _Token | None:
        token = self._peek(*kinds)
        self._n += token is not None
        return token

    def _chain(
        self, part: Callable[[], Query], make: Callable[[Query, Query], Query], *kinds: str
    ) -> Query:
        found = part()
        while self._take(*kinds):
            found = make(found, part())
        return found

    def _either(self) -> Query:
        return self._chain(self._both, Either, "or")

    def _both(self) -> Query:
        found = self._not()
        while self._take("and") or self._peek("not", "code", "("):
            found = Both(found, self._not())
        return found

    def _not(self) -> Query:
        turned = False
        while self._take("not"):
            turned = not turned
        found = self._near()
        return Not(found) if turned else found

    def _near(self) -> Query:
        found = self._one()
        while token := self._take("near"):
            within = int(token.text)
            if not 1 <= within <= FARTHEST:
                raise Refused(
                    f"NEAR {_place(self._text, token.at)} takes 1 to {FARTHEST} passages,"
                    " such as NEAR/2."
                )
            found = Near(found, self._one(), within)
        return found

    def _one(self) -> Query:
        if token := self._take("("):
            self._deep += 1
            if self._deep > DEEPEST:
                raise Refused(f"More than {DEEPEST} brackets stand in each other; ask for less.")
            found = self._either()
            if not self._take(")"):
                raise Refused(f"The bracket {_place(self._text, token.at)} is not closed.")
            self._deep -= 1
            return found
        if token := self._take("code"):
            return Carries(self._code(token))
        after = self._peek()
        where = _place(self._text, after.at) if after else "at the end"
        raise Refused(f"A code is missing {where}; write one such as 3.b AND 5.a.")

    def _code(self, token: _Token) -> str:
        for code in self._codebook:
            if code.id.casefold() == token.text.casefold():
                return code.id
        asked = token.text[:60]
        try:
            return self._codebook[asked].id
        except UnknownCode as error:
            # What follows names the nearest code and where all are listed.
            _, _, hint = str(error).partition(f"has no code {asked!r}.")
            where = _place(self._text, token.at).capitalize()
            raise UnknownCode(f"{where} stands no code of this study: {asked!r}.{hint}") from error


def _place(text: str, at: int) -> str:
    """Where something stands in a query, for its sentence."""
    return f"at character {at + 1} of {len(text)}"
