"""The charts of the Themes page: heat map, dot plot, and panels of directions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from qualcode.app import chart, heat, parts
from qualcode.app.frequencies_asked import Asked
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import Direction
from qualcode.project import Project
from qualcode.report.cells import Grid
from qualcode.report.theme_files import Chart, theme_chart

MOST_COLUMNS, MOST_LINES, MOST_PANELS = 60, 400, 60
ABOUT = {
    Chart.HEAT: "Codes by groups: the stronger the shade, the larger the share of the people.",
    Chart.DOTS: "A line is as long as its people in scope; the dot stands at how many said it.",
    Chart.PANELS: "A panel for each group: what is present, missing, hoped for or mixed.",
}
SEEN, KEY = "themes_dots_seen", "themes_dots"


@dataclass(frozen=True)
class Shown:
    """What is drawn, and so what a picture holds."""

    chart: Chart
    bars: str = "passages"


def show(project: Project, asked: Asked, grid: Grid) -> Shown:
    """Let a person choose a chart, and draw it; too large a one is told and left out."""
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        kind = Chart(
            st.segmented_control(
                "Chart",
                list(Chart),
                required=True,
                default=Chart.HEAT,
                key="themes_chart_kind",
                persist_state="session",
            )
            or Chart.HEAT
        )
        bars = "passages"
        if kind is Chart.PANELS:
            bars = str(
                st.segmented_control(
                    "Bars count",
                    ["passages", "people"],
                    format_func=str.capitalize,
                    required=True,
                    default="passages",
                    key="themes_bars",
                    persist_state="session",
                )
            )
    parts.muted(ABOUT[kind])
    if kind is Chart.PANELS:
        _panels(project, asked, bars)
    elif kind is Chart.DOTS:
        _dots(project, asked, grid)
    elif _fits(len(grid.columns), MOST_COLUMNS, "columns"):
        heat.show(grid, asked.codebook(project))
    return Shown(kind, bars)


def _fits(n: int, most: int, what: str) -> bool:
    if n > most:
        parts.muted(f"{n:,} {what} are too many for a chart; here is the table.")
    return n <= most


def _dots(project: Project, asked: Asked, grid: Grid) -> None:
    """The dot plot; a click chooses a cell, as in the heat map."""
    from qualcode.report.charts.base import CLICK
    from qualcode.report.charts.dots import dot_plot

    if not _fits(len(grid.cells), MOST_LINES, "lines"):
        return
    drawn = dot_plot(grid, asked.codebook(project), dark=chart.is_dark())
    points = chart.show(
        drawn,
        "Dot plot of people by code and group; the same numbers stand in the table below",
        key=KEY,
        clicks=CLICK,
    )
    clicked = (points[0]["code"], int(points[0]["column"])) if points else None
    # What was clicked stays selected in every later run: only a new click chooses.
    if clicked and clicked != st.session_state.get(SEEN) and clicked[1] < len(grid.columns):
        heat.choose(clicked[0], grid.columns[clicked[1]][0])
        heat.chosen_stays(grid)
    st.session_state[SEEN] = clicked


def _panels(project: Project, asked: Asked, bars: str) -> None:
    """Directions in small multiples; the direction is always the last thing they are by."""
    by = tuple(name for name in asked.by if name != "direction")
    question = replace(asked, by=by)
    try:
        table = question.table(project, "direction")
    except QualcodeError as refused:
        sentence(str(refused), kind="error")
        return
    if "direction" not in table.by:
        parts.muted("So few people stand behind each direction that none is published.")
        return
    panels = len(table.rows) // max(table.rows["code"].nunique(), 1) // len(Direction)
    if not _fits(panels, MOST_PANELS, "panels"):
        return
    drawn = theme_chart(
        table,
        asked.codebook(project),
        project.respondents,
        chart=Chart.PANELS,
        bars=bars,
        dark=chart.is_dark(),
    )
    chart.show(drawn, "Bars of each code by direction, in a panel for each group", key="panels")
    if bars == "people":
        parts.muted("A person who says a thing in two directions stands in both parts of its bar.")
