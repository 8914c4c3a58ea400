"""A damaged study: the newest good backup, offered with its date and number of codings."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.hand import acting_coder, hold_key, key_in_hand, open_again, place_in_hand
from qualcode.app.keeping_encryption import secret_field
from qualcode.app.literal import sentence
from qualcode.errors import Refused
from qualcode.names import is_url
from qualcode.project.keeping_keys import keys_from, sealed_around
from qualcode.project.keeping_restored import restored
from qualcode.store import utc_now
from qualcode.store.backups import Backup, newest_good

BUTTON = "keeping-open-backup"


def offer() -> None:
    """The one button that leads on, under the sentence that says the file is damaged."""
    place = place_in_hand()
    if not place or is_url(place):
        return
    found = newest_good(Path(place), key_in_hand())
    if found is None and key_in_hand() is None and sealed_around(Path(place)):
        _ask(place)
        return
    if found is None:
        sentence(
            "There is no good backup beside it. Look for one on another disk, and keep the damaged"
            " file: somebody may be able to read more out of it."
        )
        return
    backup, held = found
    st.button(
        f"Open the newest good backup ({parts.when(backup.made_at)},"
        f" {parts.many(held.codings, 'coding')})",
        key=BUTTON,
        type="primary",
        on_click=_open,
        args=(place, backup),
    )
    parts.muted("The damaged file is kept beside it under another name.")


def _ask(place: str) -> None:
    """Encrypted backups: which of them is good is seen with their passphrase alone."""
    sentence("Its backups are encrypted. Type their passphrase to see which of them is good.")
    with st.form(f"{BUTTON}-form", border=False):
        secret_field("Passphrase, or the sixteen groups of the recovery sheet", f"{BUTTON}-words")
        pressed = st.form_submit_button("Look for a good backup", key=f"{BUTTON}-look")
    if not pressed:
        return
    with parts.refusals():
        key = keys_from(Path(place), "", st.session_state.get(f"{BUTTON}-words", "")).backup
        if key is None or newest_good(Path(place), key) is None:
            raise Refused("That opens no backup here; type it again, or try an older passphrase.")
        hold_key(place, key)
        st.rerun()


def _open(place: str, backup: Backup) -> None:
    if tried(
        restored,
        Path(place).resolve(),
        acting_coder(),
        backup.path.name,
        key=key_in_hand(),
        at=utc_now(),
    ):
        open_again()
        parts.tell("This is the newest good backup. The damaged file is kept beside it.")
