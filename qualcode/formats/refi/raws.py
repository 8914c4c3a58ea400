"""What an element says before the text and the rest of the file are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.formats.refi.dialects import Marked
from qualcode.model.exchange import RefiCoding, RefiNote, RefiValue


@dataclass(slots=True)
class RawCoding:
    """A coding and its line."""

    coding: RefiCoding
    line: int


@dataclass(slots=True)
class RawSelection:
    """A selection whose positions are still the file's."""

    mark: Marked
    line: int
    codings: list[RawCoding]
    description: str
    user: str
    time: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class RawText:
    """A text source, representation or transcript before its words are read."""

    guid: str
    name: str
    line: int
    kind: str = "text"
    path: str = ""
    rich: bool = False
    content: str | None = None
    selections: list[RawSelection] = field(default_factory=list)
    codings: list[RawCoding] = field(default_factory=list)
    values: tuple[RefiValue, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    user: str = ""
    time: str = ""


@dataclass(slots=True)
class RawMedia:
    """A picture, PDF, sound or film; ``areas`` are its selections by guid, with codings' count."""

    kind: str
    whole: RawText
    texts: list[RawText]
    areas: list[tuple[str, int]]


@dataclass(slots=True)
class RawNote:
    """A note whose words may stand in a file of their own."""

    note: RefiNote
    path: str
    line: int
