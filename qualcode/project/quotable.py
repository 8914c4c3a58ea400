"""Who may be quoted, as seen when an export begins and again when it is written."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.project.withheld_words import load_kept_back
from qualcode.store import Connection, people, talk
from qualcode.store.kept import load_kept
from qualcode.store.replacements import load_replacements


@dataclass(frozen=True)
class Quotable:
    """What quotes and captions hang on: people who are heard, edits of quotes, names."""

    heard: frozenset[str]
    edits: frozenset[str]


def load_quotable(connection: Connection, edits: str) -> Quotable:
    """The state of consent and of edits, which are kept as this kind."""
    back = load_kept_back(connection)
    speakers = {
        f"{id} {speaker!r}"
        for id, speaker in talk.load_all_speakers(connection)
        if (id, speaker.label) not in back
    }
    known = {repr(one) for one in people.load_participants(connection)}
    kept = {kept.id for kept in load_kept(connection, edits)}
    named = {name.id for name in load_replacements(connection) if name.replaced}
    return Quotable(frozenset(speakers | known), frozenset(kept | named))


def refuse_moved(before: Quotable, now: Quotable) -> None:
    """Stop a file that was made before somebody withdrew, or before a name was taken out.

    Whoever came meanwhile does not stop it.

    Raises
    ------
    Refused
        Consent, people or edits are others than when the file was made.
    """
    if not before.heard <= now.heard or before.edits != now.edits:
        raise Refused(
            "What may be quoted has changed while this was made, so nothing was written; try again."
        )
