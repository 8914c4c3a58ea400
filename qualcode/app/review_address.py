"""Which round and which item a person looks at, and the address that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from qualcode.model.review import Round

ROUND, ITEM, WRITTEN = "review-round", "review-pick", "review-written"
ALL = "all"


def follow() -> None:
    """Take over what the address names, unless this page has put it there itself."""
    named = (st.query_params.get("round"), st.query_params.get("item"))
    if any(named) and named != st.session_state.get(WRITTEN):
        st.session_state[ROUND], st.session_state[ITEM] = named
        st.session_state[WRITTEN] = named


def round_asked() -> str | None:
    """The number or id of the round asked for, `ALL` for the list, or None."""
    asked: str | None = st.session_state.get(ROUND)
    return asked


def item_asked() -> str | None:
    """The id of the item asked for."""
    asked: str | None = st.session_state.get(ITEM)
    return asked


def leave() -> None:
    """Back to the list of rounds, for a button too."""
    st.session_state[ROUND], st.session_state[ITEM] = ALL, None
    for name in ("round", "item"):
        st.query_params.pop(name, None)
    st.session_state[WRITTEN] = (None, None)


def open_round(id: str, item: str | None = None) -> None:
    """Go to a round, for a button too: to its first item that waits, unless one is named."""
    st.session_state[ROUND], st.session_state[ITEM] = id, item


def key(round: Round, rounds: Sequence[Round]) -> str:
    """What names a round in the address: its number, or its id where two have one number."""
    alone = sum(one.number == round.number for one in rounds) < 2
    return str(round.number) if alone else round.id


def go_to(item: str) -> None:
    """Go to another item of the same round, for a button."""
    st.session_state[ITEM] = item


def write(round: Round, item: str | None) -> None:
    """Let the address name what is shown."""
    # Two rounds can have one number after a merge; then its id tells which is meant.
    named = round.id if st.session_state.get(ROUND) == round.id else str(round.number)
    st.session_state[ROUND], st.session_state[ITEM] = named, item
    now = {"round": named} | ({"item": item} if item else {})
    if st.query_params.to_dict() != now:
        st.query_params.from_dict(now)
    st.session_state[WRITTEN] = (now["round"], item)


def link(round: Round, item: str) -> str:
    """The address of one item, to be copied; the item says which round it is in."""
    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{urlencode({'item': item})}"
