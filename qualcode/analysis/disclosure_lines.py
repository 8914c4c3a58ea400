"""The quick pass: no line of a table has a single hidden cell that its total gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.disclosure_layers import Layer, Marks, Numbers


@dataclass(frozen=True)
class Line:
    """Groups that together make up one group of a coarser table.

    total_shown, total : for each code whether the coarser count is shown, and what it is
    """

    parts: Numbers
    total_shown: Marks
    total: Numbers


def close_lines(layer: Layer, lines: Sequence[Line], hidden: Marks, out: Marks) -> None:
    """Hide further cells, in place, until no line gives a hidden one back by subtraction.

    ``out`` marks cells that are out already: to hide them now would help nobody.
    """
    held = serving(layer, lines)
    for code in range(hidden.shape[0]):
        changed = True
        while changed:
            changed = False
            for line in lines:
                if _given_back(layer, line, hidden[code], code):
                    more = next_to_hide(layer, line.parts, hidden | out, code, held)
                    if more is not None:
                        hidden[code, more] = changed = True


def _given_back(layer: Layer, line: Line, hidden: Marks, code: int) -> bool:
    """Whether a line's own numbers confine what is hidden in it to fewer than three values."""
    parts = line.parts[hidden[line.parts]]
    if not line.total_shown[code]:
        # The total itself is hidden: all its parts together would tell it.
        return not len(parts) and bool((layer.of[line.parts] != 0).any())
    if not len(parts):
        return False
    left, people = int(layer.people[code, parts].sum()), int(layer.sizes[parts].sum())
    return len(parts) == 1 or left < min(2, people) or people - left < min(2, people)


def next_to_hide(
    layer: Layer, among: Numbers, closed: Marks, code: int, held: Numbers
) -> int | None:
    """The cell among these that is given up next, of those not ``closed``.

    It is the smallest count of people that is not zero, sooner one that closes two lines at once.
    """
    open_ = [int(g) for g in among if not closed[code, g]]
    if not open_:
        return None
    waits = _waiting(closed[code], held)

    def cost(group: int) -> tuple[bool, int, int, int]:
        people = int(layer.people[code, group])
        return (people == 0, -int(waits[group] > 1), people, group)

    return min(open_, key=cost)


def serving(layer: Layer, lines: Sequence[Line]) -> Numbers:
    """Which groups each line holds; shape (lines, groups)."""
    held = np.zeros((len(lines), len(layer.keys)), "int64")
    for n, line in enumerate(lines):
        held[n, line.parts] = 1
    return held


def _waiting(hidden: Marks, held: Numbers) -> Numbers:
    """For each group how many of its lines have exactly one hidden cell."""
    single = (held @ hidden.astype("int64")) == 1
    return np.asarray(held[single].sum(axis=0))
