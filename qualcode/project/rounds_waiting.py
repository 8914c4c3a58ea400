"""What still waits in a round that somebody would finish, and how one opens again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from qualcode.errors import Refused
from qualcode.model.review import ItemState, Round, RoundState, checked_comment
from qualcode.project.rounds_checked import refuse_state
from qualcode.store import Connection, rounds
from qualcode.store.sent_reviews import load_out


class StillWaiting(Refused):
    """Items have no verdict yet, or a sealed file is still out; finishing must be confirmed."""


def refuse_waiting(
    connection: Connection, round: Round, states: Collection[ItemState], *, confirmed: bool
) -> None:
    """Refuse to finish while a reviewer may still have something to say, unless confirmed.

    Raises
    ------
    StillWaiting
        Saying how many items have no verdict, and whose file has not come back.
    """
    if confirmed:
        return
    said = []
    if waits := sum(state is ItemState.WAITING for state in states):
        said.append(
            f"{waits:,} of {len(states):,} items {'has' if waits == 1 else 'have'} no verdict"
        )
    for name, at in load_out(connection, round.id).items():
        day = datetime.fromisoformat(at)
        said.append(f"a sealed file went to {name} on {day.day} {day:%B %Y} and has not come back")
    if said:
        told = ", and ".join(said)
        raise StillWaiting(
            f"{told[0].upper()}{told[1:]}; confirm that the round is to be finished all the same."
        )


def checked_opening(connection: Connection, found: Round, note: str) -> tuple[bool, str]:
    """Whether a round opens for review for the first time; and the note with it.

    A final round opens again with a note, where it came as far as being coded or reviewed.

    Raises
    ------
    Refused
        It is in another state; or it is final and the note is missing.
    """
    been = {step.state for step in rounds.load_steps(connection, found.id) if not step.person}
    reached = {RoundState.SUBMITTED, RoundState.IN_REVIEW} & been
    if found.state is RoundState.FINAL and not reached:
        raise Refused(
            f"{found.title} is final now and was never handed in, so there is nothing to review:"
            " start a new round."
        )
    refuse_state(found, RoundState.SUBMITTED, RoundState.RETURNED, RoundState.FINAL)
    if found.state is RoundState.FINAL and not note.strip():
        raise Refused(f"{found.title} is final now; write a note why it is opened again.")
    return RoundState.IN_REVIEW not in been, checked_comment(note) if note.strip() else ""
