"""What is being done to the codebook on its page: which view, which code, which act."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qualcode.app import parts
from qualcode.model import Code
from qualcode.project import Consequences

CHOSEN, VIEW, ACT, AGAIN = "code-open", "book-view", "book-act", "book-again"
CHOICES = "split-to"
TREE, CHECKS, VERSIONS, FILE = "codes", "checks", "versions", "file"


def open_code(id: str) -> None:
    """Show this code with its rules."""
    st.session_state[CHOSEN] = id
    st.session_state[VIEW] = TREE
    leave()


def begin(act: str, code: Code) -> None:
    """Begin an act on a code; the code is remembered as it is now."""
    st.session_state[ACT] = (act, code)
    st.session_state.pop(CHOICES, None)


def in_hand(code: Code) -> str | None:
    """The act begun on this code; one begun on another code is let go."""
    act, begun_on = st.session_state.get(ACT, (None, None))
    if act and begun_on.id != code.id:
        leave()
        return None
    return str(act) if act else None


def as_begun(code: Code) -> Code:
    """The code as it was when the act in hand began."""
    begun: Code = st.session_state.get(ACT, (None, code))[1]
    return begun


def leave() -> None:
    """Let go of the act in hand."""
    st.session_state.pop(ACT, None)


def reason(key: str = "act-reason") -> str:
    """Asks why the codebook changes."""
    return st.text_input(
        "Why?",
        key=key,
        max_chars=300,
        placeholder="One line, kept with the new version",
    )


def confirmed(label: str) -> bool:
    """The button that does it, beside the one that leaves everything as it is."""
    with st.container(horizontal=True):
        pressed = st.button(label, type="primary", key="act-do")
        st.button("Cancel", key="act-cancel", on_click=leave)
    return pressed


def act(do: Callable[[], int], done: str, show: str, again: Consequences | None = None) -> None:
    """Do it; then say so, show the code that is left, and list what to read again.

    A refusal stands as a sentence below the button, and what was typed stays.
    """
    with parts.refusals():
        version = do()
        leave()
        st.session_state[CHOSEN] = show
        if again is not None and again.interviews:
            st.session_state[AGAIN] = again.interviews
        parts.tell(f"{done} The codebook is now version {version}.")
        st.rerun()
