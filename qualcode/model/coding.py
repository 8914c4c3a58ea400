"""What coders do: codings, what they have read, and their notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.model.span import Span


class Direction(StrEnum):
    """How a passage stands to its code: a code says what it is about, not that it is good."""

    PRESENT = "present"
    ABSENT = "absent_or_barrier"
    PLANNED = "planned_or_hoped"
    MIXED = "mixed"

    @property
    def mark(self) -> str:
        """The sign that stands for it everywhere."""
        return {"present": "●", "absent_or_barrier": "✕", "planned_or_hoped": "○", "mixed": "◐"}[
            self.value
        ]

    @property
    def words(self) -> str:
        """How it is written for people."""
        return {
            "present": "present",
            "absent_or_barrier": "absent or barrier",
            "planned_or_hoped": "planned or hoped",
            "mixed": "mixed",
        }[self.value]


class CoderRole(StrEnum):
    """What a person does in a study."""

    RESEARCHER = "researcher"
    MENTOR = "mentor"
    SECOND_CODER = "second coder"


@dataclass(frozen=True)
class Coder:
    """A named person who codes or reviews."""

    name: str
    role: CoderRole = CoderRole.RESEARCHER


@dataclass(frozen=True, slots=True)
class Reading:
    """What a coder has read or coded through, and when (UTC, ISO 8601).

    ``place`` is where they left off: a character offset. It may stand alone: an interview that
    was opened is not read yet.
    """

    transcript: str
    coder: str
    read_at: str | None = None
    done_at: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's application of one code to one span. Made or withdrawn, never edited.

    ``quote`` equals the transcript's text at the span, always. ``basis`` is ``by hand``,
    ``import``, ``suggestion <id>`` or ``review <resolution id>``; ``replaces`` names the coding
    this one stands for.
    """

    id: str
    transcript: str
    span: Span
    quote: str
    code: str
    coder: str
    direction: Direction = Direction.PRESENT
    made_at: str = ""
    basis: str = "by hand"
    starred: bool = False
    replaces: str | None = None


@dataclass(frozen=True)
class Memo:
    """A researcher's note on anything; ``about`` is ``kind`` or ``kind id``, such as ``study``."""

    id: str
    text: str
    author: str
    made_at: str
    about: str = "study"


@dataclass(frozen=True)
class Event:
    """One act in a study's history; ``hash`` covers it and the hash of the one before."""

    seq: int
    at: str
    who: str
    act: str
    subject: str
    detail: str
    previous: str
    hash: str
