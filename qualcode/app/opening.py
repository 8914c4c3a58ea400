"""Opening a study, making one, or building the sample to try qualcode on."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qualcode.app import bundles, keeping_encryption, keeping_offer, parts
from qualcode.app.hand import (
    act_as,
    acting_coder,
    hold_key,
    key_in_hand,
    locked_place,
    take,
    unlock,
    usual_name,
)
from qualcode.errors import Damaged, Locked, Refused
from qualcode.names import ENDING, is_url
from qualcode.project import Project, Upload, new
from qualcode.project.unlocking import Drawn, refuse_place, sealed_file
from qualcode.shipped import shipped
from qualcode.store.set_aside import moved_from

INDICATORS, OWN, EMPTY = "indicators", "own", "empty"
CODEBOOKS = {
    INDICATORS: "The eight indicators of good collaborative practice",
    OWN: "My own file",
    EMPTY: "Empty for now",
}


def open_or_make() -> None:
    """The ways to a study, side by side; before them the one that waits for its passphrase."""
    if (place := locked_place()) is not None:
        _unlock(place)
    st.write(
        "A study is one file on this machine. It holds your interviews, your codebook and"
        " everything you do with them. Nothing leaves the machine."
    )
    left, right = st.columns(2, gap="large")
    with left:
        _make()
    with right:
        _open()
        bundles.receive()
        _sample()


def _make() -> None:
    with st.container(border=True):
        st.subheader("Make a new study", anchor=False)
        name = st.text_input("Name of the study", key="new-title", max_chars=80)
        coder = st.text_input("Your name", usual_name(), key="new-coder", max_chars=80)
        start = st.radio(
            "Codebook to begin with",
            list(CODEBOOKS),
            format_func=CODEBOOKS.__getitem__,
            key="new-book",
        )
        own = None
        if start == OWN:
            own = st.file_uploader("Codebook file (YAML, CSV or Excel)", key="new-file")
        sealed = st.checkbox(
            "Encrypt it, so that only a passphrase opens it (recommended)", key="new-sealed"
        )
        if sealed:
            parts.muted(keeping_encryption.WHY)
        keeping_encryption.told()
        if "new-drawn" in st.session_state:
            keeping_encryption.new_key(
                "new",
                "Make the encrypted study",
                name,
                lambda drawn: _made(name, coder, _codebook(start, own), drawn),
                shown=False,
            )
        elif _make_pressed(sealed):
            with parts.refusals():
                if sealed:
                    refuse_place(Path.cwd() / _file_name(name))
                    _codebook(start, own)
                    keeping_encryption.begin("new")
                else:
                    _made(name, coder, _codebook(start, own))
                st.rerun()


def _make_pressed(sealed: bool) -> bool:
    if not sealed:
        return st.button("Make the study", type="primary", key="make")
    with st.form("new-form", border=False):
        keeping_encryption.passphrase_fields("new")
        return st.form_submit_button("Make the study", type="primary", key="make")


def _codebook(start: str | None, own: UploadedFile | None) -> Path | Upload | None:
    if start == INDICATORS:
        return shipped("codebooks/good_practice_indicators.yaml")
    if start == EMPTY:
        return None
    if own is None:
        raise Refused("Choose the codebook's file, or begin with an empty codebook.")
    return Upload(own.name, own.getvalue())


def _made(
    name: str, coder: str, codebook: Path | Upload | None, drawn: Drawn | None = None
) -> None:
    place = Path.cwd() / (_file_name(name) + ENDING)
    title = " ".join(name.split())
    project: Project = new(place, coder, codebook=codebook, title=title, drawn=drawn)
    hold_key(place, project.store.key)
    project.close()
    take(place)
    act_as(project.coder)
    plain = "" if drawn else " Whoever has the file can read it; the page Safe keeping encrypts it."
    parts.tell(f"The study is made: the file {place.name} in the folder {place.parent}.{plain}")


def _file_name(name: str) -> str:
    """A file name that every system takes.

    >>> _file_name("Midtown: first wave, 2006")
    'midtown-first-wave-2006'
    """
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    if not words:
        raise Refused("Give the study a name with letters or figures in it.")
    return "-".join(words)[:60]


def _open() -> None:
    with st.container(border=True):
        st.subheader("Open a study", anchor=False)
        here = sorted(Path.cwd().glob(f"*{ENDING}"))
        if here:
            chosen = st.selectbox(
                "In this folder", here, format_func=lambda p: p.name, key="open-here"
            )
            if st.button("Open", key="open", type="primary") and chosen is not None:
                _opened(chosen)
        else:
            parts.muted(moved_from(Path.cwd()) or "There is no study in the working folder yet.")
        typed = st.text_input(
            "Somewhere else", key="open-path", placeholder="/folder/my-study.qualcode"
        )
        if st.button("Open this file", key="open-typed", disabled=not typed.strip()):
            wanted = typed.strip().strip('"')
            _opened(wanted if is_url(wanted) else Path(wanted).expanduser())


def _unlock(place: str) -> None:
    with st.container(border=True, key="unlock"):
        st.subheader("This study is encrypted", anchor=False)
        parts.muted(Path(place).name)
        with st.form("unlock-form", border=False):
            keeping_encryption.secret_field(
                "Passphrase, or the sixteen groups of the recovery sheet", "unlock-words"
            )
            pressed = st.form_submit_button("Open it", key="unlock-go", type="primary")
        if pressed:
            with parts.refusals():
                words = st.session_state.get("unlock-words", "")
                if not words.strip():
                    raise Refused("Type the passphrase first.")
                _try(place, words)
                parts.tell(f"{Path(place).name} is open.")
                st.rerun()
        keeping_offer.older(place)
        with st.expander("The passphrase is lost"):
            keeping_offer.lost(place)


def _try(place: str, words: str) -> None:
    keeping_offer.forget_older()
    try:
        unlock(place, words)
    except Damaged:
        if key_in_hand() is not None:
            # The page says so itself, with the button that opens the newest good backup.
            st.rerun()
        raise
    except Locked:
        keeping_offer.look_for_older(place, words)
        raise


def _opened(place: Path | str) -> None:
    with parts.refusals():
        if isinstance(place, Path) and sealed_file(place) is not None:
            take(place.resolve())
            st.rerun()
        # Opened once here, so that a wrong file is refused while the old study stays in hand.
        try:
            project = Project.open(place, acting_coder())
        except Damaged:
            if not isinstance(place, Path) or not place.name.endswith(ENDING):
                raise
            # The opening page says so itself, with the button that opens the newest good backup.
            take(place.resolve())
            st.rerun()
        names = [coder.name for coder in project.coders()]
        project.close()
        take(place.resolve() if isinstance(place, Path) else place)
        if names and acting_coder() not in names:
            # Whoever made the study is likelier at it again than the account's bare name.
            act_as(names[0])
        parts.tell(f"{getattr(place, 'name', 'The study')} is open.")
        st.rerun()


def _sample() -> None:
    from qualcode.project.sample import FIRST_CODER, SAMPLE, build_sample

    place = Path.cwd() / SAMPLE
    with st.container(border=True):
        st.subheader("Try it on the sample study", anchor=False)
        st.write(
            "Twenty-eight invented interviews from four invented authorities, most of them"
            " coded, some with suggestions waiting."
        )
        if not st.button("Try the sample study", key="sample"):
            return
        with parts.refusals():
            if not place.exists():
                bar = st.progress(0.0, "Building the sample study")
                build_sample(place, progress=parts.filling(bar))
            take(place)
            act_as(FIRST_CODER)
            parts.tell(
                f"This is the sample study. Everybody in it is invented; you are {FIRST_CODER}."
            )
            st.rerun()
