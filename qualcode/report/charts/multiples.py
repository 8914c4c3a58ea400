"""Small multiples: a panel for every group, its codes as bars split by direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import altair as alt

from qualcode.model import Codebook, Direction
from qualcode.report.cells import EVERYONE, Cell, Grid, Group, Look, passages
from qualcode.report.charts import placed
from qualcode.report.charts.base import ground, styled
from qualcode.report.charts.dots import headings_of
from qualcode.report.heatmap_layout import NAME_CHARACTER_PX, Ground, shortened, wrapped
from qualcode.report.palette import colours
from qualcode.report.plurals import people

# One panel alone is narrow enough for 8 points in print: 11 of 610 on a page of 16 cm.
NAMES_PX, PANEL_PX, ALONE_PX, BETWEEN_PX = 262, 200, 348, 22
ROW_PX, TITLE_PX, BAR_PX, LEGEND_PX, ROOM_PX = 34, 52, 20, 34, 930
KEPT_PX = 32

Row = dict[str, Any]
Box = tuple[float, float, float, float]  # left, upper, right and lower edge


class Bars(StrEnum):
    """What the bars are as long as."""

    PASSAGES = "passages"
    PEOPLE = "people"


def small_multiples(
    grid: Grid,
    codebook: Codebook,
    *,
    bars: Bars = Bars.PASSAGES,
    dark: bool = False,
    notes: Sequence[str] = (),
) -> Any:
    """Passages or people of each direction, stacked, in a panel for each group; an Altair chart.

    The grid is by the attributes of the panels and, last, by direction. A person who says two
    things of a code in two directions stands in two parts of its bar.

    Raises
    ------
    ValueError
        The grid's last attribute is not the direction, or it has no code or no column.
    """
    if not grid.cells or grid.by[-1:] != ("direction",):
        raise ValueError("Small multiples need codes and columns by direction, last.")
    on, panels = ground(dark), _panels(grid)
    across = min((ROOM_PX - NAMES_PX + BETWEEN_PX) // (PANEL_PX + BETWEEN_PX), len(panels))
    longest = max(_longest(grid, panels, bars), 1)
    high, rows = TITLE_PX + ROW_PX * len(grid.codes), -(-len(panels) // across)
    panel = PANEL_PX if across > 1 else ALONE_PX
    drawn = _Drawn(on, bars, longest, panel)
    for n, (group, label) in enumerate(panels.items()):
        left = NAMES_PX + (n % across) * (panel + BETWEEN_PX)
        top = LEGEND_PX + (n // across) * high
        drawn.title(label, _how_many(grid, group), left, top)
        for k, (code, _) in enumerate(grid.codes):
            cells = [grid.cells[code, (*group, way.value)] for way in Direction]
            middle = top + TITLE_PX + (k + 0.5) * ROW_PX
            drawn.bar(cells, f"{label}: {code} {dict(grid.codes)[code]}", left, middle)
    layers = [*_legend(on), *_names(grid, codebook, high, rows, on), *drawn.layers()]
    width = NAMES_PX + across * panel + (across - 1) * BETWEEN_PX
    return styled(placed.finished(layers, width, LEGEND_PX + rows * high, on, notes), on)


@dataclass
class _Drawn:
    """What the panels hold, piled up bar by bar."""

    on: Ground
    bars: Bars
    longest: int
    panel: int
    titles: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    hidden: list[tuple[Box, Direction]] = field(default_factory=list)

    def title(self, label: str, note: str, left: float, top: float) -> None:
        """The name of a panel and how many people are in it."""
        short = shortened(label, int(self.panel / NAME_CHARACTER_PX / 1.15))
        self.titles.append({"x": left, "y": top + 24, "text": short})
        self.notes.append({"x": left, "y": top + 41, "text": note})

    def bar(self, cells: Sequence[Cell], about: str, left: float, middle: float) -> None:
        """The parts of one bar with their marks and numbers, and what is kept back behind them."""
        y, x = middle - BAR_PX / 2, left
        both = list(zip(cells, Direction, strict=True))
        kept = [way for cell, way in both if cell.look is Look.SUPPRESSED]
        unit = (self.panel - 4 - KEPT_PX * len(kept)) / self.longest
        for cell, way in both:
            if size := _size(cell, self.bars):
                self._part(cell, way, about, (x, y, x + size * unit, y + BAR_PX))
                x += size * unit
        for way in kept:
            self.hidden.append(((x + 2, y, x + KEPT_PX, y + BAR_PX), way))
            x += KEPT_PX
        if x == left:
            sign = "–" if all(cell.look is Look.NOBODY for cell in cells) else "0"
            self.words.append({"x": left + 6, "y": middle, "text": sign, "ink": self.on.quiet})

    def _part(self, cell: Cell, way: Direction, about: str, box: Box) -> None:
        (x, y, x2, y2), (fill, ink) = box, fills(self.on)[way]
        said = f"{about}, {way.words}: {_told(cell)}"
        self.parts.append({"x": x, "x2": x2, "y": y, "y2": y2, "fill": fill, "said": said})
        full = f"{way.mark} {_size(cell, self.bars)}"
        text = full if x2 - x > 9 * len(full) else way.mark if x2 - x > 13 else ""
        self.words.append({"x": (x + x2) / 2, "y": (y + y2) / 2, "text": text, "ink": ink})

    def layers(self) -> list[Any]:
        """All of it, as layers of a chart."""
        on, kept = self.on, [f"{way.mark} c" for _, way in self.hidden]
        return [
            placed.texts(self.titles, on.ink, 12.5, fontWeight="bold"),
            placed.texts(self.notes, on.quiet, 11.5),
            placed.boxes(self.parts, strokeWidth=1).encode(
                stroke=alt.value(on.quiet), tooltip=alt.Tooltip(field="said", type="nominal")
            ),
            *placed.kept_back([box for box, _ in self.hidden], on, kept),
            placed.texts(self.words, on.ink, 11, align="center"),
        ]


def fills(on: Ground) -> dict[Direction, tuple[str, str]]:
    """Fill and ink of each direction's part: shades that go with the marks, not hues."""
    return {
        Direction.PRESENT: (on.high, on.ink),
        Direction.ABSENT: (on.quiet, on.hover),
        Direction.PLANNED: (on.hover, on.ink),
        Direction.MIXED: (placed.shade(on.low, on.high, 0.35), on.ink),
    }


