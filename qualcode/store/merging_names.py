"""Merging: what was decided about names. Where both copies decided, this one's decision stays."""

from __future__ import annotations

from qualcode.store import schema
from qualcode.store.merging import Merging, all_rows, missing


def take_names(merging: Merging) -> None:
    """Decisions at places of texts both copies have, or that came, where none was made here."""
    table = schema.replacement
    taken: dict[str, list[tuple[int, int]]] = {}
    for row in all_rows(merging.ours, table):
        taken.setdefault(row["transcript"], []).append((row["start"], row["end"]))
    texts = {row["id"] for row in all_rows(merging.ours, schema.transcript)} - merging.elsewhere
    merging.add(
        table,
        [
            row
            for row in missing(merging, table)
            if row["transcript"] in texts
            and not any(
                row["start"] < end and start < row["end"]
                for start, end in taken.get(row["transcript"], ())
            )
        ],
    )
