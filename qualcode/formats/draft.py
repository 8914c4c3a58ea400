"""What every transcript reader hands on: a text, what is known of it, and its oddities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model import Participant, Problem, Speaker, Transcript, Turn


@dataclass(frozen=True)
class Found:
    """The turns and speakers found in a text, and what was odd about them."""

    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    oddities: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One file as its format's reader sees it.

    ``found`` is set by formats that know their turns themselves (passage tables, subtitles);
    otherwise the turns are looked for in ``text``. ``front`` is front matter, keys as written
    in lower case. ``participants`` are those the file itself describes (passage tables).
    """

    text: str
    oddities: tuple[Problem, ...] = ()
    front: Mapping[str, str] = field(default_factory=dict)
    found: Found | None = None
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True)
class ReadTranscript:
    """A transcript read from a file, the participants its front matter names, the oddities."""

    transcript: Transcript
    participants: tuple[Participant, ...] = ()
    oddities: tuple[Problem, ...] = ()
