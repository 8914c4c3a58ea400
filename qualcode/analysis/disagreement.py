"""Where two coders agree and where they differ: their codings side by side, in lanes.

The rule, which stands under every list and table made of it:

- Two codings can go together when they share at least one word, a run of letters or digits.
- Codings with the same code go together first, the ones that share the largest part of what both
  cover before the others; each coding is used once.
- They agree when they also have the same direction, and share nine tenths of the longer one or
  more. With other bounds they differ in where the passage begins or ends, with another direction
  in direction.
- What is left goes together where two codings with other codes share words, the most words first,
  codes of one indicator before others. What is then left was coded by one of the two alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.model import Coding

# Of the longer of two codings, the share both must cover for their bounds to count as the same.
NEAR = 0.9


class Lane(StrEnum):
    """How two coders' codings of the same words stand to each other."""

    AGREE = "agree"
    CODE = "code"
    DIRECTION = "direction"
    BOUNDARY = "boundary"
    FIRST = "only first"
    SECOND = "only second"

    @property
    def differs(self) -> bool:
        """Whether there is something to talk about."""
        return self is not Lane.AGREE


@dataclass(frozen=True, slots=True)
class Aligned:
    """A coding of the first coder beside one of the second; None where one of them has none."""

    lane: Lane
    first: Coding | None
    second: Coding | None

    @property
    def one(self) -> Coding:
        """Either of the two: the first coder's, where there is one."""
        found = self.first or self.second
        if found is None:
            raise ValueError("a difference is of at least one coding")
        return found


def align(
    first: Iterable[Coding], second: Iterable[Coding], indicators: Mapping[str, str] | None = None
) -> list[Aligned]:
    """Set two coders' codings side by side, by the rule of this module.

    Parameters
    ----------
    first, second
        Codings of text that both have coded through.
    indicators
        Code -> its indicator; where words are shared alike, codes of one indicator go together.

    Returns
    -------
    Every coding exactly once, by transcript in the order given, then by place. The result does not
    hang on the order of the codings within a transcript.
    """
    ones, twos = _by_transcript(first), _by_transcript(second)
    indicators = indicators or {}
    found: list[Aligned] = []
    for transcript in dict.fromkeys([*ones, *twos]):
        found += _aligned_in(ones.get(transcript, []), twos.get(transcript, []), indicators)
    return found


def lane_of(first: Coding | None, second: Coding | None) -> Lane:
    """The lane of two codings that go together, or of one alone.

    Raises
    ------
    ValueError
        There is neither.
    """
    if first is None or second is None:
        if first is None and second is None:
            raise ValueError("a difference is of at least one coding")
        return Lane.SECOND if first is None else Lane.FIRST
    if first.code != second.code:
        return Lane.CODE
    if first.direction != second.direction:
        return Lane.DIRECTION
    near = _shared(first, second) >= NEAR * max(len(first.span), len(second.span))
    return Lane.AGREE if near else Lane.BOUNDARY


def share_a_word(first: Coding, second: Coding) -> bool:
    """Whether two codings of one transcript cover a letter or digit both."""
    start = max(first.span.start, second.span.start) - first.span.start
    end = min(first.span.end, second.span.end) - first.span.start
    return start < end and any(map(str.isalnum, first.quote[start:end]))


def _by_transcript(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.transcript].append(coding)
    return {id: sorted(own, key=_place) for id, own in found.items()}


def _aligned_in(
    first: Sequence[Coding], second: Sequence[Coding], indicators: Mapping[str, str]
) -> list[Aligned]:
    """The codings of one transcript."""
    meeting = [(a, b) for a, b in _overlapping(first, second) if share_a_word(first[a], second[b])]
    same, other = list[tuple[int, int]](), list[tuple[int, int]]()
    for a, b in meeting:
        (same if first[a].code == second[b].code else other).append((a, b))
    same.sort(key=lambda ab: (*_part(first[ab[0]], second[ab[1]]), ab))
    other.sort(key=lambda ab: (*_most(first[ab[0]], second[ab[1]], indicators), ab))
    mate: dict[int, int] = {}
    taken: set[int] = set()
    for a, b in [*same, *other]:
        if a not in mate and b not in taken:
            mate[a] = b
            taken.add(b)
    found = [_pair(one, second[mate[a]] if a in mate else None) for a, one in enumerate(first)]
    found += [_pair(None, two) for b, two in enumerate(second) if b not in taken]
    return sorted(found, key=lambda pair: (_place(pair.one), pair.first is None))


def _pair(first: Coding | None, second: Coding | None) -> Aligned:
    return Aligned(lane_of(first, second), first, second)


def _overlapping(first: Sequence[Coding], second: Sequence[Coding]) -> Iterator[tuple[int, int]]:
    """Places in both lists of codings that overlap; both are in the order of where they start."""
    running: list[int] = []
    coming = 0
    for a, one in enumerate(first):
        while coming < len(second) and second[coming].span.start < one.span.end:
            running.append(coming)
            coming += 1
        # Later codings start later, so what ends before this one starts is done with.
        running = [b for b in running if second[b].span.end > one.span.start]
        for b in running:
            if second[b].span.start < one.span.end:
                yield a, b


def _shared(first: Coding, second: Coding) -> int:
    """How many characters both cover."""
    return min(first.span.end, second.span.end) - max(first.span.start, second.span.start)


def _part(first: Coding, second: Coding) -> tuple[float, bool]:
    """Order of pairs with the same code: the largest part of both first, then the direction."""
    shared = _shared(first, second)
    either = len(first.span) + len(second.span) - shared
    return -shared / either, first.direction != second.direction


def _most(first: Coding, second: Coding, indicators: Mapping[str, str]) -> tuple[int, bool, float]:
    """Order of pairs with other codes: the most words first, then codes of one indicator."""
    ours = indicators.get(first.code, first.code)
    apart = ours != indicators.get(second.code, second.code)
    return -_shared(first, second), apart, _part(first, second)[0]


def _place(coding: Coding) -> tuple[object, ...]:
    span = coding.span
    return span.start, span.end, coding.code, coding.direction.value, coding.made_at, coding.id
