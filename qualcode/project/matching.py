"""Rows of participants and codings files, matched to the transcripts they name."""

from __future__ import annotations

import dataclasses
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.errors import InvalidFile, QualcodeError
from qualcode.model import Codebook, Coder, Coding, Kind, Problem, Respondents, Span, Speaker, fold
from qualcode.project.base import checked_name
from qualcode.project.given import refuse
from qualcode.project.placing import join_participants, place, widened
from qualcode.store import Writing, coded, people, talk, texts

if TYPE_CHECKING:
    from qualcode.formats.codings import CodingRow
    from qualcode.formats.participants import ParticipantRow


def match_participants(
    tx: Writing, rows: list[ParticipantRow], respondents: Respondents, name: str
) -> list[Problem]:
    """Save the participants and tie them to the speakers they are; report what stays unknown.

    Raises
    ------
    InvalidFile
        A row names a transcript the study does not have, or a label that does not speak in it;
        nothing of the file is taken.
    """
    ids = {id.casefold(): id for id in texts.load_ids(tx.connection)}
    speakers: dict[str, list[Speaker]] = defaultdict(list)
    for id, speaker in talk.load_all_speakers(tx.connection):
        speakers[id].append(speaker)
    _refuse_unknown_interviews(rows, ids, name)
    before = {one.id: one for one in people.load_participants(tx.connection)}
    joined = join_participants(tx.connection, [row.participant for row in rows], respondents)
    people.save_participants(tx, joined)
    unknown = [Problem(words) for one in joined for words in widened(before.get(one.id), one)]
    unknown += [
        Problem(sentence, row.row)
        for row in rows
        for sentence in place(row.participant, respondents)[1]
    ]
    touched = _tie(rows, ids, speakers, unknown)
    for id in touched:
        talk.save_speakers(tx, id, speakers[id])
        tx.record("match speakers", id)
    _describe(tx, rows, ids)
    return unknown


def _refuse_unknown_interviews(rows: list[ParticipantRow], ids: dict[str, str], name: str) -> None:
    missing = [(w, row.row) for row in rows for w in row.transcripts if w.casefold() not in ids]
    if not missing:
        return
    problems = [Problem(f"the study has no interview {w!r}", at) for w, at in missing]
    wanted, at = missing[0]
    near = _nearest(wanted, list(ids.values()))
    others = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
    raise InvalidFile(
        f"{name} was not taken: line {at} names the interview {wanted!r}, which the study does not"
        f" have{near}{others}; import the interviews first, or together with it.",
        problems,
    )


def _tie(
    rows: list[ParticipantRow],
    ids: dict[str, str],
    speakers: dict[str, list[Speaker]],
    unknown: list[Problem],
) -> list[str]:
    """Give speakers their participants; return the transcripts that changed.

    Where a row fits several speakers, or several rows one, nobody is matched: that is for a
    person to say.
    """
    touched: dict[str, bool] = {}
    per_transcript: dict[str, int] = defaultdict(int)
    for row in rows:
        for wanted in row.transcripts:
            per_transcript[ids[wanted.casefold()]] += 1
    claims: dict[tuple[str, int], list[ParticipantRow]] = defaultdict(list)
    for row in rows:
        named = [ids[w.casefold()] for w in row.transcripts]
        found = {}
        for id in named or list(speakers):
            alone = bool(named) and per_transcript[id] == 1
            at = _speaker_for(row, speakers[id], alone=alone)
            if at is not None:
                found[id] = at
            elif named:
                unknown.append(
                    Problem(f"no speaker of {id!r} could be matched to this row", row.row)
                )
        if row.label and not named and len(found) > 1:
            # An id is one person's; a label such as "Manager" may be another's elsewhere.
            sentence = f"its label stands in {len(found)} transcripts; name the one it is of"
            unknown.append(Problem(sentence, row.row))
            continue
        for claimed in found.items():
            claims[claimed].append(row)
    for (id, at), claiming in claims.items():
        people = {row.participant.id for row in claiming}
        if len(people) > 1:
            sentence = (
                f"{len(people)} participants would be one speaker of {id!r}; none was matched"
            )
            unknown += [Problem(sentence, row.row) for row in claiming]
            continue
        speakers[id][at] = dataclasses.replace(
            speakers[id][at], participant=people.pop(), confirmed=True
        )
        touched[id] = True
    return list(touched)


