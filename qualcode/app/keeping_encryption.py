"""Encryption on a page: a passphrase and its recovery sheet, locking, and taking it off again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.hand import hold_key, lock
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError, Refused
from qualcode.formats.sealed import SHORTEST
from qualcode.project import Project
from qualcode.project.encrypting import OtherCopies, sheet_of
from qualcode.project.unlocking import Drawn, draw
from qualcode.store import utc_now

WHY = (
    "An encrypted study opens only with its passphrase: a lost laptop or a file that went astray"
    " tells nobody anything. There is no other way in: if the passphrase and the recovery sheet are"
    " both lost, nobody can open the study again. It makes no difference to the work itself."
)


def render(project: Project) -> None:
    """The section of the page Safe keeping."""
    st.subheader("Encryption", anchor=False)
    if project.encrypted:
        _encrypted(project)
    else:
        parts.muted(f"This study is not encrypted: whoever has its file can read it. {WHY}")
        new_key(
            "encrypt",
            "Encrypt this study",
            str(project.about()["title"]),
            lambda drawn: _done(project, project.encrypt, drawn, "The study is encrypted."),
        )


def sidebar(project: Project) -> None:
    """The button that forgets the key of an encrypted study."""
    if project.encrypted:
        st.button(
            "Lock",
            key="lock",
            on_click=lock,
            help="The study is closed and its passphrase forgotten, in every tab.",
        )


def _encrypted(project: Project) -> None:
    parts.muted(
        "This study is encrypted. It stays open until you press Lock or the app is closed; then its"
        " passphrase is asked for again. Somebody at your unlocked screen can read it all the same."
    )
    st.download_button(
        "Save the recovery sheet again",
        project.recovery_sheet,
        file_name="recovery-sheet.html",
        mime="text/html",
        on_click="ignore",
        key="sheet-again",
    )
    with st.expander("Choose another passphrase"):
        parts.muted(
            "The old passphrase and the old sheet do not open the study any more. They still open"
            " backups made before."
        )
        new_key(
            "change",
            "Change the passphrase",
            str(project.about()["title"]),
            lambda drawn: _done(
                project, project.change_passphrase, drawn, "The study has a new passphrase."
            ),
        )
    with st.expander("Take the encryption off"):
        parts.muted("Then whoever has the study's file can read the interviews.")
        sure = st.checkbox("Yes, write it in plain", key="decrypt-sure")
        st.button(
            "Take the encryption off",
            key="decrypt",
            disabled=not sure,
            on_click=_decrypt,
            args=(project,),
        )


def _decrypt(project: Project) -> None:
    if tried(project.decrypt):
        hold_key(project.store.place, None)
        parts.tell("The study is no longer encrypted.")


def _done(project: Project, verb: Callable[[Drawn], OtherCopies], drawn: Drawn, said: str) -> None:
    copies = verb(drawn)
    hold_key(project.store.place, project.store.key)
    parts.tell(f"{said} Keep the recovery sheet apart from this computer.")
    if copies.left:
        parts.tell(copies.left, "note")
    if copies.plain:
        named = ", ".join(copies.plain)
        parts.tell(
            f"These copies are not encrypted: {named}. Delete those you do not need.", "note"
        )
    if copies.sealed:
        named = ", ".join(copies.sealed)
        parts.tell(
            f"These copies open with the passphrase the study had when they were made: {named}.",
            "note",
        )


def new_key(
    name: str, button: str, title: str, then: Callable[[Drawn], None], *, shown: bool = True
) -> None:
    """Choose a passphrase, save the recovery sheet, type two of its groups back; then ``then``.

    With ``shown`` off the passphrase fields and their button stand elsewhere, and only the second
    step is drawn, once `begin` was called.
    """
    drawn: Drawn | None = st.session_state.get(f"{name}-drawn")
    if drawn is not None:
        _sheet(name, button, title, drawn, then)
    elif shown:
        with st.form(f"{name}-form", border=False):
            passphrase_fields(name)
            st.form_submit_button(button, key=f"{name}-go", on_click=_begun, args=(name,))


def passphrase_fields(name: str) -> None:
    """Two fields for a new passphrase, and what makes a good one; they stand in a form."""
    secret_field("Passphrase", f"{name}-words")
    secret_field("The same again", f"{name}-again")
    parts.muted(
        f"{SHORTEST} characters at least. Four words that have nothing to do with each other are"
        " easy to type and hard to guess."
    )


def secret_field(label: str, key: str) -> None:
    """A field whose words are hidden and that no browser is to remember.

    It belongs in a form: outside of one, leaving it by the keyboard loses what was typed.
    """
    st.text_input(label, type="password", key=key, autocomplete="new-password")


def begin(name: str) -> None:
    """Draw the key for the passphrase that was typed, so that its sheet can be saved.

    Raises
    ------
    Refused
        The two fields differ, or the passphrase is easily guessed.
    """
    words, again = (st.session_state.get(f"{name}-{part}", "") for part in ("words", "again"))
    if words != again:
        raise Refused("The two passphrases are not the same; type them again.")
    st.session_state[f"{name}-drawn"] = draw(words)


def _begun(name: str) -> None:
    tried(begin, name)


def forget(name: str) -> None:
    """Let go of a key that was drawn and is not used."""
    for part in ("drawn", "refused"):
        st.session_state.pop(f"{name}-{part}", None)


def _sheet(name: str, button: str, title: str, drawn: Drawn, then: Callable[[Drawn], None]) -> None:
    st.markdown("**Save the recovery sheet first.**")
    parts.muted(
        "It opens the study when the passphrase is lost. Save it, print it, and lock it away apart"
        " from this computer. Then type two of its groups here, so that we both know it is there."
    )
    st.download_button(
        "Save the recovery sheet",
        sheet_of(drawn.key, title, utc_now()[:10]),
        file_name="recovery-sheet.html",
        mime="text/html",
        on_click="ignore",
        key=f"{name}-sheet",
    )
    for n in drawn.asked:
        st.text_input(f"Group {n}", key=f"{name}-group-{n}", max_chars=12)
    with st.container(horizontal=True):
        st.button(
            button, key=f"{name}-done", type="primary", on_click=_confirm, args=(name, drawn, then)
        )
        st.button("Not now", key=f"{name}-not", on_click=forget, args=(name,))
    if said := st.session_state.pop(f"{name}-refused", None):
        sentence(said, kind="error")


def _confirm(name: str, drawn: Drawn, then: Callable[[Drawn], None]) -> None:
    try:
        drawn.confirm(*(st.session_state.get(f"{name}-group-{n}", "") for n in drawn.asked))
        then(drawn)
    except QualcodeError as error:
        st.session_state[f"{name}-refused"] = str(error)
        return
    forget(name)
