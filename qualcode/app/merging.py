"""Merging another copy of the study: shown first, then done at the press of a button."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qualcode.app import parts
from qualcode.app.keeping_encryption import secret_field
from qualcode.app.literal import escaped, sentence
from qualcode.errors import Locked, QualcodeError
from qualcode.model.merged import Merged
from qualcode.names import ENDING
from qualcode.project import Project
from qualcode.store.rekeying import wipe

SEEN, ROUND = "merge-seen", "merges-done"
# What is typed, and what was tried last: a field that is not drawn lets go of its words.
WORDS, TRIED = "merge-passphrase", "merge-passphrase-tried"


def render(project: Project) -> None:
    """Choose the other copy, see what it would bring, merge it."""
    parts.muted(
        "Somebody worked on a copy of this study? Choose their file. You see first what it would"
        " bring; nothing of yours is overwritten, and their file is not changed."
    )
    n = st.session_state.get(ROUND, 0)
    file = st.file_uploader(
        "The other copy of this study", type=[ENDING.lstrip(".")], key=f"merge-file-{n}"
    )
    if file is None:
        return
    seen = _looked(project, file)
    if isinstance(seen, Locked):
        sentence(str(seen))
        with st.form("merge-form", border=False):
            secret_field("Passphrase of the other copy", WORDS)
            st.form_submit_button("Open it", key="merge-unlock", on_click=_try_words)
        return
    if isinstance(seen, str):
        sentence(seen, kind="error")
        return
    _show(seen)
    if not seen.nothing_new:
        st.button(
            "Merge it into this study",
            type="primary",
            key="merge",
            on_click=_merge,
            args=(project, file),
        )


def _try_words() -> None:
    st.session_state[TRIED] = st.session_state.get(WORDS) or None


def _looked(project: Project, file: UploadedFile) -> Merged | Locked | str:
    """What the file would bring, or why it is refused; worked out once for each state of both."""
    key = (file.file_id, project.version, st.session_state.get(TRIED))
    held = st.session_state.get(SEEN)
    if held is None or held[0] != key:
        try:
            with st.spinner("Comparing the two copies"):
                found: Merged | Locked | str = _from(project, file, dry_run=True)
        except Locked as error:
            found = error
        except QualcodeError as error:
            found = str(error)
        st.session_state[SEEN] = held = (key, found)
    seen: Merged | Locked | str = held[1]
    return seen


def _from(project: Project, file: UploadedFile, *, dry_run: bool) -> Merged:
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        place = Path(folder) / Path(file.name).name
        place.write_bytes(file.getvalue())
        try:
            words = st.session_state.get(TRIED)
            return project.merge(place, dry_run=dry_run, passphrase=words)
        finally:
            wipe(place)


def _merge(project: Project, file: UploadedFile) -> None:
    try:
        merged = _from(project, file, dry_run=False)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    came = ", ".join(f"{count:,} {name}" for count, name in merged.came)
    parts.tell(f"Merged. {f'What came: {came}. ' if came else ''}The history tells of every act.")
    for conflict in merged.conflicts:
        parts.tell(conflict.words, "note")
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for held in (SEEN, TRIED):
        st.session_state.pop(held, None)


def _show(merged: Merged) -> None:
    parts.muted(f"The two copies went apart on {parts.when(merged.parted_at)}.")
    if merged.nothing_new:
        sentence("The other copy holds nothing that this one lacks.")
    else:
        st.subheader("What would come", anchor=False)
        rows = [
            *((f"{count:,}", name) for count, name in merged.came),
            *_counted(merged.withdrawn, "withdrawn there, standing here"),
            *_counted(merged.doubles, "the same in both copies: one of each two stands"),
            *_counted(merged.left_out, "left out, for the reasons below"),
        ]
        parts.facts(rows)
        if merged.by_coder or merged.gone:
            who = "".join(
                f"<li>{escaped(name)}: {parts.many(count, 'coding')}</li>"
                for name, count in merged.by_coder
            )
            if merged.gone:
                who += f"<li>withdrawn there already: {parts.many(merged.gone, 'coding')}</li>"
            st.html(f'<div class="qc-prose"><p>Whose codings</p><ul>{who}</ul></div>')
    if merged.changes:
        _codebook(merged)
    if merged.conflicts:
        st.subheader("What differs", anchor=False)
        for conflict in merged.conflicts:
            sentence(conflict.words)


def _codebook(merged: Merged) -> None:
    """What the codebook would say otherwise, and which interviews to read again."""
    st.subheader("What the codebook would say", anchor=False)
    lines = "".join(f"<li>{escaped(line)}</li>" for line in merged.changes)
    again = ", ".join(
        f"{one.interview} ({parts.many(one.codings, 'coding')})" for one in merged.reread
    )
    read = f"<p>To read again afterwards: {escaped(again)}.</p>" if again else ""
    st.html(f'<div class="qc-prose"><ul>{lines}</ul>{read}</div>')


def _counted(count: int, words: str) -> list[tuple[str, str]]:
    return [(f"{count:,}", f"codings {words}")] if count else []
