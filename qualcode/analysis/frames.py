"""The tidy tables every analysis starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qualcode.model import Coding, Participant, Permission, Reading, Speaker

PERSONAL = ("authority", "role", "agency", "programme")
OF_TRANSCRIPT = ("wave", "level", "kind")
# Words the tables use themselves; an attribute of this name is asked for as "<name> (person)".
TAKEN = frozenset(
    ("code", "counted", "name", "participants", "of_participants", "segments", "suppressed")
) | frozenset(
    (
        "transcript",
        "label",
        "participant",
        "role_label",
        "quotable",
        "told_authority",
        "person",
        "segment",
        "coder",
        "direction",
        "question",
        "interview",
        "interviews",
        "title",
        "start",
        "end",
        "words",
        "passages",
        "uncoded_passages",
        "uncoded_words",
        "uses",
        "list",
        "per_thousand",
        "group",
    )
)


@dataclass(frozen=True)
class Frames:
    """Tables over the transcripts in scope; a missing value is None and means not known.

    people : one row a respondent's label in a transcript: transcript, label, participant,
        quotable, told_authority (what a caption may say of where they are: None where the person
        does not allow it), and one column for each of ``attributes``
    segments : one row a respondent's segment: transcript, start, end, person (row of people),
        question
    codings : one row a coding and segment it touches: coding, transcript, start, end, quote,
        code, direction, coder, made_at, starred, segment (row of segments), person (row of
        people), question
    attributes : what tables can be asked for by
    titles : transcript -> its title; those where somebody counted speaks, or nobody at all
    coded_through : those of them somebody has coded through
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
    codings: Sequence[Coding] | Mapping[str, Any],
    readings: Sequence[Reading],
    questions: Mapping[tuple[str, int], str] | None = None,
) -> Frames:
    """Join who speaks, what they said and how it is coded.

    People who withdrew their consent are left out, and so are interviewers and what stands in
    other transcripts than ``about`` names. ``codings`` may come as columns too, see
    `store.coding_columns`: a quarter of a million are not made into values for nothing.
    ``questions`` names the question of a segment by its transcript and start.
    """
    own = {key for p in participants.values() for key in p.attributes}
    further = {_asked_as(key): key for key in sorted(own - {*PERSONAL, *OF_TRANSCRIPT})}
    attributes = (*PERSONAL, *OF_TRANSCRIPT, *further)
    people = _people(about, speakers, participants, further)
    spoken = _segments(segments, people, questions or {})
    # An interview whose people all withdrew is no part of the study's tables any more.
    gone = {id for id, _ in speakers} - set(people["transcript"])
    titles = {id: str(row["title"]) for id, row in about.items() if id not in gone}
    return Frames(
        people=people,
        segments=spoken,
        codings=_codings(codings, spoken, list(about)),
        attributes=attributes,
        titles=titles,
        coded_through=frozenset(r.transcript for r in readings if r.done_at) & set(titles),
    )


def _asked_as(attribute: str) -> str:
    return f"{attribute} (person)" if attribute in TAKEN else attribute


def _people(
    about: Mapping[str, Mapping[str, Any]],
    speakers: Sequence[tuple[str, Speaker]],
    participants: Mapping[str, Participant],
    further: Mapping[str, str],
) -> pd.DataFrame:
    rows = []
    for id, speaker in speakers:
        person = participants.get(speaker.participant or "")
        consents = [speaker.consent, *([person.consent] if person else [])]
        if not all(consent.allows_counting for consent in consents):
            continue
        told = person.attributes if person else {}
        rows.append(
            {
                "transcript": id,
                "label": speaker.label,
                "participant": speaker.participant,
                "role_label": speaker.role_label,
                "quotable": all(consent.allows_quotes for consent in consents),
                "told_authority": None if _unnamed(person) else speaker.authority or None,
                **{name: getattr(speaker, name) or None for name in PERSONAL},
                **{name: about[id][name] or None for name in OF_TRANSCRIPT},
                **{name: told.get(key) or None for name, key in further.items()},
            }
        )
    columns = ["transcript", "label", "participant", "role_label", "quotable", "told_authority"]
    columns += [*PERSONAL, *OF_TRANSCRIPT, *further]
    # As objects throughout: pandas' own strings would turn None into NaN.
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"quotable": bool})


def _unnamed(person: Participant | None) -> bool:
    return person is not None and person.name_authority is Permission.NO


def as_told(people: pd.DataFrame) -> pd.DataFrame:
    """The people with the authorities that captions may name."""
    if "told_authority" not in people:
        return people
    return people.assign(authority=people["told_authority"])


def _segments(
    rows: Sequence[tuple[str, int, int, str]],
    people: pd.DataFrame,
    questions: Mapping[tuple[str, int], str],
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["transcript", "start", "end", "label"])
    who = people[["transcript", "label"]].assign(person=np.arange(len(people)))
    frame = frame.astype({"transcript": object, "label": object})
    said = frame.merge(who, on=["transcript", "label"])[["transcript", "start", "end", "person"]]
    asked = [questions.get(place) for place in zip(said["transcript"], said["start"], strict=True)]
    return said.assign(question=pd.Series(asked, index=said.index, dtype=object))


def _codings(
    codings: Sequence[Coding] | Mapping[str, Any],
    segments: pd.DataFrame,
    order: Sequence[str],
) -> pd.DataFrame:
    """Each coding once for every respondent's segment it shares a character with."""
    frame = _as_rows(codings)
    frame = frame[frame["transcript"].isin(list(order))]
    # One number line for all transcripts: each gets its own stretch, so one search finds all.
    ends = [int(f["end"].max()) for f in (segments, frame) if len(f)]
    at = {id: n * (max(ends, default=0) + 1) for n, id in enumerate(order)}
    base = segments["transcript"].map(at).to_numpy(dtype="int64")
    first = base + segments["start"].to_numpy(dtype="int64")
    last = base + segments["end"].to_numpy(dtype="int64")
    by_place = np.argsort(first, kind="stable")
    coded = frame["transcript"].map(at).to_numpy(dtype="int64")
    low = np.searchsorted(last[by_place], coded + frame["start"].to_numpy("int64"), side="right")
    high = np.searchsorted(first[by_place], coded + frame["end"].to_numpy("int64"), side="left")
    count = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(frame)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    touched = segments.iloc[by_place[np.repeat(low, count) + within]]
    found = frame.iloc[rows].reset_index(drop=True)
    return found.assign(
        segment=touched.index.to_numpy(),
        person=touched["person"].to_numpy(),
        question=touched["question"].set_axis(found.index),
    )


def _as_rows(codings: Sequence[Coding] | Mapping[str, Any]) -> pd.DataFrame:
    if not isinstance(codings, Mapping):
        codings = {
            "id": [c.id for c in codings],
            "transcript": [c.transcript for c in codings],
            "start": [c.span.start for c in codings],
            "end": [c.span.end for c in codings],
            "quote": [c.quote for c in codings],
            "code": [c.code for c in codings],
            "direction": [c.direction.value for c in codings],
            "coder": [c.coder for c in codings],
            "made_at": [c.made_at for c in codings],
            "starred": [c.starred for c in codings],
        }
    frame = pd.DataFrame(dict(codings), dtype=object).rename(columns={"id": "coding"})
    return frame.astype({"start": "int64", "end": "int64", "starred": bool})
