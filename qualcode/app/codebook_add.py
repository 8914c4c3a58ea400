"""A new code: where it stands, its number, its name and what it means."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.code_card import label
from qualcode.app.codebook_acts import act, confirmed, reason
from qualcode.model import Code, Codebook, Origin
from qualcode.model.reshaping import next_number
from qualcode.project import Project

ORIGINS = {
    Origin.EMERGENT: "found in the interviews",
    Origin.LITERATURE: "known from the literature",
    Origin.IN_VIVO: "in the interviewees' own words",
}


def add(project: Project, codebook: Codebook, near: Code | None) -> None:
    """Asks for a new code; ``near`` is the code in view, whose neighbour it may become."""
    st.subheader("A new code", anchor=False)
    parent = None
    if near is not None:
        parent = where(codebook, codebook.top(near.id), key="add-parent")
    number, called = number_and_name(codebook, parent)
    definition = st.text_area("What does it mean?", key="add-definition", height=110)
    origin = st.selectbox(
        "Where does it come from?", list(ORIGINS), format_func=ORIGINS.__getitem__, key="add-origin"
    )
    parts.muted("Its rules, examples and cues can be written afterwards, with Edit.")
    why = reason()
    if confirmed("Add this code"):
        code = Code(number, called, parent, definition.strip(), origin=origin)
        act(lambda: project.add_code(code, why), f"{number} is added.", show=number)


def where(
    codebook: Codebook, begin: str | None, *, key: str, leave_out: frozenset[str] = frozenset()
) -> str | None:
    """Asks under which code something stands; None is the top."""
    # The top is written as "": nothing chosen is not a place.
    # Where it stands now is a place for it, though it may be retired as the code itself is.
    usable = (c.id for c in codebook if (not c.retired or c.id == begin) and c.id not in leave_out)
    places = ["", *usable]
    chosen = st.selectbox(
        "Where does it stand?",
        places,
        index=places.index(begin) if begin in places else 0,
        format_func=partial(_place, codebook),
        key=key,
    )
    return chosen or None


def number_and_name(
    codebook: Codebook,
    parent: str | None,
    *,
    besides: tuple[str, ...] = (),
    key: str = "add",
) -> tuple[str, str]:
    """Asks for the number and the name of a code; a free number is proposed."""
    left, right = st.columns([1, 3])
    free = next_number(codebook, parent, besides)
    # The key holds the parent: another place proposes another number.
    number = left.text_input("Number", free, key=f"{key}-number-{parent or ''}")
    return number.strip(), right.text_input("Name", key=f"{key}-name", max_chars=200)


def _place(codebook: Codebook, id: str) -> str:
    return "At the top" if not id else f"Under {label(codebook, id)}"
