"""The themes page."""

from __future__ import annotations

import streamlit as st

from qualcode.project import Project


def render(project: Project) -> None:
    """Themes."""
    st.title("Themes")
