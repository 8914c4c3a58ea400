"""Typical and least typical quotes of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.project.shelving import ShelfVerbs

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote


@dataclass(frozen=True)
class TypicalQuote:
    """A quote, its rank from 1, how like the others it is (0 to 1), and how many words it has."""

    quote: Quote
    rank: int
    likeness: float
    words: int


@dataclass(frozen=True)
class Typical:
    """The most and the least typical quotes of a code, of how many, and how many were too short."""

    most: tuple[TypicalQuote, ...]
    least: tuple[TypicalQuote, ...]
    of: int
    short: int


class TypicalVerbs(ShelfVerbs):
    """Which quotes stand for the others, and which stand apart."""

    def typical_quotes(
        self,
        code: str,
        n: int = 5,
        *,
        where: Mapping[str, str] | None = None,
        least: int = 1,
    ) -> Typical:
        """The quotes of a code that are most like the others, and the least like them.

        At most one an interview; typical is not important.

        Raises
        ------
        UnknownCode, Refused
            The study has no such code, attribute or value; or fewer than one quote is asked for.
        """
        from qualcode.suggest.typical import FEWEST, Ranked, typical

        if n < 1 or least < 0:
            raise Refused("Ask for at least one quote.")
        quotes = _once(self.quotes(code=code, where=where))
        most, far = typical([q.words for q in quotes], [q.transcript for q in quotes], n,
                            least=least)  # fmt: skip

        def shown(found: Sequence[Ranked]) -> tuple[TypicalQuote, ...]:
            return tuple(
                TypicalQuote(q := quotes[r.place], r.rank, r.likeness, len(q.words.split()))
                for r in found
            )

        short = sum(len(q.words.split()) < FEWEST for q in quotes)
        return Typical(shown(most), shown(far), len(quotes), short)


def _once(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of an indicator and its letters on the same words, once."""
    return list({(q.person, q.words): q for q in reversed(quotes)}.values())[::-1]
