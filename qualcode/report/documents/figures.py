"""Pictures of published figures for a report, made without a browser."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from qualcode.analysis.frequency import ThemeTable
from qualcode.model import Codebook, Respondents
from qualcode.model.continuum import Continuum
from qualcode.report.documents.wordml import CAPTION, Paragraph, Picture, Piece

CONTINUUM_CM = 16.0
CHART_CM = 16.0


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
    from qualcode.report.theme_files import Chart, theme_chart

    some = dataclasses.replace(table, rows=rows)
    chart = Chart.PANELS if table.by[-1:] == ("direction",) else Chart.DOTS
    drawn = theme_chart(some, codebook, respondents, chart=chart)
    return [Picture(as_png(drawn), says, CHART_CM), Paragraph(caption, CAPTION)]


def continuum_picture(line: Continuum, caption: str) -> list[Piece]:
    """The line with the authorities on it, and its caveat; nothing where none is placed."""
    if not line.shown:
        return []
    from qualcode.report.charts.base import as_png
    from qualcode.report.charts.continuum import continuum_chart

    places = "; ".join(f"{p.authority} {p.where}" for p in line.shown)
    says = f"A line from “{line.anchors[0]}” to “{line.anchors[-1]}”: {places}."
    return [Picture(as_png(continuum_chart(line)), says, CONTINUUM_CM), Paragraph(caption, CAPTION)]
