"""What was decided about names: in one interview, and the words in use in the whole study."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.errors import QualcodeError
from qualcode.model.names import Replacement
from qualcode.project import Project

AT_ONCE = 12
SHOWN = "names-decided-shown"


def render(project: Project, transcript: str) -> None:
    """Two lists, folded away."""
    decided = project.names_of(transcript)
    if decided:
        title = f"Decided in this interview: {parts.many(len(decided), 'place')}"
        # Its title changes with each act; by its key it stays open.
        with st.expander(title, key="names-decided"):
            _decided(project, transcript, decided)
    used = project.pseudonyms()
    if not used:
        return
    with st.expander(f"Words in use in the study: {len(used)}", key="names-used"):
        for one in used:
            where = parts.many(one.transcripts, "interview")
            parts.muted(f"[{one.instead}] · {parts.many(one.places, 'place')} in {where}")


def _decided(project: Project, transcript: str, decided: list[Replacement]) -> None:
    text = project.transcript(transcript).text
    more = st.session_state.get(SHOWN, AT_ONCE)
    for one in decided[:more]:
        told, here, all_ = st.columns([4, 1, 1.6], vertical_alignment="center")
        said = escaped(text[one.span.start : one.span.end])
        told.html(f"<p>{said} → {escaped(one.sign) if one.replaced else 'let stand'}</p>")
        here.button(
            "Take back",
            key=f"names-back-{one.id}",
            type="tertiary",
            on_click=_back,
            args=(project, one.id),
        )
        if one.replaced:
            all_.button(
                "Take back everywhere",
                key=f"names-back-all-{one.id}",
                type="tertiary",
                on_click=_back,
                args=(project, one.id, True),
            )
    if len(decided) > more:
        st.button("Show more", key="names-more", on_click=_more, args=(more + 50,))


def _back(project: Project, id: str, everywhere: bool = False) -> None:
    try:
        done = project.undo_replacement(id, everywhere=everywhere)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    parts.tell(f"Taken back: {parts.many(done.places, 'place')}.")


def _more(n: int) -> None:
    st.session_state[SHOWN] = n
