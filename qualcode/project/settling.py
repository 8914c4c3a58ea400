"""What every settling needs, of an item or of a difference: an outcome and a reason."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.model.review import Outcome
from qualcode.project.codebook import LONGEST_REASON


def checked_outcome(outcome: Outcome | str) -> Outcome:
    """An outcome by its name.

    Raises
    ------
    Refused
        There is no such outcome.
    """
    try:
        return Outcome(outcome)
    except ValueError:
        raise Refused(
            f"There is no outcome {str(outcome)!r}; choose one of {', '.join(Outcome)}."
        ) from None


def checked_settling_reason(reason: str) -> str:
    """Why something is settled so, without outer blanks.

    Raises
    ------
    Refused
        It is empty or very long.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Write why it is settled so; the reason is kept with it.")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            f"A reason has up to {LONGEST_REASON:,} characters and this one has {len(reason):,};"
            " shorten it."
        )
    return reason
