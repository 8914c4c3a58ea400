"""What is asked of a published table, how its counts are made, and which tables are coarser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import pandas as pd

from qualcode.analysis.disclosure_layers import Key
from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level, ThemeTable, count_themes
from qualcode.model import Codebook

# Attributes with their coarser ones, which stand in where a table would be kept back for the most.
COARSER = {"authority": "authority_type", "role": "role_group"}


@dataclass(frozen=True)
class Asked:
    """One table asked for: the arguments of `count_themes`, and the level shown."""

    by: tuple[str, ...] = ()
    where: Mapping[str, str | None] | None = None
    direction: str | None = None
    coder: str | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    level: Level = Level.BOTH
    also: tuple[str, ...] = field(default=(), compare=False)

    @property
    def over(self) -> tuple[str, ...]:
        """Every attribute that tells its cells apart from others, sorted."""
        split = ("direction",) if self.direction or "direction" in self.by else ()
        return tuple(sorted({*self.by, *(self.where or {}), *split}))

    def key(self, row: Mapping[str, object]) -> Key:
        """The group a row of the table stands for, in the table over all of `over`."""
        fixed = {**(self.where or {}), **({"direction": self.direction} if self.direction else {})}
        return tuple(fixed.get(name, row.get(name)) for name in self.over)


def count_rows(
    frames: Frames,
    codebook: Codebook,
    asked: Asked,
    by: Sequence[str],
    where: Mapping[str, str | None] | None = None,
) -> ThemeTable:
    """Every code, and then every reporting group asked for, by these attributes."""
    found = count_themes(frames, codebook, tuple(by), where=where, coder=asked.coder)
    if not asked.groups:
        return found
    more = count_themes(
        frames, codebook, tuple(by), where=where, coder=asked.coder, groups=asked.groups
    )
    new = ~more.rows["code"].isin(list(found.rows["code"].unique()))
    return replace(found, rows=pd.concat([found.rows, more.rows[new]], ignore_index=True))


def next_coarser(asked: Asked, frames: Frames) -> list[Asked]:
    """The next coarser tables: by one attribute fewer, or by what an attribute belongs to."""
    if len(asked.by) > 1:
        fewer = list(combinations(asked.by, len(asked.by) - 1))
        return [replace(asked, by=by) for by in fewer]
    wider = COARSER.get(asked.by[0])
    if wider in frames.people and wider not in (asked.where or {}):
        return [replace(asked, by=(str(wider),))]
    return [replace(asked, by=())]


def with_coarser(
    frames: Frames, types: Mapping[str, str], role_groups: Mapping[str, str]
) -> Frames:
    """The frames with the coarser attributes beside authority and role.

    Parameters
    ----------
    types, role_groups : authority -> its type, role -> its group; what is not there is not known
    """
    added = {"authority_type": ("authority", types), "role_group": ("role", role_groups)}
    people = frames.people.copy()
    names = list(frames.attributes)
    for name, (fine, wider) in added.items():
        if name not in people and wider:
            values = [wider.get(value) for value in people[fine]]
            people[name] = pd.Series(values, index=people.index, dtype=object)
            names.append(name)
    return replace(frames, people=people, attributes=tuple(names))
