"""Making a round: what is looked at, how much of it, by whom and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from qualcode.app import parts, review_address
from qualcode.app.desk import tried
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.rounds_checked import LONGEST_TITLE
from qualcode.project.rounds_wording import drawn_told, reviewers_told

COUNT = "round-new-count"
OVER = {
    "codings": "A sample of codings",
    "interviews": "Whole interviews, with every coding in them",
}
USUAL = {"codings": 24, "interviews": 3}
MADE = "The round is made. What is in it stays as it is now, whatever is coded from here on."


def form(project: Project) -> None:
    """The fields, and the one button that draws the round."""
    key = f"round-new-{st.session_state.get(COUNT, 0)}"
    st.text_input(
        "Title, if it needs one",
        key=f"{key}-title",
        placeholder="Thresholds, autumn",
        max_chars=LONGEST_TITLE,
    )
    over = st.radio(
        "What is looked at?", list(OVER), format_func=OVER.__getitem__, key=f"{key}-over"
    )
    left, right = st.columns(2)
    with left:
        st.number_input(
            "How many? Empty: all of them",
            min_value=1,
            value=USUAL[over],
            step=1,
            key=f"{key}-{over}",
        )
    with right:
        st.date_input(
            "Due on", value=None, key=f"{key}-due", min_value=date.today(), format="DD/MM/YYYY"
        )
    parts.muted(
        "Drawn by chance, but stratified: every code, every coder and every authority has its fair"
        " share. What makes up a tenth of the codings makes up about a tenth of the sample, and"
        " nothing rare is left out while there is room."
        if over == "codings"
        else "Drawn by chance, but stratified: every authority has its fair share of interviews."
    )
    _people(project, key, str(over))
    themes = {theme.id: theme.statement for theme in project.written_themes()}
    if themes:
        st.multiselect(
            "Written themes to look at too",
            list(themes),
            format_func=themes.__getitem__,
            key=f"{key}-themes",
            placeholder="None",
        )
    st.button(
        "Draw the round",
        type="primary",
        key="round-new-go",
        on_click=_start,
        args=(project, key, str(over)),
    )


def _people(project: Project, key: str, over: str) -> None:
    coders = project.coders()
    # Mentors first: reviewing is what they are here for.
    names = sorted((c.role is not CoderRole.MENTOR, c.name) for c in coders)
    mentors = [c.name for c in coders if c.role is CoderRole.MENTOR]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        wanted = f"{key}-reviewers"
        if wanted not in st.session_state:
            st.session_state[wanted] = mentors
        st.multiselect(
            "Who reviews?",
            [name for _, name in names],
            key=wanted,
            placeholder="Choose, or add a mentor",
        )
    with right, st.popover("Add a mentor", width="stretch"):
        st.text_input("Her name", key=f"{key}-mentor", max_chars=80)
        st.button(
            "Add as a mentor", key="round-new-mentor", on_click=_add, args=(project, key, wanted)
        )
        parts.muted(
            "A mentor reads and comments. She codes nothing, and sees no raw names and no words"
            " that may not be quoted."
        )
    if over == "interviews":
        st.multiselect(
            "Who codes them first, each apart? Nobody: they are looked at as they are coded now",
            [c.name for c in coders if c.role is not CoderRole.MENTOR],
            key=f"{key}-coders",
            placeholder="Nobody",
        )


def _add(project: Project, key: str, wanted: str) -> None:
    name = " ".join(st.session_state[f"{key}-mentor"].split())
    if tried(project.add_coder, name, CoderRole.MENTOR):
        st.session_state[wanted] = [*st.session_state.get(wanted, []), name]
        st.session_state[f"{key}-mentor"] = ""


def _start(project: Project, key: str, over: str) -> None:
    state = st.session_state
    told: list[str] = []

    def field(name: str, otherwise: Any = ()) -> Any:
        return state.get(f"{key}-{name}", otherwise)

    def start() -> None:
        day: date | None = field("due", None)
        made = project.start_round(
            field("title", ""),
            over=over,
            reviewers=field("reviewers"),
            coders=field("coders") if over == "interviews" else (),
            count=field(over, None),
            themes=field("themes"),
            due=day.isoformat() if day else None,
        )
        coders = [row.coder for row in project.review_items(made.id) if row.coder]
        told.extend([*drawn_told(made), *reviewers_told(made, coders)])
        review_address.open_round(str(made.number))

    if tried(start):
        state[COUNT] = state.get(COUNT, 0) + 1
        parts.tell(" ".join([MADE, *told]))
