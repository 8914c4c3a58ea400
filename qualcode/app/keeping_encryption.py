"""Encryption on a page: a passphrase and its recovery sheet, locking, and taking it off again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from qualcode.app import parts
from qualcode.app.hand import hold_key, lock
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError, Refused
from qualcode.formats.sealed import SHORTEST
from qualcode.project import Project
from qualcode.project.encrypting import OtherCopies, sheet_of
from qualcode.project.unlocking import Drawn, draw
from qualcode.store import utc_now

Kind = Literal["note", "error", "done"]
SAID = "encryption-said"
WHY = (
    "An encrypted study opens only with its passphrase or its recovery sheet: a lost laptop or a"
    " file that went astray tells nobody what is in it, as long as the sheet is not on it too."
    " There is no other way in: if passphrase and sheet are both lost, nobody can open the study"
    " again. It makes no difference to the work itself."
)
PRINT_IT = (
    "Print it, then delete the file and empty the bin. While the file lies on this computer, or in"
    " a folder that is copied elsewhere, whoever gets it can open the study."
)


def render(project: Project) -> None:
    """The section of the page Safe keeping."""
    st.subheader("Encryption", anchor=False)
    told()
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
        file_name=_sheet_file(str(project.about()["title"])),
        mime="text/html",
        on_click="ignore",
        key="sheet-again",
    )
    parts.muted(PRINT_IT)
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
    def done() -> None:
        copies = project.decrypt()
        hold_key(project.store.place, None)
        _say("The study is no longer encrypted.", "done")
        _say_of(copies)

    _tried(done)


def _done(project: Project, verb: Callable[[Drawn], OtherCopies], drawn: Drawn, said: str) -> None:
    copies = verb(drawn)
    hold_key(project.store.place, project.store.key)
    _say(f"{said} Have you printed the recovery sheet? {PRINT_IT}", "done")
    _say_of(copies)


def _say_of(copies: OtherCopies) -> None:
    for line in (copies.backup, copies.left):
        if line:
            _say(line)
    if copies.plain:
        named = ", ".join(copies.plain)
        _say(f"These copies are not encrypted: {named}. Delete those you do not need.")
    if copies.sealed:
        named = ", ".join(copies.sealed)
        _say(
            "These copies open only with the passphrase, or the sheet, the study had when they were"
            f" made: {named}."
        )


def _say(text: str, kind: Kind = "note") -> None:
    """Keep a sentence for this section: the page is long, and nobody looks at its top now."""
    st.session_state.setdefault(SAID, []).append((kind, text))


def told() -> None:
    """What was just done, or why it was not."""
    for kind, text in st.session_state.pop(SAID, []):
        sentence(text, kind=kind)


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
    if not words or not again:
        raise Refused("Type the new passphrase first, in both fields.")
    if words != again:
        raise Refused("The two passphrases are not the same; type them again.")
    st.session_state[f"{name}-drawn"] = draw(words)


def _begun(name: str) -> None:
    _tried(lambda: begin(name))


def _tried(act: Callable[[], None]) -> None:
    try:
        act()
    except QualcodeError as error:
        _say(str(error), "error")


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
        file_name=_sheet_file(title),
        mime="text/html",
        on_click="ignore",
        key=f"{name}-sheet",
    )
    parts.muted(PRINT_IT)
    # In a form: what is typed last would be lost on the way to the button.
    with st.form(f"{name}-groups", border=False):
        for n in drawn.asked:
            st.text_input(f"Group {n}", key=f"{name}-group-{n}", max_chars=12)
        with st.container(horizontal=True):
            st.form_submit_button(
                button,
                key=f"{name}-done",
                type="primary",
                on_click=_confirm,
                args=(name, drawn, then),
            )
            st.form_submit_button("Not now", key=f"{name}-not", on_click=_not_now, args=(name,))
    if said := st.session_state.pop(f"{name}-refused", None):
        sentence(said, kind="error")


def _sheet_file(title: str) -> str:
    """A name of its own for each study's sheet; two of them lie in one folder for downloads.

    >>> _sheet_file("Midtown, first wave"), _sheet_file("?")
    ('recovery-sheet-midtown-first-wave.html', 'recovery-sheet.html')
    """
    words = "".join(c if c.isalnum() else " " for c in title.casefold()).split()
    return f"{'-'.join(['recovery-sheet', *words])[:80]}.html"


def _not_now(name: str) -> None:
    forget(name)
    _say("Nothing was encrypted, and the recovery sheet opens nothing: if you saved it, delete it.")


def _confirm(name: str, drawn: Drawn, then: Callable[[Drawn], None]) -> None:
    try:
        drawn.confirm(*(st.session_state.get(f"{name}-group-{n}", "") for n in drawn.asked))
        then(drawn)
    except QualcodeError as error:
        st.session_state[f"{name}-refused"] = str(error)
        return
    forget(name)
