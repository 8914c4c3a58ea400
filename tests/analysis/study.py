"""One small invented study, counted by hand in the tests beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.frames import Frames, make_frames
from qualcode.model import (
    Code,
    Codebook,
    Coding,
    Consent,
    Direction,
    Participant,
    Reading,
    Span,
    Speaker,
)

BOOK = Codebook(
    codes=(
        Code("1", "Aims"),
        Code("1.a", "Shared aims", "1"),
        Code("1.b", "Policy", "1"),
        Code("2", "Barriers"),
        Code("2.a", "Linkages", "2"),
    )
)
HV, SW = "health_visitor", "social_worker"


def coding(
    id: str,
    transcript: str,
    start: int,
    end: int,
    code: str,
    *,
    coder: str = "ruth",
    direction: Direction = Direction.PRESENT,
    quote: str = "",
    made_at: str = "",
    starred: bool = False,
) -> Coding:
    quote = quote or "x" * (end - start)
    return Coding(
        id,
        transcript,
        Span(start, end),
        quote,
        code,
        coder,
        direction,
        made_at or id,
        starred=starred,
    )


def about(*ids: str, **more: str | None) -> dict[str, dict[str, str | None]]:
    row = {"wave": "first", "level": None, "kind": "interview", **more}
    return {id: {"id": id, "title": f"Talk {id}", **row} for id in ids}


# A joint interview (Ann and Bob), a second (Cat), one whose consent was withdrawn (Dan), one of a
# speaker nobody knows, and Eve, who says nothing that carries a code.
PEOPLE = {
    "P1": Participant("P1"),
    "P2": Participant("P2"),
    "P3": Participant("P3", attributes={"age": "40s", "name": "Cat"}),
    "P4": Participant("P4", consent=Consent.WITHDRAWN),
    "P5": Participant("P5", consent=Consent.NO_QUOTE),
}
SPEAKERS = [
    ("T1", Speaker("Ann", participant="P1", role=HV, authority="Midtown")),
    ("T1", Speaker("Bob", participant="P2", role=SW, authority="Midtown")),
    ("T2", Speaker("Cat", participant="P3", role=SW, authority="East")),
    ("T3", Speaker("Dan", participant="P4", role=SW, authority="East")),
    ("T4", Speaker("S1", role=SW, authority="Southshire")),
    ("T5", Speaker("Eve", participant="P5", role=HV, authority="Midtown")),
]
SEGMENTS = [
    ("T1", 0, 10, "Interviewer"),
    ("T1", 10, 30, "Ann"),
    ("T1", 30, 50, "Bob"),
    ("T1", 50, 70, "Ann"),
    ("T2", 10, 30, "Cat"),
    ("T2", 30, 60, "Cat"),
    ("T3", 10, 30, "Dan"),
    ("T4", 10, 30, "S1"),
    ("T5", 10, 30, "Eve"),
]
CODINGS = [
    coding("c1", "T1", 10, 30, "1.a"),
    coding("c2", "T1", 12, 28, "1.a", coder="tom"),
    coding("c3", "T1", 10, 30, "1.b", direction=Direction.ABSENT),
    coding("c4", "T1", 50, 70, "1"),
    coding("c5", "T1", 25, 45, "2.a"),
    coding("c6", "T1", 0, 10, "1.a"),
    coding("c7", "T2", 20, 50, "1.a", direction=Direction.PLANNED),
    coding("c8", "T3", 10, 30, "1.a"),
    coding("c9", "T4", 10, 30, "2"),
]


def frames(
    codings: Sequence[Coding] = tuple(CODINGS),
    *,
    speakers: Sequence[tuple[str, Speaker]] = tuple(SPEAKERS),
    people: Mapping[str, Participant] = PEOPLE,
    segments: Sequence[tuple[str, int, int, str]] = tuple(SEGMENTS),
    questions: Mapping[tuple[str, int], str] | None = None,
    waves: Mapping[str, str | None] | None = None,
) -> Frames:
    ids = list(dict.fromkeys(id for id, *_ in segments))
    readings = [Reading("T1", "ruth", done_at="2026-01-01T00:00:00"), Reading("T2", "ruth")]
    told = about(*ids)
    for id, wave in (waves or {}).items():
        told[id]["wave"] = wave
    return make_frames(told, speakers, people, segments, codings, readings, questions)
