"""Which question stands behind every word: by the file, by a person, or by likeness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from qualcode.store import schema
from qualcode.store.kept import load_kept, load_one, save_kept
from qualcode.store.session import Writing

ASKED, SCHEDULE = "asked", "schedule"  # kinds of what is kept; the schedule's key is its kind
OUTSIDE = ""  # what a person sets where the talk leaves the schedule


@dataclass(frozen=True)
class Asked:
    """What is known of one transcript's questions, by where an interviewer's turn starts.

    found : start -> (question, likeness 0 to 100), as matched
    set : start -> question, `OUTSIDE`, or None (goes on with the question before); by a person
    """

    found: Mapping[int, tuple[str, float]] = field(default_factory=dict)
    set: Mapping[int, str | None] = field(default_factory=dict)

    def questions(self) -> dict[int, str | None]:
        """Start -> question; what a person set stands before what was matched."""
        return {start: question for start, (question, _) in self.found.items()} | dict(self.set)


def save_asked(tx: Writing, transcript: str, asked: Asked) -> None:
    """Keep what is known of a transcript's questions; the acting person is a coder already."""
    body = {
        "found": {str(start): list(pair) for start, pair in asked.found.items()},
        "set": {str(start): question for start, question in asked.set.items()},
    }
    save_kept(tx, ASKED, transcript, body)


def load_asked(connection: Connection, transcript: str) -> Asked:
    """What is known of a transcript's questions."""
    kept = load_one(connection, ASKED, transcript)
    return _asked(kept.body) if kept and kept.body else Asked()


def load_all_asked(connection: Connection) -> dict[str, Asked]:
    """Transcript -> what is known of its questions."""
    return {kept.key: _asked(kept.body) for kept in load_kept(connection, ASKED) if kept.body}


def _asked(body: Mapping[str, Any]) -> Asked:
    found = {int(start): (str(pair[0]), float(pair[1])) for start, pair in body["found"].items()}
    by_hand = {int(start): question for start, question in body["set"].items()}
    return Asked(found, by_hand)


def load_questions(connection: Connection) -> dict[tuple[str, int], str]:
    """(transcript, start of a respondent's segment) -> id of the question it answers.

    The turn's own question where its file gave one; else that of the nearest interviewer's turn
    before it that has one, until the talk leaves the schedule. Segments of no question are not in
    it, and neither are questions that the schedule no longer holds.
    """
    turns = _interviewers_turns(connection)
    own = _own_questions(connection)
    if not turns and not own:
        return {}
    found: dict[tuple[str, int], str] = {}
    at: dict[str, int] = {}
    for transcript, start, turn in _segments(connection):
        asked = turns.get(transcript, [])
        n = at.get(transcript, 0)
        while n < len(asked) and asked[n][0] <= start:
            n += 1
        at[transcript] = n
        question = own.get((transcript, turn)) or (asked[n - 1][1] if n else OUTSIDE)
        if question:
            found[transcript, start] = question
    return found


def _interviewers_turns(connection: Connection) -> dict[str, list[tuple[int, str]]]:
    """Transcript -> (start of an interviewer's turn, question) for turns that say what is asked."""
    known = _schedules_ids(connection)
    found: dict[str, dict[int, str]] = {}
    for transcript, start, question in _questions_in_files(connection, interviewer=True):
        found.setdefault(transcript, {})[start] = question
    for transcript, asked in load_all_asked(connection).items():
        for start, matched in asked.questions().items():
            if matched is None or (matched != OUTSIDE and matched not in known):
                continue
            found.setdefault(transcript, {}).setdefault(start, matched)
    return {transcript: sorted(starts.items()) for transcript, starts in found.items()}


def _schedules_ids(connection: Connection) -> frozenset[str]:
    kept = load_one(connection, SCHEDULE, SCHEDULE)
    questions = kept.body.get("questions", []) if kept and kept.body else []
    return frozenset(str(question["id"]) for question in questions)


def _own_questions(connection: Connection) -> dict[tuple[str, int], str]:
    rows = _questions_in_files(connection, interviewer=False)
    return {(transcript, start): question for transcript, start, question in rows}


def _questions_in_files(connection: Connection, *, interviewer: bool) -> list[tuple[str, int, str]]:
    turn, who = schema.turn, schema.speaker
    rows = connection.execute(
        select(turn.c.transcript, turn.c.start, turn.c.question)
        .join(who, (who.c.transcript == turn.c.transcript) & (who.c.label == turn.c.speaker))
        .where(turn.c.question.is_not(None), who.c.interviewer.is_(interviewer))
    )
    return [(str(t), int(start), str(question)) for t, start, question in rows if question]


def _segments(connection: Connection) -> list[tuple[str, int, int]]:
    """Respondents' segments as (transcript, start, start of their turn), in order of the talk."""
    segment, turn, who = schema.segment, schema.turn, schema.speaker
    view = schema.transcript
    starts: dict[str, list[int]] = {}
    for id, start in connection.execute(
        select(turn.c.transcript, turn.c.start).order_by(turn.c.transcript, turn.c.start)
    ):
        starts.setdefault(id, []).append(start)
    rows = connection.execute(
        select(segment.c.transcript, segment.c.start)
        .join(who, (who.c.transcript == segment.c.transcript) & (who.c.label == segment.c.speaker))
        .join(view, view.c.id == segment.c.transcript)
        .where(who.c.interviewer.is_(False), view.c.removed_at.is_(None))
        .order_by(segment.c.transcript, segment.c.start)
    )
    found, at = [], dict.fromkeys(starts, 0)
    for id, start in rows:
        turns, n = starts.get(id, []), at.get(id, 0)
        while n + 1 < len(turns) and turns[n + 1] <= start:
            n += 1
        at[id] = n
        found.append((id, start, turns[n] if turns else start))
    return found
