"""The kind of analysis a study is: what each kind offers, and choosing another."""

from __future__ import annotations

import streamlit as st

from qualcode.app.desk import act
from qualcode.project import Project

PROFILES = {
    "codebook": "coding with a codebook",
    "reliability": "coding with agreement between coders",
    "reflexive": "reflexive thematic analysis",
}
# What follows from each, said where it is chosen.
OFFERS = {
    "codebook": (
        "A codebook that may grow. Suggestions are offered; on one passage in five you decide"
        " first. Saturation and overlap between coders are there for talk, not as proof."
    ),
    "reliability": (
        "A fixed codebook and several coders. Everybody decides on every passage before seeing what"
        " is suggested, so that agreement between coders says something."
    ),
    "reflexive": (
        "Codes are the reader's own. No figures of agreement, no saturation, no suggestions unless"
        " you switch them on; the journal asks questions, and counts only help to find passages."
    ),
}
KEY = "study-profile"


def choose(project: Project) -> None:
    """Show the profile and let a person change it for the whole study; this is recorded."""
    with st.expander("The kind of analysis", key="profile-box"):
        now = project.about()["profile"]
        st.session_state[KEY] = now
        st.radio(
            "It decides what is offered and what stands under every table.",
            list(PROFILES),
            format_func=lambda p: PROFILES[p].capitalize(),
            captions=[OFFERS[p] for p in PROFILES],
            key=KEY,
            on_change=lambda: act(project.set_profile, st.session_state[KEY]),
        )
        st.caption(
            "Nothing that was coded or written changes. What was set by hand, such as the share of"
            " passages to decide on first, stays as it was set."
        )
