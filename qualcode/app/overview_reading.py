"""The Overview as a mentor sees it: what changed first of all, then where the study stands."""

from __future__ import annotations

import streamlit as st

from qualcode.app import news, parts
from qualcode.app.people import who_am_i
from qualcode.model.review import RoundState
from qualcode.project import Project

# Where a mentor can go; each page has a form for reading.
FOR_MENTORS = frozenset(
    ("codebook", "themes", "quotes", "answers", "rounds", "agreement", "feedback", "history")
)


def render(project: Project, kind: str) -> None:
    """What is new, what waits for a verdict, and the numbers that tell of nobody."""
    news.render(project, pages=FOR_MENTORS)
    parts.heading(project.about()["title"], f"{kind.capitalize()}.")
    wide, narrow = st.columns([2, 1], gap="large")
    with wide:
        _next(project)
    with narrow:
        who_am_i(project)
    st.subheader("Where the study stands", anchor=False)
    parts.facts(_facts(project))
    parts.muted(
        "You read themes, then people in tables, then quotes in their context. Who spoke is told"
        " only as closely as gives nobody away, and what may not be quoted is left out."
    )
    parts.muted(project.claims())


def _next(project: Project) -> None:
    asked = [
        one
        for one in project.rounds()
        if project.coder in one.reviewers and one.state is RoundState.IN_REVIEW
    ]
    with st.container(border=True, key="next-step"):
        st.caption("The next thing to do")
        if asked:
            st.subheader("Say what you think of a round", anchor=False)
            st.write(
                "The coders ask what you make of their codings: agree, question or disagree, with a"
                " comment where you like."
            )
            if st.button("Look at the round", type="primary", key="next"):
                parts.go("rounds", round=str(asked[0].number))
            return
        st.subheader("Read what people say", anchor=False)
        st.write("No round waits for you. The themes and the quotes behind them are there to read.")
        if st.button("Look at themes", type="primary", key="next"):
            parts.go("themes")


def _facts(project: Project) -> list[tuple[str, str]]:
    seen = project.glance()
    noun = "interview" if seen.interviews == 1 else "interviews"
    return [
        (f"{seen.coded_through} of {seen.interviews}", f"{noun} coded through by somebody"),
        (f"{seen.codings:,}", "coding" if seen.codings == 1 else "codings"),
        (f"{seen.codes:,}", "code in use" if seen.codes == 1 else "codes in use"),
        (f"{seen.themes:,}", "written theme" if seen.themes == 1 else "written themes"),
    ]
