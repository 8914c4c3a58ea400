"""Deciding on suggestions, the line that says what was done, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from qualcode.app import parts, suggestion_cues
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.app.page_keys import Key
from qualcode.app.suggestion_scope import BACK, REVEALED
from qualcode.errors import QualcodeError
from qualcode.model import Direction, Suggestion
from qualcode.project import Project

DIRECTION, OTHER, DONE, SAID = "offers-direction", "offers-other", "offers-done", "offers-said"
MOST_DONE = 200


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does in one or two words; without words it is not shown."""

    of: Key
    words: str = ""
    label: str = ""

    @property
    def shown(self) -> str:
        """How the key is written."""
        return self.label or self.of.key


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last, so that it can be taken back. ``codings`` are those it made."""

    verdict: str
    suggestion: str
    text: str
    codings: tuple[str, ...] = ()


UNDO = Hint(Key("u", ".st-key-offers-undo button"), "undo")
KEYS = (UNDO,)


def decide(
    project: Project,
    offered: Suggestion,
    verdict: str,
    code: str | None = None,
    other: str | None = None,
) -> None:
    """Decide, unless a click before this one has decided already.

    ``other`` names a widget that holds the code to give instead.
    """
    code = code or (st.session_state.get(other) if other else None)
    if other and not code:
        return
    done = st.session_state.setdefault(DONE, [])
    try:
        if not project.is_waiting(offered.id):
            return
        direction = st.session_state.get(DIRECTION) or Direction.PRESENT
        made = project.decide(offered.id, verdict, code=code, direction=direction)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[DIRECTION] = Direction.PRESENT
    st.session_state.pop(BACK, None)
    given = code or offered.code
    words = {
        "accept": f"Coded as {given}, {Direction(direction).words}.",
        "reject": f"Rejected {given}.",
        "skip": f"Skipped {given}; it waits behind the others.",
    }
    remember(done, Done(verdict, offered.id, words[verdict], (made.id,) if made else ()))


def remember(done: list[Done], last: Done) -> None:
    """Keep what was done, so that it can be undone; not for ever."""
    done.append(last)
    del done[:-MOST_DONE]
    st.session_state[SAID] = last.text


def said(project: Project) -> None:
    """What was just done, with the way back and the way on; the line keeps its place."""
    done: list[Done] = st.session_state.get(DONE, [])
    text = st.session_state.get(SAID, "")
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="offers-said-line"
    ):
        st.html(f'<div class="qco-said" role="status">{escaped(text)}</div>', width="content")
        if done:
            st.button(
                "Undo",
                key="offers-undo",
                type="tertiary",
                help="Take back the last decision",
                on_click=_undo,
                args=(project,),
            )
            suggestion_cues.from_passage(project, done[-1].codings)


def _undo(project: Project) -> None:
    """Take the last decision back, and show its suggestion again."""
    done: list[Done] = st.session_state.get(DONE, [])
    if not done:
        return
    last = done.pop()
    if last.verdict == "reject":
        text = "The suggestion waits again."
        tried(project.decide, last.suggestion, "skip")
    elif last.codings:
        text = "The coding is withdrawn."
        for coding in last.codings:
            tried(project.withdraw, coding)
        if last.suggestion:
            text = "The coding is withdrawn, and the suggestion waits again."
    else:
        # Skipped, it waits already; it only has to come back to the front.
        text = "Here it is again."
    st.session_state[SAID] = text
    # What a passage's suggestions were has been seen, so they wait openly from now on.
    st.session_state.pop(REVEALED, None)
    if last.suggestion:
        st.session_state[BACK] = last.suggestion


def brought_back(project: Project) -> Suggestion | None:
    """The suggestion an undo brought back, while it waits."""
    id = st.session_state.get(BACK)
    try:
        return project.suggestion(id) if id and project.is_waiting(id) else None
    except QualcodeError:
        return None
