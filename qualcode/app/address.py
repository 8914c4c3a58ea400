"""What the address of a page names: a quote, a theme, a code. It leads there and keeps up."""

from __future__ import annotations

import streamlit as st


def followed(what: str) -> str | None:
    """What the address names, unless the page itself wrote it there; None where it names nothing.

    A page asks before it draws, opens what is named, and then says what it `shows`.
    """
    asked: str | None = st.query_params.get(what)
    return asked if asked and asked != st.session_state.get(_key(what)) else None


def shows(what: str, value: str | None) -> None:
    """Let the address name what is shown; None: nothing of this kind."""
    st.session_state[_key(what)] = value
    if value is None:
        st.query_params.pop(what, None)
    elif st.query_params.get(what) != value:
        st.query_params[what] = value


def link(what: str, value: str) -> str:
    """The address of one thing on this page, to be copied."""
    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{what}={value}"


def _key(what: str) -> str:
    return f"address-{what}"
