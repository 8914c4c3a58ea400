"""Transcripts: bring them in, settle who speaks, read them, correct what is known of them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.app.pick import Item, pick
from qualcode.app.speakers import confirm_speakers
from qualcode.app.transcript_parts import describe, list_oddities, read, remove
from qualcode.app.uploading import show_report, upload
from qualcode.model import CoderRole, Kind, Speaker
from qualcode.project import Project

CHOSEN = "transcript-open"


def render(project: Project) -> None:
    """Upload above; below, the list at the left and the chosen transcript at the right."""
    parts.title(
        "Transcripts", "Bring in interviews and other texts, and say once who speaks in each."
    )
    rows = project.transcripts()
    show_report()
    if not rows:
        st.write(
            "Nothing here yet. Interviews belong here, and whatever else you want to code:"
            " documents, reflections, feedback. Choose the files to begin."
        )
        upload(project)
        return
    with st.expander("Bring in more files"):
        upload(project)
    speakers = project.speakers()
    # Those still to confirm come first; the order is otherwise that of arrival.
    rows.sort(key=lambda row: not _due(speakers[row["id"]]))
    due = [row["id"] for row in rows if _due(speakers[row["id"]])]
    parts.muted(_summary(len(rows), len(due)))
    _confirm_matched(project, {id: speakers[id] for id in due})
    listed, whole = st.columns([1, 1.9], gap="large")
    with listed:
        chosen = pick(
            [_item(row, speakers[row["id"]]) for row in rows], CHOSEN, label="Transcripts"
        )
    with whole:
        row = next(row for row in rows if row["id"] == chosen)
        _show(project, row, due=chosen in due)


def _summary(count: int, due: int) -> str:
    texts = parts.many(count, "text")
    if not due:
        return f"{texts}. All speakers are settled."
    return f"{texts}; in {due} the speakers are still to be confirmed."


def _confirm_matched(project: Project, due: dict[str, list[Speaker]]) -> None:
    """One button for all texts whose files said already who everybody is."""
    matched = [
        id for id, speakers in due.items() if all(s.interviewer or s.participant for s in speakers)
    ]
    if len(matched) < 2:
        return
    words = f"Confirm the {len(matched)} texts whose files name their participants"
    if st.button(words, key="confirm-matched"):
        with parts.refusals():
            for id in matched:
                project.set_speakers(id, due[id])
            parts.tell(f"The speakers of {len(matched)} texts are settled.")
            st.rerun()


def _due(speakers: list[Speaker]) -> bool:
    return any(not (s.confirmed or s.interviewer) for s in speakers)


def _item(row: dict[str, Any], speakers: list[Speaker]) -> Item:
    due = _due(speakers)
    kind = "" if row["kind"] == Kind.INTERVIEW else row["kind"]
    numbers = (parts.many(row["words"], "word"), parts.many(row["codings"], "coding"))
    note = ", ".join(x for x in (kind, *numbers) if x)
    return Item(row["id"], row["title"], note, mark="who speaks?" if due else "✓", due=due)


def _show(project: Project, row: dict[str, Any], *, due: bool) -> None:
    id = row["id"]
    transcript = project.transcript(id)
    odd = project.oddities(id)
    named, door = st.columns([3, 1], vertical_alignment="center")
    with named:
        parts.heading(transcript.title, _facts(row))
    if not due and door.button("Code this text", key=f"code-{id}", width="stretch"):
        parts.go("code", transcript=id)
    if project.acting_role is CoderRole.RESEARCHER and door.button(
        "Bring a corrected version", key=f"correct-{id}", width="stretch"
    ):
        parts.go("corrections", transcript=id)
    tabs = ["Text", "Who speaks", "About", "Oddities", "Take out"]
    text, who, about, oddities, out = st.tabs(
        tabs, default="Who speaks" if due else "Text", key=f"tabs-{id}"
    )
    with text:
        read(transcript)
    with who:
        if confirm_speakers(project, transcript):
            # On to the next one, which stands first in the list.
            st.session_state.pop(CHOSEN)
            st.rerun()
    with about:
        describe(project, transcript)
    with oddities:
        list_oddities(odd)
    with out:
        remove(project, transcript)


def _facts(row: dict[str, Any]) -> str:
    who = ", ".join(row["participants"]) or "Participant not known"
    known = (
        who,
        row["authority"],
        row["wave"] and f"wave: {row['wave']}",
        row["date"],
        row["mode"],
    )
    file = row.get("file_name")
    return ", ".join(x for x in known if x) + (f". From the file {file}." if file else ".")
