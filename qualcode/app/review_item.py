"""One item of a round: its words, its code, what was said of it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualcode.app import (
    code_card,
    parts,
    review_address,
    review_said,
    review_scroll,
    review_settle,
    review_theme,
    review_verdict,
    review_words,
    rounds_list,
)
from qualcode.app.literal import escaped
from qualcode.app.page_keys import Key, page_keys
from qualcode.app.suggestion_acts import Hint
from qualcode.model.review import ItemState, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow, ItemView
from qualcode.report.palette import colours

LISTEN = "review-listen"
OF_CODINGS = ("o", "3", "5")  # what a theme has no fields for
STEPS = (
    Hint(Key("n", ".st-key-review-next button"), "next"),
    Hint(Key("p", ".st-key-review-previous button"), "previous"),
    Hint(Key("j", ".st-key-review-next button")),
    Hint(Key("k", ".st-key-review-previous button")),
)


def show(
    project: Project, view: ItemView, shown: Sequence[ItemRow], waits: Sequence[ItemRow], of: int
) -> None:
    """Words on the left, code and verdict on the right, with the keys that work here."""
    words, decision = st.columns([1.35, 1], gap="medium")
    with words:
        _steps(view, shown, of)
        with st.container(border=True, key="review-words"):
            if view.theme is not None or view.coding is None:
                review_theme.show(project, view)
            else:
                st.html(review_words.in_context(view))
        review_scroll.to_top(view.row.item.id)
    with decision, st.container(key="review-decision"):
        if view.coding is not None:
            st.html(_coding(project, view))
        hints = _acts(project, view, waits)
        if view.coding is None:
            hints = [hint for hint in hints if hint.of.key not in OF_CODINGS]
        _keys(hints)


def _steps(view: ItemView, shown: Sequence[ItemRow], of: int) -> None:
    """Where one is in the round, and the ways back and on."""
    ids = [row.item.id for row in shown]
    at = ids.index(view.row.item.id) if view.row.item.id in ids else -1
    before = ids[at - 1] if at > 0 else None
    after = ids[at + 1] if at + 1 < len(ids) else None
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="review-steps"
    ):
        st.html(f'<div class="qcr-at">Item {view.row.item.n:,} of {of:,}</div>', width="content")
        for key, label, target in (
            ("review-previous", "← Previous", before),
            ("review-next", "Next →", after),
        ):
            st.button(
                label,
                key=key,
                type="tertiary",
                disabled=target is None,
                on_click=review_address.go_to,
                args=(target,),
            )
        with st.popover("Link", type="tertiary"):
            st.caption("The address of this item, for the people of this study:")
            st.code(
                review_address.link(view.round, view.row.item.id), language=None, wrap_lines=True
            )
        if said := review_verdict.said(view.row.item.id):
            st.html(f'<div class="qcr-said" role="status">{escaped(said)}</div>', width="content")


def _coding(project: Project, view: ItemView) -> str:
    """The code with its definition, the direction and who coded; as HTML."""
    coding, book = view.coding, project.codebook
    if coding is None:
        return ""
    hues = colours(book)
    if view.code is not None:
        told = code_card.explained(view.code, book, hues)
    else:
        told = f"<p>{escaped(view.row.title)}</p>"
    gone = "" if view.stands else '<p class="qc-muted">This coding stands no more as it was.</p>'
    return (
        f"{told}{review_settle.now(project, view)}"
        f'<p class="qcr-way"><b aria-hidden="true">{coding.direction.mark}</b>'
        f" {escaped(coding.direction.words)} · coded by {escaped(coding.coder)}</p>{gone}"
    )


def _acts(project: Project, view: ItemView, waits: Sequence[ItemRow]) -> list[Hint]:
    """What was said, and the forms of a reviewer and of a coder."""
    judges = rounds_list.judges(project, view.round)
    hints = [*STEPS, review_verdict.COMMENT_KEY]
    if judges and view.round.state is RoundState.IN_REVIEW:
        hints = [*review_verdict.KEYS, *hints]
    answers = rounds_list.settles(project) and view.round.state is not RoundState.FINAL
    asked = view.row.state in rounds_list.UNSETTLED
    if view.verdicts or view.thread or view.resolutions:
        review_said.thread(project, view)
    if answers and asked and not judges:
        _settle(project, view, waits)
        with st.expander("Comment", key=f"review-comment-{view.row.item.id}"):
            review_verdict.form(project, view, waits, judges=judges)
        return [*STEPS, *review_settle.KEYS]
    review_verdict.form(project, view, waits, judges=judges)
    if answers and asked:
        _settle(project, view, waits)
        hints += review_settle.KEYS
    elif answers and view.row.state is ItemState.SETTLED:
        with st.expander("Settle it anew", key=f"settle-anew-{view.row.item.id}"):
            review_settle.form(project, view, waits)
    return hints


def _keys(hints: Sequence[Hint]) -> None:
    """Which keys there are, in one line, and a way to do without them."""
    on = bool(st.session_state.get(LISTEN, True))
    if on:
        shown = "".join(
            f"<span><kbd>{escaped(h.shown)}</kbd> {escaped(h.words)}</span>"
            for h in hints
            if h.words
        )
        st.html(f'<div class="qcr-keys">{shown}</div>')
    page_keys([h.of for h in hints], on=on, name=review_words.HEARD, on_words=review_words.heard)
    st.toggle("Listen to keys", value=True, key=LISTEN, persist_state="session")


def _settle(project: Project, view: ItemView, waits: Sequence[ItemRow]) -> None:
    parts.heading("How is it settled?")
    review_settle.form(project, view, waits)
