"""What the charts of answers share: names that fit, people as dots, and the words around them."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from qualcode.analysis.answers import Turnout
from qualcode.report.heatmap_layout import Ground

LINE, MOST = 34, 96  # characters in a line of a name, and of a whole name
LEADING = 14  # px from line to line
FEET = 11  # font size of what is said below a picture


def short(text: str, most: int = MOST) -> str:
    """A name cut in its middle, so that names which end differently stay apart.

    >>> short("Joint training with the team next door", 20)
    'Joint train…ext door'
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    tail = most * 2 // 5
    return f"{plain[: most - tail - 1]}…{plain[-tail:]}"


def lines(text: str, width: int = LINE, most: int = MOST) -> list[str]:
    """A name over several lines."""
    return textwrap.wrap(short(text, most), width, break_long_words=True) or [" "]


def labelled(names: Sequence[Sequence[str]]) -> str:
    """An expression that writes the names at 0, 1, 2, …; their words are data, never code."""
    return f"{json.dumps([list(n) for n in names])}[round(datum.value)]"


def upright(names: Sequence[Sequence[str]], title: str | None = None) -> alt.Y:
    """Rows with their names at the left, the first at the top."""
    return alt.Y(
        "y:Q",
        title=title,
        scale=alt.Scale(domain=[-0.5, len(names) - 0.5], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            values=list(range(len(names))),
            labelExpr=labelled(names),
            grid=False,
            ticks=False,
            domain=False,
            labelPadding=10,
            # Several lines hang from the first one: each name is raised until its middle fits.
            labelOffset=_raised([len(name) for name in names]),
        ),
    )


def _raised(heights: Sequence[int]) -> Any:
    """How far names of several lines are moved up, by how many lines they have."""
    which = f"{json.dumps(list(heights))}[round(datum.value)]"
    cases = [
        {"test": f"{which} == {n}", "value": -(n - 1) * LEADING / 2}
        for n in sorted(set(heights) - {1})
    ]
    return {"condition": cases, "value": 0} if cases else 0


def fanned(numbers: Sequence[float], near: float) -> list[tuple[float, float]]:
    """Each number with its place in its stack, counted in people from the row's middle.

    Numbers closer than ``near`` stand one above the other.
    """
    stacks: dict[int, list[float]] = {}
    for number in sorted(numbers):
        stacks.setdefault(round(number / near), []).append(number)
    return [
        (number, k - (len(stack) - 1) / 2)
        for stack in stacks.values()
        for k, number in enumerate(stack)
    ]


def gridded(count: int, columns: int) -> list[tuple[float, float]]:
    """Places for people in a cell, as (column, row) steps from its middle."""
    wide = min(columns, max(1, math.ceil(math.sqrt(count * 1.6))))
    rows = math.ceil(count / wide)
    places = []
    for k in range(count):
        row, column = divmod(k, wide)
        own = min(wide, count - row * wide)
        places.append((column - (own - 1) / 2, row - (rows - 1) / 2))
    return places


def headed(label: str, told: Turnout) -> list[str]:
    """The same in one line, as the head of a panel."""
    return [" ".join([short(label, 48), "·", *who("", told)[1:]])]


def who(label: str, told: Turnout) -> list[str]:
    """A group's name with how many people answered, and how many did not and why."""
    people = f"{told.answered} {'person' if told.answered == 1 else 'people'}"
    why = [f"{n} {reason}" for reason, n in told.missing.items()]
    why += [f"{told.silent} no answer"] if told.silent else []
    return [*lines(label), *textwrap.wrap("; ".join([people, *why]), LINE)]


def with_words(chart: Any, title: str, note: str, on: Ground, width: int) -> Any:
    """A chart with its question above and, where there is a note, what must be said below."""
    named = chart.properties(title=alt.TitleParams(lines(title, max(width // 7, 30), 400)))
    # Said in the chart, or a page would squeeze names and axes into the drawing's own width.
    whole = alt.AutoSizeParams(type="pad", contains="padding")
    if not note:
        return named.properties(autosize=whole)
    said = textwrap.wrap(note, max((width + 200) // 6, 60))
    foot = alt.TitleParams(
        said, orient="bottom", frame="bounds", anchor="start", fontSize=FEET, color=on.quiet,
        lineHeight=15, offset=14,
    )  # fmt: skip
    return alt.vconcat(named).properties(title=foot, autosize=whole)


def sentence(count: int, of: int, rest: str) -> str:
    """Words beside a number.

    >>> sentence(1, 4, "chose 2/3")
    '1 of 4 people: chose 2/3'
    """
    return f"{count} of {of} {'person' if of == 1 else 'people'}: {rest}"


def values(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as the data of a chart; nothing at all still draws."""
    inline: Any = alt.Data  # untyped in Altair
    return inline(values=[dict(row) for row in rows])
