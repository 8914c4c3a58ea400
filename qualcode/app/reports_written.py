"""What people write for a report and nowhere else, each place by itself."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import draft, parts
from qualcode.project import Project
from qualcode.project.reports_written import ReportText

DONE = "Kept. It stands in the next report."


def render(project: Project) -> None:
    """Choose a place, see what stands there, write."""
    places = {text.place: text for text in project.report_texts()}
    written = sum(bool(text.text) for text in places.values())
    parts.muted(
        f"{written} of {parts.many(len(places), 'place')} written: the summary, pen pictures, what"
        " follows from each theme, and the lines of the checklist that only you know."
    )
    chosen = st.selectbox(
        "Place", list(places), format_func=lambda place: _named(places[place]), key="reports-place"
    )
    if chosen is not None:
        _write(project, places[chosen])


def _named(text: ReportText) -> str:
    return f"{'✓' if text.text else '✎'} {text.called}"


def _write(project: Project, text: ReportText) -> None:
    key = f"reports-text-{text.place}"
    draft.begin(key, text.version, {"text": text.text})
    st.text_area("Text", key=draft.field(key, "text"), height=140)
    if text.text:
        parts.muted(f"Written by {text.who}, {parts.when(text.made_at)}.")
    st.button(
        "Keep", key=f"{key}-keep", on_click=_keep, args=(project, text.place, key),
        disabled=not draft.changes(key),
    )  # fmt: skip
    draft.refused(key, text.version, text.text, partial(_store, project, text.place, key), DONE)


def _keep(project: Project, place: str, key: str) -> None:
    draft.keep(key, partial(_store, project, place, key), DONE)


def _store(project: Project, place: str, key: str, based_on: str | None) -> None:
    words = str(st.session_state.get(draft.field(key, "text"), ""))
    project.write_report_text(place, words, based_on=based_on)
