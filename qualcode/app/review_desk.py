"""An open round: how much waits, the list of items, and the item in hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualcode.app import (
    parts,
    review_address,
    review_item,
    review_list,
    rounds_list,
    rounds_steps,
)
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model.review import ItemState, Round, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow


def show(project: Project, round: Round, *, several: bool) -> None:
    """The round: its state, what waits, and the item in hand."""
    rows = project.review_items(round.id)
    waits = rounds_list.waiting(project, round, rows)
    _head(project, round, several)
    if not rows:
        review_address.write(round, None)
        parts.muted(rounds_list.progress(project, round, rows))
        rounds_steps.show(project, round, rows)
        return
    _progress(project, round, rows, waits)
    rounds_steps.lead(project, round, rows)
    current = _current(rows, waits)
    if not waits:
        _nothing_waits(project, round, rows)
    listed, item = st.columns([1, 3.3], gap="medium")
    with listed, st.container(key="review-list"):
        shown = review_list.show(project, round, rows, waits, current)
    review_address.write(round, current.item.id)
    with item, st.container(key="review-item"):
        try:
            view = project.review_item(current.item.id)
        except QualcodeError as error:
            sentence(str(error), kind="error")
        else:
            review_item.show(project, view, shown, waits, len(rows))
    rounds_steps.show(project, round, rows)


def _head(project: Project, round: Round, several: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="review-head"):
        st.html(parts.named(rounds_list.name(round), rounds_list.told(round)))
        if several or rounds_steps.makes(project):
            st.button(
                "All rounds, or make another" if rounds_steps.makes(project) else "All rounds",
                key="rounds-all",
                type="tertiary",
                on_click=review_address.leave,
            )


def _progress(
    project: Project, round: Round, rows: Sequence[ItemRow], waits: Sequence[ItemRow]
) -> None:
    """What waits, in words and as a bar; to begin with, what to do."""
    said = rounds_list.progress(project, round, rows)
    if waits:
        said = rounds_list.waiting_words(project, round, rows, waits)
    st.html(rounds_list.line(said, len(rows) - len(waits), len(rows)))
    if waits and rounds_list.judges(project, round) and not any(row.mine for row in rows):
        parts.muted(
            "Read the marked words: do the code beside them and its direction fit? Of a theme: do"
            " its quotes bear it out? Agree, question or disagree, with a comment if you like; then"
            " the next item comes by itself. Nothing you do changes the coding."
        )


def _current(rows: Sequence[ItemRow], waits: Sequence[ItemRow]) -> ItemRow:
    """The item asked for, else the first that waits, else the first."""
    asked = review_address.item_asked()
    found = next((row for row in rows if row.item.id == asked), None)
    if asked and found is None:
        sentence("The address names an item that is not in this round.")
    return found or (waits or rows)[0]


def _nothing_waits(project: Project, round: Round, rows: Sequence[ItemRow]) -> None:
    """The end of the work for now, and what happens next."""
    if round.state is RoundState.FINAL:
        sentence("This round is finished. Everything said in it stays here to be read.")
        return
    judges = rounds_list.judges(project, round)
    if judges and all(row.mine for row in rows):
        said = f"You have looked at all {parts.many(len(rows), 'item')}."
        sentence(f"{said} {_next(round, rows)}", kind="done")
    elif judges and round.state is not RoundState.IN_REVIEW:
        sentence(
            "Verdicts are given while a round is in review. It is back with the coders now; you"
            " can read and comment."
        )
    elif rounds_list.settles(project):
        sentence("Nothing waits to be settled. " + _next(round, rows))


def _next(round: Round, rows: Sequence[ItemRow]) -> str:
    unsettled = sum(row.state in rounds_list.UNSETTLED for row in rows)
    if round.state is RoundState.IN_REVIEW and unsettled:
        return (
            f"The coders now answer the {parts.many(unsettled, 'item')} that"
            f" {'was' if unsettled == 1 else 'were'} questioned or disagreed with; you see here"
            " what became of each. You can change a verdict until then."
        )
    if any(row.state is ItemState.WAITING for row in rows):
        return "Some items still wait for a reviewer."
    return "The researcher can finish the round."
