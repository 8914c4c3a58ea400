"""Codes and the codebook that holds them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.errors import UnknownCode


class Origin(StrEnum):
    """Where a code comes from."""

    LITERATURE = "literature"
    EMERGENT = "emergent"
    IN_VIVO = "in vivo"


@dataclass(frozen=True)
class Code:
    """A named idea in the codebook, with its definition, its rules and its cue phrases.

    ``labels`` holds other wordings by use, such as ``{"part_two": "..."}``; ``added_in`` names
    the use in which the code first appears. A ``retired`` code keeps its codings and is offered
    for no new one.
    """

    id: str
    name: str
    parent: str | None = None
    definition: str = ""
    include_when: tuple[str, ...] = ()
    exclude_when: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    origin: Origin = Origin.LITERATURE
    colour: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    added_in: str | None = None
    retired: bool = False

    @property
    def title(self) -> str:
        """Id and name for people; where the id is the name already, as in books that number
        nothing, it stands alone.

        >>> Code("8.a", "Thresholds").title, Code("Trust.Managers", "Managers").title
        ('8.a Thresholds', 'Trust.Managers')
        """
        return self.id if self.id.endswith(self.name) else f"{self.id} {self.name}"


@dataclass(frozen=True)
class Codebook:
    """Codes in published order: every id once, every parent present, no cycles.

    The readers in `qualcode.formats` report breaches of these rules by line; a Codebook made
    otherwise is checked by `breaches`.
    """

    id: str = "codebook"
    name: str = "Codebook"
    codes: tuple[Code, ...] = ()
    version: str = "1"
    source: str = ""
    rules: tuple[str, ...] = ()
    reporting_groups: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, id: object) -> bool:
        return any(code.id == id for code in self.codes)

    def __getitem__(self, id: str) -> Code:
        for code in self.codes:
            if code.id == id:
                return code
        raise UnknownCode(
            f"Codebook {self.name!r} has no code {id!r}.{self._nearest(id)}"
            f" `qualcode codes` lists all {len(self)}."
        )

    def _nearest(self, wanted: str) -> str:
        ids = [code.id for code in self.codes]
        squeezed = {c.replace(".", "").casefold(): c for c in ids}
        near = squeezed.get(wanted.replace(".", "").strip().casefold())
        by_name = {code.name.casefold(): code.id for code in self.codes}
        if near is None and (names := difflib.get_close_matches(wanted.casefold(), by_name, 1)):
            near = by_name[names[0]]
        if near is None and (close := difflib.get_close_matches(wanted, ids, 1, cutoff=0.3)):
            near = close[0]
        return f" Did you mean {near!r}?" if near else ""

    def children(self, id: str | None) -> tuple[Code, ...]:
        """The codes directly under one; of None, the top of the tree."""
        return tuple(code for code in self.codes if code.parent == id)

    def top(self, id: str) -> str:
        """The id of the indicator a code belongs to; of an indicator, itself."""
        code = self[id]
        while code.parent is not None:
            code = self[code.parent]
        return code.id

    def family(self, id: str) -> frozenset[str]:
        """A code's id and those of all codes under it."""
        found = {id}
        for child in self.children(id):
            found |= self.family(child.id)
        return frozenset(found)


def breaches(codes: Iterable[Code]) -> list[tuple[int, str]]:
    """Every breach of the codebook's rules, as (index of the code, sentence)."""
    codes = list(codes)
    found: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    for i, code in enumerate(codes):
        if code.id in seen:
            found.append((i, f"the code {code.id!r} is defined twice"))
        seen.setdefault(code.id, i)
    parents = {code.id: code.parent for code in codes}
    for i, code in enumerate(codes):
        if code.parent is not None and code.parent not in parents:
            found.append((i, f"the parent {code.parent!r} of {code.id!r} is not in the codebook"))
        elif _in_cycle(code.id, parents):
            found.append((i, f"the parents of {code.id!r} lead back to itself"))
        found += [
            (i, f"{code.id!r} names {other!r} under confused_with, which is not in the codebook")
            for other in code.confused_with
            if other not in parents
        ]
    return found


def _in_cycle(id: str, parents: Mapping[str, str | None]) -> bool:
    at, steps = parents.get(id), 0
    while at is not None and steps <= len(parents):
        if at == id:
            return True
        at, steps = parents.get(at), steps + 1
    return False
