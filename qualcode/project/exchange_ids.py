"""Ids that other programs can tell things by: the same on every export, so that exports compare."""

from __future__ import annotations

import uuid

# Of ids made for things of other programs; drawn once.
_OURS = uuid.UUID("6f1f5c1e-8f57-4e0c-9d0d-3a7f3a4d2b90")


def guid_of(study: str, kind: str, id: str) -> str:
    """The GUID of a thing of a study: its own where its id is one already.

    >>> guid_of("a study", "code", "8.a") == guid_of("a study", "code", "8.a")
    True
    >>> guid_of("a study", "coding", "0F0E0D0C-0000-4000-8000-000000000001")
    '0f0e0d0c-0000-4000-8000-000000000001'
    """
    if kind in ("coding", "memo") and (own := as_guid(id)):
        return own
    return str(uuid.uuid5(uuid.uuid5(_OURS, study), f"{kind} {id}"))


def as_guid(id: str) -> str | None:
    """An id as a GUID in its usual form; None where it is none.

    >>> as_guid("8.a") is None
    True
    """
    if len(id) != 36:
        return None
    try:
        return str(uuid.UUID(id))
    except ValueError:
        return None


def other_id(guid: str, *about: object) -> str:
    """The id of one of several things that share a GUID, or of one whose GUID is taken."""
    return str(uuid.uuid5(_OURS, " ".join([guid, *map(str, about)])))
