"""Theme frequencies: distinct participants first, distinct segments beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.model import Codebook, Direction

CANNOT_SHOW = (
    "What this cannot show: it speaks for the people interviewed and for nobody else; a code says"
    " what a passage is about, and its direction whether that was there, missing or hoped for; that"
    " nobody said a thing does not mean it is absent; authorities are not ranked."
)


class Level(StrEnum):
    """Which codes a table shows."""

    INDICATORS = "indicators"
    LETTERS = "letters"
    BOTH = "both"


@dataclass(frozen=True)
class ThemeTable:
    """A long table and what to say under it.

    rows : code, name, one column for each of ``by``, participants, of_participants, segments,
        suppressed; every code in codebook order times every combination, zeros included.
        Participants are null where the people are not known.
    caption : unit, people and interviews in scope, coders and what is left out, in sentences
    """

    rows: pd.DataFrame
    by: tuple[str, ...]
    caption: str

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values; what is not known is None."""
        return [
            {str(k): None if v is pd.NA else v for k, v in row.items()}
            for row in self.rows.to_dict("records")
        ]


def at_level(table: ThemeTable, codebook: Codebook, level: Level) -> ThemeTable:
    """The rows of the indicators only, of the codes under them only, or all."""
    if level is Level.BOTH:
        return table
    tops = {code.id for code in codebook.children(None)}
    keep = table.rows["code"].isin(list(tops)) == (level is Level.INDICATORS)
    return replace(table, rows=table.rows[keep].reset_index(drop=True))


def count_themes(
    frames: Frames,
    codebook: Codebook,
    by: tuple[str, ...] = (),
    *,
    where: Mapping[str, str | None] | None = None,
    direction: str | None = None,
    coder: str | None = None,
) -> ThemeTable:
    """Count participants and segments per code and combination of attributes.

    ``where`` keeps the people with these values; None keeps those of whom it is not known.
    """
    people = kept(frames.people, where or {})
    codings = frames.codings[frames.codings["person"].isin(people.index)]
    if direction is not None:
        codings = codings[codings["direction"] == direction]
    if coder is not None:
        codings = codings[codings["coder"] == coder]
    attributes = [name for name in by if name != "direction"]
    scope = _scope(people, attributes)
    hits = _hits(codings, people, codebook, by)
    rows = _complete(hits, scope, people, codebook, by)
    only = _filters(where or {}, direction, coder)
    return ThemeTable(rows, by, _caption(frames, people, codings, only))


def kept(people: pd.DataFrame, where: Mapping[str, str | None]) -> pd.DataFrame:
    """The people with these values; None stands for not known."""
    for name, value in where.items():
        people = people[people[name].isna() if value is None else people[name] == value]
    return people


def _scope(people: pd.DataFrame, attributes: Sequence[str]) -> dict[tuple[object, ...], int | None]:
    """Group -> distinct participants in it; None where people are there but not known."""
    found: dict[tuple[object, ...], set[str]] = {}
    for row in people[["participant", *attributes]].itertuples(index=False):
        participant, *group = row
        known = found.setdefault(tuple(group), set())
        if participant is not None:
            known.add(participant)
    return {group: len(known) or None for group, known in found.items()}


def _hits(
    codings: pd.DataFrame, people: pd.DataFrame, codebook: Codebook, by: tuple[str, ...]
) -> pd.DataFrame:
    """Distinct participants and segments per code (letters counted into their indicator) and by."""
    lineage = [(code.id, above) for code in codebook for above in _upwards(codebook, code.id)]
    up = pd.DataFrame(lineage, columns=["code", "counted"])
    attributes = [name for name in by if name != "direction"]
    columns = ["code", "person", "segment", *(["direction"] if "direction" in by else [])]
    joined = codings[columns].merge(up, on="code")
    joined = joined.join(people[["participant", *attributes]], on="person")
    keys = ["counted", *by]
    # Attributes become numbers before grouping: None stays a group of its own.
    for name in by:
        joined[name] = joined[name].map(lambda v: "" if v is None else v)
    segments = joined.drop_duplicates([*keys, "segment"]).groupby(keys, sort=False).size()
    known = joined[joined["participant"].notna()].drop_duplicates([*keys, "participant"])
    participants = known.groupby(keys, sort=False).size()
    return pd.DataFrame({"segments": segments, "participants": participants})


