"""The heat map as a picture: the same cells as on the page, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from qualcode.model import Codebook
from qualcode.report.cells import Cell, Grid, Look, passages
from qualcode.report.charts import placed
from qualcode.report.charts.base import ground, styled
from qualcode.report.heatmap_layout import (
    INDENT_PX,
    NAME_CHARACTER_PX,
    ROW_PX,
    SLANT_DEGREES,
    Ground,
    Layout,
    lay_out,
    wrapped,
)
from qualcode.report.palette import colours

Place = tuple[Cell, float, float, float, float]  # and its left, upper, right and lower edge
INSET = 1.5


def heat_chart(
    grid: Grid, codebook: Codebook, *, dark: bool = False, notes: Sequence[str] = ()
) -> Any:
    """People k of n per code and group as shaded cells, as an Altair chart; ``notes`` below it.

    Raises
    ------
    ValueError
        The grid has no code or no column.
    """
    if not grid.cells:
        raise ValueError("A heat map needs at least one code and one column.")
    on, layout = ground(dark), lay_out(grid, codebook)
    places = list(_places(grid, layout))
    width = layout.names_px + layout.column_px * len(grid.columns) + layout.right_px
    height = layout.header_px + ROW_PX * layout.height + 4
    layers = [
        _cells(places, grid, on),
        *_words(places, layout, on),
        *placed.kept_back([p[1:] for p in places if p[0].look is Look.SUPPRESSED], on),
        *_names(grid, layout, codebook, on),
        _header(layout, on),
    ]
    return styled(placed.finished(layers, width, height, on, notes), on)


def _places(grid: Grid, layout: Layout) -> Iterator[Place]:
    for n, row in enumerate(grid.rows()):
        top = layout.header_px + layout.tops[n] * ROW_PX
        for k, cell in enumerate(row):
            left = layout.names_px + k * layout.column_px
            yield (
                cell,
                left + INSET,
                top + INSET,
                left + layout.column_px - INSET,
                top + ROW_PX - INSET,
            )


def _cells(places: Sequence[Place], grid: Grid, on: Ground) -> Any:
    import altair as alt

    flat = {Look.ZERO: on.zero, Look.UNKNOWN: on.unknown, Look.SUPPRESSED: on.kept_back}
    rows = [
        {
            "x": x,
            "y": y,
            "x2": x2,
            "y2": y2,
            "fill": flat.get(cell.look) or placed.shade(on.low, on.high, cell.share or 0.0),
            "said": grid.sentence(cell),
        }
        for cell, x, y, x2, y2 in places
        if cell.look is not Look.NOBODY
    ]
    return placed.boxes(rows).encode(tooltip=alt.Tooltip(field="said", type="nominal"))


def _words(places: Sequence[Place], layout: Layout, on: Ground) -> list[Any]:
    big, small, few = [], [], []
    for cell, x, y, x2, y2 in places:
        if cell.look is Look.SUPPRESSED:
            continue
        middle, height = (x + x2) / 2, (y + y2) / 2
        ink = on.ink if cell.look is Look.PEOPLE else on.quiet
        beside = cell.look is Look.PEOPLE or (cell.look is Look.ZERO and cell.passages > 0)
        words = cell.words
        if cell.look is Look.UNKNOWN and not layout.wide:
            words = str(cell.passages)
        big.append({"x": middle, "y": height - (7 if beside else 0), "text": words, "ink": ink})
        if beside:
            told = passages(cell.passages) if layout.wide else str(cell.passages)
            small.append({"x": middle, "y": height + 9, "text": told, "ink": ink})
        if cell.few:
            few.append({"x": x2 - 6, "y": y + 6, "text": "◥"})
    return [
        placed.texts(big, on.ink, 13 if layout.wide else 12, align="center"),
        placed.texts(small, on.ink, 11, align="center"),
        placed.texts(few, on.line, 9, align="center"),
    ]


def _names(grid: Grid, layout: Layout, codebook: Codebook, on: Ground) -> list[Any]:
    """The rows' names at the left, each with the hue of its indicator."""
    hues, swatches = colours(codebook), []
    plain: list[dict[str, Any]] = []
    bold: list[dict[str, Any]] = []
    both = len({codebook[code].parent is None for code, _ in grid.codes}) == 2
    for n, (code, _) in enumerate(grid.codes):
        top = codebook[code].parent is None
        deep = INDENT_PX if both and not top else 0
        room = (layout.names_px - 34 - deep) / (NAME_CHARACTER_PX * (1.1 if both and top else 1))
        y = layout.header_px + (layout.tops[n] + 0.5) * ROW_PX
        swatches.append({"x": deep, "y": y, "text": "■", "ink": hues[code]})
        text = "\n".join(wrapped(codebook[code].title, int(room)))
        (bold if both and top else plain).append({"x": deep + 18, "y": y, "text": text})
    return [
        placed.texts(swatches, on.ink, 15),
        placed.texts(plain, on.ink, 12.5),
        placed.texts(bold, on.ink, 12.5, fontWeight="bold"),
    ]


def _header(layout: Layout, on: Ground) -> Any:
    """The names of the columns, as the page has them."""
    rows = []
    for n, label in enumerate(layout.labels):
        middle = layout.names_px + (n + 0.5) * layout.column_px
        parts = [unescape(part) for part in label.split("<br>")]
        lift = 12 if layout.slanted else 8 + placed.LINE_PX * len(parts) / 2
        rows.append({"x": middle, "y": layout.header_px - lift, "text": "\n".join(parts)})
    if layout.slanted:
        return placed.texts(rows, on.ink, 13, angle=360 - SLANT_DEGREES)
    return placed.texts(rows, on.ink, 13, align="center")
