"""The Themes page: how many people say what, and the themes people write over codes."""

from __future__ import annotations

import streamlit as st

from qualcode.app import (
    address,
    findings,
    findings_reading,
    frequencies,
    frequencies_reading,
    parts,
)
from qualcode.app.views import show_one
from qualcode.model import CoderRole
from qualcode.project import Project

VIEW, COUNTED, WRITTEN = "themes_view", "Frequencies", "Written themes"
VIEWS = {COUNTED: frequencies.render, WRITTEN: findings.render}
# A mentor reads what is concluded first, then the people behind it.
READ = {WRITTEN: findings_reading.render, COUNTED: frequencies_reading.render}


def render(project: Project) -> None:
    """Frequencies, or themes."""
    parts.title("Themes", "Who says what, with how many people behind it.")
    asked = address.followed("theme")
    if asked:
        st.session_state[findings.OPEN] = asked
        st.session_state[VIEW] = WRITTEN
        # Until the theme is drawn and says itself what is shown.
        address.shows("theme", asked)
    elif st.query_params.get("view") == "findings":
        st.session_state[VIEW] = WRITTEN
    show_one(project, VIEW, READ if project.acting_role is CoderRole.MENTOR else VIEWS)
