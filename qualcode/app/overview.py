"""The overview page."""

from __future__ import annotations

import streamlit as st




def render() -> None:
    """Overview."""
    st.title("Overview")
