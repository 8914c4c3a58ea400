"""Which quotes a report shows: a few of each code, and what was said otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Direction

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote

AGAINST = Direction.ABSENT.value
IDEAL_WORDS = 45  # quotes of the studies this serves have about 50
FEWEST_RANKED = 3
MOST_RANKED = 400  # of a code: to rank more by likeness would take longer than it is worth


@dataclass(frozen=True)
class Picked:
    """Quotes that stand for a code, and what was said the other way."""

    for_it: tuple[Quote, ...] = ()
    otherwise: tuple[Quote, ...] = ()

    @property
    def every(self) -> tuple[Quote, ...]:
        """Both."""
        return (*self.for_it, *self.otherwise)

    @property
    def alone(self) -> Picked:
        """One quote of them all: more would tell that so many people spoke."""
        return Picked(self.for_it[:1]) if self.for_it else Picked((), self.otherwise[:1])


def pick(
    quotes: Sequence[Quote], most: int, *, others: int = 1, before: Sequence[Quote] = ()
) -> Picked:
    """At most ``most`` quotes of one code, each by another person; 0 takes every quote.

    Starred ones come first, then the most typical, then those of a length that reads well. Where
    most people say that the thing is missing, those who say it is there are the others. Words that
    stand in the report already (``before``) are taken last.
    """
    free = [q for q in quotes if not q.withheld]
    sides: dict[bool, list[Quote]] = {True: [], False: []}
    for quote in free:
        sides[_ways(quote) == {AGAINST}].append(quote)
    mostly_against = len(sides[True]) > len(sides[False])
    main, rest = sides[mostly_against], sides[not mostly_against]
    if not most:
        return Picked(tuple(main), tuple(rest))
    return Picked(_best(main, most, before), _best(rest, others, before))


def _ways(quote: Quote) -> set[str]:
    return set(quote.directions or (quote.direction,))


def _best(quotes: Sequence[Quote], most: int, before: Sequence[Quote]) -> tuple[Quote, ...]:
    heard_of: dict[int, list[str]] = defaultdict(list)
    for quote in before:
        heard_of[quote.person].append(quote.words)
    rank = _ranks(quotes, 3 * most)

    def order(n: int) -> tuple[bool, bool, int, int]:
        words = quotes[n].words
        again = any(words in w or w in words for w in heard_of.get(quotes[n].person, ()))
        long = len(words.split())
        return again, not quotes[n].starred, rank.get(n, len(quotes)), abs(long - IDEAL_WORDS)

    chosen: list[Quote] = []
    heard: set[object] = set()
    said: set[str] = set()
    for n in sorted(range(len(quotes)), key=order):
        quote = quotes[n]
        who = quote.participant or quote.person
        if who in heard or quote.words in said:
            continue
        heard.add(who)
        said.add(quote.words)
        chosen.append(quote)
        if len(chosen) == most:
            break
    return tuple(chosen)


def _ranks(quotes: Sequence[Quote], most: int) -> Mapping[int, int]:
    """The place of the most typical ones; of few or very many nothing is worked out."""
    if not FEWEST_RANKED <= len(quotes) <= MOST_RANKED:
        return {}
    from qualcode.suggest.typical import typical

    ranked, _ = typical([q.words for q in quotes], [q.transcript for q in quotes], most, least=0)
    return {one.place: one.rank for one in ranked}


def by_code(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    """Quotes under the code they stand for."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        found[quote.code].append(quote)
    return found
