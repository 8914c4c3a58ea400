"""An interview on the workbench: everything it shows, as it stood at one moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.model import Codebook, Coding, Memo, Segment, Suggestion, Transcript
from qualcode.project.base import Base
from qualcode.project.blind import load_hiding, memos_seen
from qualcode.project.checking import in_use
from qualcode.project.options import in_force
from qualcode.project.suggesting import waiting_for
from qualcode.store import Connection, coded, notes, people, talk, texts
from qualcode.store.desk import load_marks
from qualcode.store.readings import load_reading

RECENT = 8


@dataclass(frozen=True)
class Desk:
    """What the workbench shows of one transcript to one coder.

    Attributes
    ----------
    study
        The study's uuid.
    options
        Those in force; see `StudyVerbs.set_options`.
    codings
        All that stand, but where this coder decides first none that others took from a suggestion.
    waiting, hidden
        Suggestions for this coder, and how many more wait until they have decided first.
    memos
        By the id of the coding that stands or of the segment, newest first.
    recent
        Ids of the codes this coder gave last, newest first.
    place
        Where this coder left off, in characters.
    acks, refused
        Of the browser tabs asked for: client -> number of the last act dealt with, and
        (client, number, sentence) of refused ones.
    """

    study: str
    coder: str
    options: Mapping[str, Any]
    transcript: Transcript
    segments: tuple[Segment, ...]
    codebook: Codebook
    codebook_version: int
    codings: tuple[Coding, ...]
    waiting: tuple[Suggestion, ...]
    hidden: int
    memos: Mapping[str, tuple[Memo, ...]]
    recent: tuple[str, ...]
    place: int | None
    read: bool
    done: bool
    acks: Mapping[str, int]
    refused: tuple[tuple[str, int, str], ...]


class DeskVerbs(Base):
    """The workbench, laid out."""

    def desk(self, transcript: str, clients: Iterable[str] = ()) -> Desk:
        """Everything the workbench shows of a transcript to the acting coder.

        ``clients`` are the browser tabs whose acknowledgements are wanted.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            text = texts.load_transcript(connection, transcript)
            study = people.load_study(connection)
            book, version = self._codebook_of(connection)
            segments = talk.load_segments(connection, transcript)
            hiding = load_hiding(connection, self.coder, [transcript])
            codings = hiding.seen(coded.load_codings(connection, transcript=transcript), self.coder)
            waiting, hidden = waiting_for(connection, book, self.coder, [transcript], hiding=hiding)
            written = notes.load_memos_within(connection, transcript)
            written = memos_seen(connection, written, self.coder)
            memos = _memos(connection, transcript, segments, codings, written)
            given = coded.load_recent(connection, self.coder)
            reading = load_reading(connection, transcript, self.coder)
            marks = load_marks(connection, clients)
        usable = in_use(book)
        recent = [code for code in dict.fromkeys(c for c, _ in given) if code in usable]
        return Desk(
            study=study["uuid"],
            coder=self.coder,
            options=in_force(study),
            transcript=text,
            segments=tuple(segments),
            codebook=book,
            codebook_version=version,
            codings=tuple(codings),
            waiting=tuple(waiting),
            hidden=hidden,
            memos=memos,
            recent=tuple(recent[:RECENT]),
            place=reading.place,
            read=reading.read_at is not None,
            done=reading.done_at is not None,
            acks={client: mark.seq for client, mark in marks.items()},
            refused=tuple((client, *one) for client, mark in marks.items() for one in mark.refused),
        )


def _memos(
    connection: Connection,
    transcript: str,
    segments: Sequence[Segment],
    codings: Sequence[Coding],
    found: Sequence[Memo],
) -> dict[str, tuple[Memo, ...]]:
    """Memos by what carries them now: those on a replaced coding by its heir, those on a passage
    that was split or merged by the one in which it begins. On a withdrawn coding they rest."""
    if not found:
        return {}
    replaced, heirs = coded.load_replaced(connection, transcript), dict[str, str]()
    for coding in codings:
        at: str | None = coding.id
        while at is not None and at not in heirs:
            heirs[at] = coding.id
            at = replaced.get(at)
    starts = [segment.span.start for segment in segments]
    by_carrier: dict[str, list[Memo]] = {}
    for memo in found:
        kind, _, id = memo.about.partition(" ")
        carrier = heirs.get(id) if kind == "coding" else _holding(segments, starts, id)
        if carrier is not None:
            by_carrier.setdefault(carrier, []).append(memo)
    return {carrier: tuple(memos) for carrier, memos in by_carrier.items()}


def _holding(segments: Sequence[Segment], starts: Sequence[int], id: str) -> str | None:
    start = id.rpartition(":")[2]
    n = bisect_right(starts, int(start)) - 1 if start.isdecimal() else -1
    return segments[n].id if n >= 0 and int(start) < segments[n].span.end else None
