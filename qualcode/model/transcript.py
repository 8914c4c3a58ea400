"""One unchanging text, divided into turns, with the people who speak in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from qualcode.errors import InvalidSpan, UnknownItem
from qualcode.model.participant import Consent
from qualcode.model.span import Span


class Kind(StrEnum):
    """What a text is. Only interviews and focus groups stand in interview counts."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus group"
    DOCUMENT = "document"
    REFLECTION = "reflection"
    FEEDBACK = "feedback"
    CASE_RECORD = "case record"

    @property
    def counts_as_interview(self) -> bool:
        """Whether people speak in it as participants."""
        return self in (Kind.INTERVIEW, Kind.FOCUS_GROUP)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted talk; ``span`` holds the words after the label.

    ``id`` is the passage's own id where its file gives one, ``time`` its start in seconds and
    ``question`` the id of the question it answers.
    """

    speaker: str
    span: Span
    id: str | None = None
    time: float | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of analysis: a paragraph of one turn, until a person splits or merges it."""

    transcript: str
    span: Span
    speaker: str
    interviewer: bool = False

    @property
    def id(self) -> str:
        """Its transcript and where it starts."""
        return f"{self.transcript}:{self.span.start}"


@dataclass(frozen=True)
class Speaker:
    """A label of one transcript and who stands behind it.

    A speaker whose ``participant`` is None is a person not known; role, agency and authority as
    the file gives them, and consent, are kept here so that the words can still be placed and
    protected. ``confirmed`` says that a person has looked at the row.
    """

    label: str
    interviewer: bool = False
    participant: str | None = None
    role_label: str | None = None
    role: str | None = None
    agency_label: str | None = None
    agency: str | None = None
    authority: str | None = None
    programme: str | None = None
    consent: Consent = Consent.UNKNOWN
    confirmed: bool = False


@dataclass(frozen=True)
class Transcript:
    """A text and what is known of it. ``text`` never changes.

    ``text`` is the decoded file after BOM and NUL removal, with LF line ends and speaker labels,
    without front matter; all offsets count its Unicode code points.
    """

    id: str
    text: str
    title: str = ""
    kind: Kind = Kind.INTERVIEW
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    level: str | None = None
    wave: str | None = None
    date: str | None = None
    mode: str | None = None

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def words(self) -> int:
        """Words of the whole text, labels included."""
        return len(self.text.split())

    def quote(self, span: Span) -> str:
        """The words at a span.

        Raises
        ------
        InvalidSpan
            The span reaches past the end of the text.
        """
        if span.end > len(self.text):
            raise InvalidSpan(
                f"Span {span} lies outside transcript {self.id!r}, which has"
                f" {len(self.text)} characters."
            )
        return self.text[span.start : span.end]

    def speaker(self, label: str) -> Speaker:
        """The speaker with this label.

        Raises
        ------
        UnknownItem
            No speaker of this transcript has the label.
        """
        for speaker in self.speakers:
            if speaker.label == label:
                return speaker
        raise UnknownItem(f"Transcript {self.id!r} has no speaker of that label.")

    @property
    def respondents(self) -> tuple[Speaker, ...]:
        """Everyone who is not an interviewer."""
        return tuple(s for s in self.speakers if not s.interviewer)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, with those that touch or overlap made one.

    >>> merge([Span(4, 6), Span(0, 3), Span(2, 4)])
    [Span(start=0, end=6)]
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
