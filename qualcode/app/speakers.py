"""The speaker table of one transcript: proposed by the reader, confirmed once by a person."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.errors import Refused
from qualcode.model import Participant, Speaker, Transcript, fold
from qualcode.project import Project

ASKS, NOBODY, NEW = "asks", "nobody", "new"
CHOICES = {
    ASKS: "The interviewer",
    NOBODY: "Somebody not known",
    NEW: "A participant new to the study",
}
MOST_CARDS = 8
# A speaker as the person would have it, and whether the participant is new by this.
Choice = tuple[Speaker, bool]
FIELDS = ("role_label", "agency_label", "authority")


def confirm_speakers(project: Project, transcript: Transcript) -> bool:
    """Say of every speaker who it is, or correct a label; whether they were confirmed just now."""
    speakers = transcript.speakers
    if not speakers:
        parts.muted("No speakers were found: the whole text stands as one person's or paper's.")
        return False
    if all(s.confirmed or s.interviewer for s in speakers):
        parts.muted("✓ The speakers are settled. You can still change them.")
    else:
        parts.muted("Check who speaks, then confirm. This is asked once for each text.")
    known = {p.id: p for p in project.participants()}
    if len(speakers) <= MOST_CARDS:
        fresh = _fresh_ids(known)
        turns = Counter(turn.speaker for turn in transcript.turns)
        chosen = [
            _card(project, transcript, n, known, fresh, turns[s.label])
            for n, s in enumerate(speakers)
        ]
    else:
        chosen = [
            (s, s.participant is not None and s.participant not in known)
            for s in _table(transcript)
        ]
    if st.button("Confirm the speakers", type="primary", key=f"confirm-{transcript.id}"):
        with parts.refusals():
            _save(project, transcript, chosen, known)
            return True
    with st.expander("Correct a speaker's label"):
        _correct(project, transcript)
    return False


def _fresh_ids(known: dict[str, Participant]) -> Iterator[str]:
    """Ids nobody has: P01, P02 and so on."""
    taken = {id.casefold() for id in known}
    return (f"P{n:02}" for n in range(1, 10_000) if f"p{n:02}" not in taken)


def _card(
    project: Project,
    transcript: Transcript,
    n: int,
    known: dict[str, Participant],
    fresh: Iterator[str],
    turns: int,
) -> Choice:
    """One speaker: who it is, and what is known of them; as the person would have it."""
    speaker = transcript.speakers[n]
    # Once confirmed the row differs, so its fields start afresh from what is kept.
    key = f"speaker-{transcript.id}-{n}-{hash(speaker)}"
    role_name = project.respondents.role_name
    names = {id: _named(p, role_name(p.role)) for id, p in known.items()} | CHOICES
    options = [*CHOICES, *known]
    with st.container(border=True):
        name_at, who_at = st.columns([1, 1.6], vertical_alignment="center")
        count = parts.many(turns, "turn")
        name_at.html(parts.named(speaker.label, count))
        who = who_at.selectbox(
            "Who is this?",
            options,
            options.index(_proposed(speaker, known, transcript)),
            format_func=lambda id: names[id],
            key=f"{key}-who",
        )
        if who == ASKS:
            return dataclasses.replace(_bare(speaker), interviewer=True), False
        if who in known:
            return dataclasses.replace(_bare(speaker), participant=who), False
        columns = list(st.columns(4 if who == NEW else 3))
        id = None
        if who == NEW:
            id_at = columns.pop(0)
            id = id_at.text_input("Their id here", next(fresh), key=f"{key}-id").strip()
        labels = ("Role, as written", "Agency", "Authority")
        given: dict[str, Any] = {
            field: at.text_input(label, getattr(speaker, field) or "", key=f"{key}-{field}").strip()
            or None
            for at, label, field in zip(columns, labels, FIELDS, strict=True)
        }
        return dataclasses.replace(_bare(speaker), participant=id, **given), who == NEW


def _named(person: Participant, role: str | None) -> str:
    known = (person.id, role or person.role_label, person.authority)
    return ", ".join(x for x in known if x)


def _bare(speaker: Speaker) -> Speaker:
    """The speaker with nothing said of who it is."""
    return dataclasses.replace(
        speaker,
        interviewer=False,
        participant=None,
        role_label=None,
        role=None,
        agency_label=None,
        agency=None,
        authority=None,
    )


def _proposed(speaker: Speaker, known: dict[str, Participant], transcript: Transcript) -> str:
    """What to offer first; a person confirms it or chooses otherwise."""
    if speaker.interviewer:
        return ASKS
    if speaker.participant in known:
        return str(speaker.participant)
    same = [id for id in known if fold(id) == fold(speaker.label)]
    if same:
        return same[0]
    # Where a file gives a role but nobody's name, several people may share the label.
    unsaid = not (speaker.role_label or speaker.agency_label or speaker.authority)
    asked = transcript.kind.counts_as_interview and not speaker.confirmed
    return NEW if asked and unsaid else NOBODY


def _table(transcript: Transcript) -> list[Speaker]:
    """Many speakers, edited in place; an id that nobody has yet adds a participant."""
    import pandas as pd

    rows = [
        {
            "Label": s.label,
            "Asks": s.interviewer,
            "Participant": s.participant or "",
            "Role": s.role_label or "",
            "Agency": s.agency_label or "",
            "Authority": s.authority or "",
        }
        for s in transcript.speakers
    ]
    parts.muted(
        "Leave the participant empty where the person is not known. An id that is new to the"
        " study adds a participant."
    )
    edited = st.data_editor(
        pd.DataFrame(rows),
        hide_index=True,
        disabled=["Label"],
        key=f"speakers-{transcript.id}",
        height=min(36 * (len(rows) + 1), 460),
    )
    return [
        _from_row(s, row) for s, row in zip(transcript.speakers, parts.records(edited), strict=True)
    ]


def _from_row(speaker: Speaker, row: dict[str, Any]) -> Speaker:
    def said(column: str) -> str | None:
        return str(row[column] or "").strip() or None

    if row["Asks"]:
        return dataclasses.replace(_bare(speaker), interviewer=True)
    return dataclasses.replace(
        _bare(speaker),
        participant=said("Participant"),
        role_label=said("Role"),
        agency_label=said("Agency"),
        authority=said("Authority"),
    )


def _save(
    project: Project,
    transcript: Transcript,
    chosen: Sequence[Choice],
    known: dict[str, Participant],
) -> None:
    """The speakers as confirmed, with the participants who are new by this."""
    for speaker, new in chosen:
        if new and not speaker.participant:
            raise Refused("Give every new participant an id, such as P01.")
        if new and speaker.participant in known:
            raise Refused(
                f"{speaker.participant} is in the study already; choose them in the list."
            )
    added = {
        s.participant: Participant(
            s.participant,
            role_label=s.role_label,
            agency_label=s.agency_label,
            authority=s.authority,
            programme=s.programme,
            consent=s.consent,
        )
        for s, new in chosen
        if new and s.participant
    }
    unknown = project.set_participants(list(added.values())) if added else []
    project.set_speakers(transcript.id, [speaker for speaker, _ in chosen])
    parts.tell(f"The speakers of {transcript.title} are settled.")
    for line in unknown:
        parts.tell(f"Still open: {line}.", "note")


def _correct(project: Project, transcript: Transcript) -> None:
    parts.muted("The text itself stays as it is; only the name shown beside it changes.")
    labels = [s.label for s in transcript.speakers]
    old = st.selectbox("Label", labels, key=f"label-old-{transcript.id}")
    new = st.text_input("Should be", key=f"label-new-{transcript.id}", max_chars=80)
    if st.button("Correct the label", key=f"label-save-{transcript.id}"):
        with parts.refusals():
            project.correct_label(transcript.id, str(old), new)
            parts.tell("The label is corrected.")
            st.rerun()
