"""Pieces of charts that are placed by hand, in pixels: text, lines, hatching, captions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from qualcode.report.heatmap_layout import Ground

LINE_PX = 15
CAPTION_CHARACTER_PX = 5.6
Row = Mapping[str, Any]


def data(rows: Iterable[Row]) -> Any:
    """Rows of plain values as a chart's data."""
    return alt.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call]


def at(channel: Any, field: str) -> Any:
    """A channel whose numbers are pixels already."""
    if channel in (alt.X2, alt.Y2):
        # The further end of a rule or a rectangle takes the scale of its first.
        return channel(field=field)
    return channel(field=field, type="quantitative", scale=None, axis=None)


def own(channel: Any, field: str) -> Any:
    """A channel whose values are colours as they stand."""
    return channel(field=field, type="nominal", scale=None, legend=None)


def texts(rows: Sequence[Row], colour: str, size: float = 12, **mark: Any) -> Any:
    """Text at x, y (the middle of its line or lines); a row may have a colour of its own."""
    placed = [
        {"ink": colour, **row, "y": row["y"] - str(row["text"]).count("\n") * LINE_PX / 2}
        for row in rows
    ]
    style = {"align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": LINE_PX}
    return (
        alt.Chart(data(placed))
        .mark_text(**{**style, "fontSize": size, **mark})
        .encode(
            x=at(alt.X, "x"),
            y=at(alt.Y, "y"),
            text=alt.Text(field="text", type="nominal"),
            color=own(alt.Color, "ink"),
        )
    )


def boxes(rows: Sequence[Row], **mark: Any) -> Any:
    """Rectangles from x, y to x2, y2, each filled with its colour."""
    return (
        alt.Chart(data(rows))
        .mark_rect(**mark)
        .encode(
            x=at(alt.X, "x"),
            y=at(alt.Y, "y"),
            x2=at(alt.X2, "x2"),
            y2=at(alt.Y2, "y2"),
            fill=own(alt.Fill, "fill"),
        )
    )


def lines(rows: Sequence[Row], colour: str, width: float = 1) -> Any:
    """Straight lines from x, y to x2, y2."""
    return (
        alt.Chart(data(rows))
        .mark_rule(color=colour, strokeWidth=width)
        .encode(x=at(alt.X, "x"), y=at(alt.Y, "y"), x2=at(alt.X2, "x2"), y2=at(alt.Y2, "y2"))
    )


def hatching(x: float, y: float, x2: float, y2: float, step: float = 8) -> list[Row]:
    """Diagonal lines that fill a rectangle, as rows of `lines`."""
    found: list[Row] = []
    reach = (x2 - x) + (y2 - y)
    for n in range(1, int(reach / step) + 1):
        # A diagonal begins at the left or upper edge and ends at the upper or right one.
        d = n * step
        start = (x, y + d) if d <= y2 - y else (x + d - (y2 - y), y2)
        end = (x + d, y) if d <= x2 - x else (x2, y + d - (x2 - x))
        if start[0] < end[0]:
            found.append({"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]})
    return found


def kept_back(
    cells: Sequence[tuple[float, float, float, float]], on: Ground, words: Sequence[str] = ()
) -> list[Any]:
    """Hatched boxes with a c (or ``words``): what is kept back so that nobody is given away."""
    if not cells:
        return []
    fill = [{"x": x, "y": y, "x2": x2, "y2": y2, "fill": on.kept_back} for x, y, x2, y2 in cells]
    middle = [
        {"x": (x + x2) / 2, "y": (y + y2) / 2, "text": text}
        for (x, y, x2, y2), text in zip(cells, words or ["c"] * len(cells), strict=True)
    ]
    strokes = [row for cell in cells for row in hatching(*cell)]
    return [
        boxes(fill),
        lines(strokes, on.quiet, 0.7),
        texts(middle, on.ink, 13, align="center", fontWeight="bold"),
    ]


def shade(low: str, high: str, share: float) -> str:
    """The colour ``share`` of the way from one to the other.

    >>> shade("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    ends = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (low, high)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(*ends, strict=True))


def finished(
    layers: Sequence[Any], width: float, height: float, on: Ground, notes: Sequence[str] = ()
) -> Any:
    """The layers as one chart of this size, with what must be said below it."""
    chart = alt.layer(*layers).properties(width=round(width), height=round(height))
    if notes:
        room = max(int(width / CAPTION_CHARACTER_PX), 40)
        said = [line for note in notes for line in textwrap.wrap(note, room)]
        chart = chart.properties(
            title=alt.TitleParams(
                text=said,
                orient="bottom",
                anchor="start",
                fontSize=11,
                lineHeight=15,
                offset=14,
                color=on.quiet,
            )
        )
    return chart
