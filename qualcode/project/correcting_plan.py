"""What a corrected text does to everything that points into the old one: looked up, then done."""

from __future__ import annotations

import dataclasses
import uuid
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.model import Coding, Problem, Segment, Span, Transcript
from qualcode.model.corrected import Correction, Fit, Followed, Move, MoveState, Placed
from qualcode.project.correcting_edits import (
    Edits,
    move_asked,
    move_edits,
    save_edits,
    save_questions,
)
from qualcode.project.correcting_people import carried_segments, starts_now
from qualcode.project.undoing import code_now, load_code_now
from qualcode.store import Connection, Writing, coded, following, schema
from qualcode.store.asked import Asked
from qualcode.store.codes import load_codebook
from qualcode.store.following import Rows
from qualcode.store.following_offers import Offers, move_offers, put_back_offers, save_offers
from qualcode.store.moves import Base, load_bases, save_moves
from qualcode.store.text_versions import (
    Lost,
    Version,
    load_number,
    load_version,
    replace_text,
    save_version,
)
from qualcode.text.alignment import Alignment


@dataclass
class Plan:
    """A correction, worked out: what is told of it, and all that is to be written."""

    old: Version
    new: Transcript
    segments: Sequence[Segment]
    moves: Sequence[tuple[Base, Move]]
    told: Correction
    aligned: Alignment
    starts: Mapping[int, int]
    memos: list[tuple[str, str]]
    proposals: list[tuple[str, str | None]]
    replacements: following.Names
    offers: Offers
    edits: Edits
    asked: Asked | None
    back: Lost = field(default_factory=dict)


def plan_of(connection: Connection, new: Transcript) -> Plan:
    """What it does to put the text of ``new`` in the place of the one there is."""
    id = new.id
    n = load_number(connection, id)
    versions = {n: load_version(connection, id, n)}
    laid = {n: Alignment(versions[n].transcript.text, new.text)}

    def version(m: int) -> Version:
        if m not in versions:
            versions[m] = load_version(connection, id, m)
            laid[m] = Alignment(versions[m].transcript.text, new.text)
        return versions[m]

    old, aligned = versions[n], laid[n]
    segments, by_hand = carried_segments(new, old.transcript, old.segments, aligned)
    moves, book = [], None
    for base in load_bases(connection, id, n):
        then, placed = version(base.n), laid[base.n].place(base.coding.span)
        if base.kept is not None and version(base.kept[0]).transcript.text == new.text:
            # The very text it was made on is back, and with it the words that were coded.
            placed = Placed(Fit.SAME, base.kept[1])
        move = _moved(base, placed, then.segments, new.text, segments)
        if base.waits and move.state is MoveState.MOVED:
            book = book or load_codebook(connection)[0]
            if load_code_now(connection, base.coding) not in book:
                # Its words are back, but its code left the codebook while it waited.
                move = dataclasses.replace(move, state=MoveState.REVIEW)
        moves.append((base, move))
    starts = starts_now(old.segments, segments, aligned)
    back, edits_back = _back(connection, id, n, version, laid)
    memos, of_memos = following.move_memos(connection, id, starts.get)
    proposals, proposed = following.move_proposals(connection, id, aligned)
    replacements, replaced = following.move_replacements(connection, id, aligned)
    offers = move_offers(connection, id, aligned, new.text)
    edits = move_edits(connection, id, aligned, new.text, [m for _, m in moves], edits_back)
    asked, questions = move_asked(connection, id, aligned, {turn.span.start for turn in new.turns})
    others = [by_hand, *offers.followed, edits.followed, replaced, of_memos, proposed, questions]
    told = _told(connection, old, new, aligned, [m for _, m in moves], others)
    return Plan(
        old,
        new,
        segments,
        moves,
        told,
        aligned,
        starts,
        memos,
        proposals,
        replacements,
        offers,
        edits,
        asked,
        back,
    )


def _told(
    connection: Connection,
    old: Version,
    new: Transcript,
    aligned: Alignment,
    moves: Sequence[Move],
    others: Sequence[Followed],
) -> Correction:
    before = [one.label for one in old.transcript.speakers]
    after = [one.label for one in new.speakers]
    return Correction(
        transcript=new.id,
        version=old.n + 1,
        moves=[move for move in moves if move.stood or move.state.waits],
        words=new.words,
        added=aligned.added,
        new_speakers=[one for one in after if one not in before],
        gone_speakers=[one for one in before if one not in after],
        followed=[one for one in others if one.count],
        steps=following.count_steps(connection, new.id),
        done_by=following.load_done_by(connection, new.id),
    )


def _moved(
    base: Base,
    placed: Placed,
    before: Sequence[Segment],
    text: str,
    after: Sequence[Segment],
) -> Move:
    """What becomes of one coding."""
    coding, asked = base.coding, base.stands or base.waits
    words = "" if placed.span is None else text[placed.span.start : placed.span.end]
    speaker = False
    if placed.fit is Fit.SAME and placed.span is not None:
        speaker = asked and _speakers(before, coding.span) != _speakers(after, placed.span)
        state = MoveState.REVIEW if speaker else MoveState.MOVED
    elif not asked:
        state = MoveState.LEFT
    else:
        state = MoveState.REVIEW if placed.fit is Fit.CHANGED else MoveState.UNPLACED
    return Move(coding, base.n, state, placed.span, words, speaker, stood=asked)


