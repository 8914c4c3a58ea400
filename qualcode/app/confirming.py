"""What somebody must weigh before quotes leave, asked on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from qualcode.app.literal import sentence
from qualcode.errors import Refused
from qualcode.project import Project
from qualcode.report.attribution import FewPeople
from qualcode.report.quotes import Quote
from qualcode.report.twins import SameWords

FEW = "Let few people stand out: I have weighed that readers may recognise them. This is recorded."
BOTH = "Both people said these words: I have looked at both places. This is recorded."


def captions(
    project: Project,
    quotes: Sequence[Quote],
    style: str,
    key: str,
    ask: Callable[..., list[Quote]] | None = None,
) -> tuple[list[Quote] | None, dict[str, Any]]:
    """The quotes that may leave with their captions, None where that is refused; and how they
    leave, as `Project.captioned` takes it. What may be confirmed is asked for. ``ask`` is asked in
    the place of that verb."""
    how: dict[str, Any] = {"attribution": style}
    asked = {
        FewPeople: ("confirmed", f"{key}_confirmed", FEW),
        SameWords: ("same_words", f"{key}_same_words", BOTH),
    }
    while True:
        try:
            return (ask or project.captioned)(quotes, **how), how
        except (FewPeople, SameWords) as refused:
            name, widget, label = asked[type(refused)]
            told = str(refused)
        except Refused as refused:
            sentence(str(refused), kind="error")
            return None, how
        _forget(widget, (style, told, *sorted(q.coding for q in quotes)))
        if not st.session_state.get(widget):
            sentence(told, kind="error")
        how[name] = st.checkbox(label, key=widget)
        if not how[name]:
            return None, how


def _forget(widget: str, weighed: tuple[str, ...]) -> None:
    """Take a tick back that was given for other quotes."""
    state = st.session_state
    if state.get(f"{widget}_for") != weighed:
        state[widget], state[f"{widget}_for"] = False, weighed
