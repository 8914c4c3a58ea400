"""The differences between two coders: what is open, what was settled, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.disagreement import Aligned, Lane, align, lane_of
from qualcode.model import Coding
from qualcode.model.review import Resolution

PAIR, NONE = "pair", "-"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two coders' codings of the same words side by side, or the coding of one alone.

    Attributes
    ----------
    key
        ``pair <first coding id> <second coding id>``, with ``-`` for the one that was not made.
    first, second
        As they stood before they were settled; of what is open, as they stand.
    interview
        ``Interview 7``: its place among the study's interviews.
    resolution
        How it was settled last; None while it is open, and where they agree.
    changed
        Whether a coding it was settled about was changed or withdrawn since.
    """

    key: str
    lane: Lane
    first: Coding | None
    second: Coding | None
    interview: str
    resolution: Resolution | None = None
    changed: bool = False

    @property
    def settled(self) -> bool:
        """Whether it was settled."""
        return self.resolution is not None

    @property
    def one(self) -> Coding:
        """Either coding: the first coder's, where there is one."""
        return Aligned(self.lane, self.first, self.second).one

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes given, each once."""
        given = (coding.code for coding in (self.first, self.second) if coding)
        return tuple(dict.fromkeys(given))

    @property
    def short(self) -> str:
        """The key as a person types it: the first letters of either id."""
        return ":".join(id if id == NONE else id[:8] for id in parsed_key(self.key))

    def without_words(self) -> Difference:
        """The same without participants' words and the name of the text."""
        first, second = (
            replace(coding, quote="", transcript="") if coding else None
            for coding in (self.first, self.second)
        )
        return replace(self, first=first, second=second)


@dataclass(frozen=True)
class Queue:
    """What two coders differ in, over the interviews that both have coded through.

    Attributes
    ----------
    coders
        First, second.
    differences
        Those asked for: what is open in the order of the texts, then what was settled. Where they
        agree is listed only when asked for.
    lanes
        Lane -> (open or agreed, settled), of all that was asked for in whichever lane.
    interviews
        How many both have coded through.
    apart
        How many of them are left out because somebody is still to code them without seeing the
        other's codings.
    """

    coders: tuple[str, str]
    differences: tuple[Difference, ...]
    lanes: Mapping[Lane, tuple[int, int]] = field(default_factory=dict)
    interviews: int = 0
    apart: int = 0

    @property
    def open(self) -> int:
        """How many differences are still to be settled."""
        return sum(n for lane, (n, _) in self.lanes.items() if lane.differs)

    @property
    def settled(self) -> int:
        """How many were settled."""
        return sum(n for _, n in self.lanes.values())

    @property
    def agreed(self) -> int:
        """How many passages both gave the same code in the same direction."""
        return self.lanes.get(Lane.AGREE, (0, 0))[0]

    def find(self, key: str) -> Difference | None:
        """A difference among those asked for, by its key."""
        return next((one for one in self.differences if one.key == key), None)


@dataclass(frozen=True)
class Settled:
    """A settling with the codings it was about, as they were; what stands in their place, and
    since when; or None, and when it was withdrawn."""

    resolution: Resolution
    was: tuple[Coding | None, Coding | None]
    now: tuple[Coding | None, Coding | None]
    since: tuple[str, str]

    @property
    def one(self) -> Coding:
        """Either coding it was about."""
        return Aligned(Lane.FIRST, *self.was).one

    @property
    def changed(self) -> bool:
        """Whether what it left was changed since, by hand or by settling something else.

        A code that was renamed or merged takes its codings along, as old as they are.
        """
        return any(at > self.resolution.made_at for at in self.since)


def parsed_key(key: str) -> tuple[str, str]:
    """The ids in a key, ``-`` for the coding that was not made; empty ones where it is no key."""
    parts = key.split()
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == PAIR else ("", "")


def key_of(first: Coding | None, second: Coding | None) -> str:
    """The key of a difference."""
    return " ".join([PAIR, *(coding.id if coding else NONE for coding in (first, second))])


def differences(
    codings: tuple[Sequence[Coding], Sequence[Coding]],
    settled: Iterable[Settled],
    interviews: Mapping[str, str],
    indicators: Mapping[str, str],
) -> list[Difference]:
    """All differences and agreements of two coders, in the order of the texts, settled ones last.

    Parameters
    ----------
    codings
        Of either coder, those that stand in text both have coded through.
    settled
        What was settled between the two, each about codings in their order.
    interviews
        Transcript -> ``Interview 7``.
    """
    done = [one for one in settled if one.one.transcript in interviews]
    # What was settled together stays together, and does not take part in a new comparison.
    paired = [one.now for one in done if not one.changed and all(one.now)]
    taken = {coding.id for pair in paired for coding in pair if coding}
    # A coding of one alone that was settled may still find a partner, made later.
    alone = {c.id for one in done if None in one.was and not one.changed for c in one.now if c}
    alone |= {c.id for one in done if not all(one.now) and not one.changed for c in one.now if c}
    first, second = ([c for c in own if c.id not in taken] for own in codings)
    found = [
        _difference(pair, interviews)
        for pair in align(first, second, indicators)
        if pair.lane not in (Lane.FIRST, Lane.SECOND) or pair.one.id not in alone
    ]
    order = {id: n for n, id in enumerate(interviews)}
    found.sort(key=lambda d: (order[d.one.transcript], not d.lane.differs))
    told = [
        Difference(
            key_of(*one.was),
            lane_of(*one.was),
            *one.was,
            interviews[one.one.transcript],
            one.resolution,
            one.changed,
        )
        for one in sorted(done, key=lambda s: (order[s.one.transcript], s.one.span))
    ]
    return [*found, *told]


def _difference(pair: Aligned, interviews: Mapping[str, str]) -> Difference:
    key = key_of(pair.first, pair.second)
    return Difference(key, pair.lane, pair.first, pair.second, interviews[pair.one.transcript])


def chosen(
    found: Sequence[Difference],
    *,
    family: frozenset[str] | None = None,
    interview: str | None = None,
    lane: Lane | None = None,
) -> tuple[tuple[Difference, ...], dict[Lane, tuple[int, int]]]:
    """Those asked for, and how many of those of any lane are open and settled."""
    asked = [
        one
        for one in found
        if (family is None or not family.isdisjoint(one.codes))
        and (interview is None or one.interview == interview)
    ]
    n = Counter((one.lane, one.settled) for one in asked)
    counts = {each: (n[each, False], n[each, True]) for each in Lane}
    wanted = [one for one in asked if (one.lane.differs if lane is None else one.lane is lane)]
    return tuple(wanted), counts