def _speakers(segments: Sequence[Segment], span: Span) -> set[tuple[str, bool]]:
    """Who says the words at a span."""
    first = bisect_right(segments, span.start, key=lambda one: one.span.end)
    found = set()
    for one in segments[first:]:
        if one.span.start >= span.end:
            break
        found.add((one.speaker, one.interviewer))
    return found


def _back(
    connection: Connection,
    transcript: str,
    newest: int,
    version: Callable[[int], Version],
    laid: Mapping[int, Alignment],
) -> tuple[Lost, list[tuple[Mapping[str, Any], Span]]]:
    """What fell out in earlier corrections and whose words stand again: rows by their table, each
    with its place; and edits of quotes."""
    found: Lost = {"replacement": [], "suggestion": [], "decision": []}
    edits: list[tuple[Mapping[str, Any], Span]] = []
    taken = {name: following.load_ids(connection, schema.metadata.tables[name]) for name in found}
    for m in range(newest - 1, 0, -1):
        lost = version(m).lost
        for name in ("replacement", "suggestion"):
            for row in lost.get(name, ()):
                place = laid[m].place(Span(row["start"], row["end"]))
                if place.fit is Fit.SAME and place.span and row["id"] not in taken[name]:
                    taken[name].add(row["id"])
                    now = {"start": place.span.start, "end": place.span.end}
                    found[name].append({**row, **now})
        here = {row["id"] for row in found["suggestion"]}
        for row in lost.get("decision", ()):
            if row["suggestion"] in here and row["id"] not in taken["decision"]:
                taken["decision"].add(row["id"])
                found["decision"].append(row)
        for row in lost.get("quote edit", ()):
            place = laid[m].place(Span(*row["place"]))
            if place.fit is Fit.SAME and place.span is not None:
                edits.append((row, place.span))
    return found, edits


def perform(
    tx: Writing, plan: Plan, *, reason: str, file_name: str, oddities: Sequence[Problem]
) -> None:
    """Do all of it, inside a transaction; the acting person is a coder already."""
    old, new = plan.old, plan.new
    steps = following.cut_steps(tx, new.id)
    lost: dict[str, Rows] = save_offers(tx, new.id, plan.offers)
    lost["replacement"] = following.save_replacements(tx, plan.replacements)
    lost["quote edit"] = plan.edits.lost
    save_version(tx, old, reason=reason, lost=lost, starts=plan.starts)
    replace_text(tx, new, plan.segments, file_name=file_name, oddities=oddities)
    following.move_readings(tx, new.id, plan.aligned)
    following.save_abouts(tx, plan.memos)
    following.save_proposals(tx, plan.proposals)
    taken = plan.replacements.taken
    names = [
        row
        for row in plan.back["replacement"]
        if not any(Span(row["start"], row["end"]).overlaps(span) for span in taken)
    ]
    following.put_rows(tx, schema.replacement, names)
    put_back_offers(tx, plan.back["suggestion"], plan.back["decision"])
    save_edits(tx, plan.edits)
    save_questions(tx, new.id, plan.asked)
    _perform_moves(tx, plan)
    told = plan.told
    tx.record(
        "correct transcript",
        new.id,
        version=told.version,
        sha256=new.sha256,
        moved=len(told.of(MoveState.MOVED)),
        review=len(told.of(MoveState.REVIEW)),
        unplaced=len(told.of(MoveState.UNPLACED)),
        steps=steps,
    )


def _perform_moves(tx: Writing, plan: Plan) -> None:
    save_moves(tx, plan.moves, len(plan.new.text))
    for base, move in plan.moves:
        if base.stands and move.state.waits:
            coded.save_withdrawal(tx, move.coding.id, corrected=True)
        elif base.waits and move.state is MoveState.MOVED and move.span is not None:
            put_again(tx, move, move.span, move.words)


def put_again(tx: Writing, move: Move, span: Span, words: str) -> Coding:
    """Put a coding on these words in the place of one that waits: its coder's, and as old as it is.

    Where that coder's same coding stands there already it is the one that is left, and it takes
    the star.
    """
    after = dataclasses.replace(
        move.coding,
        id=str(uuid.uuid4()),
        span=span,
        quote=words,
        code=code_now(tx, move.coding),
        replaces=move.coding.id,
    )
    there = coded.load_codings(
        tx.connection, transcript=after.transcript, codes=[after.code], coder=after.coder
    )
    for one in there:
        if (one.span, one.direction) == (span, after.direction):
            if after.starred and not one.starred:
                coded.save_starred(tx, one.id, True)
            return one
    coded.save_codings(tx, [after])
    return after
