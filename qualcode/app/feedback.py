"""Feedback: what members and teams say to the themes."""

from __future__ import annotations

import streamlit as st

from qualcode.app import feedback_by_theme, parts, pick
from qualcode.app.feedback_entries import entries, new_entry
from qualcode.app.feedback_session import about, change_session, new_session
from qualcode.app.views import show_one
from qualcode.model import CoderRole
from qualcode.model.feedback import FeedbackSession
from qualcode.project import Project

OPEN = "feedback-session"


def render(project: Project) -> None:
    """The sessions with what was said at each, or everything by theme."""
    parts.title(
        "Feedback",
        "What a team, members or participants say to the themes: you can quote it, and it is never"
        " counted among the interviews.",
    )
    if not project.feedback_sessions():
        _first(project)
        return
    show_one(
        project, "feedback_view", {"Sessions": _sessions, "By theme": feedback_by_theme.render}
    )


def _first(project: Project) -> None:
    with st.container(border=True, key="empty"):
        st.write(
            "No session is noted yet. When you lay the themes before a team, or before people you"
            " interviewed, note the meeting here. Then keep what they said: what they agree with,"
            " what they add, and what they dispute."
        )
        if project.acting_role is not CoderRole.MENTOR:
            new_session(project, OPEN)
    _to_the_list(project)


def _sessions(project: Project) -> None:
    sessions = project.feedback_sessions()
    asked = st.query_params.get("session")
    if OPEN not in st.session_state and asked in {session.id for session in sessions}:
        st.session_state[OPEN] = asked
    left, right = st.columns([1, 2.2], gap="large")
    with left:
        chosen = pick.pick(_items(project, sessions), OPEN, label="Sessions")
        if project.acting_role is not CoderRole.MENTOR:
            with st.expander("Note another session", key="feedback-new-box"):
                new_session(project, OPEN)
        _to_the_list(project)
    with right:
        session = next(one for one in sessions if one.id == chosen)
        parts.heading(session.title, about(session))
        new_entry(project, session)
        entries(project, project.feedback(session=session.id))
        if project.acting_role is not CoderRole.MENTOR:
            with st.expander("Change this session", key=f"feedback-change-{session.id}"):
                change_session(project, session)


def _items(project: Project, sessions: list[FeedbackSession]) -> list[pick.Item]:
    said = [entry.session for entry in project.feedback()]
    return [
        pick.Item(one.id, one.title, about(one), mark=str(said.count(one.id) or "nothing yet"))
        for one in sessions
    ]


def _to_the_list(project: Project) -> None:
    """Where the list to lay before people is made; a mentor takes no files along."""
    if project.acting_role is CoderRole.MENTOR:
        return
    parts.muted(
        "A plain list of the themes, without quotes, for laying before people stands beside the"
        " written themes."
    )
    if st.button("Go to the list to show", key="feedback-list", type="tertiary"):
        parts.go("themes", view="written themes")
