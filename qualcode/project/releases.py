"""The register of what was published, as the study keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from qualcode.model.kept import Kept

if TYPE_CHECKING:
    from qualcode.analysis.releases import Release

KIND = "release"


def key_of(release: Release) -> str:
    """The same for what asks the same of the same people with the same result."""
    body = as_body(release)
    told = {name: body[name] for name in ("asked", "kinds", "cells", "codings")}
    # Hashes differ with their salt, so the people are told by the groups and their sizes only.
    told["people"] = sorted(json.dumps(sorted(held)) for held in body["people"].values())
    as_text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(as_text.encode(), digest_size=12).hexdigest()


def as_body(release: Release) -> dict[str, Any]:
    """A release as plain JSON values."""
    # Numbered by what they hold: people come back from the register in the order of their salted
    # hashes, and the same release must not be told otherwise for it.
    every = {profile for held in release.people.values() for profile in held}
    profiles = {profile: n for n, profile in enumerate(sorted(every, key=repr))}
    people = {
        one: sorted(profiles[profile] for profile in held) for one, held in release.people.items()
    }
    asked = release.asked
    return {
        "asked": {
            "by": list(asked.by),
            "where": dict(asked.where or {}),
            "direction": asked.direction,
            "coder": asked.coder,
            "groups": [list(group) for group in asked.groups],
            "level": str(asked.level),
        },
        "kinds": list(release.kinds),
        "salt": release.salt,
        "attributes": list(release.attributes),
        "profiles": [list(profile) for profile in profiles],
        "people": people,
        "codings": dict(release.codings),
        "cells": [
            [code, list(key), None if cell is None else list(cell)]
            for (code, key), cell in release.cells.items()
        ],
    }


def as_released(release: Release) -> Release:
    """A release as it will be read back from the register once it is kept."""
    now = datetime.now(UTC).isoformat()
    body = json.loads(json.dumps(as_body(release)))
    return from_kept(Kept("", KIND, key_of(release), body, "", now))


def from_kept(kept: Kept) -> Release:
    """A release as it was kept."""
    from qualcode.analysis.disclosure_asked import Asked
    from qualcode.analysis.frequency import Level
    from qualcode.analysis.releases import Release

    body: Mapping[str, Any] = kept.body or {}
    asked = body["asked"]
    profiles = [tuple(profile) for profile in body["profiles"]]
    return Release(
        Asked(
            tuple(asked["by"]),
            asked["where"],
            asked["direction"],
            asked["coder"],
            tuple(tuple(group) for group in asked["groups"]),
            Level(asked["level"]),
        ),
        tuple(body["kinds"]),
        body["salt"],
        tuple(body["attributes"]),
        {one: frozenset(profiles[n] for n in held) for one, held in body["people"].items()},
        body["codings"],
        {
            (code, tuple(key)): None if cell is None else (cell[0], cell[1], cell[2])
            for code, key, cell in body["cells"]
        },
        kept.made_at,
    )
