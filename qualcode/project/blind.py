"""Decide first: passages on which a coder decides before seeing what is suggested.

Which passages they are follows from the study, the transcript and where the segment starts, so
that every coder decides first on the same ones, on every machine and every day.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model import Segment, Span
from qualcode.project.options import DEFAULTS
from qualcode.store import Connection, coded, people, talk
from qualcode.store.readings import load_readings


@dataclass(frozen=True)
class Hiding:
    """What is kept from one coder: everything with suggestions ``off``, else what touches one of
    these ``places``, by transcript, in order and apart."""

    off: bool = False
    places: Mapping[str, Sequence[Span]] = field(default_factory=dict)

    def hides(self, transcript: str, span: Span) -> bool:
        """Whether what waits at a span is kept back."""
        spans = self.places.get(transcript, ())
        n = bisect_right(spans, span.start, key=lambda one: one.end)
        return self.off or (n < len(spans) and spans[n].overlaps(span))


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
    """What is kept from a coder in these transcripts.

    A blind passage is one until the coder has a coding on it or has coded the text through.
    """
    study = people.load_study(connection)
    options = {**DEFAULTS, **study["options"]}
    share = float(options["decide_first"])
    if not options["suggestions"] or share <= 0:
        return Hiding(off=not options["suggestions"])
    through = {r.transcript for r in load_readings(connection) if r.coder == coder and r.done_at}
    return Hiding(
        places={
            id: _undecided(connection, study["uuid"], id, coder, share)
            for id in transcripts
            if id not in through
        }
    )


def _undecided(
    connection: Connection, study: str, transcript: str, coder: str, share: float
) -> list[Span]:
    """Blind segments of a transcript on which the coder has no coding, in order."""
    mine = coded.load_spans(connection, transcript, coder)
    return [
        segment.span
        for segment in talk.load_segments(connection, transcript)
        if not segment.interviewer
        and is_blind(study, segment, share)
        and not any(segment.span.overlaps(span) for span in mine)
    ]
