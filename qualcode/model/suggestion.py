"""What the engine offers, and what a named person did with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.model.span import Span


class Band(StrEnum):
    """How strongly a suggestion is made, in place of a percentage nobody has earned yet."""

    STRONG = "strong"
    POSSIBLE = "possible"
    BELOW = "below"


class Verdict(StrEnum):
    """What a person can do with a suggestion; ``undone`` takes the decision before it back."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    UNDONE = "undone"

    @property
    def settles(self) -> bool:
        """Whether the suggestion waits no more."""
        return self in (Verdict.ACCEPT, Verdict.REJECT)


# What can be asked for; only undoing makes the other one.
CHOICES = (Verdict.ACCEPT, Verdict.REJECT, Verdict.SKIP)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code was suggested: one layer's vote, in words, with the words it rests on.

    ``spans`` are offsets in the transcript; ``layer`` is ``cue``, ``definition``, ``example``,
    ``meaning``, ``model`` or ``record``. ``detail`` holds what the words were made of, as
    (key, value).
    """

    layer: str
    words: str
    weight: float
    spans: tuple[Span, ...] = ()
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code offered for a span; it is never a coding until a named person accepts it."""

    id: str
    transcript: str
    span: Span
    quote: str
    code: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    engine: str
    codebook_version: str

    @property
    def reason(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(reason.words for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a named person did with a suggestion, when, and the coding that came of it."""

    suggestion: str
    verdict: Verdict
    coder: str
    made_at: str
    code: str | None = None
    span: Span | None = None
    coding: str | None = None
