"""Scores to shares of 1: how sure a table of ranked passages is, and what is left for no code."""

from __future__ import annotations

from collections.abc import Sequence

# Set on the development quotations, a little below their share of right first guesses, since the
# cues know these quotations: a score alone in the passage at NONE leaves half to no code.
STEEP = 3.5
NONE = 0.2


def shares(scores: Sequence[float]) -> tuple[list[float], float]:
    """Each score's share, and that of no code; together they are 1.

    >>> shares([0.2])
    ([0.5], 0.5)
    """
    weights = [max(score, 0.0) ** STEEP for score in scores]
    total = NONE**STEEP + sum(weights)
    return [weight / total for weight in weights], NONE**STEEP / total
