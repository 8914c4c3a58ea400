"""Where the cells of a heat map lie, how big they are, and the names beside and above them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from math import cos, radians, sin
from typing import Any

from qualcode.model import Codebook
from qualcode.report.cells import Grid
from qualcode.report.palette import colours

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
ROOM_PX = 930
NAMES_PX, LEAST_NAMES_PX, INDENT_PX = 390, 270, 14
NARROWEST_PX, WIDEST_PX, COMFORTABLE_PX = 48, 150, 100
ROW_PX, GAP, NAME_LINES = 42, 0.28, 2
# Rough widths of a character: of a row's name, of a column's name, and of a slanted one along it.
NAME_CHARACTER_PX, COLUMN_CHARACTER_PX, SLANTED_PX = 6.8, 8, 7.2
SLANT_DEGREES, SLANT_CHARACTERS = 60, 44


@dataclass(frozen=True)
class Ground:
    """Colours of one theme; every ink keeps 4.5:1 on every fill it is written on."""

    ink: str
    quiet: str
    low: str
    high: str
    zero: str
    unknown: str
    kept_back: str
    line: str
    hover: str


LIGHT = Ground(
    "#1D232B",
    "#565E69",
    "#E6EFF8",
    "#86B5DF",
    "#F4F5F7",
    "#F1ECE0",
    "#EDEEF0",
    "#3D5A80",
    "#FFFFFF",
)
DARK = Ground(
    "#E6E9EE",
    "#A9B1BC",
    "#1E3042",
    "#2C639A",
    "#1B2027",
    "#2D2A22",
    "#23272E",
    "#8FB3DC",
    "#262D36",
)


@dataclass(frozen=True)
class Layout:
    """Where rows and columns lie, in units of a row and a column, and how big these are."""

    tops: tuple[float, ...]
    height: float
    names_px: int
    column_px: int
    labels: tuple[str, ...]
    slanted: bool

    @property
    def wide(self) -> bool:
        """Whether a cell has room for words beside its numbers."""
        return self.column_px > 84

    @property
    def header_px(self) -> int:
        """Room above the cells for the names of the columns."""
        if self.slanted:
            longest = max(len(unescape(label)) for label in self.labels)
            return 34 + int(SLANTED_PX * longest * sin(radians(SLANT_DEGREES)))
        return 16 + 16 * max(label.count("<br>") + 1 for label in self.labels)

    @property
    def right_px(self) -> int:
        """Room at the right for the ends of slanted names."""
        return 8 + (_overhang(self.labels, self.column_px) if self.slanted else 0)


def lay_out(grid: Grid, codebook: Codebook) -> Layout:
    """Place the rows, with a gap between indicators, and fit the columns and their names."""
    columns = len(grid.columns)
    names_px = min(max(ROOM_PX - columns * COMFORTABLE_PX, LEAST_NAMES_PX), NAMES_PX)
    column_px = min(max((ROOM_PX - names_px) // columns, NARROWEST_PX), WIDEST_PX)
    labels, slanted = _column_names([label for _, label in grid.columns], column_px)
    if slanted:
        room = ROOM_PX - names_px - _overhang(labels, column_px)
        column_px = max(room // columns, NARROWEST_PX)
    tops, height = _tops([codebook.top(code) for code, _ in grid.codes])
    return Layout(tops, height, names_px, column_px, labels, slanted)


def _overhang(labels: Sequence[str], column_px: int) -> int:
    """How far slanted names reach past the last column."""
    along = SLANTED_PX * cos(radians(SLANT_DEGREES))
    lengths = [len(unescape(label)) for label in reversed(labels)]
    past = [along * length - n * column_px for n, length in enumerate(lengths)]
    return max(0, int(max(past)) - column_px // 2 + 10)


def _tops(indicators: list[str]) -> tuple[tuple[float, ...], float]:
    """The upper edge of every row, and of the row after the last."""
    tops, at = [], 0.0
    several = len(set(indicators)) < len(indicators)
    for n, indicator in enumerate(indicators):
        at += GAP if several and n and indicator != indicators[n - 1] else 0
        tops.append(at)
        at += 1
    return tuple(tops), at


def _column_names(names: list[str], column_px: int) -> tuple[tuple[str, ...], bool]:
    """The names of the columns, wrapped where they fit, else in one line and slanted."""
    characters = column_px // COLUMN_CHARACTER_PX
    # In wide columns a long word is divided, or it alone would make every name slanted.
    for divided in (False, True) if column_px >= COMFORTABLE_PX else (False,):
        wrapped = [textwrap.wrap(name, characters, break_long_words=divided) for name in names]
        if all(len(lines) <= 4 and max(map(len, lines)) <= characters for lines in wrapped):
            return tuple("<br>".join(plotted(line) for line in lines) for lines in wrapped), False
    return tuple(plotted(shortened(name, SLANT_CHARACTERS)) for name in names), True


def row_names(
    grid: Grid, layout: Layout, codebook: Codebook, ground: Ground
) -> list[dict[str, Any]]:
    """The rows' names at the left, each with the hue of its indicator."""
    hues, found = colours(codebook), []
    both = len({codebook[code].parent is None for code, _ in grid.codes}) == 2
    for n, (code, _) in enumerate(grid.codes):
        bold = both and codebook[code].parent is None
        deep = INDENT_PX if both and not bold else 0
        room = (layout.names_px - 34 - deep) / (NAME_CHARACTER_PX * (1.1 if bold else 1))
        lines = wrapped(codebook[code].title, int(room))
        text = "<br>".join(plotted(line) for line in lines)
        swatch = f"<span style='color:{hues[code]}'>■</span>"
        for words, right, size in ((swatch, 0, 15), (text, 18, 12.5)):
            found.append(
                {
                    "text": f"<b>{words}</b>" if bold and right else words,
                    "xref": "paper",
                    "yref": "y",
                    "x": 0,
                    "y": layout.tops[n] + 0.5,
                    "xanchor": "left",
                    "yanchor": "middle",
                    "xshift": deep + right - layout.names_px - 3,
                    "yshift": 0 if right else 1,
                    "align": "left",
                    "showarrow": False,
                    "font": {"size": size, "color": ground.ink},
                }
            )
    return found


def wrapped(name: str, characters: int) -> list[str]:
    """A name on two lines; of a longer one the beginning and the end, where names differ."""
    lines = textwrap.wrap(" ".join(name.split()), characters, break_on_hyphens=False)
    if len(lines) > NAME_LINES:
        backwards = textwrap.wrap(
            " ".join(name.split())[::-1], characters - 2, break_on_hyphens=False
        )
        lines = [*lines[: NAME_LINES - 1], "… " + backwards[0][::-1]]
    return lines


def shortened(name: str, characters: int) -> str:
    """A name on one line; of a longer one the beginning and the end, where names differ.

    >>> shortened("Metropolitan Borough of Northmoor", 20)
    'Metropolita… orthmoor'
    """
    name = " ".join(name.split())
    if len(name) <= characters:
        return name
    end = characters * 2 // 5
    return f"{name[: characters - end - 1].rstrip()}… {name[-end:].lstrip()}"


def plotted(text: str) -> str:
    """Text that Plotly shows as it is.

    >>> plotted("P&C <b>")
    'P&amp;C &lt;b&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
