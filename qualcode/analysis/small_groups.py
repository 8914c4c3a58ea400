"""Which groups of people are too small to be told apart in what is published."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


def kept_back(sizes: Mapping[Group, int], small: int) -> set[Group]:
    """Groups that a published list beside their total must not show.

    Those of fewer than ``small`` people; and, so that the total does not give them back, the next
    smallest until at least two groups and ``small`` people stand behind what is kept back, and
    each could be one of several sizes: that three groups have three people tells them all. A
    group of nobody needs no hiding and hides nobody.

    >>> sorted(kept_back({"East": 9, "Midtown": 2, "City": 7}, 6))
    ['City', 'Midtown']
    >>> kept_back({"East": 9, "Midtown": 7}, 6)
    set()
    """
    people = {group: n for group, n in sizes.items() if n > 0}
    by_size = sorted(people, key=lambda group: people[group])
    hidden = {group for group in by_size if people[group] < small}
    for group in by_size:
        least = max(small, len(hidden) + 2)
        enough = len(hidden) > 1 and sum(people[g] for g in hidden) >= least
        if not hidden or enough:
            break
        hidden.add(group)
    return hidden


def few(count: int, small: int) -> bool:
    """Whether a count of people is too small to be published: more than none, fewer than small."""
    return 0 < count < small
