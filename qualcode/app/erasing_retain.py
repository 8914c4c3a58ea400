"""Until when the study is kept, and the end of it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act
from qualcode.app.hand import let_go
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.retention import DayPassed

SAVE_IT = (
    "Save the certificate now, and copy what is left to do: they are kept nowhere else, and are"
    " gone when this page is loaded again or closed."
)
DAY, TYPED, GONE, PASSED = "retain-day", "purge-typed", "purge-gone", "retain-passed"


def render(project: Project) -> None:
    """The date, the reminder, and destroying the study."""
    st.subheader("How long the study is kept", anchor=False)
    until = project.about()["options"]["retain_until"]
    if notice := project.retention_notice():
        sentence(notice, kind="error")
    parts.muted(
        "Your consent forms or your data-protection officer say until when. You are reminded here,"
        " on the Overview and at the terminal from 60 days before."
    )
    with st.form("retain-form", border=False):
        day = st.date_input(
            "Keep it until",
            value=date.fromisoformat(until) if until else None,
            min_value=date(2000, 1, 1),
            max_value=date(2200, 1, 1),
            format="DD/MM/YYYY",
            key=DAY,
        )
        kept = st.form_submit_button("Keep this date")
    if kept:
        st.session_state.pop(PASSED, None)
        _keep(project, day)
        st.rerun()
    _asked(project)
    with st.expander("Destroy the whole study"):
        _end(project)


def _keep(project: Project, day: date | None) -> None:
    try:
        project.keep_until(day)
    except DayPassed as passed:
        st.session_state[PASSED] = (project.version, day, str(passed))
    except QualcodeError as error:
        parts.tell(str(error), "error")


def _asked(project: Project) -> None:
    """The question whether a day that has passed is meant, once it was refused for that."""
    asked = st.session_state.get(PASSED)
    if asked is None or asked[0] != project.version:
        return
    sentence(asked[2])
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Keep this date all the same",
            key="retain-all-the-same",
            on_click=partial(_confirmed, project, asked[1]),
        )
        st.button("Not this date", key="retain-not", on_click=st.session_state.pop, args=(PASSED,))


def _confirmed(project: Project, day: date) -> None:
    st.session_state.pop(PASSED, None)
    act(project.keep_until, day, confirmed=True)


def _end(project: Project) -> None:
    parts.muted(
        "The study's file, its backups and its list of erasures are overwritten and removed. It"
        " cannot be undone, and no backup brings it back. Files that left the study are yours to"
        " destroy."
    )
    with st.form("purge-form", border=False):
        st.text_input("Type the study's title to confirm", key=TYPED, max_chars=200)
        st.form_submit_button("Destroy the study", on_click=partial(_purge, project))


def _purge(project: Project) -> None:
    try:
        done = project.purge(typed=st.session_state.get(TYPED, ""))
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    let_go()
    st.session_state[GONE] = done
    parts.tell(f"{parts.many(done.files, 'file')} of the study overwritten and removed.")


def gone() -> None:
    """The certificate of a study that was destroyed in this tab, until it is taken along."""
    done = st.session_state.get(GONE)
    if done is None:
        return
    sentence(SAVE_IT)
    for line in done.to_do:
        sentence(line)
    st.download_button(
        "Certificate of destruction",
        done.certificate.encode("utf-8"),
        file_name="certificate-of-destruction.txt",
        mime="text/plain",
        on_click="ignore",
        key="purge-certificate",
    )
