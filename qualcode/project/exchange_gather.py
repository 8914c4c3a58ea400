"""What a study gives to another program: read at one moment, without what must stay behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.model import (
    Codebook,
    Coder,
    Coding,
    Consent,
    Memo,
    Participant,
    Permission,
    Transcript,
)
from qualcode.model.summary import CellSummary
from qualcode.model.theme import Theme
from qualcode.model.wording import many
from qualcode.project.exchange_origins import Origins, load_origins
from qualcode.project.framework_cells import load_summaries
from qualcode.project.theme_keeping import KIND as THEME
from qualcode.store import Connection, coded, codes, notes, people, round_items, texts
from qualcode.store.companion_rows import count_rows
from qualcode.store.kept import load_kept


@dataclass(frozen=True)
class Gathered:
    """A study at one moment, as it may go into another program.

    Attributes
    ----------
    left
        Transcripts that stay behind: taken out of view, or somebody in them withdrew or does not
        allow that they are shared.
    gone
        Participants who withdrew their consent.
    rows
        How many rows each table of the study has.
    """

    study: Mapping[str, Any]
    book: Codebook
    coders: list[Coder]
    participants: list[Participant]
    transcripts: list[Transcript]
    codings: list[Coding]
    memos: list[Memo]
    themes: list[Theme]
    summaries: list[CellSummary]
    left: frozenset[str]
    gone: frozenset[str]
    left_out: tuple[str, ...]
    rows: Mapping[str, int]
    origins: Origins

    @property
    def uuid(self) -> str:
        """The study's own number."""
        return str(self.study["uuid"])


def gathered(connection: Connection) -> Gathered:
    """Everything an export is made of."""
    known = people.load_participants(connection)
    gone = frozenset(p.id for p in known if not p.consent.allows_counting)
    transcripts = [texts.load_transcript(connection, id) for id in texts.load_ids(connection)]
    withdrawn = {t.id for t in transcripts if _withdrew(t, gone)}
    removed = {t.id for t in round_items.load_texts(connection) if not t.in_view}
    closed = closed_texts(transcripts, known) - withdrawn
    left = frozenset(withdrawn | removed | closed)
    went = [t for t in transcripts if t.id not in left]
    return Gathered(
        study=people.load_study(connection),
        book=codes.load_codebook(connection)[0],
        coders=people.load_coders(connection),
        participants=[_as_shared(p) for p in known if p.id not in gone],
        transcripts=went,
        codings=[c for c in coded.load_codings(connection) if c.transcript not in left],
        memos=list(reversed(notes.load_memos(connection))),
        themes=[Theme.of_body(k.key, k.body or {}) for k in load_kept(connection, THEME)],
        summaries=load_summaries(connection),
        left=left,
        gone=gone,
        left_out=(
            *_kept_back(went, known, len(withdrawn), len(removed), len(gone)),
            *_not_shared(went, known, len(closed)),
        ),
        rows=count_rows(connection),
        origins=load_origins(connection),
    )


def closed_texts(
    transcripts: Iterable[Transcript], known: Collection[Participant]
) -> frozenset[str]:
    """Texts in which somebody speaks who does not allow that they are deposited or shared."""
    against = {p.id for p in known if p.archive is Permission.NO}
    return frozenset(t.id for t in transcripts if any(s.participant in against for s in t.speakers))


def _as_shared(person: Participant) -> Participant:
    if person.name_authority is Permission.NO:
        return dataclasses.replace(person, authority=None)
    return person


def _not_shared(
    went: Collection[Transcript], known: Collection[Participant], closed: int
) -> Iterator[str]:
    """What was said about sharing, in sentences; what nobody asked is no yes."""
    if closed:
        yield (
            f"{_texts(closed)} left out whole, since somebody who speaks there does not allow that"
            " the interview is deposited or shared; the codings there are left out too."
        )
    speak = {s.participant for t in went for s in t.respondents}
    open_ = sum(p.id in speak and p.archive is Permission.UNKNOWN for p in known)
    if open_:
        whom = "1 person" if open_ == 1 else f"{open_} people"
        yield (
            f"Of {whom} it is not known whether the interview may be deposited or shared. That is"
            " no yes: keep this file for your own work until you have asked."
        )
    if unnamed := sum(p.name_authority is Permission.NO for p in known):
        whom = "1 participant" if unnamed == 1 else f"{unnamed} participants"
        yield f"The authority of {whom} is left out: it may not be named."


def _withdrew(transcript: Transcript, gone: Collection[str]) -> bool:
    return any(
        speaker.consent is Consent.WITHDRAWN or speaker.participant in gone
        for speaker in transcript.respondents
    )


def _kept_back(
    went: list[Transcript], known: list[Participant], withdrawn: int, removed: int, gone: int
) -> list[str]:
    """What stays behind and what goes although it may not be quoted, in sentences."""
    said = []
    if withdrawn:
        said.append(
            f"{_texts(withdrawn)} left out whole, since somebody who speaks there withdrew consent;"
            " the codings there are left out too."
        )
    if gone:
        said.append(f"{_cases(gone)} left out: consent was withdrawn.")
    if withdrawn or gone:
        said.append(
            "What was written of them elsewhere goes along: in memos, summaries, themes and in"
            " examples of the codebook their words may still stand. Take them out there first."
            " The companion's history still names these interviews and participants."
        )
    if removed:
        said.append(f"{_texts(removed)} left out, since they were taken out of the study.")
    silent = {p.id for p in known if p.consent is Consent.NO_QUOTE}
    who = {
        s.participant or f"{t.id} {s.label}"
        for t in went
        for s in t.respondents
        if s.consent is Consent.NO_QUOTE or s.participant in silent
    }
    if who:
        allow = "1 person does" if len(who) == 1 else f"{len(who)} people do"
        said.append(
            f"{allow} not allow quotes. Their interviews are in the file, as it is for your own"
            " analysis; known participants carry it under “Consent”. Quote none of their words."
        )
    return said


def _texts(n: int) -> str:
    return f"{many(n, 'text')} {'is' if n == 1 else 'are'}"


def _cases(n: int) -> str:
    return "1 participant is" if n == 1 else f"{n} participants are"
