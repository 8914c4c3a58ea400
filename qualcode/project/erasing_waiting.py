"""Other people's codings that wait to be placed in a text from which a person is taken out."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict

from qualcode.errors import Refused
from qualcode.model import Coding, Memo
from qualcode.model.wording import many
from qualcode.store import Connection, Writing, moves, notes
from qualcode.store.erasing_found import Theirs


def others_waiting(connection: Connection, theirs: Theirs) -> list[Coding]:
    """Codings in texts this person shares that wait to be placed and do not go with them."""
    waiting = [one.coding for one in moves.load_waiting(connection)]
    return [
        one for one in waiting if one.transcript in theirs.shared and one.id not in theirs.codings
    ]


def refuse_waiting(connection: Connection, theirs: Theirs) -> None:
    """Stop where other people's codings wait in a text they share: they would be on no list.

    Raises
    ------
    Refused
        Some wait.
    """
    if n := len(others_waiting(connection, theirs)):
        raise Refused(
            f"{many(n, 'coding')} in a text this person shares with others"
            f" {'waits' if n == 1 else 'wait'} to be placed, since that text was corrected. Place"
            " them or let them go on the page Corrections first; nothing was erased."
        )


def note_unplaced(tx: Writing, unplaced: list[Coding]) -> None:
    """Leave a memo on each text whose codings fell off the list, so that nobody loses any unseen.

    In an older copy an erasure is done again when it is opened, and nobody is there to place them
    first: the versions they hang on go with the person's words.
    """
    by_text: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in unplaced:
        by_text[one.transcript][one.code, one.coder] += 1
    for transcript, counts in sorted(by_text.items()):
        which = "; ".join(f"{code} by {coder} ({n})" for (code, coder), n in sorted(counts.items()))
        text = (
            f"{many(sum(counts.values()), 'coding')} in this text waited to be placed when a person"
            f" was taken out of it again, and fell out: {which}. Read the text and code anew what"
            " should stand."
        )
        memo = Memo(str(uuid.uuid4()), text, tx.who, tx.at, f"transcript {transcript}")
        notes.save_memo(tx, memo)
