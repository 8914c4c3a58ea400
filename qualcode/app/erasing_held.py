"""On the page Erase and retain: what is held on a person, for that person to have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act
from qualcode.app.downloads import downloads
from qualcode.app.literal import escaped
from qualcode.project import Project
from qualcode.project.holding import said_of, words_of
from qualcode.project.pseudonyms_seen import NameLeft

WHO, LOOKED = "held-who", "held-looked"


def render(project: Project, people: list[str]) -> None:
    """Who asks, how much is held on them, and the file."""
    st.subheader("Somebody asks what is held on them", anchor=False)
    parts.muted(
        "Everything the study holds on one participant goes into a file for that person. What other"
        " people said is left out, and replaced names stay replaced."
    )
    who = st.selectbox("Who asks?", people, index=None, key=WHO, placeholder="Choose the id")
    if who is None:
        return
    if st.session_state.get(LOOKED) != who:
        st.button("Look at what is held", key="held-look", on_click=partial(_look, who))
        return
    with parts.refusals():
        _held(project, who)


def _look(who: str) -> None:
    st.session_state[LOOKED] = who


def _held(project: Project, who: str) -> None:
    held = project.held_about(who)
    for part in held.parts:
        parts.muted(f"• {part.title}: {parts.many(len(part.lines), 'entry', 'entries')}")
    if found := project.names_in(words_of(held.parts), said=said_of(held.parts)):
        _waits(project, found)
        return
    parts.muted(
        "Read it through before you hand it over: names of other people that nobody replaced still"
        " stand in it. It is a plain file; delete it when it is given."
    )
    downloads(
        "held-about",
        {kind: partial(project.held_about_file, who, kind) for kind in ("docx", "md")},
    )


def _waits(project: Project, found: Sequence[NameLeft]) -> None:
    """What still looks like a name, and the way to say that it may leave."""
    parts.muted(
        "The file waits: these look like names of other people. Replace them on the page Names, or"
        " say that they may leave; that is noted in the history."
    )
    rows = "".join(
        f"<li>{escaped(one.words)} <span>({escaped(one.kind)}, {one.times})</span></li>"
        for one in found
    )
    st.html(f'<ul class="qcn-left">{rows}</ul>')
    st.button(
        f"These {len(found)} may leave" if len(found) > 1 else "This may leave",
        key="held-confirm",
        on_click=partial(act, project.confirm_names, [one.words for one in found]),
    )
