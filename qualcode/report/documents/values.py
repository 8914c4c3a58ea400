"""What a report says, as values: the tags of a template stand for these."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qualcode.report.documents.wordml import Block, Contents

NOTHING = Block()


class Shape(StrEnum):
    """What the findings of a report are ordered by."""

    INDICATORS = "indicators"
    AUTHORITIES = "authorities"
    THEMES = "themes"

    @property
    def words(self) -> str:
        """How it is put under the title."""
        return {
            "indicators": "Findings by indicator",
            "authorities": "Findings by authority",
            "themes": "Findings by theme",
        }[self.value]


@dataclass(frozen=True)
class Section:
    """One code of the codebook: what it means, who speaks of it, and in which words."""

    title: str
    definition: str = ""
    who: str = ""
    directions: str = ""
    table: Block = NOTHING
    picture: Block = NOTHING
    quotes: Block = NOTHING
    counter: Block = NOTHING
    letters: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Place:
    """One authority: its pen picture, where it stands, and what was written of it."""

    name: str
    people: str
    pen_picture: Block
    standing: str
    cells: Block
    sources: str = ""


@dataclass(frozen=True)
class Finding:
    """One theme: the statement, what it rests on, what speaks for and against it, and so what."""

    title: str
    statement: str
    rests_on: Block
    quotes: Block
    counter: Block
    silent: str
    implications: Block


@dataclass(frozen=True)
class Said:
    """Everything a template may name.

    ``about``, ``in_short``, ``method``, ``reading`` and ``limits`` are paragraphs; ``findings``
    are sections, places or findings after the report's shape.
    """

    title: str
    subtitle: str
    study: str
    made_on: str
    interim: bool
    about: tuple[str, ...] = ()
    summary: Block = NOTHING
    in_short: tuple[str, ...] = ()
    overview: Block = NOTHING
    findings: tuple[Any, ...] = ()
    afterwards: Block = NOTHING
    method: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    sample: Block = NOTHING
    limits: tuple[str, ...] = ()
    coreq: Block = NOTHING
    codebook: Block = NOTHING
    contents: Block = field(default_factory=lambda: Block((Contents(),)))
    to_write: int = 0

    def named(self) -> dict[str, Any]:
        """The names a template may use."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
