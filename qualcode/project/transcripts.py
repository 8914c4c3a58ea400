"""Transcripts, their speakers and segments, and the participants."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from qualcode.errors import Refused, UnknownParticipant
from qualcode.model import (
    Kind,
    Participant,
    Problem,
    Role,
    Segment,
    Speaker,
    Transcript,
    fold,
)
from qualcode.project.base import Base
from qualcode.project.placing import join_participants, place
from qualcode.store import Writing, people, talk, texts
from qualcode.store.rounds import load_apart
from qualcode.text.segments import merge_segments, split_segment
from qualcode.text.segments import place as place_of


class TranscriptVerbs(Base):
    """What was said, and by whom."""

    def transcripts(self) -> list[dict[str, Any]]:
        """One row a transcript: id, title, kind, participants, authority, role, wave, words,
        turns, codings. Participants are a list; several authorities or roles are joined by "; ".
        Codings of others are not counted where the acting coder codes apart from them.
        """
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            rows = texts.load_overview(connection, apart=apart, coder=self.coder)
            who = people_of(connection)
        for row in rows:
            spoken = [p for id, p in who if id == row["id"]]
            row["participants"] = [s.participant for s in spoken if s.participant]
            for field in ("authority", "role"):
                values = dict.fromkeys(v for s in spoken if (v := getattr(s, field)))
                row[field] = "; ".join(values) or None
        return rows

    def transcript(self, id: str) -> Transcript:
        """One transcript, whole.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            return texts.load_transcript(connection, id)

    def oddities(self, id: str) -> list[Problem]:
        """What was odd when the transcript was read."""
        with self._read() as connection:
            return texts.load_oddities(connection, id)

    def remove_transcript(self, id: str) -> None:
        """Take a transcript and its codings out of view; the history keeps them."""
        with self._write() as tx:
            texts.remove_transcript(tx, id)

    def describe_transcript(self, id: str, **changes: str | None) -> None:
        """Set title, kind, level, wave, date or mode.

        Raises
        ------
        Refused
            Something else is named, or the kind is not one of `Kind`.
        """
        odd = set(changes) - {"title", "kind", "level", "wave", "date", "mode"}
        if odd:
            raise Refused(f"A transcript has no {sorted(odd)[0]} to set.")
        if "kind" in changes and changes["kind"] not in set(Kind):
            raise Refused(f"A transcript is one of: {', '.join(Kind)}.")
        with self._write() as tx:
            texts.save_about(tx, id, **changes)

    def speakers(self) -> dict[str, list[Speaker]]:
        """The speaker table of every transcript, by its id."""
        with self._read() as connection:
            found: dict[str, list[Speaker]] = {id: [] for id in texts.load_ids(connection)}
            for id, speaker in talk.load_all_speakers(connection):
                found[id].append(speaker)
        return found

    def set_speakers(self, id: str, speakers: Sequence[Speaker]) -> None:
        """Confirm who speaks in a transcript; labels and their order stay.

        Raises
        ------
        Refused
            The labels are not those of the transcript.
        UnknownParticipant
            A speaker is tied to a participant the study does not have.
        """
        with self._write() as tx:
            before = talk.load_speakers(tx.connection, id)
            if [s.label for s in before] != [s.label for s in speakers]:
                raise Refused("The speaker table must keep its labels; correct a label on its own.")
            known = {p.id for p in people.load_participants(tx.connection)}
            for speaker in speakers:
                if speaker.participant and speaker.participant not in known:
                    raise UnknownParticipant(
                        f"The study has no participant {speaker.participant!r}; add them first."
                    )
            listed = people.load_respondents(tx.connection)
            confirmed = [dataclasses.replace(place(s, listed)[0], confirmed=True) for s in speakers]
            talk.save_speakers(tx, id, confirmed)
            tx.record("confirm speakers", id)

    def correct_label(self, id: str, old: str, new: str) -> None:
        """Give a speaker another label in the study; the transcript's text stays as it is.

        Raises
        ------
        Refused
            The new label is empty or taken by another speaker of the transcript.
        """
        new = " ".join(new.split())
        with self._write() as tx:
            speakers = list(talk.load_speakers(tx.connection, id))
            if not new or fold(new) in {fold(s.label) for s in speakers if s.label != old}:
                raise Refused("Give the speaker a label that nobody else in the interview has.")
            if old not in {s.label for s in speakers}:
                raise Refused("The interview has no speaker of that label.")
            changed = [dataclasses.replace(s, label=new) if s.label == old else s for s in speakers]
            talk.save_speakers(tx, id, changed)
            talk.rename_speaker(tx, id, old, new)
            tx.record("correct label", id)

    def segments(self, id: str) -> list[Segment]:
        """The segments of a transcript as they now stand, in order."""
        with self._read() as connection:
            texts.load_text(connection, id)
            return talk.load_segments(connection, id)

    def split(self, segment: str, at: int) -> tuple[Segment, Segment]:
        """Cut a segment in two at a character offset of its transcript."""
        with self._write() as tx:
            return split_in(tx, segment, at)

    def merge_segment(self, segment: str) -> Segment:
        """Join a segment with the next one of the same speaker."""
        with self._write() as tx:
            return merge_in(tx, segment)

    def participants(self) -> list[Participant]:
        """All participants, by id."""
        with self._read() as connection:
            return people.load_participants(connection)

    def set_participants(self, participants: Sequence[Participant]) -> list[str]:
        """Add participants or change what is known of them; return what stays unknown."""
        for p in participants:
            if not p.id.strip() or not p.id.isprintable():
                raise Refused("Every participant needs an id, such as P01.")
        with self._write() as tx:
            listed = people.load_respondents(tx.connection)
            placed = [place(p, listed) for p in participants]
            people.save_participants(tx, [p for p, _ in placed])
        return list(dict.fromkeys(s for _, sentences in placed for s in sentences))

    def keep_role(self, label: str, agency: str | None = None, *, like: str | None = None) -> None:
        """Settle a role label the study did not know: as a role of its own, or as ``like``.

        ``agency`` and ``like`` are ids. Participants and speakers of that label follow.

        Raises
        ------
        Refused
            ``like`` is not a role of the study, or the label has no letters.
        """
        with self._write() as tx:
            listed = people.load_respondents(tx.connection)
            roles = list(listed.roles)
            if like is not None:
                found = [n for n, r in enumerate(roles) if r.id == like]
                if not found:
                    raise Refused(f"The study has no role {like!r}.")
                role = roles[found[0]]
                roles[found[0]] = dataclasses.replace(role, variants=(*role.variants, label))
            else:
                roles.append(_own_role(label, agency, {r.id for r in roles}))
            listed = dataclasses.replace(listed, roles=tuple(roles))
            people.save_respondents(tx, listed, "role settled")
            everyone = people.load_participants(tx.connection)
            people.save_participants(
                tx, join_participants(tx.connection, [p for p in everyone if not p.role], listed)
            )
            for id in texts.load_ids(tx.connection):
                before = talk.load_speakers(tx.connection, id)
                after = [place(s, listed)[0] for s in before]
                if before != after:
                    talk.save_speakers(tx, id, after)


