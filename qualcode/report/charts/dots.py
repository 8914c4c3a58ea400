"""The dot plot: for every code and group a line as long as its people, with a dot at how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from qualcode.model import Codebook
from qualcode.report.cells import Cell, Grid, Look, passages
from qualcode.report.charts import placed
from qualcode.report.charts.base import CLICK, ground, styled
from qualcode.report.heatmap_layout import NAME_CHARACTER_PX, Ground, shortened, wrapped
from qualcode.report.palette import colours

NAMES_PX, PLOT_PX, WORDS_PX = 300, 400, 190
IN_PRINT_PX = 176  # the plot of a picture for a page of 16 cm, so that 12 pixels are 8 points
LINE_PX, HEADING_PX, GAP_PX, AXIS_PX = 24, 38, 10, 34
INDENT_PX, KEPT_PX = 20, 74
MOST_TICKS = 12
Line = tuple[Cell, int, str, float]  # a cell, its column, how it is called, the middle of its line


def dot_plot(
    grid: Grid,
    codebook: Codebook,
    *,
    dark: bool = False,
    notes: Sequence[str] = (),
    plot: int = PLOT_PX,
) -> Any:
    """People k of n per code and group as dots on lines ``plot`` pixels long, as an Altair chart.

    A line reaches from nobody to everybody in scope. A click chooses a line: the selection is
    called `CLICK` and holds ``code`` and ``column``, the place of the group among the columns.

    Raises
    ------
    ValueError
        The grid has no code or no column.
    """
    if not grid.cells:
        raise ValueError("A dot plot needs at least one code and one column.")
    on, hues = ground(dark), colours(codebook)
    headings, found, height = _placed(grid, codebook, hues, plot)
    most = max([cell.of or 0 for cell, *_ in found] + [1])
    layers = [
        *_axis(most, height, on, plot),
        *headings_of(headings, on),
        placed.texts([_called(line) for line in found], on.ink, 12),
        *_lines(found, most, hues, on, plot),
        placed.texts(list(_beside(found, plot)), on.quiet, 12),
        *placed.kept_back(
            [(NAMES_PX, y - 8, NAMES_PX + KEPT_PX, y + 8) for c, _, _, y in found
             if c.look is Look.SUPPRESSED],
            on,
        ),
        _hits(found, grid, on, plot),
    ]  # fmt: skip
    width = NAMES_PX + plot + WORDS_PX
    return styled(placed.finished(layers, width, height, on, notes), on)


def _placed(
    grid: Grid, codebook: Codebook, hues: dict[str, str], plot: int
) -> tuple[list[dict[str, Any]], list[Line], float]:
    """The headings, the lines, and the height of all; one column needs no headings."""
    headings: list[dict[str, Any]] = []
    found: list[Line] = []
    y = float(AXIS_PX)
    alone = len(grid.columns) == 1
    room = int((NAMES_PX - INDENT_PX - 14) / NAME_CHARACTER_PX)
    whole = int((NAMES_PX + plot) / NAME_CHARACTER_PX / 1.1)
    for row, (code, _) in zip(grid.rows(), grid.codes, strict=True):
        title = codebook[code].title
        title = "\n".join(wrapped(title, room)) if alone else shortened(title, whole)
        high = HEADING_PX if alone else LINE_PX
        swatch = {"x": 0, "y": y + high / 2, "text": "■", "ink": hues[code]}
        if alone:
            headings.append(swatch)
            found.append((row[0], 0, title, y + high / 2))
            y += high
            continue
        headings += [swatch, {"x": INDENT_PX, "y": y + high / 2, "text": title}]
        y += high
        for n, (cell, (_, label)) in enumerate(zip(row, grid.columns, strict=True)):
            found.append((cell, n, shortened(label, room - 2), y + LINE_PX / 2))
            y += LINE_PX
        y += GAP_PX
    return headings, found, y


def headings_of(headings: Sequence[dict[str, Any]], on: Ground, *, bold: bool = True) -> list[Any]:
    """Names of codes, each behind a square of its hue."""
    squares = [row for row in headings if row["text"] == "■"]
    names = [row for row in headings if row["text"] != "■"]
    return [
        placed.texts(squares, on.ink, 15),
        placed.texts(names, on.ink, 12.5, fontWeight="bold" if bold else "normal"),
    ]


def _across(people: float, most: int, plot: int) -> float:
    return NAMES_PX + plot * people / most


def _axis(most: int, height: float, on: Ground, plot: int) -> list[Any]:
    step = max(1, -(-most // MOST_TICKS))
    ticks = range(0, most + 1, step)
    rules = [
        {"x": across, "x2": across, "y": AXIS_PX - 6, "y2": height}
        for across in (_across(n, most, plot) for n in ticks)
    ]
    names = [{"x": _across(n, most, plot), "y": AXIS_PX - 14, "text": str(n)} for n in ticks]
    said = {"x": NAMES_PX - 14, "y": AXIS_PX - 14, "text": "people"}
    return [
        placed.lines(rules, on.kept_back),
        placed.texts(names, on.quiet, 12, align="center"),
        placed.texts([said], on.quiet, 12, align="right"),
    ]


def _called(line: Line) -> dict[str, Any]:
    return {"x": INDENT_PX, "y": line[3], "text": line[2]}


def _lines(
    found: Sequence[Line], most: int, hues: dict[str, str], on: Ground, plot: int
) -> list[Any]:
    """The lines with a tick at everybody in scope, and the dots."""
    rules: list[dict[str, Any]] = []
    ticks: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    for cell, _, _, y in found:
        if cell.look not in (Look.PEOPLE, Look.ZERO) or cell.of is None:
            continue
        end, k = _across(cell.of, most, plot), cell.people or 0
        rules.append({"x": NAMES_PX, "x2": end, "y": y, "y2": y})
        ticks.append({"x": end, "x2": end, "y": y - 6, "y2": y + 6})
        hue = hues[cell.code]
        dots.append(
            {"x": _across(k, most, plot), "y": y, "ink": hue, "fill": hue if k else on.zero}
        )
    few = [
        {"x": _across(cell.people or 0, most, plot) + 9, "y": y - 7, "text": "◥"}
        for cell, _, _, y in found
        if cell.few
    ]
    circles = (
        alt.Chart(placed.data(dots))
        .mark_point(shape="circle", size=105, strokeWidth=2, opacity=1)
        .encode(
            x=placed.at(alt.X, "x"),
            y=placed.at(alt.Y, "y"),
            stroke=placed.own(alt.Stroke, "ink"),
            fill=placed.own(alt.Fill, "fill"),
        )
    )
    return [
        placed.lines(rules, on.quiet),
        placed.lines(ticks, on.line, 2),
        circles,
        placed.texts(few, on.line, 9, align="center"),
    ]


def _beside(found: Sequence[Line], plot: int) -> Iterator[dict[str, Any]]:
    """The numbers at the right, and words where there is no line."""
    for cell, _, _, y in found:
        if cell.look in (Look.PEOPLE, Look.ZERO):
            said = f"{cell.words} · {passages(cell.passages)}"
            yield {"x": NAMES_PX + plot + 18, "y": y, "text": said}
        elif cell.look is Look.UNKNOWN:
            said = f"people not known, {passages(cell.passages)}"
            yield {"x": NAMES_PX + 8, "y": y, "text": said}
        elif cell.look is Look.NOBODY:
            yield {"x": NAMES_PX + 8, "y": y, "text": "– nobody in scope"}


def _hits(found: Sequence[Line], grid: Grid, on: Ground, plot: int) -> Any:
    """What the pointer finds: the whole of a line, with its sentence."""
    rows = [
        {
            "x": INDENT_PX - 6,
            "x2": NAMES_PX + plot + WORDS_PX,
            "y": y - LINE_PX / 2,
            "y2": y + LINE_PX / 2,
            "fill": on.line,
            "code": cell.code,
            "column": n,
            "said": grid.sentence(cell),
        }
        for cell, n, _, y in found
    ]
    click = alt.selection_point(name=CLICK, fields=["code", "column"], toggle=False)
    return (
        placed.boxes(rows, fillOpacity=0, strokeWidth=1.5, cursor="pointer")
        .encode(
            tooltip=alt.Tooltip(field="said", type="nominal"),
            stroke=alt.condition(click, alt.value(on.line), alt.value("transparent"), empty=False),
        )
        .add_params(click)
    )
