"""A new version of the codebook from a file: looked at, explained, then taken."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.errors import InvalidFile, QualcodeError
from qualcode.model import Codebook
from qualcode.project import Project, Upload
from qualcode.project.study import read_codebook_file
from qualcode.shipped import shipped


def new_version(project: Project, *, empty: bool = False) -> None:
    """Upload a codebook file, see what changes and what is wrong with it, and make it the newest.

    With ``empty`` the eight indicators are offered too, and no reason is asked for.
    """
    if empty and st.button("Use the eight indicators", type="primary", key="book-indicators"):
        _take(project, _read(shipped("codebooks/good_practice_indicators.yaml")), "first codebook")
    n = st.session_state.get("books-taken", 0)
    file = st.file_uploader("Codebook file (YAML, CSV or Excel)", key=f"book-file-{n}")
    if file is None:
        parts.muted("Earlier versions are kept, and so are the codings made with them.")
        return
    codebook = _read(Upload(file.name, file.getvalue()))
    if codebook is None:
        return
    for line in _changes(project.codebook, codebook):
        parts.muted(line)
    reason = "first codebook"
    if not empty:
        reason = st.text_input("Why does the codebook change?", key="book-reason", max_chars=300)
    if st.button("Make this the codebook", type="primary", key="book-take"):
        if not reason.strip():
            sentence("Give the reason; it stands in the history beside the change.", kind="error")
            return
        _take(project, codebook, reason.strip())


def _read(file: Path | Upload) -> Codebook | None:
    """The codebook in the file; None once everything wrong with it has been listed."""
    try:
        return read_codebook_file(file)
    except InvalidFile as error:
        found = [str(problem) for problem in error.problems]
        sentence(
            f"{file.name} was not taken: {parts.many(len(found), 'thing')} to mend.", kind="error"
        )
        items = "".join(f"<li>{escaped(line)}</li>" for line in found)
        st.html(f'<div class="qc-prose"><ul>{items}</ul></div>')
    except QualcodeError as error:
        sentence(str(error), kind="error")
    return None


def _take(project: Project, codebook: Codebook | None, reason: str) -> None:
    if codebook is None:
        return
    with parts.refusals():
        version = project.set_codebook(codebook, reason)
        st.session_state["books-taken"] = st.session_state.get("books-taken", 0) + 1
        codes = parts.many(len(codebook), "code")
        parts.tell(f"The codebook is now version {version}, with {codes}.")
        st.rerun()


def _changes(old: Codebook, new: Codebook) -> list[str]:
    """What the new version brings, in sentences."""
    before, after = {c.id: c for c in old}, {c.id: c for c in new}
    lines = [f"{new.name}: {parts.many(len(new), 'code')}."]
    added = [id for id in after if id not in before]
    gone = [id for id in before if id not in after]
    changed = [id for id in after if id in before and after[id] != before[id]]
    for words, ids in (("New", added), ("Gone", gone), ("Changed", changed)):
        if ids and before:
            lines.append(f"{words}: {', '.join(ids)}.")
    if before and not (added or gone or changed):
        lines.append("No code changes.")
    return lines
