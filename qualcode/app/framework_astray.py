"""Summaries whose row or code is gone: nothing written is lost, and none of it leaves."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.matrix import Matrix
from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.model.summary import CellSummary, cell_key
from qualcode.project import Project
from qualcode.report.cells import label_of


def show(project: Project, matrix: Matrix) -> None:
    """The summaries that have no cell any more, each with a way to drop it."""
    if not matrix.astray:
        return
    st.subheader("Summaries of codes or rows that are gone", anchor=False)
    parts.muted(
        "Their code was merged, renamed or retired, or their people are in the study no more. They"
        " leave in no file. Write what still holds into another cell, then drop them."
    )
    for summary in matrix.astray:
        _one(project, summary)


def _one(project: Project, summary: CellSummary) -> None:
    label = label_of(summary.rows, summary.value, project.respondents)
    st.html(
        f'<div class="qc-memo"><header><b>{escaped(summary.code)} · {escaped(label)}</b>'
        f"<span>{escaped(summary.who)}, {escaped(parts.when(summary.written_at))}</span></header>"
        f"<p>{escaped(summary.text)}</p></div>"
    )
    st.button(
        "Drop it",
        key=f"framework-astray-{cell_key(summary.rows, summary.value, summary.code)}",
        type="tertiary",
        on_click=_drop,
        args=(project, summary),
    )


def _drop(project: Project, summary: CellSummary) -> None:
    given = (summary.rows, summary.value, summary.code)
    if tried(project.drop_summary, *given, started_from=summary.version):
        parts.tell("Dropped; the history keeps it.")
