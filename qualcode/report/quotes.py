"""Coded quotes with what a report needs to know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qualcode.analysis.frames import Frames
from qualcode.model import Codebook, Respondents


@dataclass(frozen=True, slots=True)
class Quote:
    """A coded passage and its speaker.

    ``person`` is the row of the speaker in the study's people; ``attribution`` is set when the
    quote is captioned for leaving; ``withheld`` says why it may not leave, or is empty.
    """

    coding: str
    transcript: str
    title: str
    words: str
    code: str
    code_name: str
    direction: str
    coder: str
    starred: bool
    person: int
    participant: str | None
    role: str | None
    role_name: str | None
    authority: str | None
    wave: str | None
    withheld: str = ""
    attribution: str | None = None


def select_quotes(
    frames: Frames,
    codebook: Codebook,
    respondents: Respondents,
    *,
    codes: Collection[str] | None = None,
    where: Mapping[str, str],
    direction: str | None = None,
    coder: str | None = None,
    starred: bool = False,
) -> list[Quote]:
    """Quotes in codebook order, then in the order of transcripts and places.

    A coding over several segments is one quote, said by the speaker of the first.
    """
    people = frames.people
    for name, value in where.items():
        people = people[people[name] == value]
    chosen = frames.codings
    if codes is not None:
        chosen = chosen[chosen["code"].isin(list(codes))]
    chosen = chosen[chosen["person"].isin(people.index)].drop_duplicates("coding")
    if direction is not None:
        chosen = chosen[chosen["direction"] == direction]
    if coder is not None:
        chosen = chosen[chosen["coder"] == coder]
    if starred:
        chosen = chosen[chosen["starred"]]
    order = {code.id: n for n, code in enumerate(codebook)}
    chosen = chosen.sort_values("code", key=lambda c: c.map(order), kind="stable")
    names = {code.id: code.name for code in codebook}
    roles = {r.id: r.name for r in respondents.roles}
    who = people.to_dict("index")
    fields = ("coding", "transcript", "quote", "code", "direction", "coder", "starred", "person")
    return [
        Quote(
            coding=coding,
            transcript=transcript,
            title=frames.titles[transcript],
            words=words,
            code=code,
            code_name=names.get(code, code),
            direction=way,
            coder=by,
            starred=bool(star),
            person=person,
            participant=who[person]["participant"],
            role=who[person]["role"],
            role_name=roles.get(who[person]["role"] or "") or who[person]["role_label"],
            authority=who[person]["authority"],
            wave=who[person]["wave"],
            withheld="" if who[person]["quotable"] else "the participant allows no quotes",
        )
        for coding, transcript, words, code, way, by, star, person in zip(
            *(chosen[f].tolist() for f in fields), strict=True
        )
    ]
