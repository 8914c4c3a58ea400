"""A code's fields as a form: what was changed is saved as a new version."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app.code_card import label
from qualcode.app.codebook_acts import act, as_begun, leave
from qualcode.app.codebook_entry import heading
from qualcode.model import Code, Codebook
from qualcode.project import Project
from qualcode.report.palette import DARK_GROUND, LIGHT_GROUND, colours, contrast

LINES = {
    "include_when": "Use it when (one on each line)",
    "exclude_when": "Leave it out when (one on each line)",
    "examples": "Examples (one on each line)",
    "cues": "How people say it (one on each line)",
}
HARD_TO_SEE = 3.0  # WCAG 2's least contrast of a sign against its ground


def edit(project: Project, codebook: Codebook, code: Code) -> None:
    """The form; Save sends only what was changed since it was opened."""
    was, hue = as_begun(code), colours(codebook)[code.id]
    heading(codebook, code, hue, "You are editing this code.")
    with st.form("code-edit", enter_to_submit=False):
        told: dict[str, object] = {"name": st.text_input("Name", was.name, key="edit-name")}
        told["definition"] = st.text_area(
            "Definition", was.definition, key="edit-definition", height=110
        )
        for field, asked in LINES.items():
            told[field] = st.text_area(asked, _lines(was, field), key=f"edit-{field}", height=130)
        told["confused_with"] = st.multiselect(
            "Easily confused with",
            [c.id for c in codebook if c.id != code.id],
            [id for id in was.confused_with if id in codebook],
            format_func=partial(label, codebook),
            key="edit-confused_with",
        )
        told["colour"] = _colour(was, hue)
        reason = st.text_input(
            "Why?", key="act-reason", max_chars=300, placeholder="One line, kept with the change"
        )
        with st.container(horizontal=True):
            saved = st.form_submit_button("Save", type="primary", key="act-do")
            st.form_submit_button("Cancel", key="act-cancel", on_click=leave)
    if saved:
        changed = {f: given for f, given in told.items() if given != _before(was, f, codebook)}
        seen = _hard_to_see(changed.get("colour"))
        act(
            lambda: project.edit_code(code.id, reason, **changed),
            f"{code.id} is saved.{seen}",
            show=code.id,
        )


def _lines(code: Code, field: str) -> str:
    # A rule from a file may have line breaks of its own; here a line is a rule.
    return "\n".join(" ".join(rule.split()) for rule in getattr(code, field))


def _before(was: Code, field: str, codebook: Codebook) -> object:
    if field in LINES:
        return _lines(was, field)
    if field == "confused_with":
        return [id for id in was.confused_with if id in codebook]
    return getattr(was, field)


def _colour(was: Code, hue: str) -> str | None:
    own_at, picked_at = st.columns([1, 1], vertical_alignment="center")
    own = own_at.checkbox("A colour of its own", was.colour is not None, key="edit-own-colour")
    picked: str = picked_at.color_picker("Colour", was.colour or hue, key="edit-colour")
    # The picker writes small letters; the same colour in other letters is no change.
    same = was.colour is not None and picked.casefold() == was.colour.casefold()
    return (was.colour if same else picked) if own else None


def _hard_to_see(colour: object) -> str:
    if not isinstance(colour, str):
        return ""
    grounds = {"light": LIGHT_GROUND, "dark": DARK_GROUND}
    faint = [n for n, ground in grounds.items() if contrast(colour, ground) < HARD_TO_SEE]
    return f" Its colour is hard to see on a {faint[0]} screen." if faint else ""
