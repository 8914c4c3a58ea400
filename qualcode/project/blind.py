"""Decide first: passages on which a coder decides before seeing what is suggested.

Which passages they are follows from the study, the transcript and where the segment starts, so
that every coder decides first on the same ones, on every machine and every day.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model import Coding, Segment, Span, merge
from qualcode.project.options import in_force
from qualcode.store import Connection, people, queue, talk
from qualcode.store.readings import load_readings

FROM_SUGGESTION = "suggestion "


@dataclass(frozen=True)
class Hiding:
    """What is kept from one coder: everything with suggestions ``off``, else what touches one of
    these ``places``, by transcript, in order and apart."""

    off: bool = False
    places: Mapping[str, Sequence[Span]] = field(default_factory=dict)

    def hides(self, transcript: str, span: Span) -> bool:
        """Whether what is suggested at a span is kept back."""
        return self.off or self.blinds(transcript, span)

    def blinds(self, transcript: str, span: Span) -> bool:
        """Whether a span touches a passage on which the coder decides first, and has not yet."""
        spans = self.places.get(transcript, ())
        n = bisect_right(spans, span.start, key=lambda one: one.end)
        return n < len(spans) and spans[n].overlaps(span)

    def seen(self, codings: Iterable[Coding], coder: str) -> list[Coding]:
        """Codings without those of others that say what is suggested where the coder decides
        first."""
        return [
            c
            for c in codings
            if c.coder == coder
            or not c.basis.startswith(FROM_SUGGESTION)
            or not self.blinds(c.transcript, c.span)
        ]


def is_blind(study: str, segment: Segment, share: float) -> bool:
    """Whether a segment is one of the share (0 to 1) on which coders decide first.

    Parameters
    ----------
    study
        The study's uuid.
    """
    seed = f"{study} {segment.transcript} {segment.span.start}"
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def load_hiding(connection: Connection, coder: str, transcripts: Iterable[str]) -> Hiding:
    """What is kept from a coder in these transcripts: all that touches an undecided passage."""
    study = people.load_study(connection)
    options = in_force(study)
    share = float(options["decide_first"])
    if not options["suggestions"] or share <= 0:
        return Hiding(off=not options["suggestions"])
    blind = {
        id: [
            s
            for s in talk.load_segments(connection, id)
            if not s.interviewer and is_blind(study["uuid"], s, share)
        ]
        for id in transcripts
    }
    kept: dict[str, list[Span]] = {id: [] for id in blind}
    only = next(iter(blind)) if len(blind) == 1 else None
    for segment in undecided(connection, coder, [s for own in blind.values() for s in own], only):
        kept[segment.transcript].append(segment.span)
    return Hiding(places=kept)


def undecided(
    connection: Connection, coder: str, segments: Iterable[Segment], transcript: str | None = None
) -> list[Segment]:
    """Those of some blind segments on which a coder has not decided, in order.

    They have when they gave it a code, said that none fits, or coded the text through. Where all
    are of one ``transcript``, naming it saves time.
    """
    said = {subject for subject, *_ in queue.load_first(connection, coder)}
    through = {r.transcript for r in load_readings(connection) if r.coder == coder and r.done_at}
    mine: dict[str, list[Span]] = {}
    for where, span, _ in queue.load_spans(connection, coder, transcript):
        mine.setdefault(where, []).append(span)
    coded = Hiding(places={where: merge(spans) for where, spans in mine.items()})
    return [
        s
        for s in segments
        if s.id not in said
        and s.transcript not in through
        and not coded.hides(s.transcript, s.span)
    ]
