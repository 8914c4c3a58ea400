"""The interview as a conversation: a component of our own, and what it is given to draw."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any

import streamlit as st

from qualcode.model import Codebook, Coding, Transcript
from qualcode.project import Passage

UNKNOWN_HUE = "#7C7F86"
MOST_STRIPES = 3


def conversation(data: dict[str, Any], key: str, on_pick: Callable[[], None]) -> None:
    """Draw it. A pick arrives in the session under ``key`` as ``picked``: {doc, id, n}."""
    # Registered on every run, as AppTest makes a new runtime each time; inline, so that it is
    # found however the package is installed.
    here = files("qualcode.app.conversation")
    mount = st.components.v2.component(
        "qualcode_conversation",
        js=here.joinpath("conversation.js").read_text("utf-8"),
        css=here.joinpath("conversation.css").read_text("utf-8"),
        isolate_styles=False,
    )
    mount(key=key, data=data, on_picked_change=on_pick)


def drawn(
    transcript: Transcript,
    passages: Sequence[Passage],
    codebook: Codebook,
    hues: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Turns with their passages, ready to be drawn; texts are cut into runs here.

    The component never counts characters, since JavaScript counts other units than Python.
    """
    names = {code.id: code.name for code in codebook}
    marks = {turn.span.start: turn for turn in transcript.turns}
    starts = sorted(marks)
    turns = []
    for start, group in groupby(passages, key=lambda p: _last_before(starts, p.segment.span.start)):
        own = list(group)
        turn = marks.get(start)
        turns.append(
            {
                "who": own[0].segment.speaker,
                "asks": own[0].segment.interviewer,
                "note": _note(turn.id, turn.time) if turn else "",
                "passages": [_passage(p, names, hues) for p in own],
            }
        )
    return turns


def _last_before(starts: Sequence[int], at: int) -> int:
    n = bisect_right(starts, at)
    return starts[n - 1] if n else -1


def _note(id: str | None, time: float | None) -> str:
    clock = "" if time is None else f"{int(time) // 60}:{int(time) % 60:02d}"
    return " · ".join(part for part in (id, clock) if part)


def _passage(passage: Passage, names: Mapping[str, str], hues: Mapping[str, str]) -> dict[str, Any]:
    waiting = len(passage.waiting)
    standing = [hues.get(c.code, UNKNOWN_HUE) for c in passage.codings]
    return {
        "id": passage.id,
        "runs": runs(passage, hues),
        "stripes": list(dict.fromkeys(standing))[:MOST_STRIPES],
        "chips": [_chip(passage, same, names, hues) for same in alike(passage.codings)],
        "waiting": f"{waiting} suggested" if waiting else "",
    }


def alike(codings: Iterable[Coding]) -> list[list[Coding]]:
    """Codings of the same code and direction together, in the order they begin."""
    found: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        found.setdefault((coding.code, coding.direction.value), []).append(coding)
    return list(found.values())


def _chip(
    passage: Passage,
    same: Sequence[Coding],
    names: Mapping[str, str],
    hues: Mapping[str, str],
) -> dict[str, Any]:
    first = same[0]
    coders = list(dict.fromkeys(c.coder for c in same))
    title = [f"{first.code} {names.get(first.code, '')}".strip(), first.direction.words]
    title += [", ".join(coders)]
    if reach := {reaches(c, passage) for c in same} - {""}:
        title += sorted(reach)
    return {
        "code": first.code,
        "mark": first.direction.mark,
        "who": " ".join(initials(c) for c in coders),
        "beyond": any(not passage.segment.span.contains(c.span) for c in same),
        "star": any(c.starred for c in same),
        "hue": hues.get(first.code, UNKNOWN_HUE),
        "title": " · ".join(title),
    }


def reaches(coding: Coding, passage: Passage) -> str:
    """How much of a passage a coding covers, in words; empty when it is just the passage."""
    own, other = coding.span, passage.segment.span
    if own == other:
        return ""
    if own.contains(other):
        return "reaches beyond this passage"
    return "covers a part of it" if other.contains(own) else "covers a part of it, and more"


def initials(name: str) -> str:
    """At most three first letters.

    >>> initials("Ruth Adeyemi"), initials("mk")
    ('RA', 'mk')
    """
    words = name.split()
    return "".join(w[0] for w in words[:3]).upper() if len(words) > 1 else name[:3]


def runs(passage: Passage, hues: Mapping[str, str]) -> list[dict[str, str]]:
    """The words cut where codings of a part of them begin and end; such a run has a hue."""
    span = passage.segment.span
    parts = [c for c in passage.codings if not c.span.contains(span)]
    cuts = {span.start, span.end}
    for coding in parts:
        cuts |= {max(coding.span.start, span.start), min(coding.span.end, span.end)}
    edges = sorted(cuts)
    found: list[dict[str, str]] = []
    for a, b in pairwise(edges):
        over = [c for c in parts if c.span.start < b and a < c.span.end]
        hue = hues.get(over[0].code, UNKNOWN_HUE) if over else ""
        text = passage.words[a - span.start : b - span.start]
        if found and found[-1].get("hue", "") == hue:
            found[-1]["t"] += text
        else:
            found.append({"t": text, "hue": hue} if hue else {"t": text})
    return found
