"""Page: taking a person out of the study, with proof; and how long the study is kept."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import erasing_held, erasing_retain, parts
from qualcode.app.hand import open_again
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.erasure import Erased, ErasurePreview, Export
from qualcode.project import Project
from qualcode.project.erasing_certificate import proof_lines

WHO, LOOKED, TYPED, DONE = "erase-who", "erase-looked", "erase-typed", "erase-done"


def render(project: Project) -> None:
    """Who is to go, what would go with them, the confirmation; then the date and the end."""
    parts.title(
        "Erase and retain",
        "When somebody withdraws, everything they said is taken out, here and in the backups. And"
        " when the time is up, the whole study is.",
    )
    if project.acting_role is not CoderRole.RESEARCHER:
        sentence("Erasing is for researchers; ask one of them.")
        return
    if (done := st.session_state.get(DONE)) is not None:
        _told(project, done)
        return
    if notice := project.erasing_notice():
        sentence(notice, kind="error")
        st.button("Finish the erasure", key="erase-finish", on_click=_again, args=(project,))
    st.subheader("Take a person out", anchor=False)
    people = [person.id for person in project.participants()]
    if not people:
        parts.muted("There are no participants yet.")
    else:
        _choose(project, people)
        erasing_held.render(project, people)
    erasing_retain.render(project)


def _choose(project: Project, people: list[str]) -> None:
    parts.muted(
        "It cannot be undone. Look first: nothing is changed by looking. Nobody else has to"
        " confirm it, so take your time."
    )
    who = st.selectbox("Who withdraws?", people, index=None, key=WHO, placeholder="Choose the id")
    if who is None:
        return
    looked: tuple[str, int] | None = st.session_state.get(LOOKED)
    if looked != (who, project.version):
        # What was typed for another person, or before something changed, confirms nothing.
        st.button(
            "Look at what would go",
            key="erase-look",
            type="primary",
            on_click=partial(_look, project, who),
        )
        return
    with parts.refusals():
        _preview(project, project.erasing_preview(who))


def _look(project: Project, who: str) -> None:
    st.session_state[LOOKED] = (who, project.version)
    st.session_state[TYPED] = ""


def _preview(project: Project, found: ErasurePreview) -> None:
    parts.heading(f"What goes with {found.participant}")
    for line in found.lines or ["Nothing but the participant's row."]:
        parts.muted(f"• {line}")
    if found.copies:
        copies = parts.many(len(found.copies), "backup or copy", "backups or copies")
        parts.muted(f"It is taken out of {copies} too: {', '.join(found.copies)}.")
    for line in found.warnings:
        sentence(line)
    if found.exports:
        parts.muted(
            "These files left the study since. You must have them destroyed yourself. The name is"
            " the one qualcode proposes for such a file; you may have saved it under another."
        )
        _exports(found.exports)
    with st.form("erase-form", border=True):
        st.text_input(
            "Type the participant's id to confirm. This cannot be undone.", key=TYPED, max_chars=80
        )
        st.form_submit_button(
            "Erase for good", on_click=partial(_erase, project, found.participant)
        )


def _erase(project: Project, who: str) -> None:
    try:
        done = project.erase_participant(who, typed=st.session_state.get(TYPED, ""))
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    # Every page read before may hold the person's words: this tab forgets them all.
    open_again()
    st.session_state[DONE] = done


def _again(project: Project) -> None:
    try:
        left = project.finish_erasing()
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    parts.tell("The study was written anew, and its copies were erased.")
    if left:
        parts.tell(f"Could not be opened: {', '.join(left)}.", "error")


def _prove(project: Project, before: Erased) -> None:
    """Finish what could not be done, with a new search and certificate in place of the old."""
    try:
        st.session_state[DONE] = project.prove_again(before)
    except QualcodeError as error:
        parts.tell(str(error), "error")


def _told(project: Project, done: Erased) -> None:
    kind = "done" if done.proof.holds else "error"
    sentence(" ".join(proof_lines(done.proof)), kind=kind)  # type: ignore[arg-type]
    sentence(erasing_retain.SAVE_IT)
    st.subheader("What went", anchor=False)
    for line in done.lines:
        parts.muted(f"• {line}")
    if done.copies:
        parts.muted(f"Erased there too: {', '.join(done.copies)}.")
    if done.unopened:
        sentence(f"Could not be opened: {', '.join(done.unopened)}.", kind="error")
    st.subheader("What is left for you to do", anchor=False)
    for line in done.to_do:
        parts.muted(f"• {line}")
    parts.muted("• Close other tabs in which this study is open: they may still show their words.")
    if done.exports:
        _exports(done.exports)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Certificate",
            done.certificate.encode("utf-8"),
            file_name=f"certificate-of-erasure-{done.at[:10]}.txt",
            mime="text/plain",
            on_click="ignore",
            key="erase-certificate",
        )
        if done.proof.limits or not done.proof.holds:
            st.button(
                "Try again what is left",
                key="erase-again",
                on_click=partial(_prove, project, done),
            )
        st.button("Close", key="erase-close", on_click=partial(st.session_state.pop, DONE, None))


def _exports(exports: tuple[Export, ...]) -> None:
    import pandas as pd

    rows = [
        {"Day": one.at[:10], "What": one.what, "Name": one.name, "Who": one.who} for one in exports
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(36 * (len(rows) + 1), 300))
