"""The tidy tables every analysis starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qualcode.model import Coding, Participant, Reading, Speaker

PERSONAL = ("authority", "role", "agency", "programme")
OF_TRANSCRIPT = ("wave", "level", "kind")


@dataclass(frozen=True)
class Frames:
    """Tables over the transcripts in scope; a missing value is None and means not known.

    people : one row a respondent's label in a transcript: transcript, label, participant,
        consent, and one column for each of ``attributes``
    segments : one row a respondent's segment: transcript, start, end, person (row of people)
    codings : one row a coding and segment it touches: coding, transcript, start, end, quote,
        code, direction, coder, starred, segment (row of segments), person (row of people)
    attributes : what tables can be asked for by
    """

    people: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    attributes: tuple[str, ...]
    titles: Mapping[str, str]
    coded_through: frozenset[str]


def make_frames(
    about: Mapping[str, Mapping[str, Any]],
    speakers: Sequence[tuple[str, Speaker]],
    participants: Mapping[str, Participant],
    segments: Sequence[tuple[str, int, int, str]],
    codings: Sequence[Coding],
    readings: Sequence[Reading],
) -> Frames:
    """Join who speaks, what they said and how it is coded.

    People who withdrew their consent are left out, and so are interviewers.
    """
    extra = sorted({key for p in participants.values() for key in p.attributes})
    taken = {*PERSONAL, *OF_TRANSCRIPT}
    attributes = (*PERSONAL, *OF_TRANSCRIPT, *(e for e in extra if e not in taken))
    people = _people(about, speakers, participants, attributes)
    spoken = _segments(segments, people)
    return Frames(
        people=people,
        segments=spoken,
        codings=_codings(codings, spoken, list(about)),
        attributes=attributes,
        titles={id: str(row["title"]) for id, row in about.items()},
        coded_through=frozenset(r.transcript for r in readings if r.done_at),
    )


def _people(
    about: Mapping[str, Mapping[str, Any]],
    speakers: Sequence[tuple[str, Speaker]],
    participants: Mapping[str, Participant],
    attributes: Sequence[str],
) -> pd.DataFrame:
    rows = []
    for id, speaker in speakers:
        person = participants.get(speaker.participant or "")
        consents = [speaker.consent, *([person.consent] if person else [])]
        if not all(consent.allows_counting for consent in consents):
            continue
        own = {name: getattr(speaker, name) for name in PERSONAL}
        placed = {name: about[id][name] for name in OF_TRANSCRIPT}
        further = dict(person.attributes) if person else {}
        rows.append(
            {
                "transcript": id,
                "label": speaker.label,
                "participant": speaker.participant,
                "role_label": speaker.role_label,
                "quotable": all(consent.allows_quotes for consent in consents),
                **{name: (own | placed | further).get(name) for name in attributes},
            }
        )
    columns = ["transcript", "label", "participant", "role_label", "quotable", *attributes]
    # As objects throughout: pandas' own strings would turn None into NaN.
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"quotable": bool})


def _segments(rows: Sequence[tuple[str, int, int, str]], people: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["transcript", "start", "end", "label"])
    who = people[["transcript", "label"]].assign(person=np.arange(len(people)))
    frame = frame.astype({"transcript": object, "label": object})
    return frame.merge(who, on=["transcript", "label"])[["transcript", "start", "end", "person"]]


def _codings(
    codings: Sequence[Coding], segments: pd.DataFrame, order: Sequence[str]
) -> pd.DataFrame:
    """Each coding once for every respondent's segment it shares a character with."""
    frame = pd.DataFrame(
        {
            "coding": [c.id for c in codings],
            "transcript": [c.transcript for c in codings],
            "start": [c.span.start for c in codings],
            "end": [c.span.end for c in codings],
            "quote": [c.quote for c in codings],
            "code": [c.code for c in codings],
            "direction": [c.direction.value for c in codings],
            "coder": [c.coder for c in codings],
            "starred": [c.starred for c in codings],
        }
    )
    # One number line for all transcripts: each gets its own stretch, so one search finds all.
    stretch = int(max(segments["end"].max() if len(segments) else 0, 0)) + 1
    stretch = max(stretch, int(frame["end"].max()) + 1 if len(frame) else 1)
    at = {id: n * stretch for n, id in enumerate(order)}
    ordered = segments.assign(
        base=segments["transcript"].map(at).astype("int64") if len(segments) else []
    )
    ordered = ordered.assign(first=ordered["base"] + ordered["start"])
    ordered = ordered.sort_values("first")
    starts = ordered["first"].to_numpy(dtype="int64")
    ends = (ordered["base"] + ordered["end"]).to_numpy(dtype="int64")
    base = frame["transcript"].map(at).to_numpy(dtype="int64") if len(frame) else np.zeros(0, int)
    low = np.searchsorted(ends, base + frame["start"].to_numpy(dtype="int64"), side="right")
    high = np.searchsorted(starts, base + frame["end"].to_numpy(dtype="int64"), side="left")
    count = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(frame)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    touched = ordered.iloc[np.repeat(low, count) + within]
    return (
        frame.iloc[rows]
        .assign(segment=touched.index.to_numpy(), person=touched["person"].to_numpy())
        .reset_index(drop=True)
    )
