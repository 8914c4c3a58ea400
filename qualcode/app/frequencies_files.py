"""Downloads of the Themes page: everything as it is published, small groups kept back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from qualcode.analysis.disclosure_words import named
from qualcode.app import parts
from qualcode.app.downloads import downloads
from qualcode.app.frequencies_asked import Asked
from qualcode.app.frequencies_charts import Shown
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.report.theme_files import Chart, theme_file

MOST_NAMED = 40
KINDS = ("png", "svg", "csv", "xlsx")
HELP = "Files of the chart and the table. Small groups are kept back in them."


def offer(project: Project, asked: Asked, shown: Shown) -> None:
    """The buttons, or the sentence why this may not leave."""
    if not st.toggle("Take it along", key="themes_take", help=HELP):
        return
    leaving = _leaving(asked, shown)
    try:
        table = leaving.table(project)
    except QualcodeError as refused:
        sentence(str(refused), kind="error")
        return
    if told := coarser(leaving.by, table.by):
        sentence(told)
    files = {kind: partial(_made, project, leaving, shown, kind) for kind in KINDS}
    downloads(file_name(table.by), files)
    parts.muted("What leaves keeps small groups back, and is noted in the history.")


def coarser(asked: Sequence[str], leaves: Sequence[str]) -> str:
    """How what leaves differs from what was asked; empty where it does not.

    >>> coarser(("role", "wave"), ("wave",))[:46]
    'This leaves by wave, and not by role and wave:'
    """
    if tuple(asked) == tuple(leaves):
        return ""
    why = "more than half of that would have to be kept back."
    made = f"by {named(leaves)}" if leaves else "as one column for everybody"
    return f"This leaves {made}, and not by {named(asked)}: {why}"


def file_name(by: Sequence[str]) -> str:
    """What a file is called after what it is by, safe in every folder.

    >>> file_name(()), file_name(("wave", "years in post?"))
    ('themes-everyone', 'themes-by-wave-years-in-post')
    """
    words = [re.sub(r"\W+", "-", name).strip("-")[:MOST_NAMED] for name in by]
    called = "-".join(filter(None, words)) or "attribute"
    return f"themes-by-{called}" if by else "themes-everyone"


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
