"""The themes page: who says what, with how many people behind it."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import CANNOT_SHOW, Level, ThemeTable, at_level
from qualcode.app import heat, parts, quote_cards
from qualcode.app.narrowing import Narrowing, choose, narrowed, values_of
from qualcode.model import Codebook
from qualcode.project import Project
from qualcode.report.cells import Cell, Grid, Look, grid_of
from qualcode.report.palette import colours

LISTED = 50
MOST_COLUMNS = 60
OTHER = "Something else"


def render(project: Project) -> None:
    """A heat map of codes by groups of people, and the quotes behind each of its cells."""
    parts.title("Themes", "Who says what, with how many people behind it.")
    frames, codebook = project.frames(), project.codebook
    if _nothing_to_count(frames, codebook):
        return
    respondents = project.respondents
    by, level = _asked(frames, codebook)
    only = narrowed(frames, respondents, "themes")
    table = at_level(project.themes([by], **only.asked), codebook, level)
    grid = grid_of(table, respondents)
    if not grid.columns:
        parts.muted("Nobody in the study is left by these filters. Take one of them back.")
        return
    heat.chosen_stays(grid)
    if len(grid.columns) <= MOST_COLUMNS:
        heat.show(table, grid, codebook, respondents)
    else:
        parts.muted(f"{len(grid.columns)} columns are too many for a chart; here is the table.")
    _behind(project, frames, grid, only)
    _as_table(table, grid)


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


def _asked(frames: Frames, codebook: Codebook) -> tuple[str, Level]:
    """What to compare by, and which codes."""
    others = [
        a for a in frames.attributes if a not in ("authority", "role") and values_of(frames, a)
    ]
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        by = st.segmented_control(
            "Compare by",
            ["Authority", "Role", *([OTHER] if others else [])],
            default="Authority",
            required=True,
            key="themes_by",
            persist_state="session",
        )
        other = None
        if by == OTHER:
            # Names of attributes are people's own: a selectbox shows them as they are.
            other = st.selectbox("Attribute", others, key="themes_other", width=220)
        level = Level.BOTH
        if any(code.parent for code in codebook):
            level = st.segmented_control(
                "Show",
                list(Level),
                format_func=str.capitalize,
                default=Level.INDICATORS,
                required=True,
                key="themes_level",
                persist_state="session",
            )
    return other or str(by).lower(), Level(level or Level.INDICATORS)


def _behind(project: Project, frames: Frames, grid: Grid, only: Narrowing) -> None:
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
                "Click a cell, or choose",
            )
        with right:
            column = choose(
                "Who",
                [(value,) for value in labels],
                heat.COLUMN,
                lambda c: labels[c[0]],
                "Click a cell, or choose",
            )
        if code is None or column is None:
            parts.muted("Click a cell of the chart, or choose a code and a group here.")
            return
        parts.muted(grid.sentence(grid.cells[code, column[0]]) + ".")
        # Not known is a group too, which no filter of the project's names.
        found = project.quotes(code=code, **only.asked)
        group = frames.people[grid.by]
        here = [q for q in found if group[q.person] == column[0]]
        if line := _listed(len(here), grid.cells[code, column[0]]):
            parts.muted(line)
        quote_cards.cards(here[:LISTED], colours(project.codebook), "behind")
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


def _as_table(table: ThemeTable, grid: Grid) -> None:
    """The same numbers as a table, and what to say under both."""
    st.subheader("The same as a table", anchor=False)
    rows = {"Code": [code for code, _ in grid.codes], "Name": [name for _, name in grid.codes]}
    for value, label in grid.columns:
        column = label
        # A group may be called as another column is.
        while column in rows:
            column += f" ({grid.by or 'group'})"
        rows[column] = [_beside(grid.cells[code, value]) for code, _ in grid.codes]
    st.dataframe(rows, hide_index=True, alt="People and passages for every code and group")
    if grid.looks() & {Look.PEOPLE, Look.ZERO}:
        parts.muted("In each cell: people of those in scope, and in brackets the passages.")
    parts.muted(table.caption)
    parts.muted(CANNOT_SHOW)


def _beside(cell: Cell) -> str:
    counted = cell.look in (Look.PEOPLE, Look.ZERO)
    return f"{cell.words} ({cell.passages})" if counted else cell.words
