"""Downloads of the Themes page: everything as it is published, small groups kept back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.downloads import downloads
from qualcode.app.frequencies_asked import Asked
from qualcode.app.frequencies_charts import Shown
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.report.theme_files import Chart, theme_file

KINDS = ("png", "svg", "csv", "xlsx")
HELP = "Files of the chart and the table. Small groups are kept back in them."


def offer(project: Project, asked: Asked, shown: Shown) -> None:
    """The buttons, or the sentence why this may not leave."""
    if not st.toggle("Take it along", key="themes_take", help=HELP):
        return
    leaving = _leaving(asked, shown)
    try:
        leaving.table(project)
    except QualcodeError as refused:
        sentence(str(refused), kind="error")
        return
    downloads("themes", {kind: partial(_made, project, leaving, shown, kind) for kind in KINDS})
    parts.muted("What leaves keeps small groups back, and is noted in the history.")


def _leaving(asked: Asked, shown: Shown) -> Asked:
    """What a download asks: as published, and by direction where that is drawn."""
    by = asked.by
    if shown.chart is Chart.PANELS:
        by = (*(name for name in by if name != "direction"), "direction")
    return replace(asked, by=by, published=True)


def _made(project: Project, asked: Asked, shown: Shown, kind: str) -> bytes:
    """One file, made of what was published and noted that moment."""
    table = project.publish(asked.by, level=asked.level, name=f"themes.{kind}", **asked.further)
    chart = shown.chart
    if chart is Chart.PANELS and table.by[-1:] != ("direction",):
        chart = Chart.HEAT  # only the coarser table may leave
    return theme_file(
        table,
        kind,
        asked.codebook(project),
        project.respondents,
        chart=chart,
        bars=shown.bars,
        notes=(table.caption, project.claims()),
    )
