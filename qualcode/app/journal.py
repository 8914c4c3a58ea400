"""The journal page."""

from __future__ import annotations

import streamlit as st

from qualcode.project import Project


def render(project: Project) -> None:
    """Journal."""
    st.title("Journal")