def _upwards(codebook: Codebook, id: str) -> list[str]:
    found, at = [], codebook[id]
    while True:
        found.append(at.id)
        if at.parent is None:
            return found
        at = codebook[at.parent]


def _complete(
    hits: pd.DataFrame,
    scope: Mapping[tuple[object, ...], int | None],
    people: pd.DataFrame,
    codebook: Codebook,
    by: tuple[str, ...],
) -> pd.DataFrame:
    values = [_values(people, name) for name in by]
    counted = {
        key if isinstance(key, tuple) else (key,): (s, p)
        for key, s, p in zip(
            hits.index, hits["segments"].to_numpy(), hits["participants"].to_numpy(), strict=True
        )
    }
    where = [n for n, name in enumerate(by) if name != "direction"]
    # Where nobody at all is known, a group nobody speaks in is not known to be empty either.
    nobody = None if len(people) and people["participant"].isna().all() else 0
    rows = []
    for code in codebook:
        for group in product(*values):
            of = scope.get(tuple(group[n] for n in where), nobody)
            key = (code.id, *("" if value is None else value for value in group))
            segments, participants = counted.get(key, (0, 0.0))
            people_count = 0 if np.isnan(participants) else int(participants)
            known = None if of is None else people_count
            rows.append((code.id, code.name, *group, known, of, int(segments), False))
    columns = ["code", "name", *by, "participants", "of_participants", "segments", "suppressed"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    whole = {"participants": "Int64", "of_participants": "Int64", "segments": "int64"}
    return frame.astype({**whole, "suppressed": bool})


def _values(people: pd.DataFrame, name: str) -> list[object]:
    """The values of an attribute, sorted, with not known at the end."""
    if name == "direction":
        return [d.value for d in Direction]
    found = {value for value in people[name] if value is not None}
    unknown = [None] if people[name].isna().any() else []
    return [*sorted(found, key=natural), *unknown]


def natural(value: object) -> list[tuple[bool, int, str]]:
    """A key that sorts as people count.

    >>> sorted(["wave 10", "wave 2", "Wave 1"], key=natural)
    ['Wave 1', 'wave 2', 'wave 10']
    """
    parts = re.split(r"([0-9]+)", str(value).casefold())
    return [(p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts if p]


def _filters(where: Mapping[str, str | None], direction: str | None, coder: str | None) -> str:
    parts = [f"{name} {'not known' if value is None else value}" for name, value in where.items()]
    parts += [f"direction {Direction(direction).words}"] if direction else []
    parts += [f"coder {coder}"] if coder else []
    return ", ".join(parts)


def _caption(frames: Frames, people: pd.DataFrame, codings: pd.DataFrame, only: str) -> str:
    transcripts = people["transcript"].nunique()
    unknown = int(people["participant"].isna().sum())
    coders = sorted(set(codings["coder"]))
    through = len(set(people["transcript"]) & frames.coded_through)
    parts = [
        "Counts are distinct participants (k of n in scope) with distinct segments beside them;"
        " an indicator counts the segments of its letters once.",
        f"In scope: {_many(people['participant'].nunique(), 'participant')} in"
        f" {_many(transcripts, 'transcript')}, of which {through}"
        f" {'is' if through == 1 else 'are'} coded through.",
    ]
    if only:
        parts.append(f"Only: {only}.")
    if unknown:
        who = "speaker is" if unknown == 1 else "speakers are"
        parts.append(
            f"{unknown} {who} not known as participants, so they stand in no count of"
            " people; where nobody is known, no count of people is given."
        )
    parts.append(f"Coders: {', '.join(coders)}." if coders else "Nothing in scope is coded yet.")
    parts.append("Counts follow who was asked and how long they spoke; they are not strength.")
    return " ".join(parts)


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
