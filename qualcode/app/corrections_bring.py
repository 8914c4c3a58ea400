"""A corrected file: what it would do is shown first, then done at the press of a button."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.model.corrected import Correction
from qualcode.project import Project, Upload
from qualcode.project.correcting_told import told
from qualcode.project.previewing import readable_endings

ROUND, SEEN = "corrections-done", "corrections-seen"


def render(project: Project, transcript: str) -> None:
    """Choose the file, read what would happen, say why, do it."""
    n = st.session_state.get(ROUND, 0)
    file = st.file_uploader("The corrected transcript", key=f"correct-file-{transcript}-{n}")
    if file is None:
        parts.muted(
            f"Taken in: {', '.join(readable_endings())}. The text there is now stays readable as an"
            " older version."
        )
        return
    given = Upload(file.name, file.getvalue())
    seen = _looked(project, transcript, given, file.file_id)
    if isinstance(seen, str):
        sentence(seen, kind="error")
        return
    _show(project, seen)
    reason = st.text_input(
        "Why was it corrected?",
        key=f"correct-reason-{transcript}-{n}",
        max_chars=300,
        placeholder="such as: typing errors put right after listening again",
    )
    st.button(
        "Put this text in its place",
        type="primary",
        key="correct",
        on_click=_correct,
        args=(project, transcript, given, reason),
    )


def _looked(project: Project, transcript: str, given: Upload, file: str) -> Correction | str:
    """What the file would do, or why it is refused; worked out once for each state of both."""
    key = (transcript, file, project.version)
    held = st.session_state.get(SEEN)
    if held is None or held[0] != key:
        try:
            with st.spinner("Looking for the words that were coded"):
                found: Correction | str = project.correct_transcript(
                    transcript, given, dry_run=True
                )
        except QualcodeError as error:
            found = str(error)
        st.session_state[SEEN] = held = (key, found)
    seen: Correction | str = held[1]
    return seen


def _show(project: Project, seen: Correction) -> None:
    for line in (*told(seen, done=False), *_read_at_once(project, seen)):
        parts.muted(line)
    if seen.new_speakers or seen.gone_speakers:
        labels = [
            *(f"{label} (new)" for label in seen.new_speakers),
            *(f"{label} (speaks no more)" for label in seen.gone_speakers),
        ]
        parts.muted(f"Speakers: {', '.join(labels)}.")


def _read_at_once(project: Project, correction: Correction) -> list[str]:
    """Files wait while a name is in the new words; a mentor does not."""
    mentors = any(coder.role is CoderRole.MENTOR for coder in project.coders())
    if not correction.added or not mentors:
        return []
    return [
        "A mentor reads the new words at once, and a name that is new to the text is not replaced"
        " in them: look through them on the page Names before she does."
    ]


def _correct(project: Project, transcript: str, given: Upload, reason: str) -> None:
    try:
        done = project.correct_transcript(transcript, given, reason)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    # What waits, fell out or can no more be undone is no success to be ticked off.
    first, *rest = told(done, done=True)
    parts.tell(first)
    for line in (*rest, *_read_at_once(project, done)):
        parts.tell(line, "note")
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(SEEN, None)