def _panels(grid: Grid) -> dict[Group, str]:
    """The groups without the direction, with their names, in order."""
    found: dict[Group, str] = {}
    for group, label in grid.columns:
        found.setdefault(group[:-1], label.rpartition(" · ")[0] or EVERYONE)
    return found


def _how_many(grid: Grid, group: Group) -> str:
    """The people in scope of a panel, where any cell of it may tell."""
    own = [cell.of for (_, g), cell in grid.cells.items() if g[:-1] == group]
    known = [of for of in own if of is not None]
    return f"{people(max(known))} in scope" if known else ""


def _size(cell: Cell, bars: Bars) -> int:
    if cell.look is Look.SUPPRESSED:
        return 0
    return cell.passages if bars is Bars.PASSAGES else cell.people or 0


def _longest(grid: Grid, panels: dict[Group, str], bars: Bars) -> int:
    return max(
        sum(_size(grid.cells[code, (*group, way.value)], bars) for way in Direction)
        for code, _ in grid.codes
        for group in panels
    )


def _told(cell: Cell) -> str:
    said = passages(cell.passages)
    if cell.people is None or cell.of is None:
        return f"{said}, people not known"
    return f"{said} by {cell.people} of {people(cell.of)}"


def _names(grid: Grid, codebook: Codebook, high: float, rows: int, on: Ground) -> list[Any]:
    """The codes' names, at the left of every row of panels."""
    hues, found = colours(codebook), []
    room = int((NAMES_PX - 34) / NAME_CHARACTER_PX)
    for row in range(rows):
        for k, (code, _) in enumerate(grid.codes):
            y = LEGEND_PX + row * high + TITLE_PX + (k + 0.5) * ROW_PX
            text = "\n".join(wrapped(codebook[code].title, room))
            found.append({"x": 0, "y": y, "text": "■", "ink": hues[code]})
            found.append({"x": 18, "y": y, "text": text})
    return headings_of(found, on, bold=False)


def _legend(on: Ground) -> list[Any]:
    swatches, words, x = [], [], 0
    for way, (fill, ink) in fills(on).items():
        swatches.append({"x": x, "x2": x + 22, "y": 2, "y2": 20, "fill": fill})
        words.append({"x": x + 7, "y": 11, "text": way.mark, "ink": ink})
        words.append({"x": x + 28, "y": 11, "text": way.words})
        x += 56 + int(NAME_CHARACTER_PX * len(way.words))
    boxes = placed.boxes(swatches, strokeWidth=1).encode(stroke=alt.value(on.quiet))
    return [boxes, placed.texts(words, on.ink, 12)]
