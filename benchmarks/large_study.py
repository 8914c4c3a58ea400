"""A study larger than any: 1,000 interviews with 250,000 codings, put straight into the store.

The talk is short, since no count reads it; what weighs is how many people, passages and codings
there are. Nothing is real.
"""

from __future__ import annotations

import random
import uuid
from pathlib import Path

from sqlalchemy import insert

from qualcode.model import Coder, Direction, Participant, Segment, Span, Speaker, Transcript, Turn
from qualcode.project import Project, new
from qualcode.shipped import shipped
from qualcode.store import people, schema, texts

AUTHORITIES = [f"Authority {n}" for n in range(1, 9)]
ROLES = [f"Role {n}" for n in range(1, 6)]
SAID = "we said some things about this and that"


def build_large(place: Path, *, interviews: int, codings: int, passages: int = 100) -> None:
    """Make the study file; every interview has one respondent and as many codings as the others."""
    project: Project = new(
        place, "bench", codebook=shipped("codebooks/good_practice_indicators.yaml")
    )
    codes = [code.id for code in project.codebook if code.parent]
    rng = random.Random(11)
    with project._write() as tx:
        people.save_coder(tx, Coder("bench"))
        people.save_participants(
            tx, [Participant(f"P{n}", authority=_authority(n)) for n in range(interviews)]
        )
        for n in range(interviews):
            _add_interview(tx, n, passages)
        rows = [_coding(rng, k % interviews, passages, codes) for k in range(codings)]
        for k in range(0, len(rows), 50_000):
            tx.connection.execute(insert(schema.coding), rows[k : k + 50_000])
    project.close()


def _authority(n: int) -> str:
    return AUTHORITIES[n % len(AUTHORITIES)]


def _add_interview(tx: object, n: int, passages: int) -> None:
    id, label = f"T{n}", f"P{n}"
    step = len(SAID) + 2
    text = "\n\n".join([SAID] * passages)
    spans = [Span(k * step, k * step + len(SAID)) for k in range(passages)]
    speaker = Speaker(
        label,
        participant=label,
        role_label=ROLES[n % len(ROLES)],
        role=ROLES[n % len(ROLES)],
        authority=_authority(n),
        confirmed=True,
    )
    transcript = Transcript(
        id,
        text,
        title=f"Interview {n}",
        turns=(Turn(label, Span(0, len(text))),),
        speakers=(speaker,),
        wave="first" if n % 2 else "second",
    )
    segments = [Segment(id, span, label, False) for span in spans]
    texts.save_transcript(tx, transcript, segments, file_name=f"{id}.txt")  # type: ignore[arg-type]


def _coding(rng: random.Random, n: int, passages: int, codes: list[str]) -> dict[str, object]:
    start = rng.randrange(passages) * (len(SAID) + 2)
    return {
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "transcript": f"T{n}",
        "start": start,
        "end": start + len(SAID),
        "quote": SAID,
        "code": rng.choice(codes),
        "direction": rng.choice(list(Direction)).value,
        "coder": "bench",
        "made_at": "2026-01-01T00:00:00.000000+00:00",
        "basis": "by hand",
        "starred": False,
        "replaces": None,
    }
