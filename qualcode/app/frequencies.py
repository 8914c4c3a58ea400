"""Theme frequencies: who says what, with how many people behind it."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import ThemeTable, groups_there
from qualcode.app import frequencies_charts, frequencies_files, heat, parts, quote_cards
from qualcode.app.frequencies_asked import Asked, asked
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose
from qualcode.errors import QualcodeError
from qualcode.model import Codebook
from qualcode.project import Project
from qualcode.project.naming import MOST_CELLS
from qualcode.report.cells import Cell, Grid, Look, grid_of
from qualcode.report.palette import colours
from qualcode.report.theme_files import as_seen

LISTED = 50


def render(project: Project) -> None:
    """Charts of codes by groups of people, the quotes behind each cell, and the table."""
    frames, codebook = project.frames(), project.codebook
    if _nothing_to_count(frames, codebook):
        return
    question = asked(project, frames)
    if question.only.kinds:
        frames = project.frames(question.only.kinds)
    if _too_wide(frames, codebook, question):
        return
    try:
        table = question.table(project)
        ways = None if question.published else question.table(project, "direction")
    except QualcodeError as refused:
        sentence(str(refused), kind="error")
        return
    grid = grid_of(table, project.respondents, ways)
    if not grid.columns:
        parts.muted("Nobody in the study is left by these filters. Take one of them back.")
        return
    heat.chosen_stays(grid)
    shown = frequencies_charts.show(project, question, grid)
    if table.compared and not question.published:
        parts.muted(table.compared)
    frequencies_files.offer(project, question, shown)
    if not question.published:
        _behind(project, question, grid)
    _as_table(project, table, grid)


def _nothing_to_count(frames: Frames, codebook: Codebook) -> bool:
    """Say what belongs on the page while there is nothing to show."""
    if frames.people.empty:
        parts.empty(
            "Themes show which indicators come up for which authority and role. They need"
            " interviews first.",
            "Bring in interviews",
            "transcripts",
        )
    elif not len(codebook):
        parts.empty("Themes count codes, and the codebook is empty.", "Add codes", "codebook")
    elif frames.codings.empty:
        parts.empty(
            "Nothing is coded yet. Code a few passages, or accept suggestions, and the people"
            " behind every code appear here.",
            "Start coding",
            "code",
        )
    else:
        return False
    return True


def _too_wide(frames: Frames, codebook: Codebook, question: Asked) -> bool:
    """Refuse what nobody could read, before it is counted."""
    cells = len(codebook) * groups_there(frames, question.by, question.only.where)
    if cells > MOST_CELLS:
        sentence(
            f"This would be a table of {cells:,} cells. Choose an attribute with fewer values, or"
            " only one."
        )
    return cells > MOST_CELLS


def _behind(project: Project, question: Asked, grid: Grid) -> None:
    """The quotes behind the chosen cell."""
    with st.container(key="behind"):
        st.subheader("Quotes behind a cell", anchor=False)
        left, right = st.columns(2)
        names, labels = dict(grid.codes), dict(grid.columns)
        with left:
            code = choose(
                "Code",
                list(names),
                heat.CODE,
                lambda c: f"{c} {names[c]}",
                "Click in the chart, or choose",
            )
        with right:
            column = choose(
                "Who",
                list(labels),
                heat.COLUMN,
                lambda c: labels[tuple(c)],
                "Click in the chart, or choose",
            )
        if code is None or column is None:
            parts.muted("Click in the chart, or choose a code and a group here.")
            return
        cell = grid.cells[code, column]
        parts.muted(grid.sentence(cell) + ".")
        group = dict(zip(grid.by, column, strict=True))
        here = project.behind(code, group, **question.further)
        if line := _listed(len(here), cell):
            parts.muted(line)
        hues = colours(question.codebook(project)) | colours(project.codebook)
        quote_cards.cards(here[:LISTED], hues, "behind")
        if len(here) > LISTED:
            parts.muted(f"The first {LISTED} of {len(here)} quotes; the Quotes page has them all.")
        heat.bring_into_view("behind")


def _listed(quotes: int, cell: Cell) -> str:
    """Why there are more or fewer quotes than passages; empty where there is nothing to say."""
    if cell.look is Look.SUPPRESSED or quotes == cell.passages:
        return ""
    more = "a passage can carry several letters of its indicator, or be coded in two places"
    why = more if quotes > cell.passages else "a quote can reach over several passages"
    return f"{parts.many(quotes, 'quote')} from {parts.many(cell.passages, 'passage')}: {why}."


def _as_table(project: Project, table: ThemeTable, grid: Grid) -> None:
    """The same numbers as a table, and what to say under both."""
    st.subheader("The same as a table", anchor=False)
    rows, names = as_seen(grid)
    st.dataframe(
        {name: [row[name] for row in rows] for name in names},
        hide_index=True,
        alt="People and passages for every code and group",
    )
    if grid.looks() & {Look.PEOPLE, Look.ZERO}:
        parts.muted("In each cell: people of those in scope, and in brackets the passages.")
    if len(grid.by) > 1:
        parts.muted("Combinations that nobody has are left out.")
    parts.muted(table.caption)
    parts.muted(project.claims())
