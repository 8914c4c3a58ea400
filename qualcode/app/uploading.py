"""Uploading files: looked at first, then imported, then reported file by file."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.app.transcript_parts import listed
from qualcode.errors import QualcodeError
from qualcode.model import Kind
from qualcode.project import Imported, ImportReport, Preview, Project, Upload
from qualcode.project.previewing import readable_endings

PREVIEWS, REPORT, ROUND = "previews", "import-report", "uploads-done"
AS_WRITTEN = "as the file says"
COUNTED = {"transcript": "turn", "participants": "participant", "codings": "coding"}


def upload(project: Project) -> None:
    """Choose files, see how each is read, import those that can be."""
    n = st.session_state.get(ROUND, 0)
    files = st.file_uploader(
        "Transcripts, or tables of participants and codings",
        accept_multiple_files=True,
        key=f"upload-{n}",
    )
    if not files:
        parts.muted(
            f"Taken in: {', '.join(readable_endings())}. Tables are recognised by their headings:"
            " participants.csv says who was interviewed, a passages table holds a row for each"
            " answer."
        )
        return
    kind_at, wave_at = st.columns(2)
    kind = kind_at.selectbox(
        "These texts are", [AS_WRITTEN, *(k.value for k in Kind)], key=f"upload-kind-{n}"
    )
    wave = wave_at.text_input(
        "Wave, if you interview in rounds", key=f"upload-wave-{n}", placeholder="such as first"
    )
    read = [(file, _read(project, file)) for file in files]
    good = [file for file, found in read if isinstance(found, Preview)]
    words = f"Import {parts.many(len(good), 'file')}"
    pressed = st.button(words, type="primary", key="import", disabled=not good)
    for _, found in read:
        _show(found)
    if not pressed:
        return
    with parts.refusals():
        bar = st.progress(0.0, "Importing")
        st.session_state[REPORT] = project.import_files(
            [Upload(file.name, file.getvalue()) for file in good],
            kind=Kind(kind) if kind != AS_WRITTEN else None,
            wave=wave.strip() or None,
            progress=parts.filling(bar, len(good)),
        )
        st.session_state[ROUND] = n + 1
        st.session_state.pop(PREVIEWS, None)
        st.rerun()


def _read(project: Project, file: UploadedFile) -> Preview | str:
    """How a file was read, or the sentence that refuses it; read once for each upload."""
    known: dict[str, Preview | str] = st.session_state.setdefault(PREVIEWS, {})
    if file.file_id not in known:
        try:
            known[file.file_id] = project.preview(Upload(file.name, file.getvalue()))
        except QualcodeError as error:
            known[file.file_id] = str(error)
    return known[file.file_id]


def _show(found: Preview | str) -> None:
    if isinstance(found, str):
        sentence(found, kind="error")
        return
    with st.container(border=True):
        parts.heading(found.file, _said(found))
        if not (found.opening or found.oddities):
            return
        odd = parts.many(len(found.oddities), "oddity", "oddities")
        with st.expander(f"How it begins, and {odd}" if found.oddities else "How it begins"):
            st.text("\n".join(found.opening))
            if found.oddities:
                st.html(listed(found.oddities))


def _said(found: Preview) -> str:
    """A preview in one sentence."""
    count = parts.many(found.count, COUNTED[found.what])
    if found.what != "transcript":
        return f"A table of {count}."
    who = ", ".join(
        f"{s.label} ({parts.many(n, 'turn')}{', asks' if s.interviewer else ''})"
        for s, n in zip(found.speakers[:6], found.turns, strict=False)
    )
    more = len(found.speakers) - 6
    others = f" and {parts.many(more, 'other')}" if more > 0 else ""
    speaking = f" Speaking: {who}{others}." if who else " No speakers were found."
    return f"{parts.many(found.words, 'word')}, {count}.{speaking}"


def show_report() -> None:
    """What became of the last batch, until the page is left or the next batch comes."""
    report: ImportReport | None = st.session_state.get(REPORT)
    if report is None:
        return
    with st.container(border=True, key="report"):
        taken = parts.many(len(report.imported), "file")
        lines = "".join(_reported(done) for done in report.imported)
        parts.heading(f"{taken} taken in")
        if lines:
            st.html(f'<div class="qc-prose"><ul>{lines}</ul></div>')
        for _, why in report.refused:
            sentence(why, kind="error")
        for note in report.notes:
            sentence(_here(note))
        st.button("Close this list", key="report-seen", on_click=_seen)


def _here(note: str) -> str:
    """A note of the import as it reads on the very page it sends people to."""
    note = re.sub(r"^1 of 1 speakers? (are |is )?not", "The speaker is not", note)
    note = re.sub(r"^1 of (\d+) speakers (are )?not", r"1 of \1 speakers is not", note)
    return note.replace("confirm them on the Transcripts page", "confirm who speaks, below")


def _reported(done: Imported) -> str:
    """One file taken in, with what was odd about it, as a line of HTML."""
    count = parts.many(done.count, COUNTED[done.what])
    odd = "".join(f'<div class="qc-muted">{escaped(str(o))}</div>' for o in done.oddities)
    return f"<li>{escaped(done.file)}: {count}{odd}</li>"


def _seen() -> None:
    st.session_state.pop(REPORT, None)
