"""Merging: what hangs on a coding or an item comes together with it, or waits in the other copy.

A coding on a text that is another one here does not come. A comment, a verdict or an act that named
it would name nothing, so it does not come either; a later merge brings it with its coding.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from qualcode.model.corrected import MoveState
from qualcode.store import schema
from qualcode.store.merging import Merging, all_rows, keys

# A correction took these off their words; whoever decided on one then did so on the other text.
BY_CORRECTION = frozenset(
    state.value for state in MoveState if state not in (MoveState.MOVED, MoveState.LEFT)
)
ON_CODINGS = frozenset({"code", "star", "unstar", "place again", "let go"})


class Here:
    """What this copy holds by now, each kind looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def codings(self) -> set[Any]:
        """Ids of codings, withdrawn ones too."""
        return keys(self._connection, schema.coding)

    @cached_property
    def withdrawn(self) -> set[Any]:
        """Ids of those that were withdrawn."""
        return keys(self._connection, schema.withdrawal)

    @cached_property
    def items(self) -> set[Any]:
        """Ids of items of rounds."""
        return keys(self._connection, schema.round_item)

    @cached_property
    def memos(self) -> set[Any]:
        """Ids of memos and comments."""
        return keys(self._connection, schema.memo)

    @cached_property
    def settlings(self) -> set[Any]:
        """Ids of settlings."""
        return keys(self._connection, schema.resolution)

    def holds(self, about: str) -> bool:
        """Whether what words such as ``coding ID`` or ``item ID`` name is here."""
        kind, _, id = about.partition(" ")
        if kind == "coding":
            return id in self.codings
        return kind != "item" or id in self.items

    def holds_settling(self, row: dict[str, Any]) -> bool:
        """Whether what a settling is about, and every coding it made or withdrew, is here."""
        named = {*json.loads(row["made"]), *json.loads(row["withdrawn"])}
        return self.holds(row["subject"]) and named <= self.codings

    def holds_act(self, act: str, subject: str, detail: str) -> bool:
        """Whether what an act did to a coding, an item or a memo is to be seen here."""
        if act in ON_CODINGS:
            return subject in self.codings
        if act == "withdraw":
            return subject in self.withdrawn
        if act == "judge":
            return subject in self.items
        if act == "write memo":
            return subject in self.memos
        if act == "settle":
            return json.loads(detail).get("resolution", "") in self.settlings
        if act == "accept":
            return json.loads(detail).get("coding") in self.codings
        return True


def withdrawn_with_text(merging: Merging) -> set[str]:
    """Codings that stand no more in the other copy because of its other text: a correction took
    them off their words, or what replaced them stands on that text and was not taken."""
    stay = {
        row["coding"]
        for row in all_rows(merging.theirs, schema.coding_move)
        if row["transcript"] in merging.elsewhere and row["state"] in BY_CORRECTION
    }
    for row in all_rows(merging.theirs, schema.coding):
        if row["id"] in merging.left_out and row["transcript"] in merging.elsewhere:
            stay.add(row["replaces"])
    return stay - {None}
