"""Rename, move, merge, retire or take up a code again: asked, shown beforehand, then done."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app.code_card import label
from qualcode.app.codebook_acts import act, confirmed, reason
from qualcode.app.codebook_add import where
from qualcode.app.codebook_entry import heading
from qualcode.app.codebook_preview import preview
from qualcode.app.literal import sentence
from qualcode.model import Code, Codebook
from qualcode.project import Consequences, Project
from qualcode.report.palette import colours

NOTES = {
    "rename": "You are renaming this code.",
    "move": "You are moving this code, with all codes under it.",
    "merge": "You are merging this code into another one.",
    "retire": "You are retiring this code, with all codes under it.",
    "restore": "You are taking this code into use again.",
}


def reshape(project: Project, codebook: Codebook, code: Code, what: str) -> None:
    """The chosen act on a code, with what it would bring and the button that does it."""
    heading(codebook, code, colours(codebook)[code.id], NOTES[what])
    asked = {
        "rename": _rename,
        "move": _move,
        "merge": _merge,
        "retire": _retire,
        "restore": _restore,
    }
    asked[what](project, codebook, code)


def _rename(project: Project, codebook: Codebook, code: Code) -> None:
    called = st.text_input("Name", code.name, key="act-name", max_chars=400)
    number = st.text_input("Number", code.id, key="act-number").strip() or code.id
    brings = _follow(project, "rename", code, number)
    why = reason()
    if confirmed("Rename it"):
        act(
            lambda: project.rename_code(code.id, called, why, new_id=number),
            f"{code.id} is renamed.",
            show=number,
            again=brings,
        )


def _move(project: Project, codebook: Codebook, code: Code) -> None:
    family = codebook.family(code.id)
    parent = where(codebook, code.parent, key="act-parent", leave_out=family)
    number = st.text_input("Number", code.id, key="act-number").strip() or code.id
    brings = _follow(project, "move", code, number)
    why = reason()
    if confirmed("Move it"):
        act(
            lambda: project.move_code(code.id, parent, why, new_id=number),
            f"{code.id} is moved.",
            show=number,
            again=brings,
        )


def _follow(project: Project, what: str, code: Code, number: str) -> Consequences | None:
    """What a new number would bring; with the old one no coding changes."""
    if number == code.id:
        preview(Consequences(), "", "Its number stays, so no coding changes.")
        return None
    brings = project.consequences("move" if what == "move" else "rename", code.id)
    preview(
        brings,
        f"will carry {number} in place of {code.id}",
        "No coding carries this code, so none changes.",
    )
    return brings


def _merge(project: Project, codebook: Codebook, code: Code) -> None:
    family = codebook.family(code.id)
    others = [c.id for c in codebook if not c.retired and c.id not in family]
    if not others:
        sentence("There is no other code to merge it into.")
    into = st.selectbox(
        "Into which code?",
        others,
        index=None,
        placeholder="Choose …",
        format_func=partial(label, codebook),
        key="act-into",
    )
    brings = None
    if into is not None:
        brings = project.consequences("merge", code.id, into=into)
        preview(
            brings,
            f"will carry {into} in place of {code.id}",
            "No coding carries this code, so none changes.",
        )
        letters = " The codes under it come to stand there too." if len(family) > 1 else ""
        sentence(
            f"{code.id} leaves the codebook. {into} takes its cues and examples; its definition and"
            f" rules stay in the earlier version.{letters}"
        )
    why = reason()
    if confirmed("Merge them"):
        if into is None:
            sentence("Choose the code to merge it into.", kind="error")
            return
        act(
            lambda: project.merge_codes(code.id, into, why),
            f"{code.id} is merged into {into}.",
            show=into,
            again=brings,
        )


def _retire(project: Project, codebook: Codebook, code: Code) -> None:
    under = [id for id in codebook.family(code.id) if id != code.id and not codebook[id].retired]
    if under:
        sentence(f"These codes are retired with it: {', '.join(sorted(under))}.")
    preview(
        project.consequences("retire", code.id),
        "stay as they are",
        "No coding carries this code. It leaves the list of codes to choose from.",
    )
    why = reason()
    if confirmed("Retire it"):
        act(
            lambda: project.retire_code(code.id, why),
            f"{code.id} is retired; it is offered for no new coding.",
            show=code.id,
        )


def _restore(project: Project, codebook: Codebook, code: Code) -> None:
    above = code.parent and codebook[code.parent].retired
    also = " The code above it comes back too." if above else ""
    sentence(f"It is offered again for new codings.{also}")
    why = reason()
    if confirmed("Take it into use"):
        act(
            lambda: project.restore_code(code.id, why),
            f"{code.id} is in use again.",
            show=code.id,
        )
