"""Corrections: a corrected text in the place of a transcript, and the codings it leaves open."""

from __future__ import annotations

import streamlit as st

from qualcode.app import (
    address,
    corrections_bring,
    corrections_versions,
    corrections_waiting,
    parts,
)
from qualcode.model import CoderRole
from qualcode.project import Project

CHOSEN, OPEN = "corrections-transcript", "corrections-open"


def render(project: Project) -> None:
    """What waits to be looked at; below, one transcript to correct, and its older versions."""
    parts.title(
        "Corrections",
        "A transcript was mended after you coded it? Bring the new file here. Codings whose words"
        " were not touched go along by themselves; you look at the others.",
    )
    rows = project.transcripts()
    if not rows:
        parts.empty("There is no transcript yet to correct.", "Bring in transcripts", "transcripts")
        return
    corrections_waiting.render(project)
    titles = {row["id"]: row["title"] for row in rows}
    asked = address.followed("transcript")
    if asked in titles:
        st.session_state[CHOSEN] = asked
    if st.session_state.get(CHOSEN) not in titles:
        st.session_state[CHOSEN] = rows[0]["id"]
    st.subheader("One transcript", anchor=False)
    chosen = st.selectbox(
        "Transcript",
        list(titles),
        format_func=lambda id: titles.get(id, id),
        key=CHOSEN,
        width=520,
    )
    address.shows("transcript", chosen)
    if project.acting_role is CoderRole.RESEARCHER:
        # Asked for once, it stays open: the file that is chosen redraws the page.
        st.session_state[OPEN] = st.session_state.get(OPEN, False) or asked is not None
        opened = bool(st.session_state[OPEN])
        with st.expander("Bring a corrected version", expanded=opened, key="corrections-bring"):
            corrections_bring.render(project, chosen)
    else:
        parts.muted("A researcher brings in corrected versions; you read the older ones here.")
    corrections_versions.render(project, chosen)
