"""The list of rounds: where each stands, and what waits in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from qualcode.app import parts, review_address, rounds_new
from qualcode.app.literal import escaped
from qualcode.model import CoderRole
from qualcode.model.review import ItemState, Round, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow

FRESH = ItemState.WAITING
UNSETTLED = (ItemState.QUESTIONED, ItemState.DISAGREED)
STATES = {
    RoundState.ASSIGNED: "waits for its coders to begin",
    RoundState.CODING: "is being coded, each coder apart",
    RoundState.SUBMITTED: "is coded; the review is to be opened",
    RoundState.IN_REVIEW: "in review",
    RoundState.RETURNED: "back with the coders",
    RoundState.FINAL: "finished",
}


def show(project: Project, rounds: Sequence[Round]) -> None:
    """The newest round first; each with the button that opens it."""
    for one in reversed(rounds):
        rows = project.review_items(one.id)
        with st.container(border=True, key=f"round-card-{one.id}"):
            st.html(parts.named(name(one), told(one)))
            parts.muted(progress(project, one, rows))
            waits = len(waiting(project, one, rows))
            codes = to_code(project, one)
            st.button(
                f"Open: {waits:,} for you" if waits else "Open: yours to code" if codes else "Open",
                key=f"round-open-{one.id}",
                type="primary" if waits or codes else "secondary",
                on_click=review_address.open_round,
                args=(review_address.key(one, rounds),),
            )
    if project.acting_role is CoderRole.RESEARCHER:
        with st.expander("Make another round", key="round-new-box"):
            rounds_new.form(project)


def name(round: Round) -> str:
    """The number and, where it has one of its own, the title."""
    number = f"Round {round.number}"
    return number if round.title in ("", number) else f"{number}: {round.title}"


def told(round: Round) -> str:
    """Where a round stands, when it is due and who looks, in one line."""
    said = [STATES[round.state]]
    if round.due and round.state is not RoundState.FINAL:
        said.append(due(round.due, date.today()))
    if round.reviewers:
        said.append(f"reviewed by {', '.join(round.reviewers)}")
    if round.coders:
        said.append(f"coded by {', '.join(round.coders)}")
    line = "; ".join(said)
    return f"{line[:1].upper()}{line[1:]}."


def due(day: str, today: date) -> str:
    """When a round is due, and that it is overdue.

    >>> due("2026-03-09", date(2026, 3, 1)), due("2026-03-01", date(2026, 3, 9))
    ('due on 9 March 2026', 'was due on 1 March 2026 and is 8 days overdue')
    """
    asked = date.fromisoformat(day)
    written = f"{asked.day} {asked:%B %Y}"
    late = (today - asked).days
    if late <= 0:
        return f"due today, {written}" if late == 0 else f"due on {written}"
    return f"was due on {written} and is {parts.many(late, 'day')} overdue"


def judges(project: Project, round: Round) -> bool:
    """Whether the acting person reviews: one of the reviewers, or a researcher if there is none."""
    alone = not round.reviewers and project.acting_role is CoderRole.RESEARCHER
    return project.coder in round.reviewers or alone


def settles(project: Project) -> bool:
    """Whether the acting person codes, and so answers and settles."""
    return project.acting_role is not CoderRole.MENTOR


def to_code(project: Project, round: Round) -> bool:
    """Whether the acting person still codes the interviews of a round."""
    return round.blind and project.coder in round.coders and project.coder not in round.submitted


def waiting(project: Project, round: Round, rows: Sequence[ItemRow]) -> list[ItemRow]:
    """Items that wait for the acting person: for their verdict, or to be settled."""
    mine = judges(project, round) and round.state is RoundState.IN_REVIEW
    answers = settles(project) and round.state is not RoundState.FINAL
    return [
        row for row in rows if (mine and row.mine is None) or (answers and row.state in UNSETTLED)
    ]


def progress(project: Project, round: Round, rows: Sequence[ItemRow]) -> str:
    """How much is looked at and how much is open, in one sentence."""
    if not rows:
        if round.coders and round.state in (RoundState.ASSIGNED, RoundState.CODING):
            return (
                f"{parts.many(len(round.interviews), 'interview')}; {len(round.submitted)} of"
                f" {len(round.coders)} coders have handed in."
            )
        return "Its passages come when the review is opened."
    judging = judges(project, round)
    done = sum((row.mine is not None) if judging else (row.state is not FRESH) for row in rows)
    who = "You have judged" if judging else "Judged:"
    said = [f"{who} {done:,} of {parts.many(len(rows), 'item')}"]
    return f"{'; '.join([*said, *outcomes(rows)])}."


def outcomes(rows: Sequence[ItemRow]) -> list[str]:
    """What came of the verdicts so far; nothing where there is nothing to tell."""
    said = []
    if unsettled := sum(row.state in UNSETTLED for row in rows):
        said.append(f"{unsettled:,} questioned or disagreed with and not settled yet")
    if settled := sum(row.state is ItemState.SETTLED for row in rows):
        said.append(f"{settled:,} settled")
    return said


def waiting_words(
    project: Project, round: Round, rows: Sequence[ItemRow], waits: Sequence[ItemRow]
) -> str:
    """How many items wait, and for what; what came of the others.

    Who only settles is asked for an answer, who only reviews for a verdict.
    """
    verb = "waits" if len(waits) == 1 else "wait"
    judging = judges(project, round) and round.state is RoundState.IN_REVIEW
    what = "for you" if judging and settles(project) else "for your verdict"
    if not judging:
        what = "for your answer"
    said = f"{len(waits):,} of {parts.many(len(rows), 'item')} {verb} {what}"
    return f"{'; '.join([said, *(outcomes(rows) if judging else [])])}."


def bar(done: int, of: int) -> str:
    """A thin bar of how much is done, as HTML; the words beside it say the same."""
    share = 100 * done / of if of else 0
    return f'<div class="qcr-bar" aria-hidden="true"><i style="width:{share:.1f}%"></i></div>'


def line(words: str, done: int, of: int) -> str:
    """The bar with its words, as HTML."""
    return f'<div class="qcr-progress">{escaped(words)}{bar(done, of)}</div>'
