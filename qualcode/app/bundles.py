"""The whole study sealed into one file for somebody else, and taken out of such a file."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.hand import hold_key, take
from qualcode.app.keeping_encryption import secret_field
from qualcode.errors import Refused
from qualcode.formats.sealed import checked_passphrase
from qualcode.formats.sealed_bundle import ENDING
from qualcode.names import with_ending
from qualcode.project import Project, Upload
from qualcode.project.bundling import FOR_MENTOR, RAW, unbundle
from qualcode.project.unlocking import key_typed

FOR = {"colleague": "A colleague who works on a copy", "mentor": "A mentor"}
MADE = "bundle-made"


def send(project: Project) -> None:
    """Choose whom it is for and a passphrase, then save the bundle."""
    st.subheader("Send the whole study", anchor=False)
    parts.muted(
        f"One sealed file that only its passphrase opens. {RAW} A names key is never in it. Tell"
        " the passphrase by another way than the file. The history notes that it left."
    )
    st.radio("Whom is it for?", list(FOR), format_func=FOR.__getitem__, key="bundle-for")
    if st.session_state["bundle-for"] == "mentor":
        parts.muted(
            "A mentor can review a round without names: page Rounds makes a sealed page for that."
        )
        st.checkbox(
            "This mentor may have the interviews as they were typed, with every name in them",
            key="bundle-raw",
        )
    with st.form("bundle-form", border=False):
        secret_field("Passphrase for the bundle", "bundle-words")
        st.form_submit_button("Make the bundle", key="bundle-make", on_click=_make, args=(project,))
    if data := st.session_state.get(MADE):
        st.download_button(
            "Save the bundle",
            data,
            file_name=f"{Path(project.store.place).stem}{ENDING}",
            mime="application/octet-stream",
            key="bundle-save",
            on_click=_forget,
            type="primary",
        )


def _make(project: Project) -> None:
    def made() -> None:
        if not st.session_state.get("bundle-words", "").strip():
            raise Refused("Type a passphrase for the bundle first.")
        checked_passphrase(st.session_state["bundle-words"])
        st.session_state[MADE] = project.bundle(
            purpose=st.session_state["bundle-for"],
            passphrase=st.session_state.get("bundle-words", ""),
            raw_words=bool(st.session_state.get("bundle-raw")),
        )

    _forget()
    tried(made)


def _forget() -> None:
    st.session_state.pop(MADE, None)


def receive() -> None:
    """Open a bundle somebody sent: a study in the working folder comes out of it."""
    with st.container(border=True):
        st.subheader("Open a bundle somebody sent", anchor=False)
        with st.form("bundle-open-form", border=False):
            file = st.file_uploader("The bundle", type=[ENDING.lstrip(".")], key="bundle-file")
            secret_field("The bundle's passphrase", "bundle-open-words")
            st.text_input("Name for the study", key="bundle-name", max_chars=60)
            parts.muted("The study that comes out opens with the same passphrase.")
            pressed = st.form_submit_button("Take the study out", key="bundle-open")
        if pressed:
            with parts.refusals():
                words = st.session_state.get("bundle-open-words", "")
                name = _file_name(str(st.session_state.get("bundle-name", "")))
                if file is None:
                    raise Refused("Choose the bundle's file first.")
                if not words.strip():
                    raise Refused("Type the bundle's passphrase first.")
                place = Path(with_ending(Path.cwd() / name))
                _, held = unbundle(Upload(file.name, file.getvalue()), place, passphrase=words)
                hold_key(place, key_typed(place, words))
                take(place)
                for_mentor = f" {FOR_MENTOR}" if held.purpose == "mentor" else ""
                parts.tell(
                    f"{place.name} was taken out of the bundle, with"
                    f" {parts.many(held.codings, 'coding')}. It has no recovery sheet yet: save one"
                    f" on the page Safe keeping.{for_mentor}"
                )
                st.rerun()


def _file_name(typed: str) -> str:
    """A file name that every system takes, of what was typed.

    >>> _file_name("Westfield, from Maria")
    'Westfield-from-Maria'
    """
    words = "".join(c if c.isalnum() else " " for c in typed).split()
    if not words:
        raise Refused("Give the study a name with letters or figures in it.")
    return "-".join(words)[:60]
