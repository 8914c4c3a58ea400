"""What was published before: whose counts, and which of them a reader has."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from qualcode.analysis.disclosure_asked import Asked
from qualcode.analysis.disclosure_layers import Key
from qualcode.analysis.disclosure_sizes import rows_in
from qualcode.analysis.disclosure_tables import Published
from qualcode.analysis.frames import Frames
from qualcode.model import Codebook

Cell = tuple[int, int, int]
Group = frozenset[tuple[str, object]]


@dataclass(frozen=True)
class Release:
    """One table that was published.

    people : salted hash of each person in scope -> the groups they are in, a value for each of
        ``attributes``; enough to tell how many people differ, and no more
    codings : code -> a digest of the codings that carried it
    cells : (code, group over all of ``asked.over``) -> people, people in scope and segments; None
        where it was kept back
    """

    asked: Asked
    kinds: tuple[str, ...]
    salt: str
    attributes: tuple[str, ...]
    people: Mapping[str, frozenset[Key]]
    codings: Mapping[str, str]
    cells: Mapping[tuple[str, Key], Cell | None]
    made_at: str = ""

    def groups(self) -> dict[Group, frozenset[str]]:
        """Every group whose counts the table tells, with the hashes of its people."""
        given = set(self.asked.where or {})
        found: dict[Group, set[str]] = {}
        for n in range(len(given), len(self.attributes) + 1):
            for names in combinations(range(len(self.attributes)), n):
                if given <= {self.attributes[at] for at in names}:
                    for one, profiles in self.people.items():
                        for profile in profiles:
                            key = frozenset((self.attributes[at], profile[at]) for at in names)
                            found.setdefault(key, set()).add(one)
        return {key: frozenset(people) for key, people in found.items()}


def release_of(
    published: Published,
    frames: Frames,
    codebook: Codebook,
    kinds: Sequence[str],
    salt: str | None = None,
) -> Release:
    """What there is to remember of a table that leaves."""
    asked, salt = published.asked, salt or secrets.token_hex(8)
    # A question tells people apart only as a filter: else somebody stands in several columns.
    beside = {"direction", *({"question"} - set(asked.where or {}))}
    attributes = tuple(name for name in asked.over if name not in beside)
    cells: dict[tuple[str, Key], Cell | None] = {}
    for row in published.table.records():
        counts = (row["participants"] or 0, row["of_participants"] or 0, row["segments"])
        key = (row["code"], asked.key(row))
        cells[key] = None if row["suppressed"] else counts
    return Release(
        asked,
        tuple(kinds),
        salt,
        attributes,
        people_in(frames, attributes, asked.where or {}, salt),
        coding_digests(frames, codebook, asked.coder),
        cells,
    )


def people_in(
    frames: Frames, attributes: Sequence[str], where: Mapping[str, str | None], salt: str
) -> dict[str, frozenset[Key]]:
    """Hashes of the people with these values, and the groups each of them is in."""
    people = frames.people
    rows = ~people["label"].isna().to_numpy()
    for name, value in where.items():
        rows &= rows_in(frames, (name,))((value,))
    found: dict[str, set[Key]] = {}
    here = people[rows]
    values = [
        here[name].to_numpy(object) if name in here else [where.get(name)] * len(here)
        for name in attributes
    ]
    for n, name in enumerate(hashes(frames, salt)[rows]):
        found.setdefault(name, set()).add(tuple(held[n] for held in values))
    return {name: frozenset(profiles) for name, profiles in found.items()}


def hashes(frames: Frames, salt: str) -> Any:
    """A salted hash for each row of the people, as an array; the same for the same person."""
    import numpy as np

    people = frames.people
    known: dict[str, str] = {}
    made = np.empty(len(people), dtype=object)
    rows = zip(people["participant"], people["transcript"], people["label"], strict=True)
    for n, (participant, transcript, label) in enumerate(rows):
        # A speaker nobody knows counts as a person of their own.
        name = f"P{participant}" if participant is not None else f"S{transcript}\0{label}"
        if name not in known:
            key = bytes.fromhex(salt)
            known[name] = hashlib.blake2b(name.encode(), key=key, digest_size=8).hexdigest()
        made[n] = known[name]
    return made


def coding_digests(frames: Frames, codebook: Codebook, coder: str | None) -> dict[str, str]:
    """For each code a digest of the codings that carry it, or a code under it."""
    codings = frames.codings if coder is None else frames.codings[frames.codings["coder"] == coder]
    columns = ["transcript", "start", "end", "direction", "coder"]
    carried: dict[str, list[str]] = {}
    for code in codebook:
        for id in codebook.family(code.id):
            carried.setdefault(id, []).append(code.id)
    told = zip(*(map(str, codings[name].tolist()) for name in columns), strict=True)
    # Sorted and spelt once for a code and all above it.
    rows = sorted(zip(told, codings["code"].tolist(), strict=True))
    own: dict[str, list[str]] = {code.id: [] for code in codebook}
    for row, id in rows:
        spelt = repr(row)
        for code_id in carried.get(id, ()):
            own[code_id].append(spelt)
    return {
        id: hashlib.blake2b(f"[{', '.join(spelt)}]".encode(), digest_size=8).hexdigest()
        for id, spelt in own.items()
    }


def same_people(release: Release, frames: Frames) -> bool:
    """Whether exactly the people of a release are in its scope now, in the same groups."""
    now = people_in(frames, release.attributes, release.asked.where or {}, release.salt)
    return now == dict(release.people)


def few_differ(new: Release, old: Release, frames: Frames, small: int) -> int:
    """How many people came or went in a group both tell of, where these are 1 to small - 1; else 0.

    The smallest such number: two counts of the group would tell what these people said.
    """
    known = {*frames.people, "question"}
    if set(new.kinds) != set(old.kinds) or not known >= set(old.attributes):
        return 0
    now = people_in(frames, new.attributes, new.asked.where or {}, old.salt)
    then, today = (
        old.groups(),
        Release(new.asked, new.kinds, old.salt, new.attributes, now, {}, {}).groups(),
    )
    shared = _tellable(old) & _tellable(new)
    differ = [
        len(then.get(group, frozenset()) ^ today.get(group, frozenset()))
        for group in then.keys() | today.keys()
        if frozenset(name for name, _ in group) in shared and _within(group, old, new)
    ]
    return min((n for n in differ if 0 < n < small), default=0)


def _tellable(release: Release) -> set[frozenset[str]]:
    """Sets of attributes whose groups a release tells of."""
    given = set(release.asked.where or {})
    return {
        frozenset(names)
        for n in range(len(release.attributes) + 1)
        for names in combinations(release.attributes, n)
        if given <= set(names)
    }


def _within(group: Group, *releases: Release) -> bool:
    """Whether a group lies in the filters of all of them."""
    told = dict(group)
    return all(
        told.get(name, value) == value
        for release in releases
        for name, value in (release.asked.where or {}).items()
    )
