"""Structured answers as they may leave the study: small groups and small counts kept back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from qualcode.analysis.answers import (
    AnswerTable,
    Group,
    Turnout,
    closing,
    columns_of,
    count_answers,
    numbers_of,
    spread,
)
from qualcode.analysis.small_groups import few, kept_back
from qualcode.errors import Refused
from qualcode.model.answers import Item, ItemType, Value


def answers_leaving(
    item: Item,
    answers: Mapping[str, Value],
    people: pd.DataFrame,
    by: str | None,
    small: int,
) -> AnswerTable:
    """One item's answers without what could give a person away.

    Groups of fewer than ``small`` people are left out and counted together with the next smallest;
    of rankings and splits it has each group's median, and the lowest and the highest number only
    where at least ``small`` people of the group gave it: an end is one person's own number. Where
    more than half of the steps' counts would be kept back, everyone stands together instead.

    Raises
    ------
    Refused
        Fewer than ``small`` people answered.
    """
    whole = count_answers(item, answers, people, by)
    if whole.answered < small:
        raise Refused(
            f"Fewer than {small} people answered this item, so nothing of it can leave the study;"
            " ask more people, or speak of it without numbers."
        )
    if by is None:
        return _protected(whole, set(), small)
    back = kept_back({group: told.answered for group, told in whole.turnout.items()}, small)
    table = _protected(whole, back, small)
    if not table.turnout or _mostly_hidden(table):
        together = count_answers(item, answers, people, None)
        return replace(
            found := _protected(together, set(), small),
            caption=f"By {by} too little would be left to show, so everyone stands together."
            f" {found.caption}",
        )
    return table


def _protected(whole: AnswerTable, back: set[Group], small: int) -> AnswerTable:
    item, by = whole.item, whole.by
    shown = [g for g, told in whole.turnout.items() if told.answered and g not in back]
    counts = {g: _counts(item, whole.given[g]) for g in shown}
    hidden: set[tuple[int, int]] = set()
    if item.type is ItemType.ORDINAL:
        lost = [_counts(item, [v for g in back for v in whole.given[g]])] if back else []
        lines = [*counts.values(), *lost]
        # What is left out as a whole is hidden from the start, and so never shown.
        hidden = hide_cells(lines, small, [len(lines) - 1] if lost else [])
    rows = [
        row
        for n, g in enumerate(shown)
        for row in _rows(whole, g, {k for line, k in hidden if line == n}, small)
    ]
    left_out = (len(back), sum(whole.turnout[g].answered for g in back))
    columns = tuple(c for c in columns_of(item, by) if c not in ("missing", "each"))
    return replace(
        whole,
        given={},
        turnout={g: Turnout(whole.turnout[g].answered, {}, 0) for g in shown},
        rows=tuple(rows),
        columns=columns,
        caption=_caption(whole, shown, left_out, bool(hidden), small),
        strangers=0,
        kept_back=left_out,
        published=True,
    )


def _counts(item: Item, given: Iterable[Value]) -> list[int]:
    return [len(numbers) for numbers in numbers_of(item, given).values()]


def _rows(whole: AnswerTable, group: Group, hidden: set[int], small: int) -> list[dict[str, Any]]:
    item, by = whole.item, whole.by
    answered = whole.turnout[group].answered
    rows = []
    for k, (option, numbers) in enumerate(numbers_of(item, whole.given[group]).items()):
        row: dict[str, Any] = {"item": item.id, "option": option, **({by: group} if by else {})}
        row["participants"] = None if k in hidden else len(numbers)
        row["of_participants"] = answered
        if item.type is not ItemType.ORDINAL:
            row |= _ends(numbers, small)
        rows.append({**row, "suppressed": k in hidden})
    return rows


def _ends(numbers: Sequence[float], small: int) -> dict[str, float | None]:
    """The median, and those ends that at least ``small`` people share.

    >>> _ends([1, 1, 1, 2, 4], 3)
    {'median': 1, 'lowest': 1, 'highest': None}
    """
    told = spread(numbers)
    for end in ("lowest", "highest"):
        if sum(number == told[end] for number in numbers) < small:
            told[end] = None
    return told


def hide_cells(
    lines: Sequence[Sequence[int]],
    small: int,
    lost: Sequence[int] = (),
    lost_columns: Sequence[int] = (),
) -> set[tuple[int, int]]:
    """Cells (line, column) of a table of counts that must not be shown.

    Counts between 0 and ``small``, all of the lines ``lost`` and of the ``lost_columns``, and
    further ones until in no line and no column a hidden cell stands alone or hidden cells hold
    fewer than ``small`` together:
    whoever knows every total cannot work one out. Which are hidden for others' sake is not told.

    >>> sorted(hide_cells([[8, 2, 9]], 6))
    [(0, 0), (0, 1)]
    """
    width = len(lines[0]) if lines else 0
    hidden = {(i, k) for i, line in enumerate(lines) for k, n in enumerate(line) if few(n, small)}
    hidden |= {(i, k) for i in lost for k in range(width)}
    hidden |= {(i, k) for i in range(len(lines)) for k in lost_columns}
    across = [[(i, k) for k in range(width)] for i in range(len(lines))]
    down = [[(i, k) for i in range(len(lines))] for k in range(width)]
    crossing = [*across, *(down if len(lines) > 1 else [])]
    # A line or column of nobody is known to be of nobody, and hides nothing.
    noughts = {
        cell for cells in crossing if not sum(lines[i][k] for i, k in cells) for cell in cells
    }
    crossing = [[cell for cell in cells if cell not in noughts] for cells in crossing]
    changed = True
    while changed:
        changed = False
        for cells in crossing:
            own = [cell for cell in cells if cell in hidden]
            enough = len(own) > 1 and sum(lines[i][k] for i, k in own) >= small
            open_ones = [cell for cell in cells if cell not in hidden]
            if own and not enough and open_ones:
                # The smallest that anybody stands behind; only then one of nobody.
                hidden.add(min(open_ones, key=lambda c: (not lines[c[0]][c[1]], lines[c[0]][c[1]])))
                changed = True
    return hidden


def _mostly_hidden(table: AnswerTable) -> bool:
    filled = [row for row in table.rows if row["suppressed"] or row["participants"]]
    return 2 * len([row for row in filled if row["suppressed"]]) > len(filled)


def _caption(
    whole: AnswerTable,
    shown: Sequence[Group],
    left_out: tuple[int, int],
    hidden: bool,
    small: int,
) -> str:
    answered = sum(whole.turnout[g].answered for g in shown)
    parts = [f"Counts are distinct participants: {answered} who answered."]
    if left_out[0]:
        parts.append(
            f"{left_out[1]} people in {left_out[0]} groups are kept back, so that nobody is given"
            " away."
        )
    if hidden:
        parts.append(f"c stands for a count kept back because fewer than {small} people may show.")
    if whole.item.type is not ItemType.ORDINAL:
        parts.append(
            "A stroke marks the median, and a line goes to the ends that are told. Each person's"
            " own answer stays in the study, and so do the lowest and the highest where fewer than"
            f" {small} people gave them."
        )
    return " ".join([*parts, *closing(whole.item, whole.by, "", published=True)])
