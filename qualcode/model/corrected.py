"""A transcript corrected after coding: what it said before, and where the codings went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.model.coding import Coding
from qualcode.model.span import Span
from qualcode.model.transcript import Segment, Turn


class Fit(StrEnum):
    """How the words of an older version are found in a newer one."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where words stand in a newer version; of those that are gone ``span`` is None."""

    fit: Fit
    span: Span | None


class MoveState(StrEnum):
    """What became of a coding when its transcript was corrected."""

    MOVED = "moved"  # its words stand as they did
    REVIEW = "review"  # waits: its words were changed, or somebody else says them now
    UNPLACED = "unplaced"  # waits: its words are gone
    KEPT = "kept"  # a person kept it where it was proposed
    PLACED = "placed"  # a person chose other words
    DROPPED = "dropped"  # a person let it go
    LEFT = "left"  # it had been withdrawn before, and its words were changed or are gone

    @property
    def waits(self) -> bool:
        """Whether a person is still to say what becomes of it."""
        return self in (MoveState.REVIEW, MoveState.UNPLACED)


@dataclass(frozen=True)
class Move:
    """One coding in a correction.

    Attributes
    ----------
    coding
        As it was on the older text: span and quote are of version ``n``.
    state
        What became of it.
    span, words
        Where it stands now, or is proposed to, in the newer text, and what stands there; None and
        empty where its words are gone.
    speaker
        Whether somebody else says the words now: then they wait although they were not changed.
    stood
        Whether it stood; withdrawn codings go along, as far as they can, for the history.
    """

    coding: Coding
    n: int
    state: MoveState
    span: Span | None
    words: str
    speaker: bool = False
    stood: bool = True


@dataclass(frozen=True, slots=True)
class Followed:
    """How many other things that point into a text went along, changed their words, or fell out;
    and how many of the changed ones hide clearly more than before; of replaced names that stayed,
    how many have a new word with a capital beside them."""

    what: str
    same: int = 0
    changed: int = 0
    gone: int = 0
    wider: int = 0
    beside: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.same + self.changed + self.gone


@dataclass(frozen=True)
class Correction:
    """What a corrected file does, or would do, to a transcript and what hangs on it.

    Attributes
    ----------
    version
        The number of the new text, counting from 1.
    moves
        Every coding that stood or waited, in the order of the older text.
    words, added
        Words of the new text, and how many of them are new.
    new_speakers, gone_speakers
        Labels nobody has confirmed yet, and labels that speak no more.
    followed
        What else points into the text.
    steps
        Steps of undoing that end here, of all coders.
    done_by
        Who had coded the interview through; what is new to them they have not read.
    """

    transcript: str
    version: int
    moves: Sequence[Move]
    words: int
    added: int
    new_speakers: Sequence[str] = ()
    gone_speakers: Sequence[str] = ()
    followed: Sequence[Followed] = ()
    steps: int = 0
    done_by: Sequence[str] = ()

    def of(self, state: MoveState) -> list[Move]:
        """The codings that came to this."""
        return [move for move in self.moves if move.state is state and move.stood]


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a transcript. The newest has no ``until``, ``who`` and ``reason``: these say
    when, by whom and why the next one took its place."""

    n: int
    words: int
    sha256: str
    until: str | None = None
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class OldText:
    """An older version of a transcript, with the codings that stood on it."""

    version: TextVersion
    text: str
    turns: Sequence[Turn]
    segments: Sequence[Segment] = ()
    codings: Sequence[Coding] = field(default_factory=tuple)


@dataclass(frozen=True)
class ToPlace:
    """A coding that waits to be placed again.

    ``lead`` and ``rest`` are the words around it in version ``move.n`` of the text.
    """

    move: Move
    title: str
    lead: str
    rest: str
