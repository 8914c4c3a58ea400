"""Who stands behind a theme, who says the opposite, and who says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import natural
from qualcode.analysis.quantifiers import in_words, plainly
from qualcode.model import Direction

GROUPED_BY = ("authority", "role")


@dataclass(frozen=True)
class GroupEvidence:
    """The people of one authority or role: ``k`` of ``n`` say something under the codes.

    Of the others ``waiting`` have an interview nobody has coded through yet, and ``not_asked``
    were asked nothing that bears on the codes.
    """

    attribute: str
    value: str
    k: int
    n: int
    waiting: int = 0
    not_asked: int = 0

    @property
    def silent(self) -> bool:
        """Whether nobody of the group says anything though all of it was asked and coded."""
        return self.k == 0 and not self.waiting and not self.not_asked


@dataclass(frozen=True)
class Evidence:
    """What the codings say to a theme: computed, and never the theme itself.

    Participants' ids are sorted. ``said`` are those with any of the codes; the others are
    ``silent``, ``waiting`` (an interview of theirs is not coded through: no silence yet) or
    ``not_asked``. ``unknown`` counts speakers who are matched to no participant and have the codes.
    ``by_direction`` holds participants and segments; one person may stand under several.
    """

    said: tuple[str, ...]
    silent: tuple[str, ...]
    waiting: tuple[str, ...]
    not_asked: tuple[str, ...]
    unknown: int
    segments: int
    by_direction: Mapping[Direction, tuple[int, int]]
    groups: tuple[GroupEvidence, ...]
    interviews: int
    coded_through: int
    coders: tuple[str, ...] = field(default=())

    @property
    def k(self) -> int:
        """Distinct participants with any of the codes."""
        return len(self.said)

    @property
    def n(self) -> int:
        """Distinct participants in scope."""
        return len(self.said) + len(self.silent) + len(self.waiting) + len(self.not_asked)

    def of(self, attribute: str) -> tuple[GroupEvidence, ...]:
        """The groups of one attribute."""
        return tuple(g for g in self.groups if g.attribute == attribute)

    @property
    def sentence(self) -> str:
        """Such as: 7 of 27 people, in 3 of 4 authorities."""
        places = self.of("authority")
        return plainly(self.k, self.n, sum(g.k > 0 for g in places), len(places))

    @property
    def words(self) -> str:
        """How a report may put it, always with its numbers."""
        return in_words(self.k, self.n)

    @property
    def opposite(self) -> tuple[int, int]:
        """Participants and segments where the thing is said to be absent or hindered."""
        return self.by_direction[Direction.ABSENT]


def gather(
    frames: Frames, codes: Collection[str], unasked: Collection[str] = frozenset()
) -> Evidence:
    """Count who has any of these codes, by direction and group, and who has none.

    Parameters
    ----------
    codes : ids, letters of an indicator included
    unasked : transcripts in which no question bears on the codes
    """
    people = frames.people
    codings = frames.codings
    hits = codings[codings["code"].isin(list(codes)).to_numpy()]
    spoken = np.unique(hits["person"].to_numpy("int64"))
    persons = _persons(people, set(spoken.tolist()), frames.coded_through, unasked)
    transcripts = set(people["transcript"])
    known: dict[Any, Any] = people["participant"].to_dict()
    states = _states((p.participant, p) for p in persons)
    return Evidence(
        **{kind: _of_kind(states, kind) for kind in ("said", "silent", "waiting", "not_asked")},
        unknown=sum(known[row] is None for row in spoken.tolist()),
        segments=int(hits["segment"].nunique()),
        by_direction=_by_direction(hits, known),
        groups=tuple(g for name in GROUPED_BY for g in _groups(persons, name)),
        interviews=len(transcripts),
        coded_through=len(transcripts & frames.coded_through),
        coders=tuple(sorted(set(hits["coder"]))),
    )


def _by_direction(
    hits: pd.DataFrame, known: Mapping[int, str | None]
) -> dict[Direction, tuple[int, int]]:
    found = {}
    ways, rows = hits["direction"].to_numpy(), hits["person"].to_numpy("int64")
    segments = hits["segment"].to_numpy("int64")
    for direction in Direction:
        own = ways == direction.value
        people = {known[row] for row in np.unique(rows[own]).tolist()} - {None}
        found[direction] = (len(people), len(np.unique(segments[own])))
    return found


@dataclass(frozen=True, slots=True)
class _Person:
    """A known person in one transcript."""

    participant: str
    groups: Mapping[str, str | None]
    said: bool
    through: bool
    asked: bool


def _persons(
    people: pd.DataFrame,
    spoken: Collection[int],
    through: Collection[str],
    unasked: Collection[str],
) -> list[_Person]:
    columns = ("participant", "transcript", *GROUPED_BY)
    return [
        _Person(
            participant,
            dict(zip(GROUPED_BY, groups, strict=True)),
            row in spoken,
            transcript in through,
            transcript not in unasked,
        )
        for row, participant, transcript, *groups in zip(
            people.index.tolist(), *(people[c].tolist() for c in columns), strict=True
        )
        if participant is not None
    ]


def _states(of: Iterable[tuple[str, _Person]]) -> dict[str, str]:
    """Participant -> said, waiting, not_asked or silent, over all transcripts they speak in."""
    merged: dict[str, tuple[bool, bool, bool]] = {}
    for name, person in of:
        said, through, asked = merged.get(name, (False, True, False))
        merged[name] = (said or person.said, through and person.through, asked or person.asked)
    return {
        name: "said" if said else "waiting" if not through else "silent" if asked else "not_asked"
        for name, (said, through, asked) in merged.items()
    }


def _of_kind(states: Mapping[str, str], kind: str) -> tuple[str, ...]:
    return tuple(sorted((name for name, is_ in states.items() if is_ == kind), key=natural))


def _groups(persons: Sequence[_Person], attribute: str) -> list[GroupEvidence]:
    """The groups of an attribute in the order people sort them; not known is no group."""
    members: dict[str, list[_Person]] = {}
    for person in persons:
        if (value := person.groups[attribute]) is not None:
            members.setdefault(value, []).append(person)
    found = []
    for value in sorted(members, key=natural):
        kinds = Counter(_states((p.participant, p) for p in members[value]).values())
        found.append(
            GroupEvidence(
                attribute,
                value,
                kinds["said"],
                kinds.total(),
                kinds["waiting"],
                kinds["not_asked"],
            )
        )
    return found
