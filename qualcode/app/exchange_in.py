"""A project of another program: looked at first, then taken in at the press of a button."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project, Upload
from qualcode.project.exchange_told import ImportTold, called

SEEN, ROUND = "exchange-seen", "exchanges-done"
COMPANION = ".json"


def render(project: Project) -> None:
    """Choose a file, see what it would bring, take it in."""
    parts.muted(
        "You see first what would come, what is adjusted and what stays out. Nothing that stands"
        " here is changed, and the same file brings nothing twice. For a study of ours, choose the"
        " project and its companion together."
    )
    n = st.session_state.get(ROUND, 0)
    files = st.file_uploader(
        "A project (.qdpx, .qde; Taguette's .sqlite3, QualCoder's data.qda) or codebook (.qdc), and"
        " its companion (.json) where there is one",
        type=["qdpx", "qde", "qdc", "sqlite3", "qda", "json"],
        accept_multiple_files=True,
        key=f"exchange-file-{n}",
    )
    if not files:
        return
    projects = [file for file in files if not file.name.lower().endswith(COMPANION)]
    beside = [file for file in files if file.name.lower().endswith(COMPANION)]
    if len(projects) != 1 or len(beside) > 1:
        sentence("Choose one project, and at most one companion with it.", kind="error")
        return
    companion = beside[0] if beside else None
    seen = _looked(project, projects[0], companion)
    if isinstance(seen, str):
        sentence(seen, kind="error")
        return
    _show(seen)
    if not seen.nothing_new:
        st.button(
            "Take it into this study",
            type="primary",
            key="exchange-take",
            on_click=_take,
            args=(project, projects[0], companion),
        )


def _looked(
    project: Project, file: UploadedFile, companion: UploadedFile | None
) -> ImportTold | str:
    """What the file would bring, or why it is refused; worked out once for each state of both."""
    key = (file.file_id, companion and companion.file_id, project.version)
    held = st.session_state.get(SEEN)
    if held is None or held[0] != key:
        bar = st.progress(0.0, "Looking into the file")
        try:
            found: ImportTold | str = _from(project, file, companion, bar, dry_run=True)
        except QualcodeError as error:
            found = str(error)
        finally:
            bar.empty()
        st.session_state[SEEN] = held = (key, found)
    seen: ImportTold | str = held[1]
    return seen


def _from(
    project: Project,
    file: UploadedFile,
    companion: UploadedFile | None,
    bar: DeltaGenerator,
    *,
    dry_run: bool,
) -> ImportTold:
    return project.import_project(
        Upload(file.name, file.getvalue()),
        companion=Upload(companion.name, companion.getvalue()) if companion else None,
        dry_run=dry_run,
        progress=parts.filling(bar),
    )


def _take(project: Project, file: UploadedFile, companion: UploadedFile | None) -> None:
    bar = st.progress(0.0, "Taking it in")
    try:
        told = _from(project, file, companion, bar, dry_run=False)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    finally:
        bar.empty()
    came = ", ".join(f"{n:,} {called(kind, n)}" for kind, n in told.came)
    parts.tell(f"Taken in: {came}.")
    for one in told.unproven:
        parts.tell(
            f"Look at the codings of {one.transcript}: their places are not certain.", "note"
        )
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(SEEN, None)


def _show(told: ImportTold) -> None:
    if told.origin:
        parts.muted(f"Written by {told.origin}.")
    if told.nothing_new:
        sentence("The file holds nothing that this study lacks.")
    else:
        st.subheader("What would come", anchor=False)
        parts.facts((f"{n:,}", called(kind, n)) for kind, n in told.came)
    if told.already:
        parts.muted(f"{parts.many(told.already, 'coding')} stand here already.")
    if told.by_coder:
        who = "".join(
            f"<li>{escaped(name)}: {parts.many(n, 'coding')}</li>" for name, n in told.by_coder
        )
        st.html(f'<div class="qc-prose"><p>Whose codings</p><ul>{who}</ul></div>')
    _listed("Adjusted", told.adjusted)
    _listed("Left out", told.left_out)
    _unproven(told)


def _listed(heading: str, sentences: tuple[str, ...]) -> None:
    if sentences:
        st.subheader(heading, anchor=False)
        shown = "".join(f"<li>{escaped(said)}</li>" for said in sentences)
        st.html(f'<div class="qc-prose"><ul>{shown}</ul></div>')


def _unproven(told: ImportTold) -> None:
    if not told.unproven:
        return
    st.subheader("To look at", anchor=False)
    parts.muted(
        "Nothing in the file proves how positions were counted in these texts, so codings may begin"
        " and end a little off. If the words on the left are what was meant, all is well."
    )
    for one in told.unproven:
        parts.heading(one.transcript)
        for sample in one.samples:
            left, right = st.columns(2)
            with left:
                st.text(sample.words)
            with right:
                st.text(sample.otherwise)
