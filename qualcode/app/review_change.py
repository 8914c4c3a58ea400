"""What could stand instead of a coding: another code, another direction, other words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from qualcode.app import draft, parts, review_words
from qualcode.app.code_card import direction_label, label
from qualcode.model import Direction, Span
from qualcode.model.review import Proposal
from qualcode.project import Project
from qualcode.project.review_views import ItemView

EMPTY = {"code": None, "direction": None, "words": ""}


@dataclass(frozen=True, slots=True)
class Change:
    """What a person put into the fields; None where it stays as it is."""

    code: str | None = None
    direction: Direction | None = None
    span: Span | None = None

    @property
    def proposal(self) -> Proposal | None:
        """The same as a proposal, None where nothing is changed."""
        if self == Change():
            return None
        return Proposal(code=self.code, direction=self.direction, span=self.span)


def fields(project: Project, view: ItemView, key: str) -> None:
    """A code, a direction, and the words that should carry them."""
    coding, book = view.coding, project.codebook
    if coding is None:
        return
    codes = [code.id for code in book if not code.retired and code.id != coding.code]
    kept = st.session_state.get(draft.field(key, "code"))
    if kept is not None and kept not in codes:
        st.session_state[draft.field(key, "code")] = None
    st.selectbox(
        "Another code",
        codes,
        index=None,
        format_func=partial(label, book),
        placeholder="As it is",
        key=draft.field(key, "code"),
        persist_state="session",
    )
    st.selectbox(
        "Another direction",
        [way for way in Direction if way is not coding.direction],
        index=None,
        format_func=direction_label,
        placeholder="As it is",
        key=draft.field(key, "direction"),
        persist_state="session",
    )
    if not coding.quote:
        return  # whose words are not shown, nobody can choose others of them
    st.text_area(
        "Other words",
        placeholder="As they are. Mark words in the passage with the mouse, or copy them here.",
        key=draft.field(key, "words"),
        height=68,
        persist_state="session",
    )
    if (said := review_words.marked(view)) is not None:
        parts.muted(f"Marked: “{said if len(said) < 120 else said[:117] + '…'}”")
        st.button(
            "Take the marked words",
            key=draft.field(key, "marked"),
            on_click=_take,
            args=(key, said),
        )


def _take(key: str, words: str) -> None:
    st.session_state[draft.field(key, "words")] = words


def given(view: ItemView, key: str) -> Change:
    """What the fields say.

    Raises
    ------
    Refused
        The other words do not stand in the passage.
    """
    state = st.session_state
    words = (state.get(draft.field(key, "words")) or "").strip()
    span = review_words.span_of(words, view) if words else None
    if view.coding is not None and span == view.coding.span:
        span = None
    return Change(
        code=state.get(draft.field(key, "code")),
        direction=state.get(draft.field(key, "direction")),
        span=span,
    )


def described(project: Project, view: ItemView, change: Change | Proposal) -> str:
    """A change in words, such as "3.a Trust instead, ✕ absent or barrier"."""
    said = []
    if change.code is not None:
        said.append(f"{label(project.codebook, change.code)} instead")
    if change.direction is not None:
        said.append(direction_label(change.direction))
    if change.span is not None:
        words = review_words.words_at(change.span, view)
        said.append(f"on the words “{words}”" if words else "on other words")
    return ", ".join(said)
