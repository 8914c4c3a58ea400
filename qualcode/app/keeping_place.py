"""Where the study lies: what is wrong with that place, and moving it out of there."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.hand import act_as, hold_key, key_in_hand, take
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.safe_keeping import Safety
from qualcode.project import Project

FOLDER = "keeping-move-to"


def warn(project: Project, safety: Safety) -> None:
    """What is wrong with the place."""
    if safety.beside:
        sentence(
            "Beside the study lies what looks like a second version of it:"
            f" {', '.join(safety.beside)}. A program that copies the folder makes one when two"
            " machines changed the study. Look at it before you delete it; both can be merged on"
            " the History page.",
            kind="error",
        )
    if safety.trouble and not project.read_only:
        sentence(
            f"The study lies on {safety.trouble}, where it can be damaged. This machine is set to"
            " work there all the same."
        )


def way_out(project: Project) -> None:
    """The one button that leads out of a folder where the study may not be written."""
    if "move-study" not in project.read_only or project.acting_role is not CoderRole.RESEARCHER:
        return
    st.button(
        "Move it to this machine",
        key="keeping-move",
        type="primary",
        on_click=_move,
        args=(project, ""),
        help="Into the folder qualcode in your own folder. The old file stays, renamed.",
    )


def elsewhere(project: Project) -> None:
    """Moving it to a folder of one's choice."""
    with st.expander("Move the study to another folder"):
        parts.muted(
            "It is copied, the copy is checked, and its backups come along. The old file stays"
            " under another name until you delete it."
        )
        typed = st.text_input("To which folder?", key=FOLDER, placeholder="/home/me/studies")
        st.button(
            "Move it there",
            key="keeping-move-there",
            on_click=_move,
            args=(project, typed.strip().strip('"')),
            disabled=not typed.strip(),
        )


def _move(project: Project, folder: str) -> None:
    coder, key = project.coder, key_in_hand()
    try:
        moved = project.move_study(Path(folder).expanduser() if folder else None)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    hold_key(moved.place, key)
    take(moved.place)
    act_as(coder)
    left = (
        f" The old file is called {moved.left} now; delete it when you have looked at the new one,"
        " also from the bin of the service that copies its folder."
        if moved.renamed
        else " The old file could not be renamed: do not go on working with it."
    )
    parts.tell(f"The study is moved and checked. It lies in {moved.place.parent} now.{left}")
    if moved.behind:
        parts.tell(
            f"These files of the study were left in the old folder: {', '.join(moved.behind)}."
            " Delete them there too.",
            "note",
        )
