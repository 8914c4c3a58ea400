"""A page with several views: a row of names below the title, one view shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qualcode.project import Project

View = Callable[[Project], None]


def show_one(project: Project, key: str, views: Mapping[str, View]) -> None:
    """Let a person choose one of the views, and draw it; the address names it."""
    names = list(views)
    asked, shown = st.query_params.get("view", ""), f"{key}-shown"
    # A link to another view wins over the one last open; the address we wrote ourselves is none.
    followed = asked and asked != st.session_state.get(shown)
    if followed or st.session_state.get(key) not in names:
        named = [name for name in names if name.casefold() == asked.casefold()]
        last = [name for name in names if name == st.session_state.get(key)]
        st.session_state[key] = (named or last or names)[0]
    chosen = st.segmented_control(
        "View",
        names,
        required=True,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    st.query_params["view"] = st.session_state[shown] = str(chosen)
    views[str(chosen)](project)
