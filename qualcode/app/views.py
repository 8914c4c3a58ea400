"""A page with several views: a row of names below the title, one view shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qualcode.project import Project

View = Callable[[Project], None]


def show_one(project: Project, key: str, views: Mapping[str, View]) -> None:
    """Let a person choose one of the views, and draw it; the address names it."""
    names = list(views)
    if st.session_state.get(key) not in names:
        asked = st.query_params.get("view", "")
        named = [name for name in names if name.casefold() == asked.casefold()]
        st.session_state[key] = (named or names)[0]
    chosen = st.segmented_control(
        "View",
        names,
        required=True,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    st.query_params["view"] = str(chosen)
    views[str(chosen)](project)
