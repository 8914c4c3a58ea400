"""What a table of quotes may tell of a speaker beside the caption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from qualcode.analysis.frames import as_told
from qualcode.report.attribution import Ladder

# Said by the caption, or by no person: the kind of a text.
LEFT_OUT = ("role", "authority", "kind")


def attributes_told(
    people: pd.DataFrame, attributes: Sequence[str], style: str, ladder: Ladder, small: int
) -> dict[int, dict[str, str]]:
    """Person (row of ``people``) -> attribute -> its value, where enough people share it.

    People are first told apart by their captions, then by one attribute after the other; a value
    is told only while at least ``small`` distinct known participants share all that is told, and
    whoever is left without a value is nobody, or at least ``small`` too. So a table tells of no
    smaller group than the captions do. The style ``none`` tells nothing.
    """
    if style == "none":
        return {}
    known = as_told(people[people["participant"].notna()])
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for person, role, authority in zip(
        known.index.tolist(), known["role"].tolist(), known["authority"].tolist(), strict=True
    ):
        groups[_caption(style, ladder, role, authority)].append(person)
    who = _column(known, "participant")
    told: dict[int, dict[str, str]] = defaultdict(dict)
    standing = list(groups.values())
    for name in attributes:
        if name in LEFT_OUT:
            continue
        values = _column(known, name)
        finer: list[list[int]] = []
        for group in standing:
            by_value = _shared(group, values, who, small)
            for value, own in by_value.items():
                if value is not None:
                    for person in own:
                        told[person][name] = value
                finer.append(own)
        standing = finer
    return dict(told)


def _column(people: pd.DataFrame, name: str) -> dict[int, Any]:
    return dict(zip(people.index.tolist(), people[name].tolist(), strict=True))


def _caption(style: str, ladder: Ladder, role: str | None, authority: str | None) -> Hashable:
    if style == "ladder":
        return ladder.name(role, authority)
    return role if style == "role" else (role, authority)


def _shared(
    group: list[int], values: dict[int, Any], who: dict[int, Any], small: int
) -> dict[str | None, list[int]]:
    """The rows of a group by the values that may be told; None holds the others."""
    by_value: dict[str, list[int]] = defaultdict(list)
    rest: list[int] = []
    for person in group:
        value = values[person]
        if isinstance(value, str) and value:
            by_value[value].append(person)
        else:
            rest.append(person)

    def size(rows: list[int]) -> int:
        return len({who[row] for row in rows})

    for value in [v for v, own in by_value.items() if size(own) < small]:
        rest += by_value.pop(value)
    while by_value and 0 < size(rest) < small:
        smallest = min(by_value, key=lambda v: (size(by_value[v]), v))
        rest += by_value.pop(smallest)
    found: dict[str | None, list[int]] = dict(by_value.items())
    if rest:
        found[None] = rest
    return found
