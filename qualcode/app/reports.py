"""Reports: the whole of what was found as a Word document, in a template people can change."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qualcode.app import parts, reports_written
from qualcode.app.downloads import KINDS
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project, Upload
from qualcode.project.reports import MOST_QUOTES
from qualcode.report.attribution import FewPeople
from qualcode.report.twins import SameWords

MADE = "reports-made"
SHAPES = {
    "indicators": "By indicator",
    "authorities": "By authority",
    "themes": "By theme",
}
HOLDS = {
    "indicators": "For each indicator and letter: who speaks of it, a picture, quotes, and what was"
    " said otherwise.",
    "authorities": "For each authority: a pen picture under five headings, your summaries with"
    " their quotes, and where it stands on the continuum.",
    "themes": "For each theme: what it rests on, evidence and counter-evidence, who is silent, and"
    " what follows.",
}
STYLES = {
    "ladder": "As much as gives nobody away",
    "role-authority": "Role and authority",
    "role": "Role only",
    "none": "No name at all",
}
FEW = "Let few people stand out: I have weighed that readers may recognise them. This is recorded."
BOTH = "Both people said these words: I have looked at both places. This is recorded."


def render(project: Project) -> None:
    """Choose a shape, make the report, take it along; write what only a report needs."""
    parts.title("Reports", "The whole of what was found, as a Word document to go on from.")
    if project.frames().people.empty:
        parts.empty(
            "A report holds what people said, with method, sample and limits. Bring in interviews"
            " and code a few passages, and it can be made here.",
            "Bring in interviews",
            "transcripts",
        )
        return
    if project.frames().codings.empty:
        parts.empty(
            "Nothing is coded yet, so a report would show nothing. Code a few passages first.",
            "Code",
            "code",
        )
        return
    asked = _asked(project)
    if told := project.consent_notice():
        parts.muted(told)
    if st.button("Make the report", type="primary", key="reports-make"):
        _make(project, asked)
    _made(project, asked)
    st.subheader("Written by hand", anchor=False)
    reports_written.render(project)
    parts.muted(project.claims())


def _asked(project: Project) -> dict[str, Any]:
    """What the report is to be, as `Project.report` takes it."""
    shape = st.radio(
        "Findings", list(SHAPES), format_func=SHAPES.__getitem__, key="reports-shape",
        horizontal=True,
    )  # fmt: skip
    parts.muted(HOLDS[shape])
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    with left:
        style = st.selectbox(
            "Say who is speaking", list(STYLES), format_func=STYLES.__getitem__, key="reports-style"
        )
    with middle:
        most = st.number_input(
            "Quotes of each code", 0, 1000, MOST_QUOTES, key="reports-quotes", help="0 takes all."
        )
    with right:
        interim = st.checkbox("Interim report", key="reports-interim",
                              help="Every page says so at its head.")  # fmt: skip
    asked: dict[str, Any] = {
        "shape": shape,
        "attribution": style,
        "quotes": int(most),
        "interim": bool(interim),
    }
    with st.expander("A template of your own"):
        parts.muted("Take our template, change words, order and styles in Word, and give it back.")
        _template(project, shape)
        file = st.file_uploader("Template (.docx)", type=["docx"], key="reports-template")
    if file is not None:
        asked["template"] = Upload(file.name, file.getvalue())
    return asked


def _make(project: Project, asked: dict[str, Any]) -> None:
    """Made and noted in the history, or refused with what may be confirmed."""
    state = st.session_state
    confirmed: dict[str, Any] = {
        name: bool(state.get(f"reports-{name}")) for name in ("confirmed", "same_words")
    }
    bar = st.progress(0.0, "Making the report")
    try:
        made = project.report(**asked, **confirmed, progress=parts.filling(bar))
    except QualcodeError as error:
        state[MADE] = (project.version, asked, error)
        return
    finally:
        bar.empty()
    state[MADE] = (project.version, asked, made)


def _made(project: Project, asked: dict[str, Any]) -> None:
    """The report as it was made, while the study and what is asked for are the same."""
    held = st.session_state.get(MADE)
    if held is None:
        return
    version, made_for, made = held
    if (version, made_for) != (project.version, asked):
        del st.session_state[MADE]
        parts.muted("The study or the choice has changed since the report was made; make it anew.")
        return
    if isinstance(made, QualcodeError):
        _refused(project, made)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.download_button(
            "Take the report (Word)",
            made.data,
            file_name="report.docx",
            mime=KINDS["docx"][1],
            on_click="ignore",
            key="reports-take",
        )
        parts.muted(f"{parts.many(made.quotes, 'quote')}. It is noted in the history.")
    if made.to_write:
        parts.muted(
            f"{parts.many(made.to_write, 'place')} marked ✎ to be written: below, or in Word."
        )
    if made.notes:
        with st.expander(f"For you, not in the report: {parts.many(len(made.notes), 'note')}"):
            for note in made.notes:
                parts.muted(note)


def _refused(project: Project, error: QualcodeError) -> None:
    sentence(str(error), kind="error")
    if isinstance(error, FewPeople):
        st.checkbox(FEW, key="reports-confirmed")
    elif isinstance(error, SameWords):
        st.checkbox(BOTH, key="reports-same_words")
    elif project.release_refusal():
        st.button("Confirm: I have weighed this", key="reports-release",
                  on_click=_confirm_release, args=(project,),
                  help="The report may be made then. It is noted in the history.")  # fmt: skip
        return
    else:
        return
    parts.muted("Tick it, then make the report again.")


def _confirm_release(project: Project) -> None:
    try:
        project.confirm_release()
    except QualcodeError as error:
        parts.tell(str(error), "error")
    st.session_state.pop(MADE, None)


def _template(project: Project, shape: str) -> None:
    st.download_button(
        "Our template (Word)",
        lambda: project.report_template(shape),
        file_name=f"template-{shape}.docx",
        mime=KINDS["docx"][1],
        on_click="ignore",
        key="reports-our-template",
    )
