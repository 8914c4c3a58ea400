"""What the parts of the Code page share: a passage in hand, and acts that may be refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.errors import QualcodeError
from qualcode.model import Codebook, Direction
from qualcode.project import Passage, Project

DIRECTION = "panel-direction"


@dataclass(frozen=True)
class Desk:
    """The study, the picked passage, and how codes look."""

    project: Project
    passage: Passage
    codebook: Codebook
    hues: Mapping[str, str]

    @property
    def direction(self) -> Direction:
        """The direction chosen for the next coding."""
        return Direction(st.session_state.get(DIRECTION) or Direction.PRESENT)


def begin_anew() -> None:
    """Another passage: its codings are of something present unless somebody says otherwise."""
    st.session_state[DIRECTION] = Direction.PRESENT


def tried(verb: Callable[..., Any], *given: object, **named: object) -> bool:
    """Do it; a refusal is told when the page is drawn again. Whether it was done."""
    try:
        verb(*given, **named)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return False
    return True


def act(verb: Callable[..., Any], *given: object, **named: object) -> None:
    """The same, for buttons."""
    tried(verb, *given, **named)


def waits(project: Project, transcript: str, suggestion: str) -> bool:
    """Whether a suggestion still waits for the acting person."""
    return any(s.id == suggestion for s in project.pending(transcript, weak=True))
