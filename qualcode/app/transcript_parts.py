"""One transcript: its text to read, what is known of it, its oddities, and taking it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.model import Kind, Problem, Transcript
from qualcode.project import Project


def read(transcript: Transcript) -> None:
    """The words as they were said, every speaker by name."""
    asking = {s.label for s in transcript.speakers if s.interviewer}
    with st.container(height=620, border=False, key="reading"):
        st.html("".join(_turns(transcript, asking)))


def _turns(transcript: Transcript, asking: set[str]) -> Iterator[str]:
    at = 0
    for turn in transcript.turns:
        yield _between(transcript.text[at : turn.span.start], turn.speaker)
        kind = "qc-turn qc-asks" if turn.speaker in asking else "qc-turn"
        words = escaped(transcript.quote(turn.span).strip())
        yield f'<div class="{kind}"><span>{escaped(turn.speaker)}</span><p>{words}</p></div>'
        at = turn.span.end
    yield _between(transcript.text[at:], "")


def _between(text: str, speaker: str) -> str:
    """Lines outside every turn, such as headings; the label before a turn is left out."""
    shown = [line for line in text.split("\n") if line.strip()]
    # The label leads up to the words on their own line, or stands on the line above them.
    if speaker and shown and (text.rpartition("\n")[2].strip() or speaker in shown[-1]):
        shown.pop()
    return f'<div class="qc-prose"><p>{escaped(chr(10).join(shown))}</p></div>' if shown else ""


def describe(project: Project, transcript: Transcript) -> None:
    """Title, kind, level, wave, date and way of talking, to correct."""
    id = transcript.id
    kinds = [kind.value for kind in Kind]
    with st.form(f"about-{id}", border=False):
        title = st.text_input("Title", transcript.title, max_chars=200)
        left, right = st.columns(2)
        given = {
            "title": title,
            "kind": left.selectbox("Kind", kinds, kinds.index(transcript.kind.value)),
            "wave": right.text_input("Wave, if you interview in rounds", transcript.wave or ""),
            "date": left.text_input("Date, as year-month-day", transcript.date or ""),
            "mode": right.text_input("Way of talking, such as telephone", transcript.mode or ""),
            "level": left.text_input("Level: programme or authority", transcript.level or ""),
        }
        parts.muted("Only interviews and focus groups stand in counts of interviews.")
        if st.form_submit_button("Keep these", type="primary"):
            changes = {key: (value or "").strip() or None for key, value in given.items()}
            changes["title"] = changes["title"] or transcript.title
            changes = {k: v for k, v in changes.items() if v != getattr(transcript, k)}
            with parts.refusals():
                if changes:
                    project.describe_transcript(id, **changes)
                parts.tell("Kept." if changes else "Nothing had changed.")
                st.rerun()


def list_oddities(oddities: Sequence[Problem]) -> None:
    """What was odd when the file was read."""
    if not oddities:
        parts.muted("Nothing was odd when this file was read.")
        return
    parts.muted("What was noticed when the file was read. Nothing was changed silently.")
    st.html(listed(oddities))


def listed(oddities: Sequence[Problem]) -> str:
    """Oddities as a list in HTML, with their lines where they have one."""
    lines = (str(o).strip() for o in oddities)
    items = "".join(f"<li>{escaped(line[:1].upper() + line[1:])}</li>" for line in lines)
    return f'<div class="qc-prose"><ul>{items}</ul></div>'


def remove(project: Project, transcript: Transcript) -> None:
    """Take the transcript out of view, once the person has ticked what goes with it."""
    codings = project.codings(transcript=transcript.id)
    count = parts.many(len(codings), "coding")
    by = Counter(coding.coder for coding in codings)
    whose = "; ".join(f"{name}: {n}" for name, n in by.items())
    goes = f"This takes the text and its {count} ({whose})" if codings else "This takes the text"
    parts.muted(
        f"{goes} out of every page and count. The history keeps what was here, and the file you"
        " imported stays where it is."
    )
    agreed = st.checkbox(
        f"Yes, take it out of view with its {count}" if codings else "Yes, take it out of view",
        key=f"agree-{transcript.id}",
    )
    if st.button("Take it out", disabled=not agreed, key=f"remove-{transcript.id}"):
        with parts.refusals():
            project.remove_transcript(transcript.id)
            parts.tell(f"{transcript.title} is out of view, with {count}.")
            st.rerun()
