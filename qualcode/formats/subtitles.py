"""Subtitles (WebVTT and SubRip) into a draft whose turns carry times.

Read line by line and not through a library: those skip a cue they cannot parse, and its words
would be lost unnoticed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.errors import UnreadableFile
from qualcode.formats.draft import Draft, Found
from qualcode.formats.encoding import decode
from qualcode.formats.labels import fold_label, seconds
from qualcode.formats.openings import find_openings
from qualcode.formats.turns import UNKNOWN, speaker_table
from qualcode.model import Problem, Span, Turn

_TIMING = re.compile(r"^[ \t]*(?P<start>\S*\d\S*)[ \t]*(?:-{1,3}|[–—])>[ \t]*(?P<end>\S*)")
_STAMP = re.compile(r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|s|ruby|rt|lang|font)\b[^>]*>|<\d[\d:.]*>", re.I)
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")


@dataclass(slots=True)
class _Cue:
    """One cue: its start in seconds, None where the file does not say, and its lines."""

    row: int
    time: float | None
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    row: int
    time: float | None
    words: str
    speaker: str | None


def read_vtt(data: bytes, name: str) -> Draft:
    """A WebVTT file: a line a cue, ``Label: words`` on the first line of a turn.

    Raises
    ------
    UnreadableFile
        No words in it, not text, or mixed encodings.
    """
    return _read(data, name, vtt=True)


def read_srt(data: bytes, name: str) -> Draft:
    """A SubRip file, read like `read_vtt`."""
    return _read(data, name, vtt=False)


def _read(data: bytes, name: str, *, vtt: bool) -> Draft:
    text, oddities = decode(data, name)
    cues, remarks = _cues(text.split("\n"), vtt=vtt)
    said = _labelled([part for cue in cues for part in _voices(cue, vtt=vtt)])
    if not said:
        raise UnreadableFile(f"{name} has no words in its cues; check that it is the right file.")
    body, turns, doubts = _set(said)
    speakers, confirm = speaker_table(turns, body)
    return Draft(
        body,
        (*oddities, *remarks),
        found=Found(tuple(turns), speakers, (*doubts, *confirm)),
    )


def _cues(lines: Sequence[str], *, vtt: bool) -> tuple[list[_Cue], list[Problem]]:
    """The cues in the file's order; words outside any cue are kept without a time."""
    cues: list[_Cue] = []
    oddities: list[Problem] = []
    fresh, skipping, latest = True, vtt and lines[0].startswith("WEBVTT"), 0.0
    for row, line in enumerate(lines, 1):
        timing = _timing(line)
        if timing:
            skipping = fresh = False
            time, remark = _start(timing, latest)
            latest = time if time is not None else latest
            cues.append(_Cue(row, time))
            if remark:
                oddities.append(Problem(remark, row))
        elif not line.strip():
            fresh, skipping = True, False
        elif skipping or (fresh and vtt and _SKIPPED.match(line)):
            skipping = True
            fresh = False
        elif not _is_identifier(lines, row, line, fresh=fresh):
            if fresh or not cues:
                cues.append(_Cue(row, None))
                oddities.append(Problem("words outside a cue were kept without a time", row))
            fresh = False
            cues[-1].lines.append(line.strip())
    return cues, oddities


def _timing(line: str) -> re.Match[str] | None:
    # No timing line is long; the limit keeps a hostile one from costing minutes.
    return _TIMING.match(line[:120])


def _is_identifier(lines: Sequence[str], row: int, line: str, *, fresh: bool) -> bool:
    """A name or number on the line above a timing line; without a blank before, a number only."""
    before_timing = row < len(lines) and _timing(lines[row]) is not None
    return before_timing and (fresh or line.strip().isdecimal())


def _start(timing: re.Match[str], latest: float) -> tuple[float | None, str | None]:
    """A cue's start, and what is wrong with its times."""
    start, end = timing["start"], timing["end"]
    if not _STAMP.fullmatch(start):
        return None, "a cue's time cannot be read; its words were kept without a time"
    if not _STAMP.fullmatch(end):
        return seconds(start), "a cue's end time cannot be read"
    if seconds(end) < seconds(start):
        return None, "a cue ends before it starts; its words were kept without a time"
    if seconds(start) < latest:
        return seconds(start), "a cue starts before the one above it"
    return seconds(start), None


def _voices(cue: _Cue, *, vtt: bool) -> Iterator[_Said]:
    """What is said in a cue, apart for each voice, with tags taken out."""
    whole = " ".join(cue.lines)
    parts = _VOICE.split(whole)
    for speaker, words in [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        plain = _TAG.sub("", words)
        plain = " ".join((html.unescape(plain) if vtt else plain).split())
        label = " ".join(html.unescape(speaker).split()) if speaker else None
        if plain:
            yield _Said(cue.row, cue.time, plain, label or None)


def _labelled(said: Sequence[_Said]) -> list[_Said]:
    """The parts with labels such as ``Name: words`` read as speakers, where no voices are given."""
    if any(part.speaker for part in said):
        return list(said)
    openings, _ = find_openings([part.words for part in said])
    found: list[_Said] = []
    speaker: str | None = None
    for part, opening in zip(said, openings, strict=True):
        words = part.words
        if opening is not None:
            speaker, words = opening.label, words[opening.words :].strip()
        if words:
            found.append(_Said(part.row, part.time, words, speaker))
    return found


def _set(said: Sequence[_Said]) -> tuple[str, list[Turn], list[Problem]]:
    """The text of the parts, its turns, and the lines whose speaker is not known."""
    chunks: list[str] = []
    turns: list[Turn] = []
    spellings: dict[str, str] = {}
    at = 0
    for part in said:
        label = part.speaker and spellings.setdefault(fold_label(part.speaker), part.speaker)
        if turns and turns[-1].speaker == (label or UNKNOWN):
            last = turns[-1]
            chunk, start = f"\n{part.words}", last.span.start
            turns[-1] = Turn(last.speaker, Span(start, at + len(chunk)), time=last.time)
        else:
            lead = ("\n\n" if turns else "") + (f"{label}: " if label else "")
            chunk, start = lead + part.words, at + len(lead)
            turns.append(Turn(label or UNKNOWN, Span(start, at + len(chunk)), time=part.time))
        chunks.append(chunk)
        at += len(chunk)
    nameless = [part.row for part in said if part.speaker is None]
    doubts = (
        [Problem(f"words without a speaker are listed under {UNKNOWN!r}", nameless[0])]
        if (nameless)
        else []
    )
    return "".join(chunks), turns, doubts
