"""What the workbench is given to draw: an interview in front of a coder, as plain lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.app.code_card import why
from qualcode.app.literal import plainly
from qualcode.app.parts import when
from qualcode.model import Codebook, Coding, Direction, Memo, Segment, Suggestion, Transcript
from qualcode.project import Desk
from qualcode.report.palette import UNKNOWN_HUE, colours

DIRECTIONS = tuple(Direction)


def drawn(desk: Desk, go: Mapping[str, Any]) -> dict[str, Any]:
    """The whole of it; offsets are code points of the text, and the browser counts its own.

    ``go`` names a coding or a place to show once, counted by ``n``.
    """
    speakers = list(dict.fromkeys(segment.speaker for segment in desk.segments))
    coders = list(dict.fromkeys([desk.coder, *(coding.coder for coding in desk.codings)]))
    return {
        "study": desk.study,
        "doc": desk.transcript.id,
        "title": desk.transcript.title,
        "coder": desk.coder,
        "text": desk.transcript.text,
        "speakers": speakers,
        "segs": _segments(desk.transcript, desk.segments, speakers),
        "codes": codes(desk.codebook),
        "coders": coders,
        "codings": [_coding(coding, coders) for coding in desk.codings],
        "memos": {about: [_memo(memo) for memo in memos] for about, memos in desk.memos.items()},
        "offers": [_offer(suggestion) for suggestion in desk.waiting],
        "hidden": desk.hidden,
        "recent": list(desk.recent),
        "direction": DIRECTIONS.index(Direction(desk.options["direction"])),
        "place": desk.place,
        "read": desk.read,
        "go": dict(go),
        "ack": dict(desk.acks),
        "refused": [[client, seq, plainly(told)] for client, seq, told in desk.refused],
    }


def _segments(
    transcript: Transcript, segments: Sequence[Segment], speakers: Sequence[str]
) -> list[list[Any]]:
    """Every segment; the first of a turn heads it, with the speaker's name and the turn's note."""
    heads = {turn.span.start: turn for turn in transcript.turns}
    number = {label: n for n, label in enumerate(speakers)}
    found = []
    for segment in segments:
        turn = heads.get(segment.span.start)
        note = _note(turn.id, turn.time) if turn else ""
        row = [segment.span.start, segment.span.end, number[segment.speaker]]
        found.append([*row, int(segment.interviewer), int(turn is not None), note])
    if found:
        found[0][4] = 1
    return found


def _note(id: str | None, time: float | None) -> str:
    clock = "" if time is None else f"{int(time) // 60}:{int(time) % 60:02d}"
    return " · ".join(part for part in (id, clock) if part)


def codes(codebook: Codebook) -> list[dict[str, Any]]:
    """The codebook with its hues."""
    hues = colours(codebook)
    return [
        {
            "id": code.id,
            "name": code.name,
            "parent": code.parent,
            "hue": hues.get(code.id, UNKNOWN_HUE),
            "definition": code.definition,
            "include": list(code.include_when),
            "exclude": list(code.exclude_when),
            "examples": list(code.examples),
            "cues": list(code.cues),
            "confused": list(code.confused_with),
            "retired": code.retired,
        }
        for code in codebook
    ]


def _coding(coding: Coding, coders: Sequence[str]) -> list[Any]:
    return [
        coding.id,
        coding.span.start,
        coding.span.end,
        coding.code,
        DIRECTIONS.index(coding.direction),
        coders.index(coding.coder),
        int(coding.starred),
    ]


def _memo(memo: Memo) -> list[str]:
    return [memo.author, when(memo.made_at), memo.text]


def _offer(suggestion: Suggestion) -> list[Any]:
    rests = [[s.start, s.end] for reason in suggestion.reasons for s in reason.spans]
    span, band = suggestion.span, suggestion.band.value
    return [suggestion.id, span.start, span.end, suggestion.code, band, why(suggestion), rests]
