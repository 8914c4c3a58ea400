"""Who was taken out of a study stays out of it, whatever copy is merged."""

from __future__ import annotations

import dataclasses

from qualcode.errors import Refused
from qualcode.model.merged import Conflict, Merged
from qualcode.model.wording import many
from qualcode.names import is_url
from qualcode.project.erasing_ledger import due, find_again, known_erasures, load_first
from qualcode.project.erasing_waiting import note_unplaced, others_waiting
from qualcode.store import Connection, Store
from qualcode.store.erasing_person import take_out


class Erasures:
    """The erasures of this study, held against another copy of it."""

    def __init__(self, store: Store) -> None:
        self._ours = known_erasures(store)
        self._went = 0

    def forget_in(self, copy: Store) -> None:
        """Take out of the copy that is read who was taken out here; the other study stays as it is.

        Raises
        ------
        Refused
            The other copy is a database, which is read as it is, and holds somebody still.
        """
        with copy.read() as connection:
            waiting = due(connection, self._ours)
            found = [find_again(connection, entry) for entry in waiting]
        held = [one for one in found if one.labels or one.participant]
        if held and is_url(copy.place):
            raise Refused(
                "The other copy still holds somebody who was taken out of this study; erase them"
                " there first, then merge."
            )
        if held:
            with copy.read() as connection:
                first = load_first(connection)
            with copy.write(first) as tx:
                for entry in waiting:
                    theirs = find_again(tx.connection, entry)
                    unplaced = others_waiting(tx.connection, theirs)
                    take_out(tx.connection, theirs)
                    # In its memos, which come along with the merge.
                    note_unplaced(tx, unplaced)
        self._went = len(held)

    def told(self, merged: Merged, theirs: Connection) -> Merged:
        """The answer of a merge with what must be said of erasures."""
        said = []
        if n := self._went:
            was = "person who was" if n == 1 else "people who were"
            said.append(
                f"The other copy still held {n} {was} taken out of this study. Nothing of theirs"
                " was taken over. Erase them there too, or delete that copy."
            )
        ours = {entry.id for entry in self._ours}
        if n := len([entry for entry in known_erasures(theirs) if entry.id not in ours]):
            said.append(
                f"In the other copy {many(n, 'erasure')} of a person was done that was not done"
                " here, so that person may still be in this study. Erase them here too."
            )
        conflicts = tuple(Conflict("erased", words) for words in said)
        return dataclasses.replace(merged, conflicts=(*conflicts, *merged.conflicts))
