"""In which order quotes leave, under which headings, and how many of each person."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Codebook, Direction, Respondents
from qualcode.report.attribution import LAST_RUNG, FewPeople
from qualcode.report.quotes import Quote

# Order -> how it is put to the reader of an export.
ORDERS = {
    "code": "",
    "authority": "They stand by authority, as far as the captions tell it.",
    "person": "What one person said stands together.",
    "given": "",
}
COUNTER = "Counter-examples"
UNPLACED = "Authority not named"
OPPOSITE = {
    Direction.PRESENT: Direction.ABSENT,
    Direction.PLANNED: Direction.ABSENT,
    Direction.ABSENT: Direction.PRESENT,
}
SHORT = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of an export with the quotes that stand right under it.

    ``level`` is 1 to 3; ``code`` is the code it is about, or empty.
    """

    level: int
    title: str
    code: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """Quotes on their way out: in which order, which of them counter-examples, and their places.

    ``places`` are the authorities, or types of authority, that the captions tell, by the quotes'
    ``(coding, person)``; ``attributes`` what else may be told of a speaker, by person.
    """

    quotes: tuple[Quote, ...]
    counter: tuple[Quote, ...] = ()
    order: str = "code"
    places: Mapping[tuple[str, int], str] = dataclasses.field(default_factory=dict)
    attributes: Mapping[int, Mapping[str, str]] = dataclasses.field(default_factory=dict)

    @property
    def every(self) -> tuple[Quote, ...]:
        """All of them, counter-examples last."""
        return (*self.quotes, *self.counter)

    @property
    def deep(self) -> int:
        """How many levels of headings a list of contents shows: under people and authorities the
        same codes come again and again."""
        return 2 if self.order in ("code", "given") else 1

    def place(self, quote: Quote) -> str:
        """The authority or type that the caption tells; empty where it tells none."""
        return self.places.get((quote.coding, quote.person), "")


def checked_order(order: str) -> str:
    """An order by its name.

    Raises
    ------
    Refused
        There is no such order.
    """
    if order not in ORDERS:
        raise Refused("Quotes stand in the order of code, authority or person; choose one.")
    return order


def refuse_by_person(order: str, *, confirmed: bool) -> None:
    """Stop an export that lays all words of one person side by side, unless it was weighed.

    Raises
    ------
    FewPeople
        Saying why, and what to do.
    """
    if order == "person" and not confirmed:
        raise FewPeople(
            "In the order of people, all that one person said stands together, and readers could"
            " recognise them by it; choose another order, or confirm."
        )


def refuse_no_places(order: str, style: str) -> None:
    """Stop an order by authority of quotes whose captions name none.

    Raises
    ------
    Refused
        Naming the styles that go with it.
    """
    if order == "authority" and style in ("role", "none"):
        raise Refused(
            "These captions name no authority, so quotes cannot stand in that order; choose the"
            " ladder or role and authority, or another order."
        )


def at_most(quotes: Sequence[Quote], most: int | None) -> list[Quote]:
    """At most so many quotes of one person under one code, in the order they came.

    Starred ones go first, then the longest. Somebody not known is a person of their own.

    Raises
    ------
    Refused
        ``most`` is less than 1.
    """
    if most is None:
        return list(quotes)
    if most < 1:
        raise Refused("At least one quote a person must stay; give 1 or more.")
    own: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    for n, quote in enumerate(quotes):
        own[quote.code, speaker(quote)].append(n)
    kept: set[int] = set()
    for places in own.values():
        best = sorted(places, key=lambda n: (not quotes[n].starred, -len(quotes[n].words), n))
        kept.update(best[:most])
    return [quote for n, quote in enumerate(quotes) if n in kept]


def speaker(quote: Quote) -> str | int:
    """Who speaks; somebody not known is a person of their own."""
    return quote.participant or quote.person


def places_told(quotes: Sequence[Quote], respondents: Respondents) -> dict[tuple[str, int], str]:
    """The authority, or type of authority, that each captioned quote's own caption tells."""
    types = {a.name: a.type for a in respondents.authorities}
    found = {}
    for quote in quotes:
        for place in (quote.authority, types.get(quote.authority or "")):
            if place and (quote.attribution or "").endswith(f", {place}"):
                found[quote.coding, quote.person] = place
                break
    return found


def role_told(quote: Quote, place: str) -> str:
    """What a caption says beside its place; empty where it says nothing of a role."""
    told = quote.attribution or ""
    if told == LAST_RUNG:
        return ""
    return told.removesuffix(f", {place}") if place else told


