"""A damaged study: the newest good backup, offered with its date and number of codings."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.hand import acting_coder, hold_key, key_in_hand, open_again, place_in_hand
from qualcode.app.keeping_encryption import secret_field
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError, Refused
from qualcode.names import is_url
from qualcode.project.keeping_keys import keys_from, sealed_around
from qualcode.project.keeping_restored import restored
from qualcode.store import utc_now
from qualcode.store.backups import Backup, backups_of, newest_good
from qualcode.store.closed_backups import is_plain

BUTTON, OLDER = "keeping-open-backup", "unlock-older"
FILE, ITS_WORDS = "keeping-backup-file", "keeping-backup-words"
LOST = (
    "Look for the recovery sheet: its sixteen groups open the study in the same field, and on the"
    " page Safe keeping you choose a new passphrase then.",
    "If the passphrase was changed, type the older one: it opens the backups made before, and you"
    " are led to the newest of them. A colleague who works on a copy of the study can open that.",
    "Without any of these nobody can open the study or its backups: there is no other way in.",
)


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
        _from_another_disk(place)
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


def _from_another_disk(place: str) -> None:
    parts.muted(
        "Is there a backup on another disk, or a copy that somebody else has? Name its file here."
        " The damaged file is kept: somebody may be able to read more out of it."
    )
    with st.form(f"{FILE}-form", border=False):
        st.text_input("File of the backup", key=FILE, placeholder="/media/disk/my-study.backup")
        secret_field("Its passphrase, if it is encrypted", ITS_WORDS)
        st.form_submit_button("Open this backup", key=f"{FILE}-go", on_click=_named, args=(place,))


def _named(place: str) -> None:
    typed = st.session_state.get(FILE, "").strip().strip('"')
    if not typed:
        parts.tell("Type the file of the backup first.", "error")
        return
    path, words = Path(typed).expanduser(), st.session_state.get(ITS_WORDS, "")
    if not path.is_file():
        parts.tell("There is no file of that name; look at its folder and its ending.", "error")
        return
    key = keys_from(Path(place), str(path), words).backup if words.strip() else None
    _put(place, str(path.resolve()), key or key_in_hand(), "The damaged file")


def lost(place: str) -> None:
    """What can truly be done without the passphrase."""
    for line in LOST:
        parts.muted(line)
    plain = next((b for b in backups_of(Path(place)) if is_plain(b.path)), None)
    if plain is not None:
        parts.muted(
            f"The backup of {parts.when(plain.made_at)} is not encrypted. At the command line"
            " `qualcode restore --plain` with its file's name makes it the study:"
            f" {plain.path.name}."
        )


def _ask(place: str) -> None:
    """Encrypted backups: which of them is good is seen with their passphrase alone."""
    sentence("Its backups are encrypted. Type their passphrase to see which of them is good.")
    with st.form(f"{BUTTON}-form", border=False):
        secret_field("Passphrase, or the sixteen groups of the recovery sheet", f"{BUTTON}-words")
        pressed = st.form_submit_button("Look for a good backup", key=f"{BUTTON}-look")
    if not pressed:
        return
    with parts.refusals():
        words = st.session_state.get(f"{BUTTON}-words", "")
        if not words.strip():
            raise Refused("Type the passphrase first.")
        key = keys_from(Path(place), "", words).backup
        if key is None or newest_good(Path(place), key) is None:
            raise Refused("That opens no backup here; type it again, or try an older passphrase.")
        hold_key(place, key)
        st.rerun()


def look_for_older(place: str, words: str) -> None:
    """Remember a passphrase, or a sheet, that opens a backup and not the study as it is now."""
    key = keys_from(Path(place), "", words).backup
    if key is not None:
        st.session_state[OLDER] = key


def forget_older() -> None:
    """Let go of it again."""
    st.session_state.pop(OLDER, None)


def older(place: str) -> None:
    """The way back to the backup that an older passphrase opens."""
    key = st.session_state.get(OLDER)
    found = newest_good(Path(place), key) if key else None
    if found is None:
        return
    backup, held = found
    st.button(
        f"Go back to that backup ({parts.when(backup.made_at)},"
        f" {parts.many(held.codings, 'coding')})",
        key=f"{BUTTON}-older",
        on_click=_open,
        args=(place, backup, key),
    )
    parts.muted(
        "The study opens with this passphrase then. As it is now it is kept beside it, as a file"
        " under another name that opens with the newest passphrase."
    )


def _open(place: str, backup: Backup, key: bytes | None = None) -> None:
    kept = "The damaged file" if key is None else "The study as it was"
    key = key or key_in_hand()
    _put(place, backup.path.name, key, kept)


def _put(place: str, which: str, key: bytes | None, kept: str) -> None:
    try:
        done = restored(Path(place).resolve(), acting_coder(), which, key=key, at=utc_now())
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    hold_key(place, key)
    open_again()
    parts.tell(
        f"The study is the backup of {parts.when(done.made_at)} now, with"
        f" {parts.many(done.codings, 'coding')}; what was done since then is not in it."
        f" {kept} is kept beside it as {done.kept}."
    )
