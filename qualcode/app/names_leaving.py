"""What would still leave with a name in it, and the names key."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.names import is_url
from qualcode.project import Project
from qualcode.project.pseudonyms_key import KEYS, usual_place

LOOKED = "names-looked"
FILE, PASSPHRASE, AGAIN, WHO = (
    "names-key-file",
    "names-key-passphrase",
    "names-key-again",
    "names-key-who",
)


def render(project: Project) -> None:
    """Two things for the whole study."""
    st.subheader("Before words leave", anchor=False)
    parts.muted(
        "Every file with words waits while they hold something that looks like a name. Look here"
        " at all coded quotes as they would leave now."
    )
    st.button("Look at the coded quotes", key="names-look", on_click=_look)
    if st.session_state.get(LOOKED):
        _left(project)
    if project.acting_role is CoderRole.RESEARCHER and not is_url(project.store.place):
        with st.expander("The names key: who is meant", key="names-key"):
            _key(project)


def _look() -> None:
    st.session_state[LOOKED] = True


def _left(project: Project) -> None:
    found = project.residual_names()
    if not found:
        parts.muted("Nothing in them looks like a name that you have not decided about.")
        return
    rows = "".join(
        f"<li>{escaped(one.words)} <span>({escaped(one.kind)}, {one.times})</span></li>"
        for one in found
    )
    st.html(f'<ul class="qcn-left">{rows}</ul>')
    if project.acting_role is CoderRole.RESEARCHER:
        st.button(
            f"These {len(found)} may leave" if len(found) > 1 else "This may leave",
            key="names-confirm",
            on_click=_confirm,
            args=(project, [one.words for one in found]),
        )


def _confirm(project: Project, words: list[str]) -> None:
    try:
        n = project.confirm_names(words)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    parts.tell(f"{parts.many(n, 'word')} may leave; this is in the history.")


def _key(project: Project) -> None:
    parts.muted(
        "Who is meant by the words in brackets can be kept in a file of its own, sealed with a"
        " passphrase of its own. It never goes into the study, a backup, a bundle or an export."
        " Keep it somewhere else than the study."
    )
    study = Path(str(project.store.place))
    st.text_input(
        "File of the names key",
        key=FILE,
        placeholder=str(usual_place(study)),
        help="Better on another disk, such as a stick that is locked away.",
    )
    there = _file(study).exists()
    # In a form: what is typed is there at the press, however the field was left.
    with st.form("names-key-form", border=False):
        st.text_input("Its passphrase", key=PASSPHRASE, type="password", autocomplete="off")
        if there:
            st.text_input("Who is meant by", key=WHO, placeholder="[team manager]")
        else:
            st.text_input(
                "The passphrase once more", key=AGAIN, type="password", autocomplete="off"
            )
        with st.container(horizontal=True):
            st.form_submit_button(
                "Write the names key", key="names-key-write", on_click=_write, args=(project,)
            )
            if there:
                st.form_submit_button(
                    "Look up", key="names-key-look", on_click=_who, args=(project,)
                )
                st.form_submit_button(
                    "Take out of the key",
                    key="names-key-forget",
                    on_click=_forget,
                    args=(project,),
                    help="After erasing a person: the words in brackets, or the name, for good."
                    " Several are parted by semicolons.",
                )


def _file(study: Path) -> Path:
    typed = st.session_state.get(FILE, "").strip()
    return Path(typed) if typed else usual_place(study)


def _write(project: Project) -> None:
    file, words = _file(Path(str(project.store.place))), st.session_state.get(PASSPHRASE, "")
    if not file.exists() and words != st.session_state.get(AGAIN, ""):
        parts.tell("The two passphrases differ; type the same one twice.", "error")
        return
    try:
        if file.parent.name == KEYS:
            with suppress(OSError):  # that it cannot be written is said in a sentence below
                file.parent.mkdir(mode=0o700, exist_ok=True)
        n = project.keep_names_key(file, words)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[PASSPHRASE] = st.session_state[AGAIN] = ""
    parts.tell(
        f"The names key holds {parts.many(n, 'name')}. It stands at {file}; keep it apart from the"
        " study."
    )


def _who(project: Project) -> None:
    file, words = _file(Path(str(project.store.place))), st.session_state.get(PASSPHRASE, "")
    try:
        found = project.who_is_meant(file, words, st.session_state.get(WHO, ""))
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[PASSPHRASE] = ""
    parts.tell(f"Meant: {'; '.join(entry.name for entry in found)}. That you looked is recorded.")


def _forget(project: Project) -> None:
    file, words = _file(Path(str(project.store.place))), st.session_state.get(PASSPHRASE, "")
    try:
        who = [one for one in st.session_state.get(WHO, "").split(";") if one.strip()]
        n = project.forget_name(file, words, *who)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[PASSPHRASE] = st.session_state[WHO] = ""
    parts.tell(
        f"{parts.many(n, 'name')} taken out of the names key. Copies of the key elsewhere still"
        " hold what it held."
    )
