"""Suggestions: decide one after another; only acceptance makes a coding."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qualcode.app import (
    parts,
    suggestion_acts,
    suggestion_card,
    suggestion_cues,
    suggestion_first,
    suggestion_look,
    suggestion_proposals,
    suggestion_settings,
)
from qualcode.app.literal import escaped
from qualcode.app.page_keys import page_keys
from qualcode.app.suggestion_scope import Scope, chosen_scope
from qualcode.project import Project

KEYS = "offers-keys"


def render(project: Project) -> None:
    """One passage at a time, and below it what the suggestions come from."""
    parts.title("Suggestions", "Decide one after another. Only your acceptance makes a coding.")
    titles = {row["id"]: row["title"] for row in project.transcripts()}
    if not titles:
        parts.empty(
            "Here wait the codes that are suggested for your interviews, each with its reason."
            " There is no interview in the study yet.",
            "Upload transcripts",
            "transcripts",
        )
        return
    if not len(project.codebook):
        parts.empty(
            "Suggestions come from the definitions and cue phrases of the codebook, which is"
            " empty.",
            "Add a codebook",
            "codebook",
        )
        return
    suggestion_look.style()
    if not project.about()["options"]["suggestions"]:
        suggestion_settings.switched_off(project)
        return
    _decide(project, titles)
    suggestion_proposals.proposals(project)
    suggestion_settings.settings(project, titles)


def _decide(project: Project, titles: Mapping[str, str]) -> None:
    """The one thing to decide on now."""
    shown = suggestion_first.revealed()
    scope = chosen_scope(project, titles)
    suggestion_acts.said(project)
    keys: tuple[suggestion_acts.Hint, ...]
    if shown is not None:
        suggestion_first.reveal(project, shown, titles)
        keys = suggestion_first.REVEAL_KEYS
    elif (back := suggestion_acts.brought_back(project)) is not None:
        suggestion_card.card(project, back, titles)
        keys = suggestion_card.KEYS
    elif scope.nothing:
        suggestion_settings.nothing(project, titles, scope.decided)
        keys = suggestion_acts.KEYS
    elif (passage := suggestion_first.due(scope)) is not None:
        suggestion_first.ask(project, passage, titles)
        keys = suggestion_first.KEYS
    else:
        suggestion_card.card(project, project.suggestion(_first(scope)), titles)
        keys = suggestion_card.KEYS
    on = bool(st.session_state.get(suggestion_settings.LISTEN, True))
    if on:
        _legend(keys)
    page_keys([key.of for key in keys], on=on, name=KEYS, on_words=suggestion_cues.heard)


def _first(scope: Scope) -> str:
    return scope.waiting[0].id


def _legend(keys: tuple[suggestion_acts.Hint, ...]) -> None:
    """Which keys there are, in one line."""
    shown = "".join(
        f"<span><kbd>{escaped(hint.shown)}</kbd> {escaped(hint.words)}</span>"
        for hint in keys
        if hint.words
    )
    st.html(f'<div class="qco-keys">{shown}</div>')
