"""An instrument and its answers brought in, and one person's answers taken out again."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.app.narrowing import choose
from qualcode.errors import InvalidFile, QualcodeError
from qualcode.project import Project, Upload
from qualcode.shipped import shipped

ROUND = "answers-taken"


def bring(project: Project) -> None:
    """The boxes for files: an instrument first, then tables of answers or case records."""
    n = st.session_state.get(ROUND, 0)
    has = project.instrument() is not None
    left, right = st.columns(2)
    with left:
        file = st.file_uploader("Instrument (YAML)", key=f"instrument-{n}")
        if file is not None and st.button("Use it", type="primary", key="instrument-take"):
            _take_instrument(project, Upload(file.name, file.getvalue()))
        if not has and st.button("Use the invented example", key="instrument-example"):
            _take_instrument(project, shipped("instruments/answers.yaml"))
    with right:
        table = st.file_uploader(
            "Answers or case records (CSV or Excel)", key=f"answers-{n}", disabled=not has
        )
        if table is not None and st.button("Take them in", type="primary", key="answers-take"):
            _take_answers(project, Upload(table.name, table.getvalue()))
    if has:
        _take_out(project)


def _take_instrument(project: Project, file: Path | Upload) -> None:
    try:
        made = project.set_instrument(file)
    except QualcodeError as error:
        _refusal(error)
        return
    _again(f"The instrument has {parts.many(len(made.items), 'item')}.")


def _take_answers(project: Project, file: Upload) -> None:
    try:
        taken = project.import_answers(file)
    except QualcodeError as error:
        _refusal(error)
        return
    told = f"{parts.many(taken.cases, 'case record')} taken in."
    if not taken.cases:
        who = parts.many(taken.people, "person", "people")
        told = f"{parts.many(taken.answers, 'answer')} of {who} taken in."
    _again(" ".join([told, *taken.notes]))


def _take_out(project: Project) -> None:
    """Consent can be withdrawn: then a person's answers are erased."""
    people = project.people_answered()
    if not people:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = choose("A person's answers", people, "answers_out", str, "Choose a person")
        erase = st.button("Erase them for good", key="answers-erase", disabled=who is None)
    if who is not None and erase:
        with parts.refusals():
            count = project.withdraw_answers(who)
            _again(f"{parts.many(count, 'answer')} of {who} erased, in every earlier version too.")


def _refusal(error: QualcodeError) -> None:
    """Everything wrong with a file as a list; any other refusal as its sentence."""
    if not isinstance(error, InvalidFile):
        sentence(str(error), kind="error")
        return
    found = [str(problem) for problem in error.problems]
    sentence(f"The file was not taken: {parts.many(len(found), 'thing')} to mend.", kind="error")
    items = "".join(f"<li>{escaped(line)}</li>" for line in found)
    st.html(f'<div class="qc-prose"><ul>{items}</ul></div>')


def _again(told: str) -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    parts.tell(told)
    st.rerun()
