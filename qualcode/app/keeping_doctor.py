"""On the page Safe keeping: a look over the whole study."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.checkup import Checkup, Finding
from qualcode.project import Project

FOUND = "keeping-checkup"


def render(project: Project) -> None:
    """A button that looks over the study, and what it found."""
    st.subheader("Is the study whole?", anchor=False)
    parts.muted(
        "Reads the whole study and compares everything with everything: each coding's words with"
        " the text, each act of the history with the one before it, the backups, and more."
    )
    st.button("Look over the study", key="keeping-doctor", on_click=_look, args=(project,))
    kept = st.session_state.get(FOUND)
    if kept is None or kept[0] != str(project.store.place):
        return
    _show(project, kept[1])


def _look(project: Project) -> None:
    try:
        found = project.doctor()
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[FOUND] = (str(project.store.place), found)


def _show(project: Project, found: Checkup) -> None:
    wrong = sum(one.wrong for one in found.findings)
    made = len(found.checks) - len(found.unseen)
    if wrong:
        sentence(
            f"{parts.many(made, 'check')} made; {wrong} found something wrong.",
            kind="error",
        )
    else:
        sentence(f"{parts.many(len(found.checks), 'check')} made. The study is whole.", kind="done")
    for one in found.findings:
        _finding(one)
    if found.unseen:
        parts.muted(f"Could not be looked at because of it: {', '.join(found.unseen)}.")
    may = project.acting_role is CoderRole.RESEARCHER and not project.read_only
    if may and any(one.mendable for one in found.findings):
        st.button(
            "Put right what can be without loss",
            key="keeping-repair",
            on_click=_repair,
            args=(project,),
        )
        parts.muted("A backup is made and checked before anything is changed.")


def _finding(one: Finding) -> None:
    with st.container(border=True):
        st.text(f"{'Wrong' if one.wrong else 'Advice'}: {one.check}")
        st.text(one.means)
        if one.places:
            more = ", …" if one.n > len(one.places) else ""
            parts.muted(f"Where: {', '.join(one.places)}{more}")
        if one.todo:
            st.text(f"What to do: {one.todo}")


def _repair(project: Project) -> None:
    try:
        mended = project.repair()
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    _look(project)
    n = sum(count for _, count in mended.done)
    parts.tell(f"{parts.many(n, 'thing')} put right. The backup made before is {mended.backup}.")
