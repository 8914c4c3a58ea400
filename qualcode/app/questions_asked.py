"""Where each question was asked: proposed by likeness, confirmed or changed by a person."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from qualcode.app import parts
from qualcode.app.narrowing import choose
from qualcode.model.schedule import Schedule
from qualcode.project import Project

GOES_ON, OUTSIDE = "– goes on with the question before –", "– outside the schedule –"
BY = {
    "file": "the file",
    "person": "a person",
    "likeness": "likeness",
    "nobody": "",
}


def show(project: Project, schedule: Schedule) -> None:
    """The interviewers' turns of one interview with their questions, to confirm or change."""
    st.subheader("Where each question was asked", anchor=False)
    alone, every = project.unconfirmed_questions()
    if every:
        parts.muted(
            f"{every - alone} of {parts.many(every, 'place')} confirmed by a person; the others"
            " were found by likeness to the schedule."
        )
    titles = {row["id"]: row["title"] or row["id"] for row in project.transcripts()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(
            "Interview", list(titles), "asked_transcript", lambda id: titles[id], "Choose one"
        )
        if st.button("Look for the questions again", key="asked-match", type="tertiary"):
            with parts.refusals():
                found = sum(project.match_questions().values())
                parts.tell(f"{parts.many(found, 'place')} found; what a person set stands.")
                st.rerun()
    if chosen is None:
        parts.muted("Choose an interview to look at its questions and confirm them.")
        return
    _turns(project, schedule, chosen)


def _turns(project: Project, schedule: Schedule, transcript: str) -> None:
    turns = project.asked(transcript)
    if not turns:
        parts.muted("No interviewer speaks in it; confirm the speakers on the Transcripts page.")
        return
    labels = {question.id: _label(question.id, question.text) for question in schedule.questions}
    shown: dict[str | None, str] = {None: GOES_ON, "": OUTSIDE}
    shown.update(labels)
    rows: dict[str, list[Any]] = {
        "Interviewer": [" ".join(turn.words.split()) for turn in turns],
        "Question": [shown.get(turn.question, str(turn.question)) for turn in turns],
        "By": [BY[turn.by] for turn in turns],
        "Likeness": [None if turn.likeness is None else round(turn.likeness) for turn in turns],
    }
    options = list(dict.fromkeys([*shown.values(), *rows["Question"]]))
    edited = st.data_editor(
        pd.DataFrame(rows),
        hide_index=True,
        key=f"asked-{transcript}-{project.version}",
        disabled=["Interviewer", "By", "Likeness"],
        column_config={
            "Interviewer": st.column_config.TextColumn(width=340),
            "Question": st.column_config.SelectboxColumn(options=options, required=True, width=400),
            "By": st.column_config.TextColumn(width=90),
            "Likeness": st.column_config.NumberColumn(width=80),
        },
        height=min(36 * (len(turns) + 1), 700),
    )
    if st.button("Confirm these questions", type="primary", key="asked-confirm"):
        ids = {label: id for id, label in shown.items()}
        told = {
            turn.span.start: ids[label]
            for turn, label in zip(turns, edited["Question"], strict=True)
            if turn.by != "file" and label in ids
        }
        with parts.refusals():
            project.set_asked(transcript, told)
            parts.tell("Confirmed. The counts follow these questions.")
            st.rerun()


def _label(id: str, text: str) -> str:
    words = " ".join(text.split())
    return f"{id}  {words if len(words) <= 70 else words[:69] + '…'}"
