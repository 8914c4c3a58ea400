"""The framework matrix: rows of people by codes, each cell in the researcher's own words."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level
from qualcode.analysis.matrix import PARTICIPANT, Matrix
from qualcode.analysis.matrix_caption import progress
from qualcode.app import framework_astray, framework_cell, framework_grid, parts
from qualcode.app.downloads import downloads
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose, values_of
from qualcode.errors import Refused
from qualcode.project import Project
from qualcode.report.cells import label_of

OTHER = "Something else"


def render(project: Project) -> None:
    """The whole matrix, one cell of it to write in, and files to take along."""
    parts.title(
        "Framework", "What each row of people said on each code, summarised in your own words."
    )
    frames = project.frames()
    if _nothing_to_chart(project, frames):
        return
    rows, level = _asked(project, frames)
    where = _narrowed(project, frames)
    matrix = project.matrix(rows, level, where=where)
    if not matrix.cells:
        parts.muted("Nothing is left by these choices: take a filter back, or show other codes.")
        framework_astray.show(project, matrix)
        return
    written, of, _ = matrix.meter
    st.progress(written / of if of else 0.0, text=progress(matrix))
    framework_grid.chosen_stays(matrix)
    framework_grid.show(matrix)
    framework_cell.show(project, matrix, where)
    _take_along(project, matrix, where)
    framework_astray.show(project, matrix)
    parts.muted(matrix.caption)
    parts.muted(project.claims())


def _nothing_to_chart(project: Project, frames: Frames) -> bool:
    """Say what belongs on the page while there is nothing to show."""
    if frames.people.empty:
        parts.empty(
            "The matrix has a row for each authority, role or person. It needs interviews first.",
            "Bring in interviews",
            "transcripts",
        )
    elif not len(project.codebook):
        parts.empty(
            "The matrix has a column for each code, and the codebook is empty.",
            "Add codes",
            "codebook",
        )
    else:
        return False
    return True


def _asked(project: Project, frames: Frames) -> tuple[str, str]:
    """What the rows and the columns are."""
    named = [a for a in ("authority", "role") if values_of(frames, a)]
    others = [
        a for a in frames.attributes if a not in ("authority", "role") and values_of(frames, a)
    ]
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        kinds = [*(a.capitalize() for a in named), PARTICIPANT.capitalize()]
        rows = st.segmented_control(
            "Rows",
            [*kinds, *([OTHER] if others else [])],
            default=kinds[0],
            required=True,
            key="framework_rows",
            persist_state="session",
        )
        other = None
        if rows == OTHER:
            # Names of attributes are people's own: a selectbox shows them as they are.
            other = st.selectbox("Attribute", others, key="framework_other", width=220)
        level = Level.INDICATORS
        if any(code.parent for code in project.codebook):
            level = st.segmented_control(
                "Columns",
                list(Level),
                format_func=str.capitalize,
                default=Level.INDICATORS,
                required=True,
                key="framework_level",
                persist_state="session",
            )
    return other or str(rows).lower(), str(level)


def _narrowed(project: Project, frames: Frames) -> dict[str, str]:
    """Whom the counts and the quotes are of."""
    attributes = [a for a in frames.attributes if len(values_of(frames, a)) > 1]
    if not attributes:
        return {}
    left, right, _ = st.columns([1, 1, 2])
    with left:
        name = choose("Narrow by", attributes, "framework_attribute", str, "Everyone")
    with right:
        values = values_of(frames, name) if name else []
        listed = project.respondents
        value = choose(
            "To",
            values,
            "framework_value",
            lambda v: label_of(name, v, listed),
            "Any" if name else "–",
            disabled=not name,
        )
    return {name: value} if name and value else {}


def _take_along(project: Project, matrix: Matrix, where: dict[str, str]) -> None:
    """The matrix as files, small groups kept back."""
    st.subheader("Take it along", anchor=False)
    if where and matrix.by == PARTICIPANT:
        # Only here it may be refused; a button would tell too late.
        try:
            project.publishable_matrix(matrix, where=where)
        except Refused as refused:
            sentence(str(refused), kind="note")
            return
    make = partial(project.matrix_file, rows=matrix.by, level=matrix.level.value, where=where)
    downloads(
        "framework-matrix", {"docx": partial(make, "docx"), "xlsx": partial(make, "xlsx")}, project
    )
    parts.muted(
        "In files nobody is named, small groups are kept back, and words of people who allow no"
        " quotes stay in the study."
    )
    if told := project.consent_notice():
        parts.muted(told)
