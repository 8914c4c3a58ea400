"""What the person did in the workbench, on its way into the study."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qualcode.app.literal import plainly
from qualcode.app.workbench import KEY
from qualcode.errors import QualcodeError
from qualcode.project import Project

CLIENTS, TROUBLE, SAID = "workbench-clients", "workbench-trouble", "workbench-said"


def hear(project: Project, key: str = KEY) -> None:
    """Do what the outbox asks. Nothing is acknowledged that is not in the study.

    No call that draws stands here: a rerun may interrupt the script at any of them, and the acts
    must be stored first.
    """
    sent = st.session_state[key].get("outbox")
    # Anything may arrive: what is no outbox at all holds nothing, the rest is for `work` to judge.
    batches = (sent.get("batches") or []) if isinstance(sent, dict) else []
    try:
        worked = project.work(batches)
    except QualcodeError as error:
        st.session_state[TROUBLE] = plainly(str(error))
    else:
        st.session_state[TROUBLE] = " ".join(worked.left)
        st.session_state[SAID] = [list(said) for said in worked.said]
        # Of these tabs the page says from now on how far their acts are stored.
        st.session_state.setdefault(CLIENTS, set()).update(worked.acks)


def clients() -> Iterable[str]:
    """The browser tabs heard of in this session."""
    return sorted(st.session_state.get(CLIENTS, ()))


def said() -> list[list[object]]:
    """What the last undo and redo did, as [tab, number of the act, sentence]."""
    return list(st.session_state.get(SAID, ()))


def trouble() -> str:
    """Why the last acts could not be stored; empty when they were."""
    return str(st.session_state.get(TROUBLE, ""))
