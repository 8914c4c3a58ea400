"""Feedback by theme: how many things said agree, add or dispute, and the words."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.downloads import downloads
from qualcode.app.feedback_entries import as_html
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.report.feedback_files import GONE, NOT_COUNTED, WHOLE, counted

NAMES = "With who said it and at which session; readers may recognise them. This is recorded."


def render(project: Project) -> None:
    """Every theme that something was said to, the most important first; then the files."""
    said = project.feedback()
    if not said:
        parts.muted("Nothing is kept of any session yet; keep what was said under Sessions.")
        return
    tag = None
    if tags := sorted({tag for entry in said for tag in entry.tags}, key=str.casefold):
        tag = st.selectbox(
            "With the tag", tags, index=None, placeholder="Any", key="feedback-tag", width=260
        )
        said = [entry for entry in said if tag is None or tag in entry.tags]
    titles = {session.id: session.title for session in project.feedback_sessions()}
    heads: dict[str | None, str] = {}
    heads.update(project.feedback_themes())
    order = [*heads, *dict.fromkeys(entry.theme for entry in said if entry.theme not in heads)]
    for theme in order:
        own = [entry for entry in said if entry.theme == theme]
        if tag is not None and not own:
            continue
        head = WHOLE if theme is None else heads.get(theme, GONE)
        parts.heading(head, f"{counted(own)}." if own else "Nothing said to it yet.")
        if own:
            st.html("".join(as_html(one, "", titles.get(one.session, "")) for one in own))
    parts.muted(NOT_COUNTED)
    if project.acting_role is not CoderRole.MENTOR:
        _take_along(project)


def _take_along(project: Project) -> None:
    st.subheader("Take along", anchor=False)
    parts.muted("Only words that may be quoted leave, and each is marked as feedback.")
    named = st.checkbox(NAMES, key="feedback-named")
    kinds = ("docx", "md", "csv")
    files = {kind: partial(project.feedback_file, kind, named=named) for kind in kinds}
    downloads("feedback", files)
