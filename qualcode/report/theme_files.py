"""A theme table as a file: the picture of a chart, or its rows as CSV or Excel."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from qualcode.analysis.frequency import ThemeTable
from qualcode.model import Codebook, Respondents
from qualcode.report.cells import Cell, Grid, Look, grid_of


class Chart(StrEnum):
    """How a theme table can be drawn."""

    HEAT = "Heat map"
    DOTS = "Dot plot"
    PANELS = "Directions"


def theme_chart(
    table: ThemeTable,
    codebook: Codebook,
    respondents: Respondents,
    *,
    chart: Chart,
    bars: str = "passages",
    dark: bool = False,
    notes: Sequence[str] = (),
) -> Any:
    """The table as an Altair chart; for the directions it is by direction, last."""
    grid = grid_of(table, respondents)
    if chart is Chart.PANELS:
        from qualcode.report.charts.multiples import Bars, small_multiples

        return small_multiples(grid, codebook, bars=Bars(bars), dark=dark, notes=notes)
    if chart is Chart.DOTS:
        from qualcode.report.charts.dots import dot_plot

        return dot_plot(grid, codebook, dark=dark, notes=notes)
    from qualcode.report.charts.heat import heat_chart

    return heat_chart(grid, codebook, dark=dark, notes=notes)


def theme_file(
    table: ThemeTable,
    ending: str,
    codebook: Codebook,
    respondents: Respondents,
    *,
    chart: Chart = Chart.HEAT,
    bars: str = "passages",
    notes: Sequence[str] = (),
) -> bytes:
    """The table as the content of a .png, .svg, .csv or .xlsx file, with the notes in it.

    Whatever is suppressed in the table stands in it nowhere: what leaves is given as published.

    Raises
    ------
    ValueError
        The ending is another.
    """
    from qualcode.report.tables import as_csv, as_xlsx

    columns = [str(name) for name in table.rows.columns]
    if ending == "csv":
        return as_csv(table.records(), columns, notes)
    if ending == "xlsx":
        wide, names = as_seen(grid_of(table, respondents))
        return as_xlsx({"Table": (wide, names), "Rows": (table.records(), columns)}, notes)
    from qualcode.report.charts.base import as_png, as_svg

    if ending not in ("png", "svg"):
        raise ValueError(f"A theme table is no {ending}.")
    drawn = theme_chart(table, codebook, respondents, chart=chart, bars=bars, notes=notes)
    return as_png(drawn) if ending == "png" else as_svg(drawn)


def as_seen(grid: Grid) -> tuple[list[dict[str, str]], list[str]]:
    """The grid as people read it: a row for each code, "3 of 5 (7)" for each group."""
    names = ["Code", "Name"]
    for _, label in grid.columns:
        column = label
        # A group may be called as another column is.
        while column in names:
            column += f" ({', '.join(grid.by) or 'group'})"
        names.append(column)
    rows = [
        dict(zip(names, [code, name, *map(beside, cells)], strict=True))
        for (code, name), cells in zip(grid.codes, grid.rows(), strict=True)
    ]
    return rows, names


def beside(cell: Cell) -> str:
    """People of those in scope, and in brackets the passages."""
    counted = cell.look in (Look.PEOPLE, Look.ZERO)
    return f"{cell.words} ({cell.passages})" if counted else cell.words
