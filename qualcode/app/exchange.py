"""Exchange: the whole study to another program for qualitative analysis, and from one."""

from __future__ import annotations

import streamlit as st

from qualcode.app import bundles, exchange_in, parts
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.exchange_told import ExportTold, called

MADE, REFUSED = "exchange-made", "exchange-refused"
PROFILES = {"strict": "Any program, by the standard", "nvivo": "NVivo"}
NAME = "study.qdpx"


def render(project: Project) -> None:
    """Take the study out, take another in."""
    parts.title(
        "Exchange",
        "The whole study to NVivo, MAXQDA, ATLAS.ti, QualCoder or Taguette, and back, by the"
        " exchange standard REFI-QDA.",
    )
    texts = project.transcripts()
    if project.acting_role is not CoderRole.RESEARCHER:
        sentence("Whole studies are taken out and in by researchers; ask one of them.")
        return
    st.subheader("To another program", anchor=False)
    if texts:
        _out(project)
    else:
        parts.muted("There is nothing to take out yet: the study holds no text.")
    st.subheader("From another program", anchor=False)
    exchange_in.render(project)
    bundles.send(project)


def _out(project: Project) -> None:
    parts.muted(
        "The project file holds your interviews whole: it is for your own use, not to be passed on."
        " Its companion holds what the standard has no place for. Keep the two side by side:"
        " together they bring everything back."
    )
    profile = st.radio(
        "For", list(PROFILES), format_func=PROFILES.__getitem__, key="exchange-for", horizontal=True
    )
    raw = bool(project.pseudonyms()) and st.checkbox(
        "With names as they were typed, and the companion", key="exchange-raw",
        help="Otherwise the names you replaced are replaced in the file too. It is recorded.",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        wanted = st.button("Make the files", type="primary", key="exchange-make")
        if project.codes():
            st.download_button(
                "Codebook alone (.qdc)",
                lambda: project.codebook_qdc()[0],
                file_name="codebook.qdc",
                mime="application/xml",
                on_click="ignore",
                key="exchange-codebook",
            )
    if wanted:
        _make(project, profile, raw=raw)
    if refused := st.session_state.pop(REFUSED, ""):
        sentence(refused, kind="error")
    _made(project, profile)


def _make(project: Project, profile: str, *, raw: bool) -> None:
    bar = st.progress(0.0, "Making the files")
    try:
        files, told = project.project_files(
            NAME, profile=profile, raw_names=raw, progress=parts.filling(bar)
        )
    except QualcodeError as error:
        st.session_state[REFUSED] = str(error)
        st.session_state.pop(MADE, None)
        return
    finally:
        bar.empty()
    st.session_state[MADE] = (project.version, profile, files, told)


def _made(project: Project, profile: str) -> None:
    """The files as they were made, while the study is still as it was then."""
    held = st.session_state.get(MADE)
    if held is None:
        return
    version, made_for, files, told = held
    if (version, made_for) != (project.version, profile):
        del st.session_state[MADE]
        parts.muted(
            "The study or the choice has changed since the files were made; make them anew."
        )
        return
    with st.container(horizontal=True, gap="small"):
        for name, data in files.items():
            whole = name.endswith(".qdpx")
            st.download_button(
                "Project (.qdpx)" if whole else "Companion (.json)",
                data,
                file_name=name,
                mime="application/zip" if whole else "application/json",
                on_click="ignore",
                key="exchange-project" if whole else "exchange-companion",
            )
    _told(told)


def _told(told: ExportTold) -> None:
    parts.facts((f"{n:,}", called(kind, n)) for kind, n in told.counts)
    for said in told.left_out:
        sentence(said)
    if told.lost:
        with st.expander("What the other program will not find", expanded=True):
            for said in told.lost:
                parts.muted(said)
