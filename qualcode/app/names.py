"""Names: what in an interview looks like a name, one place after another, and words for it."""

from __future__ import annotations

import streamlit as st

from qualcode.app import address, names_kept, names_leaving, names_one, parts
from qualcode.project import Project

CHOSEN = "names-transcript"


def render(project: Project) -> None:
    """One interview's places to look at; below, what was decided, the words in use, the key."""
    parts.title(
        "Names",
        "Go through an interview and put words in square brackets in place of names. The text and"
        " your codings stay as they are; wherever words leave, they leave with the names replaced."
        " The aid misses some names, so read along.",
    )
    rows = project.transcripts()
    if not rows:
        parts.empty("There is no interview yet.", "Bring in transcripts", "transcripts")
        return
    titles = {row["id"]: row["title"] or row["id"] for row in rows}
    asked = address.followed("transcript")
    if asked in titles:
        st.session_state[CHOSEN] = asked
    if st.session_state.get(CHOSEN) not in titles:
        st.session_state[CHOSEN] = rows[0]["id"]
    chosen = st.selectbox(
        "Interview",
        list(titles),
        format_func=lambda id: titles.get(id, id),
        key=CHOSEN,
        width=520,
    )
    address.shows("transcript", chosen)
    if project.names_in(written=[titles[chosen]]):
        parts.muted(
            "This interview's title looks as if it held a name. It is read on your screen and in"
            " lists; the page Transcripts changes it."
        )
    names_one.render(project, chosen)
    names_kept.render(project, chosen)
    names_leaving.render(project)