def parts(arranged: Arranged, codebook: Codebook) -> list[Part]:
    """The headings of an export in their order, each with its own quotes.

    Within a heading quotes stand by caption and otherwise in no order: that of interviews, whose
    names often say where they were, would tell more than the captions do.
    """
    if arranged.order == "authority":
        return list(_grouped(arranged, codebook, _by_place))
    if arranged.order == "person":
        return list(_grouped(arranged, codebook, _by_speaker))
    quotes, counter = _own(arranged.quotes), _own(arranged.counter)
    said = {*quotes, *counter}
    needed = said | {codebook.top(code) for code in said}
    found: list[Part] = []
    for code in codebook:
        if code.id in needed:
            level = 1 if code.parent is None else 2
            given = arranged.order == "given"
            found.append(
                Part(level, code.title, code.id, _mixed(quotes.get(code.id, ()), given=given))
            )
            found += _counter(counter.get(code.id, ()), level, code.id, given=given)
    return found


def in_order(arranged: Arranged, codebook: Codebook) -> list[tuple[Quote, bool]]:
    """The quotes as they stand under their headings, each with whether it is a counter-example."""
    return [
        (quote, part.title == COUNTER and part.level > 1)
        for part in parts(arranged, codebook)
        for quote in part.quotes
    ]


def source_ids(quotes: Sequence[Quote]) -> dict[str, str]:
    """Coding -> the beginning of its id, long enough to be the only one among these.

    It leads the researcher back to the passage and tells others nothing.
    """
    ids = {quote.coding for quote in quotes}
    for length in range(SHORT, 64):
        short = {id: id[:length] for id in ids}
        if len(set(short.values())) == len(ids):
            return short
    return {id: id for id in ids}


def _own(quotes: Sequence[Quote]) -> dict[str, list[Quote]]:
    own: dict[str, list[Quote]] = {}
    for quote in quotes:
        own.setdefault(quote.code, []).append(quote)
    return own


def _mixed(quotes: Collection[Quote], *, given: bool = False) -> tuple[Quote, ...]:
    if given:
        return tuple(quotes)
    return tuple(sorted(quotes, key=lambda q: (q.attribution or "", _shuffled(q.coding), q.person)))


def _shuffled(id: str) -> str:
    return hashlib.blake2b(id.encode(), digest_size=8).hexdigest()


def _counter(
    quotes: Collection[Quote], level: int, code: str, *, given: bool = False
) -> Iterator[Part]:
    if quotes:
        yield Part(level + 1, COUNTER, code, _mixed(quotes, given=given))


def _grouped(
    arranged: Arranged,
    codebook: Codebook,
    grouping: Callable[[Arranged], list[tuple[str, Sequence[Quote]]]],
) -> Iterator[Part]:
    """First what groups the quotes, below it their codes in codebook order."""
    apart = {(q.coding, q.person) for q in arranged.counter}
    order = {code.id: n for n, code in enumerate(codebook)}
    for title, group in grouping(arranged):
        yield Part(1, title, "", ())
        own = _own(group)
        for code in sorted(own, key=order.__getitem__):
            sides: tuple[list[Quote], list[Quote]] = ([], [])
            for quote in own[code]:
                sides[(quote.coding, quote.person) in apart].append(quote)
            yield Part(2, codebook[code].title, code, _mixed(sides[0]))
            yield from _counter(sides[1], 2, code)


def _by_place(arranged: Arranged) -> list[tuple[str, Sequence[Quote]]]:
    """Places by name; quotes whose captions tell none come last."""
    groups: dict[str, list[Quote]] = defaultdict(list)
    for quote in arranged.every:
        groups[arranged.place(quote)].append(quote)
    unplaced = groups.pop("", [])
    named: list[tuple[str, Sequence[Quote]]] = [(place, groups[place]) for place in sorted(groups)]
    return [*named, (UNPLACED, unplaced)] if unplaced else named


def _by_speaker(arranged: Arranged) -> list[tuple[str, Sequence[Quote]]]:
    """People by caption, numbered in no order that tells their interviews."""
    groups: dict[str | int, list[Quote]] = defaultdict(list)
    for quote in arranged.every:
        groups[speaker(quote)].append(quote)
    ordered = sorted(
        groups.values(),
        key=lambda own: (own[0].attribution or "", min(_shuffled(q.coding) for q in own)),
    )
    return [
        (f"Person {n}" + (f": {own[0].attribution}" if own[0].attribution else ""), own)
        for n, own in enumerate(ordered, 1)
    ]
