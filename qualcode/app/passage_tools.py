"""Below the codes: the passage's boundaries, and memos on it."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import Desk, act
from qualcode.app.literal import escaped
from qualcode.model import Memo


def boundaries(desk: Desk) -> None:
    """Split the passage at a sentence, or merge it with the next."""
    # What is inside is made only when it is open: most picks need none of it.
    with st.expander(
        "Split or merge this passage", key="panel-boundaries", on_change="rerun"
    ) as box:
        if not box.open:
            return
        places = dict(desk.project.split_places(desk.passage.id))
        if places:
            at = st.selectbox(
                "Begin a new passage with",
                list(places),
                format_func=lambda at: places[at],
                key=f"split-at-{desk.passage.id}",
            )
            st.button(
                "Split here",
                key="panel-split",
                on_click=act,
                args=(desk.project.split, desk.passage.id, at),
            )
        else:
            parts.muted("It is one sentence, so there is no place to split it.")
        st.button(
            "Merge with the next passage",
            key="panel-merge",
            on_click=act,
            args=(desk.project.merge, desk.passage.id),
        )


def memos(desk: Desk) -> None:
    """Notes on the passage, and a place to write one."""
    written = desk.project.passage_memos(desk.passage.segment)
    if written:
        st.html("".join(_as_html(memo) for memo in written))
    with st.expander("Write a memo on this passage", key="panel-memos", on_change="rerun") as box:
        if not box.open:
            return
        key = f"memo-{desk.passage.id}-{len(written)}"
        st.text_area("Memo", key=key, label_visibility="collapsed", placeholder="Write freely.")
        st.button(
            "Keep this memo",
            key="panel-memo",
            on_click=lambda: act(
                desk.project.add_memo, st.session_state[key], f"segment {desk.passage.id}"
            ),
        )


def _as_html(memo: Memo) -> str:
    return (
        f'<article class="qcp-memo"><p>{escaped(memo.text)}</p><div class="qc-muted">'
        f"{escaped(memo.author)}, {parts.when(memo.made_at)}</div></article>"
    )
