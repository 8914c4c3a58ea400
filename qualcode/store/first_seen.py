"""When each code came into the codebook."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.store import schema
from qualcode.store.codes import load_successions


def load_added(connection: Connection) -> dict[str, str]:
    """Code id -> when the code was first in the codebook (UTC, ISO 8601).

    A code that was renamed, moved or merged under another id is as old as it was before.
    """
    code, version = schema.code, schema.codebook_version
    query = select(code.c.id, version.c.made_at).join(version, version.c.n == code.c.first_version)
    added = {row[0]: row[1] for row in connection.execute(query)}
    for old, new in load_successions(connection, since=""):
        if old in added and new in added:
            added[new] = min(added[new], added[old])
    return added
