"""The interview schedule: what was to be asked, and where in each interview it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import Refused
from qualcode.model import Codebook, Coder, Span
from qualcode.model.schedule import Question, Schedule
from qualcode.project.given import Upload, content, refused
from qualcode.project.sharing import SharingVerbs
from qualcode.store import Connection, Writing, people, texts
from qualcode.store.asked import (
    OUTSIDE,
    SCHEDULE,
    Asked,
    load_all_asked,
    load_asked,
    load_questions,
    save_asked,
)
from qualcode.store.kept import load_one, save_kept


@dataclass(frozen=True)
class AskedTurn:
    """An interviewer's turn and the question it asks.

    ``question`` is None where it goes on with the one before, and empty where the talk leaves the
    schedule. ``by`` says who says so: file, person, likeness, or nobody. ``likeness`` is 0 to 100.
    """

    span: Span
    words: str
    question: str | None = None
    by: str = "nobody"
    likeness: float | None = None


class AskingVerbs(SharingVerbs):
    """The schedule, and where its questions were asked."""

    _codes_known: tuple[int, dict[str, frozenset[str]]] | None = None

    def set_schedule(self, file: Path | Upload) -> Schedule:
        """Take a schedule from a YAML or CSV file; earlier ones stay in the history.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file cannot be read, breaks its rules, or names codes the codebook lacks.
        """
        from qualcode.formats.schedule import read_schedule

        schedule, problems = read_schedule(content(file), file.name, self.codebook)
        if schedule is None or problems:
            raise refused(file.name, problems)
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, SCHEDULE, SCHEDULE, asdict(schedule))
        return schedule

    def schedule(self) -> Schedule | None:
        """The schedule in force; None where the study has none."""
        with self._read() as connection:
            return _load(connection)

    def match_questions(self, transcript: str | None = None) -> dict[str, int]:
        """Look for the schedule's questions in one transcript or all: id -> how many were found.

        What a person set stands as it is, and so does what a file says.

        Raises
        ------
        Refused, UnknownTranscript
            The study has no schedule, or no such transcript.
        """
        found = {}
        with self._write() as tx:
            schedule = needed(_load(tx.connection))
            people.save_coder(tx, Coder(tx.who))
            ids = [transcript] if transcript is not None else texts.load_ids(tx.connection)
            for id in ids:
                found[id] = _match(tx, id, schedule)
        return found

    def asked(self, transcript: str) -> list[AskedTurn]:
        """The interviewers' turns of a transcript in order, with the questions they ask."""
        with self._read() as connection:
            turns = _asking(connection, transcript)
            known = load_asked(connection, transcript)
        found = []
        for turn in turns:
            start = turn.span.start
            if turn.by == "file":
                found.append(turn)
            elif start in known.set:
                found.append(AskedTurn(turn.span, turn.words, known.set[start], "person"))
            elif start in known.found:
                question, score = known.found[start]
                found.append(AskedTurn(turn.span, turn.words, question, "likeness", score))
            else:
                found.append(turn)
        return found

    def set_asked(self, transcript: str, questions: Mapping[int, str | None]) -> None:
        """Say which question interviewers' turns ask: start of the turn -> question.

        None goes on with the question before; an empty text says that the talk leaves the
        schedule there.

        Raises
        ------
        Refused, UnknownTranscript
            No interviewer's turn starts there, its file says what was asked, or the schedule has
            no such question.
        """
        with self._write() as tx:
            schedule = needed(_load(tx.connection))
            turns = {turn.span.start: turn for turn in _asking(tx.connection, transcript)}
            for start, question in questions.items():
                if start not in turns or turns[start].by == "file":
                    raise Refused("No open question starts there; look at the list again.")
                if question and schedule.question(question) is None:
                    raise Refused(f"The schedule has no question {question!r}; choose another.")
            people.save_coder(tx, Coder(tx.who))
            known = load_asked(tx.connection, transcript)
            save_asked(tx, transcript, Asked(known.found, {**known.set, **questions}))

    def codes_asked(self, transcript: str) -> frozenset[str] | None:
        """The codes that the questions asked in a transcript were asked for.

        With a code its letters, and what it is a letter of. None where that is not known: no
        schedule names codes, or no question is known to have been asked there.
        """
        return self.all_codes_asked().get(transcript)

    def all_codes_asked(self) -> dict[str, frozenset[str]]:
        """Transcript -> codes asked, as `codes_asked`; where that is not known it is left out.

        Kept until the study changes.
        """
        with self._read() as connection:
            state = self._number_of_state(connection)
            if self._codes_known is not None and self._codes_known[0] == state:
                return self._codes_known[1]
            schedule = _load(connection)
            known = schedule is not None and schedule.names_codes
            questions = load_questions(connection) if known else {}
            book, _ = self._codebook_of(connection)
        found = _codes_asked(schedule, questions, book) if schedule else {}
        self._codes_known = (state, found)
        return found

    def unconfirmed_questions(self) -> tuple[int, int]:
        """How many turns have a question by likeness alone, and how many by likeness or a person.

        Turns whose question is given by their file are in neither.
        """
        with self._read() as connection:
            known = load_all_asked(connection)
            ids = set(texts.load_ids(connection))
        alone = every = 0
        for transcript, asked in known.items():
            if transcript in ids:
                alone += len(set(asked.found) - set(asked.set))
                every += sum(bool(question) for question in asked.questions().values())
        return alone, every


