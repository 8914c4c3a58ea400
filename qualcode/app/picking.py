"""Which passage is picked, by a click in the conversation or by a button beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from qualcode.app.conversation import conversation
from qualcode.app.desk import begin_anew
from qualcode.project import Passage, Project

PICKED, GO, HEARD, CONVERSATION = "code-picked", "code-go", "code-heard", "conversation"


def show(id: str, turns: list[dict[str, Any]], passage: Passage) -> None:
    """The conversation, with a passage picked."""
    data = {
        "doc": id,
        "label": "The interview, passage by passage",
        "turns": turns,
        "picked": passage.id,
        "go": st.session_state.get(GO, 0),
        "heard": st.session_state.get(HEARD, 0),
    }
    conversation(data, CONVERSATION, hear)


def in_hand(id: str) -> str:
    """The id of the passage picked in an interview; empty before there is one."""
    return str(st.session_state.get(PICKED, {}).get(id, ""))


def picked(project: Project, id: str, spoken: Sequence[Passage]) -> Passage:
    """The picked passage; after a split or merge, the one that now holds its beginning."""
    start = in_hand(id).rpartition(":")[2]
    at = int(start) if start.isdecimal() else -1
    for passage in spoken:
        if passage.segment.span.start <= at < passage.segment.span.end:
            break
    else:
        passage = next((p for p in spoken if not p.coded_by(project.coder)), spoken[0])
    st.session_state.setdefault(PICKED, {})[id] = passage.id
    return passage


def hear() -> None:
    """A passage was picked in the conversation."""
    said = st.session_state[CONVERSATION].get("picked")
    if said:
        _take(said["doc"], said["id"])
        st.session_state[HEARD] = said["n"]


def move_to(id: str, passage: str) -> None:
    """Pick a passage for the person, who sees the conversation move there."""
    _take(id, passage)
    st.session_state[GO] = st.session_state.get(GO, 0) + 1


def _take(id: str, passage: str) -> None:
    if in_hand(id) != passage:
        begin_anew()
    st.session_state.setdefault(PICKED, {})[id] = passage
