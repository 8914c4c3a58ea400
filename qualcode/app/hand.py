"""The study in hand and the person acting, kept for a browser session."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import sentence
from qualcode.errors import Damaged, Locked, QualcodeError
from qualcode.names import account_name
from qualcode.project import Project
from qualcode.project.erasing_ledger import replay_at_opening
from qualcode.project.keeping_keys import keys_from
from qualcode.project.sample import FIRST_CODER
from qualcode.project.unlocking import key_that_opens, sealed_file
from qualcode.store import Store

STUDY, CODER = "study_in_hand", "coder_in_hand"


@dataclass
class _Desk:
    """What lay on the desk last: a reload or a new tab finds it again.

    One person works at one machine; the server ends when the app is closed, and the desk with it.
    """

    study: str | None = None
    coders: dict[str, str] = field(default_factory=dict)
    # Keys of encrypted studies, until they are locked: in this server's memory and nowhere else.
    keys: dict[str, bytes] = field(default_factory=dict, repr=False)


@st.cache_resource(show_spinner=False)
def _desk() -> _Desk:
    started = os.environ.get("QUALCODE_STUDY")
    coder = os.environ.get("QUALCODE_CODER")
    # The name given at the start is for the study given at the start: the sample's invented
    # coder must not sign in a study of one's own.
    return _Desk(started, {started or "": coder} if coder else {})


@st.cache_resource(show_spinner=False)
def _store(place: str) -> Store:
    store = Store.open(place, _desk().keys.get(place))
    try:
        replay_at_opening(store)
        store.when_replaced = replay_at_opening
    except BaseException:
        store.close()
        raise
    return store


def _place() -> str | None:
    return st.session_state.get(STUDY) or _desk().study


def project_in_hand(*, quiet: bool = False) -> Project | None:
    """The open study in the acting person's hands; None while none is open.

    A study that cannot be opened is said so on the page, unless ``quiet``.
    """
    place = _place()
    if not place:
        return None
    try:
        store = _store(str(place))
    except Locked:
        # The page that opens studies asks for the passphrase; nothing read before stays about.
        if "project" in st.session_state:
            _clear_session()
        return None
    except QualcodeError as error:
        if not quiet:
            sentence(str(error), kind="error")
        return None
    key = ("project", str(place))
    held: Project | None = st.session_state.get("project")
    if held is None or st.session_state.get("project_key") != key or held.store is not store:
        st.session_state["project_key"] = key
        st.session_state["project"] = Project(store, acting_coder())
    project: Project = st.session_state["project"]
    project.coder = acting_coder()
    return project


def take(place: str | Path) -> None:
    """Take another study in hand; who acts in it is whoever acted in it last."""
    st.session_state[STUDY] = str(place)
    st.session_state.pop(CODER, None)
    _desk().study = str(place)


def locked_place() -> str | None:
    """The study in hand, where it waits for its passphrase; None otherwise."""
    place = _place()
    if not place or place in _desk().keys or sealed_file(place) is None:
        return None
    return place


def unlock(place: str, words: str) -> None:
    """Open an encrypted study with its passphrase, or the groups of its recovery sheet.

    Raises
    ------
    QualcodeError
        They do not open it.
    """
    try:
        _desk().keys[place] = key_that_opens(place, words) or b""
        store = _store(place)
    except QualcodeError as error:
        # The way out of a damaged file is a backup, which opens with the key it was made under.
        way = keys_from(Path(place), "", words).backup if isinstance(error, Damaged) else None
        hold_key(place, way)
        raise
    names = [coder.name for coder in Project(store, acting_coder()).coders()]
    if names and acting_coder() not in names:
        act_as(names[0])


def hold_key(place: str | Path, key: bytes | None) -> None:
    """A study's key from now on; None for one that needs none any more."""
    if key is None:
        _desk().keys.pop(str(place), None)
    else:
        _desk().keys[str(place)] = key


def lock() -> None:
    """Forget the key of the study in hand, and everything read with it, in every tab."""
    place = _place()
    if place and place in _desk().keys:
        # A file that cannot be opened any more has nothing to forget but its key.
        with suppress(QualcodeError):
            _store(place).lock()
        _store.clear(place)
        hold_key(place, None)
    st.cache_data.clear()
    _clear_session()


def open_again(place: str | Path | None = None) -> None:
    """Open the study in hand anew, and everything read of it: another file stands there now."""
    held = str(place) if place is not None else _place()
    if held:
        _store.clear(held)
    st.cache_data.clear()
    _clear_session()


def let_go() -> None:
    """Have no study in hand any more: its file is gone."""
    open_again()
    st.session_state.pop(STUDY, None)
    _desk().study = None


def place_in_hand() -> str | None:
    """Where the study in hand lies, whether it can be opened or not."""
    return _place()


def is_damaged() -> bool:
    """Whether the study in hand cannot be opened because its file is damaged."""
    place = _place()
    try:
        if place:
            _store(place)
    except Damaged:
        return True
    except QualcodeError:
        return False
    return False


def key_in_hand() -> bytes | None:
    """The key of the study in hand; None of one that is not encrypted, or is locked."""
    return _desk().keys.get(_place() or "")


def _clear_session() -> None:
    for key in set(st.session_state) - {STUDY, CODER, parts.TOLD}:
        del st.session_state[key]


def acting_coder() -> str:
    """Who is acting in this browser session."""
    remembered = _desk().coders.get(_place() or "")
    name = st.session_state.get(CODER) or remembered or account_name()
    return " ".join(str(name).split())


def act_as(name: str) -> None:
    """Somebody else sits down at this browser."""
    st.session_state[CODER] = name
    _desk().coders[_place() or ""] = name


def usual_name() -> str:
    """The name to offer for a new study: never that of the sample's invented coder."""
    name = acting_coder()
    return account_name() if name == FIRST_CODER else name
