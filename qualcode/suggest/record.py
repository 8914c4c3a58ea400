"""What people decided so far: the only thing the engine learns from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's judgement on one code for one passage.

    ``group`` names what must never stand on both sides of a split: the interview, or the
    participant interviewed twice. ``accepted`` is False only where a person refused this code for
    this passage: what nobody read is in no record. Which cues fired is found anew in the words, so
    that a cue added later has its record too.
    """

    group: str
    words: str
    code: str
    accepted: bool
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All judgements, and the passages read and left without any code, as (group, words)."""

    judged: tuple[Judged, ...] = ()
    uncoded: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.judged)

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change with anything in the record, not with its order."""
        rows = [[j.group, j.words, j.code, j.accepted, j.coder] for j in self.judged]
        parts = sorted(json.dumps(row, ensure_ascii=False) for row in (*rows, *self.uncoded))
        return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:8]

    @property
    def groups(self) -> tuple[str, ...]:
        """The interviews judged in, sorted."""
        return tuple(sorted({j.group for j in self.judged} | {g for g, _ in self.uncoded}))

    def without(self, groups: Iterable[str]) -> Record:
        """The record as if nobody had worked on these interviews."""
        out = set(groups)
        return Record(
            tuple(j for j in self.judged if j.group not in out),
            tuple(pair for pair in self.uncoded if pair[0] not in out),
        )
