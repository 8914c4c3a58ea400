"""The study in hand and the person acting, kept for a browser session."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.names import account_name
from qualcode.project import Project
from qualcode.store import Store

STUDY, CODER = "study_in_hand", "coder_in_hand"


@st.cache_resource(show_spinner=False)
def _store(place: str) -> Store:
    return Store.open(place)


def project_in_hand(*, quiet: bool = False) -> Project | None:
    """The open study in the acting person's hands; None while none is open.

    A study that cannot be opened is said so on the page, unless ``quiet``.
    """
    place = st.session_state.get(STUDY, os.environ.get("QUALCODE_STUDY"))
    if not place:
        return None
    try:
        store = _store(str(place))
    except QualcodeError as error:
        if not quiet:
            sentence(str(error), kind="error")
        return None
    key = ("project", str(place))
    if st.session_state.get("project_key") != key:
        st.session_state["project_key"] = key
        st.session_state["project"] = Project(store, acting_coder())
    project: Project = st.session_state["project"]
    project.coder = acting_coder()
    return project


def take(place: str | Path) -> None:
    """Take another study in hand."""
    st.session_state[STUDY] = str(place)


def acting_coder() -> str:
    """Who is acting in this browser session."""
    name = st.session_state.get(CODER) or os.environ.get("QUALCODE_CODER") or account_name()
    return " ".join(str(name).split())


def act_as(name: str) -> None:
    """Somebody else sits down at this browser."""
    st.session_state[CODER] = name
