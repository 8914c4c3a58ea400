"""Page: safe keeping. When the study was last backed up, and how to go back to a backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from qualcode.app import keeping_doctor, keeping_encryption, keeping_place, parts
from qualcode.app.desk import act, tried
from qualcode.app.hand import open_again
from qualcode.app.keeping_encryption import secret_field
from qualcode.app.literal import plainly, sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.safe_keeping import BackupFile, Safety
from qualcode.project import Project
from qualcode.project.keeping_backups import why_no_backup
from qualcode.project.keeping_keys import keys_from
from qualcode.store.closed_backups import DAMAGED

NAME, CHOSEN, ASKED, FOLDER = "keeping-name", "keeping-chosen", "keeping-asked", "keeping-folder"
OTHER, WORDS, CLOSED = "keeping-other", "keeping-words", "keeping-closed"


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
    found = project.backups()
    _last(project, safety, found)
    _make(project)
    if found:
        st.subheader("All backups", anchor=False)
        _list(found)
        if project.acting_role is CoderRole.RESEARCHER and not project.read_only:
            _go_back(project, found)
    keeping_doctor.render(project)
    if project.acting_role is CoderRole.RESEARCHER:
        _where(project, safety)
        keeping_place.elsewhere(project)
        keeping_encryption.render(project)


def _last(project: Project, safety: Safety, found: list[BackupFile]) -> None:
    if safety.last is None:
        held, may = len(project.transcripts()), not why_no_backup(project.store)
        any_made = any(not one.is_aside for one in found)
        none = "None of the backups opens with the study" if any_made else "There is no backup yet"
        sentence(
            f"{none}, and {parts.many(held, 'interview is', 'interviews are')} in the study alone:"
            f" {'press Back up now' if may else 'see below'}."
            if held
            else f"{none}.{' One is made by itself after an hour of work.' if may else ''}",
            kind="error" if held else "note",
        )
        return
    last = safety.last
    parts.facts(
        [
            (parts.when(last.made_at), "the last good backup, opened and checked when it was made"),
            (f"{last.codings or 0:,}", "coding in it" if last.codings == 1 else "codings in it"),
            (
                f"{safety.acts_since:,}",
                f"{'change' if safety.acts_since == 1 else 'changes'} since then, of any kind",
            ),
        ]
    )


def _make(project: Project) -> None:
    if told := why_no_backup(project.store):
        # On a page that says already why the study may only be read, in red, this is enough.
        parts.muted(plainly(told))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Name, to keep it for ever",
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
            "Opens": "yes" if not one.closed else f"no: {one.closed}",
            "Codings": one.codings,
            "Name": one.told,
            "Size": f"{one.size / 2**20:,.1f} MB",
        }
        for one in found
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="keeping-list",
        height=min(36 * (len(rows) + 1), 400),
        column_config={
            "Codings": st.column_config.NumberColumn(format="localized"),
        },
    )


def _go_back(project: Project, found: list[BackupFile]) -> None:
    # What was put aside at a restore comes last: it is no backup, and not to be taken by mistake.
    ordered = sorted(found, key=lambda one: one.is_aside)
    ways = {one.file: one for one in ordered if one.closed != DAMAGED}
    if not ways:
        return
    st.subheader("Go back to a backup", anchor=False)
    chosen = st.selectbox(
        "Which one?", list(ways), format_func=lambda file: _named(ways[file]), key=CHOSEN
    )
    if ways[chosen].closed and _other_key(chosen) is None:
        _ask_for_older(project, chosen)
        return
    if st.session_state.get(ASKED) != chosen:
        st.button(
            "Look at what would change",
            key="keeping-ask",
            on_click=partial(st.session_state.__setitem__, ASKED, chosen),
        )
        return
    with parts.refusals():
        _, apart = project.restore_look(chosen, other=_other_key(chosen))
        sentence(f"{apart.told} The study as it is now is kept as a file beside it.")
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Go back to this one",
                key="keeping-restore",
                type="primary",
                on_click=_restore,
                args=(project, ways[chosen]),
            )
            st.button("Leave it", key="keeping-leave", on_click=_leave)


def _other_key(chosen: str) -> bytes | None:
    """The key of a backup that was made under an older passphrase, once that was typed."""
    file, key = st.session_state.get(OTHER, ("", None))
    return key if file == chosen else None


def _ask_for_older(project: Project, chosen: str) -> None:
    parts.muted(
        "This one opens with the passphrase, or the recovery sheet, that the study had when it was"
        " made. The study keeps the passphrase it has now."
    )
    with st.form("keeping-older", border=False):
        secret_field("Passphrase of this backup", WORDS)
        st.form_submit_button("Open it", on_click=_open_older, args=(project, chosen))
    if st.session_state.pop(CLOSED, None):
        sentence("That does not open this backup; type it again.", kind="error")


def _open_older(project: Project, chosen: str) -> None:
    place = Path(project.store.place).resolve()
    if not st.session_state.get(WORDS, "").strip():
        parts.tell("Type the passphrase of this backup first.", "error")
        return
    key = keys_from(place, chosen, st.session_state.get(WORDS, "")).backup
    if key is None:
        st.session_state[CLOSED] = True
        return
    st.session_state[OTHER], st.session_state[ASKED] = (chosen, key), chosen


def _named(one: BackupFile) -> str:
    name = f", {one.told}" if one.name else ""
    if one.is_aside:
        codings = one.closed or parts.many(one.codings or 0, "coding")
        return f"As it was until {parts.when(one.made_at)}, before it was put back, {codings}"
    if one.closed:
        return f"{parts.when(one.made_at)}, {one.closed}{name}"
    return f"{parts.when(one.made_at)}, {parts.many(one.codings or 0, 'coding')}{name}"


def _leave() -> None:
    st.session_state.pop(ASKED, None)
    st.session_state.pop(OTHER, None)


def _restore(project: Project, chosen: BackupFile) -> None:
    try:
        done = project.restore(chosen.file, other=_other_key(chosen.file))
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    project.store.close()
    open_again()
    again = f" Erased again: {done.erased_again}." if done.erased_again else ""
    if not done.erasures_known:
        again += " Who was erased since could not be read: look whether somebody was."
    parts.tell(
        f"The study is {'as it was until' if chosen.is_aside else 'the backup of'}"
        f" {parts.when(done.made_at)} again. What stood there before is kept as {done.kept}; to"
        f" have that back, choose it under Which one?{again}"
    )


def _where(project: Project, safety: Safety) -> None:
    st.subheader("Where the study and its backups lie", anchor=False)
    st.text(f"Study: {Path(project.store.place).resolve()}")
    st.text(f"Backups: {safety.folder}")
    parts.muted(
        "A backup on the same disk helps against mistakes and a damaged file, not against a lost"
        " laptop. A second disk or a drive of your organisation that only your team can read helps"
        " against that too."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Another folder for them", key=FOLDER, placeholder="/media/disk")
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
