"""Page: safe keeping. When the study was last backed up, and how to go back to a backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from qualcode.app import keeping_doctor, keeping_encryption, keeping_place, parts
from qualcode.app.desk import act, tried
from qualcode.app.hand import open_again
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.safe_keeping import Apart, BackupFile, Safety
from qualcode.project import Project

NAME, CHOSEN, ASKED, FOLDER = "keeping-name", "keeping-chosen", "keeping-asked", "keeping-folder"
REASONS = {
    "before-restore": "made before another one was restored",
    "before-erasing": "made before somebody was erased",
}


def render(project: Project) -> None:
    """The last good backup, one more, going back to one, and where all of it lies."""
    parts.title(
        "Safe keeping",
        "Every coding is on the disk when the screen says so. Backups are for what can happen to"
        " the disk, to the file, or by mistake.",
    )
    safety = project.safety()
    if safety is None:
        sentence(
            "This study lies on a database server. Whoever looks after the server makes its"
            " backups; ask them how often, and when one was last put back as a trial."
        )
        return
    keeping_place.warn(project, safety)
    _last(safety)
    _make(project)
    found = project.backups()
    if found:
        st.subheader("All backups", anchor=False)
        _list(found)
        if project.acting_role is CoderRole.RESEARCHER:
            _go_back(project, found)
    keeping_doctor.render(project)
    if project.acting_role is CoderRole.RESEARCHER:
        _where(project, safety)
        keeping_place.elsewhere(project)
        keeping_encryption.render(project)


def _last(safety: Safety) -> None:
    if safety.last is None:
        sentence(
            "There is no backup yet. One is made by itself after an hour of work, and whenever you"
            " ask for it."
        )
        return
    last = safety.last
    parts.facts(
        [
            (parts.when(last.made_at), "the last good backup, opened and checked when it was made"),
            (f"{last.codings or 0:,}", "coding in it" if last.codings == 1 else "codings in it"),
            (f"{safety.acts_since:,}", "changes since then, of any kind"),
        ]
    )


def _make(project: Project) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "A name for it, if it is to be kept for ever",
            key=NAME,
            max_chars=60,
            placeholder="Before the first review",
        )
        st.button("Back up now", key="keeping-now", type="primary", on_click=_now, args=(project,))
    parts.muted(
        "Backups without a name are deleted after thirty days. Until then the ten newest stay, and"
        " the newest of each day. The last good one always stays."
    )


def _now(project: Project) -> None:
    try:
        made = project.backup(st.session_state.get(NAME, "").strip())
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[NAME] = ""
    parts.tell(
        "The backup is made, opened and checked. It holds"
        f" {parts.many(made.codings or 0, 'coding')}."
    )


def _list(found: list[BackupFile]) -> None:
    import pandas as pd

    rows = [
        {
            "Made": parts.when(one.made_at),
            "Name": one.name.replace("-", " ") or REASONS.get(one.reason, ""),
            "Codings": one.codings,
            "Size": f"{one.size / 2**20:,.1f} MB",
            "Opens": "yes" if one.codings is not None else "no",
        }
        for one in found
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="keeping-list",
        height=min(36 * (len(rows) + 1), 400),
        column_config={
            "Name": st.column_config.TextColumn(width="medium"),
            "Codings": st.column_config.NumberColumn(format="localized"),
        },
    )


def _go_back(project: Project, found: list[BackupFile]) -> None:
    good = {one.file: one for one in found if one.codings is not None}
    if not good:
        return
    st.subheader("Go back to a backup", anchor=False)
    chosen = st.selectbox(
        "Which one?", list(good), format_func=lambda file: _named(good[file]), key=CHOSEN
    )
    if st.session_state.get(ASKED) != chosen:
        st.button(
            "Look at what would change",
            key="keeping-ask",
            on_click=partial(st.session_state.__setitem__, ASKED, chosen),
        )
        return
    with parts.refusals():
        _, apart = project.restore_look(chosen)
        sentence(_apart(apart))
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Go back to this backup",
                key="keeping-restore",
                type="primary",
                on_click=_restore,
                args=(project, chosen),
            )
            st.button("Leave it", key="keeping-leave", on_click=_leave)


def _named(one: BackupFile) -> str:
    name = f", {one.name.replace('-', ' ')}" if one.name else ""
    return f"{parts.when(one.made_at)}, {parts.many(one.codings or 0, 'coding')}{name}"


def _apart(apart: Apart) -> str:
    if apart.only_study is None or apart.only_backup is None:
        return "The study cannot be read, so it cannot be said how many codings differ."
    if not apart.only_study and not apart.only_backup:
        return (
            "The codings are the same in both; what else was written since then would be gone. The"
            " study as it is now is kept as a file beside it."
        )
    gone = parts.many(apart.only_study, "coding")
    back = parts.many(apart.only_backup, "coding")
    return (
        f"{gone} made since then would be gone from the study, and {back} withdrawn since then"
        " would be back. The study as it is now is kept as a file beside it."
    )


def _leave() -> None:
    st.session_state.pop(ASKED, None)


def _restore(project: Project, chosen: str) -> None:
    try:
        done = project.restore(chosen)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    project.store.close()
    open_again()
    again = f" Erased again: {done.erased_again}." if done.erased_again else ""
    if not done.erasures_known:
        again += " Who was erased since could not be read: look whether somebody was."
    parts.tell(
        f"The study is the backup of {parts.when(done.made_at)} again. What stood there before is"
        f" kept as {done.kept}.{again}"
    )


def _where(project: Project, safety: Safety) -> None:
    st.subheader("Where backups lie", anchor=False)
    st.text(str(safety.folder))
    parts.muted(
        "A backup on the same disk helps against mistakes and a damaged file, not against a lost"
        " laptop. A second disk or a drive of your organisation that only your team can read helps"
        " against that too."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Another folder for further backups", key=FOLDER, placeholder="/media/disk")
        st.button("Use this folder", key="keeping-use", on_click=_use, args=(project,))
        if safety.chosen:
            st.button(
                "Beside the study again",
                key="keeping-beside",
                on_click=act,
                args=(project.set_backup_folder, None),
            )


def _use(project: Project) -> None:
    typed = st.session_state.get(FOLDER, "").strip().strip('"')
    if not typed:
        parts.tell("Type the folder for the backups first.", "error")
        return
    if tried(project.set_backup_folder, Path(typed).expanduser()):
        st.session_state[FOLDER] = ""
        parts.tell("Further backups are laid in this folder.")
