"""A chart on a page: drawn in the page's theme; a click can choose a part of it."""

from __future__ import annotations

from typing import Any

import streamlit as st


def is_dark() -> bool:
    """Whether the page is dark just now."""
    return bool(st.context.theme.type == "dark")


def show(chart: Any, alt: str, *, key: str | None = None, clicks: str | None = None) -> Any:
    """Draw an Altair chart at its own width; wider than the page, it scrolls sideways.

    ``clicks`` names the selection to listen to; then the chosen points come back as a list of
    mappings, empty while nothing is chosen.
    """
    with st.container(horizontal=True, key=f"{key}-frame" if key else None):
        if clicks is None:
            st.altair_chart(chart, width="content", theme=None, key=key, alt=alt)
            return []
        told = st.altair_chart(
            chart,
            width="content",
            theme=None,
            key=key,
            alt=alt,
            on_select="rerun",
            selection_mode=clicks,
        )
    return list(told["selection"].get(clicks, []))
