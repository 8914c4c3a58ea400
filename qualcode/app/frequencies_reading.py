"""Who says what, for a mentor: the tables as they may leave, small groups kept back."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.frequency import Level
from qualcode.app import frequencies_charts, heat, parts
from qualcode.app.frequencies_asked import EVEN, Asked
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.report.cells import Look, grid_of
from qualcode.report.theme_files import as_seen


def render(project: Project) -> None:
    """Codes by groups of people, as a chart and as a table; no filters and nothing behind it."""
    known = project.compared_by()
    if not known or not project.glance().codings:
        parts.muted("Nothing to count yet: no interview is coded, or no person is known.")
        return
    question = _asked(project, known)
    try:
        table = question.table(project)
    except QualcodeError as refused:
        sentence(str(refused), kind="error")
        return
    grid = grid_of(table, project.respondents, None)
    if not grid.columns:
        parts.muted("So few people are known by this that none of it is shown.")
        return
    heat.chosen_stays(grid)
    frequencies_charts.show(project, question, grid)
    st.subheader("The same as a table", anchor=False)
    rows, names = as_seen(grid)
    st.dataframe(
        {name: [row[name] for row in rows] for name in names},
        hide_index=True,
        alt="People and passages for every code and group",
    )
    if grid.looks() & {Look.PEOPLE, Look.ZERO}:
        parts.muted("In each cell: people of those in scope, and in brackets the passages.")
    parts.muted(table.caption)
    parts.muted(project.claims())


def _asked(project: Project, known: list[str]) -> Asked:
    """What to compare by, and which codes."""
    st.html(f"<style>{EVEN}</style>")
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        if st.session_state.get("themes_read_by") not in known:
            st.session_state["themes_read_by"] = known[0]
        # Names of attributes are people's own: a selectbox shows them as they are.
        by = st.selectbox(
            "Compare by", known, key="themes_read_by", width=200, persist_state="session"
        )
        rest = [name for name in known if name != by]
        second = choose("And by", rest, "themes_read_second", str, "Nothing else", width=200)
        level = Level.BOTH
        if any(code.parent for code in project.codebook):
            level = st.segmented_control(
                "Show",
                list(Level),
                format_func=str.capitalize,
                default=Level.INDICATORS,
                required=True,
                key="themes_level",
                persist_state="session",
            )
    return Asked(
        (str(by), *([second] if second else [])), Level(level or Level.INDICATORS), published=True
    )
