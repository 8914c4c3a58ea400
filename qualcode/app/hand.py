"""The study in hand and the person acting, kept for a browser session."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.names import account_name
from qualcode.project import Project
from qualcode.project.sample import FIRST_CODER
from qualcode.store import Store

STUDY, CODER = "study_in_hand", "coder_in_hand"


@dataclass
class _Desk:
    """What lay on the desk last: a reload or a new tab finds it again.

    One person works at one machine; the server ends when the app is closed, and the desk with it.
    """

    study: str | None = None
    coders: dict[str, str] = field(default_factory=dict)


@st.cache_resource(show_spinner=False)
def _desk() -> _Desk:
    started = os.environ.get("QUALCODE_STUDY")
    coder = os.environ.get("QUALCODE_CODER")
    # The name given at the start is for the study given at the start: the sample's invented
    # coder must not sign in a study of one's own.
    return _Desk(started, {started or "": coder} if coder else {})


@st.cache_resource(show_spinner=False)
def _store(place: str) -> Store:
    return Store.open(place)


def _place() -> str | None:
    return st.session_state.get(STUDY) or _desk().study


def project_in_hand(*, quiet: bool = False) -> Project | None:
    """The open study in the acting person's hands; None while none is open.

    A study that cannot be opened is said so on the page, unless ``quiet``.
    """
    place = _place()
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
    """Take another study in hand; who acts in it is whoever acted in it last."""
    st.session_state[STUDY] = str(place)
    st.session_state.pop(CODER, None)
    _desk().study = str(place)


def acting_coder() -> str:
    """Who is acting in this browser session."""
    remembered = _desk().coders.get(_place() or "")
    name = st.session_state.get(CODER) or remembered or account_name()
    return " ".join(str(name).split())


def act_as(name: str) -> None:
    """Somebody else sits down at this browser."""
    st.session_state[CODER] = name
    _desk().coders[_place() or ""] = name


def usual_name() -> str:
    """The name to offer for a new study: never that of the sample's invented coder."""
    name = acting_coder()
    return account_name() if name == FIRST_CODER else name
