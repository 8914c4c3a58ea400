"""A file into a transcript, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import cast

from qualcode.errors import UnreadableFile
from qualcode.formats.consent import consent_of, permission_of
from qualcode.formats.draft import Draft, Found, ReadTranscript
from qualcode.formats.frontmatter import ALLOWED, kind_of
from qualcode.formats.naming import base_name, stem, transcript_id
from qualcode.formats.recognise import READABLE, recognise
from qualcode.formats.turns import find_turns
from qualcode.model import (
    Consent,
    Kind,
    Participant,
    Permission,
    Problem,
    Span,
    Speaker,
    Transcript,
    Turn,
)

__all__ = ["READABLE", "read_transcript"]

_READERS = {
    "txt": ("plain", "read_plain"),
    "docx": ("docx", "read_docx"),
    "odt": ("odt", "read_odt"),
    "rtf": ("rtf", "read_rtf"),
    "pdf": ("pdf", "read_pdf"),
    "vtt": ("subtitles", "read_vtt"),
    "srt": ("subtitles", "read_srt"),
    "html": ("html", "read_html"),
    "csv": ("passages", "read_passages_table"),
    "xlsx": ("passages", "read_passages_table"),
}
_TEXTS = frozenset(["txt", "vtt", "srt", "html"])
# Three million words; with its passages, more would not fit the memory of a small machine.
MAX_TEXT = 20_000_000
SPOKEN = frozenset([Kind.INTERVIEW, Kind.FOCUS_GROUP, Kind.FEEDBACK])
_ABOUT_A_PERSON = ("participant", "role", "agency", "authority", "programme", "consent", *ALLOWED)


def read_transcript(
    data: bytes, name: str, *, kind: Kind | None = None, wave: str | None = None
) -> ReadTranscript:
    """The transcript in a file, the participant its front matter names, and every oddity.

    ``name`` is the file's name and may hold folders, which are dropped. ``kind`` and ``wave``
    stand above the front matter.

    Raises
    ------
    UnreadableFile
        Unknown format, damaged, locked, or without text; nothing is taken from the file.
    """
    shown = base_name(name) or "The file"
    draft = _draft(data, shown)
    oddities = list(draft.oddities)
    kind = kind or kind_of(draft.front.get("kind", "")) or Kind.INTERVIEW
    found = draft.found or (find_turns(draft.text) if kind in SPOKEN else one_voice(draft.text))
    oddities += found.oddities
    speakers, participants = _people(draft.front, found.speakers, oddities)
    transcript = Transcript(
        id=transcript_id(shown),
        text=draft.text,
        title=draft.front.get("title") or stem(shown),
        kind=kind,
        turns=found.turns,
        speakers=speakers,
        level=draft.front.get("level"),
        wave=wave or draft.front.get("wave"),
        date=draft.front.get("date"),
        mode=draft.front.get("mode"),
    )
    return ReadTranscript(transcript, (*draft.participants, *participants), tuple(oddities))


def one_voice(text: str) -> Found:
    """A written text as one turn: headings with a colon would otherwise look like speakers."""
    start = len(text) - len(text.lstrip())
    turn = Turn("Text", Span(start, len(text.rstrip())))
    return Found((turn,), (Speaker("Text"),))


def _draft(data: bytes, name: str) -> Draft:
    format = recognise(data, name)
    if format in _TEXTS and len(data) > MAX_TEXT:
        raise UnreadableFile(
            f"{name} has more than {MAX_TEXT // 1_000_000} MB of text; split it and import the"
            " parts."
        )
    module, function = _READERS[format]
    reader = getattr(import_module(f"qualcode.formats.{module}"), function)
    draft = cast(Callable[[bytes, str], Draft], reader)(data, name)
    if not draft.text.strip():
        raise UnreadableFile(f"{name} has no text in it; check that it is the right file.")
    return draft


def _people(
    front: Mapping[str, str], speakers: tuple[Speaker, ...], oddities: list[Problem]
) -> tuple[tuple[Speaker, ...], tuple[Participant, ...]]:
    """The speakers with what the front matter says of the one person it is about."""
    about = {key: front[key] for key in _ABOUT_A_PERSON if key in front}
    if not about:
        return speakers, ()
    respondents = [s for s in speakers if not s.interviewer]
    consent = consent_of(about.get("consent", "")) or Consent.UNKNOWN
    participants: tuple[Participant, ...] = ()
    if "participant" in about:
        participants = (
            Participant(
                about["participant"],
                role_label=about.get("role"),
                agency_label=about.get("agency"),
                authority=about.get("authority"),
                programme=about.get("programme"),
                consent=consent,
                archive=_allowed(about, "archive"),
                name_authority=_allowed(about, "name authority"),
            ),
        )
    if len(respondents) != 1:
        oddities.append(
            Problem(
                f"the front matter is about one person, but {len(respondents)} speak besides the"
                " interviewer; say in the speaker table who is who"
            )
        )
        return speakers, participants
    placed = replace(
        respondents[0],
        participant=about.get("participant"),
        role_label=about.get("role"),
        agency_label=about.get("agency"),
        authority=about.get("authority"),
        programme=about.get("programme"),
        consent=consent,
    )
    return tuple(placed if s is respondents[0] else s for s in speakers), participants


def _allowed(about: Mapping[str, str], key: str) -> Permission:
    return permission_of(about.get(key, "")) or Permission.UNKNOWN
