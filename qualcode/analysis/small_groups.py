"""Which groups of people are too small to be told apart in what is published."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

import pandas as pd

Group = TypeVar("Group", bound=Hashable)


# What a row of the people's table holds beside attributes.
_NO_ATTRIBUTES = frozenset(("transcript", "label", "participant", "role_label", "quotable"))
_ALL_UNIONS = 12  # of so many groups every union is tried, of more those of one and two


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


def tells_nobody_apart(people: pd.DataFrame, attribute: str, small: int) -> bool:
    """Whether a list by this attribute leaves no difference of fewer than ``small`` people.

    It is read beside its own total and beside lists by each other attribute of ``people`` (see
    `Frames.people`): every group has at least ``small`` known people and nobody stands in two of
    them; and where groups of one list lie wholly within groups of another, what is left over is
    nobody or at least ``small``. Of the other list all groups are taken as known, and those alone
    that `kept_back` shows.
    """
    groups = _groups(people, attribute)
    if not groups or any(len(group) < small for group in groups.values()):
        return False
    if sum(map(len, groups.values())) > people["participant"].nunique():
        return False
    mine = list(groups.values())
    others = [str(n) for n in people.columns if n not in _NO_ATTRIBUTES and n != attribute]
    for other in others:
        theirs = _groups(people, other)
        hidden = kept_back({value: len(group) for value, group in theirs.items()}, small)
        shown = [group for value, group in theirs.items() if value not in hidden]
        for lists in (list(theirs.values()), shown):
            within = (_left_over(union, lists) for union in _unions(mine))
            around = (_left_over(group, mine) for group in lists)
            if any(few(left, small) for left in (*within, *around)):
                return False
    return True


def _groups(people: pd.DataFrame, attribute: str) -> dict[str, frozenset[str]]:
    """Known participants by value; a group of speakers not known as participants is empty."""
    found: dict[str, set[str]] = {}
    for value, who in zip(people[attribute].tolist(), people["participant"].tolist(), strict=True):
        group = found.setdefault("" if pd.isna(value) else str(value), set())
        if not pd.isna(who):
            group.add(who)
    return {value: frozenset(group) for value, group in found.items()}


def _unions(groups: list[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Unions of some groups; all of them together are the total."""
    most = len(groups) - 1 if len(groups) <= _ALL_UNIONS else 2
    for n in range(1, most + 1):
        for some in combinations(groups, n):
            yield frozenset().union(*some)


def _left_over(whole: frozenset[str], groups: list[frozenset[str]]) -> int:
    """How many are left when the groups that lie within are taken away; 0 where none does."""
    within = [group for group in groups if group and group <= whole]
    return len(whole.difference(*within)) if within else 0
