"""Merging: the codebook's versions, every one of them, and what became of codes meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualcode.model import Codebook
from qualcode.store import codes, schema
from qualcode.store.coded import standing
from qualcode.store.merging import Merging, all_rows, keys, load_made_from


@dataclass(frozen=True)
class Books:
    """The codebooks of a merge.

    ``ours`` and ``theirs`` are the newest on either side before it and ``base`` the newest that
    both had. ``moved`` says whose changed since: neither, ``ours``, ``theirs`` or ``both``; ``n``
    is the number of ours.
    """

    ours: Codebook
    theirs: Codebook
    base: Codebook
    moved: str
    n: int


def take_versions(merging: Merging) -> Books:
    """Add the versions this copy lacks behind its own, and every code that ever stood in them."""
    table = schema.codebook_version
    here, there = all_rows(merging.ours, table), all_rows(merging.theirs, table)
    known = {_identity(row): row["n"] for row in here}
    known_there = {_identity(row) for row in there}
    number, new, base = here[-1]["n"], [], there[0]["n"]
    made_from = load_made_from(merging.theirs)
    for row in there:
        at = known.get(_identity(row))
        if at is None:
            number += 1
            new.append({**row, "n": number})
            at = number
            # Its author had their own version before them, not the one it comes to stand behind.
            before = merging.versions.get(made_from.get(row["n"], row["n"] - 1))
            if before is not None and before != at - 1:
                merging.made_from[at] = before
        else:
            base = row["n"]
        merging.versions[row["n"]] = at
    ours_moved = _identity(here[-1]) not in known_there
    theirs_moved = _identity(there[-1]) not in known
    merging.add(table, new)
    _take_codes(merging)
    moved = {(True, True): "both", (True, False): "ours", (False, True): "theirs"}
    return Books(
        ours=codes.load_codebook(merging.ours, here[-1]["n"])[0],
        theirs=codes.load_codebook(merging.theirs, there[-1]["n"])[0],
        base=codes.load_codebook(merging.theirs, base)[0],
        moved=moved.get((ours_moved, theirs_moved), "neither"),
        n=here[-1]["n"],
    )


def load_now(connection: Connection) -> Codebook:
    """The newest codebook as it stands in the middle of a merge."""
    return codes.load_codebook(connection)[0]


def load_coded_with(connection: Connection) -> set[str]:
    """Codes that standing codings carry."""
    query = standing().with_only_columns(schema.coding.c.code).distinct()
    return set(connection.execute(query).scalars())


def load_became(connection: Connection, after: int) -> dict[str, str]:
    """What codes became in acts after a number: old id -> the id it has in the end."""
    e = schema.event
    query = select(e.c.subject, e.c.detail).where(e.c.act.in_(codes.BECOMING), e.c.seq > after)
    became: dict[str, str] = {}
    for row in connection.execute(query.order_by(e.c.seq)):
        detail = json.loads(row.detail)
        new = detail.get("new_id") or detail.get("into")
        if new:
            became = {old: new if now == row.subject else now for old, now in became.items()}
            became[row.subject] = new
            # Back under its own number, or a number given anew: it leads nowhere any more.
            became.pop(new, None)
    return became


def version_ids(merging: Merging, row: dict[str, Any]) -> dict[str, Any]:
    """A row that names a version of the codebook, with the number it has here."""
    n = row["codebook_version"]
    return {**row, "codebook_version": None if n is None else merging.versions.get(n, n)}


def _take_codes(merging: Merging) -> None:
    known = keys(merging.ours, schema.code)
    rows = [
        {**row, "first_version": merging.versions[row["first_version"]]}
        for row in all_rows(merging.theirs, schema.code)
        if row["id"] not in known
    ]
    count = merging.added[schema.code.name]
    merging.add(schema.code, rows)
    merging.added[schema.code.name] = count


def _identity(row: dict[str, Any]) -> tuple[str, ...]:
    """What makes a version itself, whatever its number: when, by whom, why and what it says."""
    return row["made_at"], row["made_by"], row["reason"], row["document"]
