"""Authorities on a line between anchors of the study's own: placed by hand, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import Refused

LONGEST_ANCHOR, LONGEST_RATIONALE = 80, 4000
FEWEST, MOST = 2, 7


def checked_anchors(anchors: tuple[str, ...]) -> tuple[str, ...]:
    """Anchors without outer blanks, from one end of the line to the other.

    Raises
    ------
    Refused
        There are fewer than 2 or more than 7, one is empty or very long, or two are alike.
    """
    named = tuple(" ".join(anchor.split()) for anchor in anchors)
    if not FEWEST <= len(named) <= MOST:
        raise Refused(f"A continuum has {FEWEST} to {MOST} anchors; name them in order.")
    if not all(0 < len(anchor) <= LONGEST_ANCHOR for anchor in named):
        raise Refused(
            f"An anchor has 1 to {LONGEST_ANCHOR} characters; write a few words for each."
        )
    if len({anchor.casefold() for anchor in named}) < len(named):
        raise Refused("Two anchors are called the same; give each its own name.")
    return named


@dataclass(frozen=True)
class Placement:
    """Where a person put an authority, and why. Never computed.

    ``position`` is 0 at the first anchor, 1 at the second and so on; halves lie in between.
    ``anchors`` are those the line had then.

    Raises
    ------
    Refused
        The position is not on the line or not a half, or the reason is empty or very long.
    """

    authority: str
    position: float
    rationale: str
    anchors: tuple[str, ...]
    who: str = ""
    made_at: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        last = len(self.anchors) - 1
        if not 0 <= self.position <= last or self.position * 2 % 1:
            raise Refused(
                f"A position lies between 0 and {last}, in steps of a half; 0 is the first anchor."
            )
        if not self.rationale.strip():
            raise Refused("Write why the authority stands there; without a reason it has no place.")
        if len(self.rationale) > LONGEST_RATIONALE:
            raise Refused(f"A reason has up to {LONGEST_RATIONALE:,} characters; say it shorter.")

    @property
    def where(self) -> str:
        """The position in words."""
        return where(self.position, self.anchors)


def where(position: float, anchors: tuple[str, ...]) -> str:
    """A position in words.

    >>> where(1, ("apart", "side by side", "together"))
    'at “side by side”'
    >>> where(0.5, ("apart", "side by side", "together"))
    'between “apart” and “side by side”'
    """
    at = int(position)
    if position == at:
        return f"at “{anchors[at]}”"
    return f"between “{anchors[at]}” and “{anchors[at + 1]}”"


@dataclass(frozen=True)
class Continuum:
    """The line and what stands on it.

    ``unplaced`` are authorities of the study without a place; ``gone`` are placed ones of which
    the study has no interview any more; ``outdated`` were placed under other anchors.
    ``version`` is that of the anchors, empty while they are those of the list of respondents.
    """

    anchors: tuple[str, ...]
    placements: tuple[Placement, ...] = ()
    unplaced: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    version: str = ""

    @property
    def shown(self) -> tuple[Placement, ...]:
        """The placements that can be drawn on today's line."""
        return tuple(p for p in self.placements if p.position <= len(self.anchors) - 1)

    @property
    def outdated(self) -> tuple[str, ...]:
        """Authorities that were placed when the anchors were others."""
        return tuple(p.authority for p in self.placements if p.anchors != self.anchors)

    def of(self, authority: str) -> Placement | None:
        """The placement of an authority."""
        return next((p for p in self.placements if p.authority == authority), None)
