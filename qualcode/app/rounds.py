"""Rounds: what waits for a judgement, and one item after another."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts, review_address, review_desk, review_look, rounds_list, rounds_new
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.review import Round, RoundState
from qualcode.project import Project

LEAD = "A second pair of eyes on the coding: passage by passage, agree, question or disagree."


def render(project: Project) -> None:
    """The open round, or the list of rounds."""
    rounds = project.rounds()
    chosen, astray = _chosen(project, rounds)
    # In an open round the words stand first, as high on the page as they can.
    parts.title("Rounds", "" if chosen else LEAD)
    review_look.style()
    if astray:
        sentence(astray)
    if told := project.lost_items():
        sentence(told)
    if chosen is not None:
        review_desk.show(project, chosen, several=len(rounds) > 1)
    elif rounds:
        rounds_list.show(project, rounds)
    else:
        _none(project)


def _none(project: Project) -> None:
    if project.acting_role is not CoderRole.RESEARCHER:
        with st.container(border=True, key="empty"):
            st.write(
                "Nothing waits for your judgement yet. When the researcher makes a round of"
                " review, its passages stand here, one after another."
            )
        return
    with st.container(border=True, key="empty"):
        st.write(
            "A round of review takes a fixed part of the coding, drawn by chance, and lays it"
            " before somebody else. She says of every passage agree, question or disagree; you"
            " answer and settle. What was coded before stays as it was, so that agreement can"
            " always be worked out on it."
        )
        rounds_new.form(project)


def _chosen(project: Project, rounds: list[Round]) -> tuple[Round | None, str]:
    """The round the address or the person asks for, of one alone that one; and what was amiss."""
    review_address.follow()
    asked, item = review_address.round_asked(), review_address.item_asked()
    if asked is None and item is not None:
        try:
            view = project.review_item(item)
        except QualcodeError:
            review_address.leave()
            return None, "The address names an item that is in no round of this study."
        asked = review_address.key(view.round, rounds)
        review_address.open_round(asked, view.row.item.id)
    if asked == review_address.ALL:
        return None, ""
    if asked is None:
        return _the_one(project, rounds), ""
    found = [r for r in rounds if asked in (r.id, str(r.number))]
    if found:
        return found[-1], ""
    review_address.leave()
    return None, "The address names a round that is not in this study."


def _the_one(project: Project, rounds: list[Round]) -> Round | None:
    """The only round there is, or the only one in which something waits for the acting person."""
    if len(rounds) == 1:
        return rounds[0]
    waiting = [
        one
        for one in rounds
        if one.state is not RoundState.FINAL
        and (
            rounds_list.to_code(project, one)
            or rounds_list.waiting(project, one, project.review_items(one.id))
        )
    ]
    return waiting[0] if len(waiting) == 1 else None
