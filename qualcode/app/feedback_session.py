"""A session of feedback on its page: noting it, and changing what is known of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from qualcode.app import draft, parts
from qualcode.app.desk import tried
from qualcode.errors import QualcodeError
from qualcode.model.feedback import Audience, FeedbackSession
from qualcode.project import Project

NOTED = "The session is noted. Keep what was said there."
KEPT = "The session is kept as you wrote it."
COUNT = "feedback-sessions-noted"
FIELDS = ("title", "audience", "day", "held_with", "people")


def about(session: FeedbackSession) -> str:
    """A session on a quiet line."""
    day = date.fromisoformat(session.day) if session.day else None
    people = parts.many(session.people, "person", "people") if session.people else ""
    named = (
        f"{day.day} {day:%B %Y}" if day else "",
        session.held_with or session.audience.words.partition(",")[0].capitalize(),
        f"{people} there" if people else "",
    )
    return " · ".join(part for part in named if part)


def new_session(project: Project, picked: str) -> None:
    """The form for another session, which is then the one picked."""
    key = f"feedback-new-{st.session_state.get(COUNT, 0)}"
    _fields(key, persist=False)
    st.button(
        "Note this session",
        type="primary",
        key="feedback-new-go",
        on_click=_note,
        args=(project, key, picked),
    )


def _fields(key: str, *, persist: bool) -> None:
    stays: dict[str, Any] = {"persist_state": "session"} if persist else {}
    st.text_input(
        "What was it?", key=draft.field(key, "title"), placeholder="Team meeting on the themes",
        **stays,
    )  # fmt: skip
    st.selectbox(
        "Held with",
        list(Audience),
        format_func=lambda audience: audience.words.capitalize(),
        key=draft.field(key, "audience"),
        **stays,
    )
    st.text_input(
        "Who was there, by office or role", key=draft.field(key, "held_with"),
        placeholder="Midtown duty team", help="No names of people.", **stays,
    )  # fmt: skip
    left, right = st.columns(2)
    left.text_input(
        "When (optional)", key=draft.field(key, "day"), placeholder="2026-05-12", **stays
    )
    right.number_input(
        "How many people (optional)",
        min_value=1,
        value=None,
        step=1,
        key=draft.field(key, "people"),
        **stays,
    )


def _note(project: Project, key: str, picked: str) -> None:
    given = {name: st.session_state.get(draft.field(key, name)) for name in FIELDS}

    def note() -> None:
        made = project.add_feedback_session(
            given["title"] or "",
            audience=given["audience"] or Audience.TEAM,
            day=given["day"] or "",
            held_with=given["held_with"] or "",
            people_there=given["people"],
        )
        st.session_state[picked] = made.id

    if tried(note):
        st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
        parts.tell(NOTED)


def change_session(project: Project, session: FeedbackSession) -> None:
    """The fields of a session; what somebody else kept meanwhile is told first."""
    key = f"feedback-session-{session.id}"
    draft.begin(key, session.version, {name: getattr(session, name) for name in FIELDS})
    _fields(key, persist=True)
    write = partial(_write, project, session.id, key)
    draft.refused(key, session.version, f"{session.title}. {about(session)}", write, KEPT)
    with st.container(horizontal=True):
        st.button(
            "Keep the changes",
            key=draft.field(key, "keep"),
            on_click=draft.keep,
            args=(key, write, KEPT),
        )
        st.button(
            "Drop this session",
            type="tertiary",
            key=draft.field(key, "drop"),
            on_click=_drop,
            args=(project, session.id, key),
        )


def _write(project: Project, id: str, key: str, based_on: str | None) -> None:
    project.edit_feedback_session(id, based_on=based_on, **draft.changes(key))


def _drop(project: Project, id: str, key: str) -> None:
    try:
        project.drop_feedback_session(id)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    draft.let_go(key)
    parts.tell("The session is dropped.")