def _load(connection: Connection) -> Schedule | None:
    kept = load_one(connection, SCHEDULE, SCHEDULE)
    return _schedule(kept.body) if kept and kept.body else None


def _schedule(body: Mapping[str, Any]) -> Schedule:
    questions = tuple(
        Question(q["id"], q["text"], q["part"], tuple(q["codes"]), tuple(q["also"]))
        for q in body["questions"]
    )
    return Schedule(body["title"], tuple(body["parts"]), questions, body["vignette"])


def _codes_asked(
    schedule: Schedule, questions: Mapping[tuple[str, int], str], book: Codebook
) -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for one in schedule.questions:
        known = [code for code in one.codes if code in book]
        kin[one.id] = {c for code in known for c in (*book.family(code), book.top(code))}
    found: dict[str, set[str]] = {}
    for (transcript, _), question in questions.items():
        found.setdefault(transcript, set()).update(kin.get(question, ()))
    return {transcript: frozenset(codes) for transcript, codes in found.items()}


def needed(schedule: Schedule | None) -> Schedule:
    """The schedule, where the study has one.

    Raises
    ------
    Refused
        It has none.
    """
    if schedule is None:
        raise Refused("The study has no interview schedule yet; bring one as YAML or CSV first.")
    return schedule


def _asking(connection: Connection, transcript: str) -> list[AskedTurn]:
    """The interviewers' turns; those whose file says what they ask carry it."""
    whole = texts.load_transcript(connection, transcript)
    asks = {speaker.label for speaker in whole.speakers if speaker.interviewer}
    return [
        AskedTurn(
            turn.span, whole.quote(turn.span), turn.question, "file" if turn.question else "nobody"
        )
        for turn in whole.turns
        if turn.speaker in asks
    ]


def _match(tx: Writing, transcript: str, schedule: Schedule) -> int:
    from qualcode.analysis.question_matching import matched

    open_turns = [turn for turn in _asking(tx.connection, transcript) if turn.by != "file"]
    known = load_asked(tx.connection, transcript)
    pairs = zip(open_turns, matched([t.words for t in open_turns], schedule), strict=True)
    found = {turn.span.start: pair for turn, pair in pairs if pair is not None}
    # A question that a new schedule no longer holds was set for another one.
    by_hand = {
        start: question
        for start, question in known.set.items()
        if question in (None, OUTSIDE) or schedule.question(str(question)) is not None
    }
    if found != known.found or by_hand != known.set:
        save_asked(tx, transcript, Asked(found, by_hand))
    return len(found)