def _speaker_for(row: ParticipantRow, speakers: list[Speaker], *, alone: bool) -> int | None:
    wanted = {fold(row.label)} if row.label else {fold(row.participant.id)}
    for n, speaker in enumerate(speakers):
        if not speaker.interviewer and fold(speaker.label) in wanted:
            return n
    talking = [n for n, s in enumerate(speakers) if not s.interviewer]
    # One row for one respondent leaves no choice; anything else is for a person to say.
    return talking[0] if alone and not row.label and len(talking) == 1 else None


def _describe(tx: Writing, rows: list[ParticipantRow], ids: dict[str, str]) -> None:
    """Wave, date, mode, level and kind of the interviews, where the transcripts lack them."""
    known = {row["id"]: row for row in texts.load_overview(tx.connection)}
    for row in rows:
        for wanted in row.transcripts:
            id = ids[wanted.casefold()]
            given = {"wave": row.wave, "date": row.date, "mode": row.mode, "level": row.level}
            changes = {k: v for k, v in given.items() if v and not known[id][k]}
            if row.kind and known[id]["kind"] == Kind.INTERVIEW.value != row.kind:
                changes["kind"] = row.kind
            if changes:
                texts.save_about(tx, id, **changes)
                known[id].update(changes)


def save_coding_rows(tx: Writing, rows: list[CodingRow], codebook: Codebook, name: str) -> int:
    """Save the codings of a file, each found in its transcript by span or by quote.

    What stands already, by the same coder on the same words, is not taken twice. Returns how
    many were.

    Raises
    ------
    InvalidFile
        A row's transcript, code or quote is not there, or its quote stands in several places;
        nothing of the file is taken.
    """
    ids = {id.casefold(): id for id in texts.load_ids(tx.connection)}
    text: dict[str, str] = {}
    codings, problems = [], []
    for row in rows:
        try:
            id = ids.get(row.transcript.casefold())
            if id is None:
                near = _nearest(row.transcript, list(ids.values()))
                raise QualcodeError(f"the study has no transcript {row.transcript!r}{near}")
            if id not in text:
                text[id] = texts.load_text(tx.connection, id)
            codings.append(_coding_of(row, id, text[id], codebook))
        except QualcodeError as error:
            problems.append(Problem(str(error).rstrip("."), row.row))
    refuse(name, problems)
    for coder in dict.fromkeys(c.coder for c in codings):
        people.save_coder(tx, Coder(coder))
    seen, new = {_same(c) for c in coded.load_codings(tx.connection)}, []
    for coding in codings:
        if _same(coding) not in seen:
            new.append(coding)
            seen.add(_same(coding))
    coded.save_codings(tx, new)
    return len(new)


def _coding_of(row: CodingRow, id: str, text: str, codebook: Codebook) -> Coding:
    span = row.span or _find(row.quote or "", text)
    quote = text[span.start : span.end]
    if span.end > len(text) or (row.quote is not None and quote != row.quote):
        raise QualcodeError("the span does not hold this quote")
    return Coding(
        str(uuid.uuid4()),
        id,
        span,
        quote,
        codebook[row.code].id,
        checked_name(row.coder),
        row.direction,
        row.made_at,
        basis="import",
    )


def _same(coding: Coding) -> tuple[object, ...]:
    """What two codings share when one of them says nothing new."""
    return coding.transcript, coding.span, coding.code, coding.coder, coding.direction


def _find(quote: str, text: str) -> Span:
    count = text.count(quote) if quote else 0
    if count != 1:
        places = "nowhere" if count == 0 else f"{count} times"
        raise QualcodeError(f"the quote stands {places} in the transcript; give start and end")
    start = text.index(quote)
    return Span(start, start + len(quote))


def _nearest(wanted: str, known: list[str]) -> str:
    from rapidfuzz import process

    best = process.extractOne(wanted, known, score_cutoff=85)
    return f"; did you mean {best[0]!r}?" if best else ""
