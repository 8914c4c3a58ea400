"""Review: rounds, what is looked at in them, what reviewers say of it, and how it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qualcode.errors import Refused
from qualcode.model.coding import Direction
from qualcode.model.span import Span

LONGEST_COMMENT = 5000
# How the basis of a coding begins that was made when something was settled; the id of that follows.
FROM_REVIEW = "review "


class Judgement(StrEnum):
    """What a reviewer says of an item."""

    AGREE = "agree"
    QUESTION = "question"
    DISAGREE = "disagree"


class Outcome(StrEnum):
    """What became of an item after it was talked about."""

    KEEP = "keep"
    CHANGE = "change"
    BOTH = "both"
    CODEBOOK = "codebook"
    OPEN = "open"

    @property
    def words(self) -> str:
        """How it is written for people."""
        return {
            "keep": "kept as it is",
            "change": "changed",
            "both": "both stand",
            "codebook": "the codebook was changed",
            "open": "left open as ambiguous",
        }[self.value]


class RoundState(StrEnum):
    """Where a round stands, in this order; a returned one goes on to review again or is final."""

    ASSIGNED = "assigned"
    CODING = "coding"
    SUBMITTED = "submitted"
    IN_REVIEW = "in review"
    RETURNED = "returned"
    FINAL = "final"


# In these the coders of a round do not see each other's codings; no round comes back to them.
BLIND = (RoundState.ASSIGNED, RoundState.CODING)


class ItemState(StrEnum):
    """Where one item of a round stands."""

    WAITING = "waiting"
    AGREED = "agreed"
    QUESTIONED = "questioned"
    DISAGREED = "disagreed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reviewer would put instead; what is None stays as it is.

    Raises
    ------
    Refused
        Nothing is proposed.
    """

    code: str | None = None
    span: Span | None = None
    direction: Direction | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.span is None and self.direction is None:
            raise Refused("The proposal is empty; name a code, a direction or other words.")


@dataclass(frozen=True, slots=True)
class Judged:
    """One reviewer's verdict on one item; a later one by the same person replaces it.

    ``item`` is the id of a `RoundItem`. ``replaces`` are ids of verdicts that a reviewer gave
    before this one in a page of her own, whether they are here or not.
    """

    id: str
    item: str
    judgement: Judgement
    who: str
    made_at: str
    proposal: Proposal | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """How something under discussion was settled, and why; a later one replaces it.

    ``subject`` is ``item <item id>``, or ``pair <first coding id> <second coding id>`` for a
    difference between two coders (``-`` stands for the coding one of them did not make).
    ``made`` and ``withdrawn`` are ids of codings; a coding made here has the basis
    ``review <resolution id>``. ``codebook_version`` is the version made with it.
    """

    id: str
    subject: str
    outcome: Outcome
    reason: str
    who: str
    made_at: str
    made: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    codebook_version: int | None = None


@dataclass(frozen=True, slots=True)
class RoundStep:
    """A round came to a state. ``person`` is set where one coder alone submitted."""

    round: str
    state: RoundState
    who: str
    made_at: str
    note: str = ""
    person: str | None = None


@dataclass(frozen=True, slots=True)
class RoundItem:
    """One thing looked at in a round: ``coding <id>`` or ``theme <id>``, as it was then.

    ``version`` is the version of a theme; a coding never changes.
    """

    id: str
    round: str
    n: int
    subject: str
    version: str | None = None

    @property
    def kind(self) -> str:
        """``coding`` or ``theme``."""
        return self.subject.partition(" ")[0]

    @property
    def about(self) -> str:
        """The id of the coding or theme."""
        return self.subject.partition(" ")[2]


@dataclass(frozen=True)
class Round:
    """A round of review over a frozen state of the study.

    Attributes
    ----------
    over
        ``codings`` (a sample of them) or ``interviews`` (every coding in those drawn).
    due
        A date, ISO 8601, or None.
    codebook_version, seen
        The codebook's version and the number of the newest act when it was frozen.
    seed, drawn
        What the sample was drawn with: ``drawn`` holds ``count``, ``of``, ``by``.
    reviewers, coders
        Names. With coders, the interviews are to be coded first, each coder apart.
    interviews
        Ids of the transcripts drawn; empty in a round over codings.
    submitted
        Coders who have submitted, in that order.
    """

    id: str
    number: int
    title: str
    over: str
    made_by: str
    made_at: str
    due: str | None
    codebook_version: int
    seen: int
    seed: int
    drawn: Mapping[str, Any] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    state: RoundState = RoundState.IN_REVIEW
    submitted: tuple[str, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether its coders still code apart from each other."""
        return bool(self.coders) and self.state in BLIND


def checked_comment(text: str) -> str:
    """A comment without outer blanks.

    Raises
    ------
    Refused
        It is empty or longer than `LONGEST_COMMENT`.
    """
    text = text.strip()
    if not text:
        raise Refused("The comment is empty; write something first.")
    if len(text) > LONGEST_COMMENT:
        raise Refused(
            f"A comment has up to {LONGEST_COMMENT:,} characters and this one has {len(text):,};"
            " shorten it or write two."
        )
    return text
