"""What is said under a published table about what was kept back."""

from __future__ import annotations

from collections.abc import Sequence

NOTHING = (
    "Nothing of this table is published: its groups are too many to be protected, or beside what"
    " was published earlier it would tell what a few people said."
)


def kept_back(kept: int, cells: int, small: int) -> str:
    """How many cells stand as c, and why.

    >>> kept_back(0, 32, 6)
    'Nothing had to be kept back: every count is of nobody or of 6 people or more.'
    """
    if not kept:
        return (
            f"Nothing had to be kept back: every count is of nobody or of {small} people or more."
        )
    return (
        f"c stands for a count kept back, {kept} of {cells}: 1 to {small - 1} people stand behind"
        f" it, or its group has fewer than {small}, or another count kept back could be worked out"
        " from it. Zeros are kept back where they would tell what each of a few people said."
    )


def coarser(asked: Sequence[str], by: Sequence[str]) -> str:
    """Why the table is by something else than was asked for.

    >>> coarser(["authority", "role"], ["authority"]).partition(";")[0]
    'More than half of the table by authority and role would have to be kept back'
    """
    made = f"this one is by {named(by)}" if by else "this one counts everybody together"
    return f"More than half of the table by {named(asked)} would have to be kept back; {made}."


def named(by: Sequence[str]) -> str:
    """Attributes in words."""
    return " and ".join(name.replace("_", " ") for name in by)


def too_few(small: int) -> str:
    """All that is said of a table over a small group."""
    return (
        f"Fewer than {small} people are in scope, so nothing about them is published. c stands for"
        " what is kept back."
    )


def unknown(small: int) -> str:
    """What holds for people not known."""
    return (
        f"Where people are not known, 1 to {small - 1} segments are kept back, since no more people"
        " can stand behind them; how many stand behind a larger number is not known."
    )
