"""What a person is writing about a thing others may be writing about too, until it is kept.

The fields stand in the session, with the version of the thing they were filled from. When somebody
else keeps a change meanwhile, fields nobody touched take it over, and touched ones wait for the
person's word: nothing anybody wrote is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.errors import QualcodeError


def field(key: str, name: str) -> str:
    """The key of the widget that holds a field of a draft."""
    return f"{key}-{name}"


def begin(key: str, version: str, values: Mapping[str, Any]) -> None:
    """Fill the fields from what is stored, unless a person has begun to write in them."""
    held = _held(key)
    if held is None or (held[0] != version and not changes(key)):
        _fill(key, version, values)
        return
    for name, value in held[1].items():
        # A widget that was not drawn for a while may have let go of its value.
        st.session_state.setdefault(field(key, name), value)


def changes(key: str) -> dict[str, Any]:
    """The fields that say something else than what they were filled from."""
    held = _held(key)
    if held is None:
        return {}
    now = {name: st.session_state.get(field(key, name), value) for name, value in held[1].items()}
    return {name: value for name, value in now.items() if value != held[1][name]}


def base(key: str) -> str | None:
    """The version the draft was filled from."""
    held = _held(key)
    return held[0] if held else None


def let_go(key: str) -> None:
    """Forget the draft: the fields are filled from what is stored when they are drawn again."""
    for name in ("base", "refused"):
        st.session_state.pop(field(key, name), None)


def keep(key: str, write: Callable[[str | None], object], done: str) -> None:
    """Write the draft, for a button; a refusal stands beside the fields, which stay as they are.

    ``write`` is given the version to start from, or None to write over whatever stands there.
    """
    try:
        write(base(key))
    except QualcodeError as error:
        st.session_state[field(key, "refused")] = str(error)
        return
    let_go(key)
    parts.tell(done)


def refused(
    key: str, version: str, theirs: str, write: Callable[[str | None], object], done: str
) -> None:
    """Show a refusal; where somebody was quicker, what they wrote and both ways on."""
    said = st.session_state.get(field(key, "refused"))
    if said is None:
        return
    from qualcode.app.literal import sentence

    sentence(said, kind="error")
    if base(key) == version:
        del st.session_state[field(key, "refused")]
        return
    parts.muted(f"Theirs: {theirs}")
    with st.container(horizontal=True):
        st.button("Keep mine", key=field(key, "mine"), on_click=_mine, args=(key, write, done))
        st.button("Take theirs", key=field(key, "theirs"), on_click=let_go, args=(key,))


def _mine(key: str, write: Callable[[str | None], object], done: str) -> None:
    keep(key, lambda based_on: write(None), done)


def _held(key: str) -> tuple[str, dict[str, Any]] | None:
    held: tuple[str, dict[str, Any]] | None = st.session_state.get(field(key, "base"))
    return held


def _fill(key: str, version: str, values: Mapping[str, Any]) -> None:
    st.session_state[field(key, "base")] = (version, dict(values))
    for name, value in values.items():
        st.session_state[field(key, name)] = value
