"""Pictures of published figures for a report, made without a browser."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from qualcode.analysis.frequency import ThemeTable
from qualcode.model import Codebook, Respondents
from qualcode.model.continuum import Continuum
from qualcode.report.cells import grid_of
from qualcode.report.documents.wordml import Picture, Piece


def people_chart(
    table: ThemeTable,
    codes: Collection[str],
    codebook: Codebook,
    respondents: Respondents,
    *,
    says: str,
    caption: str,
) -> list[Piece]:
    """People k of n of these codes as dots on lines, with its caption below; nothing of no code."""
    rows = table.rows[table.rows["code"].isin(list(codes))].reset_index(drop=True)
    if rows.empty or rows["suppressed"].all():
        return []
    from qualcode.report.charts.base import as_png
    from qualcode.report.charts.dots import IN_PRINT_PX, dot_plot
    from qualcode.report.charts.multiples import small_multiples

    grid = grid_of(dataclasses.replace(table, rows=rows), respondents)
    ways = table.by[-1:] == ("direction",)
    drawn = small_multiples(grid, codebook) if ways else dot_plot(grid, codebook, plot=IN_PRINT_PX)
    return [Picture(as_png(drawn), says, caption)]


def continuum_picture(line: Continuum, caption: str) -> list[Piece]:
    """The line with the authorities on it, and its caveat; nothing where none is placed."""
    if not line.shown:
        return []
    from qualcode.report.charts.base import as_png
    from qualcode.report.charts.continuum import continuum_chart

    places = "; ".join(f"{p.authority} {p.where}" for p in line.shown)
    says = f"A line from “{line.anchors[0]}” to “{line.anchors[-1]}”: {places}."
    return [Picture(as_png(continuum_chart(line)), says, caption)]