def split_in(tx: Writing, segment: str, at: int) -> tuple[Segment, Segment]:
    """Split inside a transaction, as `TranscriptVerbs.split`."""
    id = segment.rpartition(":")[0]
    segments = talk.load_segments(tx.connection, id)
    one = segments[place_of(segments, segment)]
    halves = split_segment(one, at, texts.load_text(tx.connection, id))
    talk.save_segments(tx, id, [one], halves)
    tx.record("split segment", segment, at=at)
    return halves


def merge_in(tx: Writing, segment: str) -> Segment:
    """Merge inside a transaction, as `TranscriptVerbs.merge`."""
    id = segment.rpartition(":")[0]
    segments = talk.load_segments(tx.connection, id)
    n = place_of(segments, segment)
    if n + 1 == len(segments):
        raise Refused("This is the last segment; there is nothing to merge it with.")
    text = texts.load_text(tx.connection, id)
    first, second = segments[n], segments[n + 1]
    merged = merge_segments(first, second, text[first.span.end : second.span.start])
    talk.save_segments(tx, id, [first, second], [merged])
    tx.record("merge segments", segment)
    return merged


def _own_role(label: str, agency: str | None, taken: set[str]) -> Role:
    id = "_".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())
    if not id:
        raise Refused("A role needs a name with letters in it.")
    unique, n = id, 2
    while unique in taken:
        unique, n = f"{id}_{n}", n + 1
    return Role(unique, label.strip(), agency, variants=(label,))


def people_of(connection: Any) -> list[tuple[str, Speaker]]:
    """Respondents of every transcript; a matched one carries the participant's attributes."""
    known = {p.id: p for p in people.load_participants(connection)}
    fields = ("role_label", "role", "agency_label", "agency", "authority", "programme")
    found = []
    for id, speaker in talk.load_all_speakers(connection):
        if speaker.interviewer:
            continue
        person = known.get(speaker.participant or "")
        if person is not None:
            speaker = dataclasses.replace(speaker, **{f: getattr(person, f) for f in fields})
        found.append((id, speaker))
    return found
