"""Decide first: on a seeded share of passages a person decides before anything is shown.

Suggestions sway people. What was decided without them says how good the suggestions are, and how
much the shown ones sway.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Band, Codebook, Coder, Coding, Direction, Segment, Span, Suggestion
from qualcode.project.base import Base
from qualcode.project.blind import is_blind, load_hiding, undecided
from qualcode.project.checking import checked_direction, checked_quote, in_use, offered_code
from qualcode.project.coding import add_coding
from qualcode.store import Connection, Writing, offers, people, queue, talk, texts
from qualcode.store.rounds import load_apart
from qualcode.store.steps import push_step

BASIS = "decided first"


@dataclass(frozen=True, slots=True)
class FirstDecision:
    """What a coder gave a passage before its suggestions were shown; no codes: none fits.

    ``offered`` is what was hidden then, best first: (code, band, score).
    """

    transcript: str
    span: Span
    coder: str
    made_at: str
    codes: tuple[tuple[str, Direction], ...]
    offered: tuple[tuple[str, Band, float], ...]


class DecidingFirstVerbs(Base):
    """Passages on which a person decides before anything is shown."""

    def blind_passages(self, transcript: str | None = None) -> list[Segment]:
        """Passages whose suggestions are hidden until the acting coder has decided, in order.

        A passage leaves them when the coder has given it a code, said that none fits, or coded
        the interview through. Only transcripts for which suggestions were made have any.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        about = self.about()
        share = float(about["options"]["decide_first"])
        if not about["options"]["suggestions"] or share <= 0:
            return []
        with self._read() as connection:
            if transcript is not None:
                texts.load_text(connection, transcript)
            made = queue.load_offered_in(connection)
            segments = [
                s
                for s in _respondents(connection, transcript)
                if s.transcript in made and is_blind(about["uuid"], s, share)
            ]
            return undecided(connection, self.coder, segments, transcript)

    def decide_blind(
        self, segment: str, codes: Iterable[tuple[str, Direction | str]] = ()
    ) -> list[Coding]:
        """Give a hidden passage the codes that fit, or none; then its suggestions may be shown.

        The decision is logged with what would have been suggested. Returns the codings made.

        Raises
        ------
        Refused
            The passage is not one to decide on first, or not any more; or a code is given twice.
        UnknownCode
            The codebook does not have a code.
        """
        transcript = segment.rpartition(":")[0]
        found = next((s for s in self.blind_passages(transcript) if s.id == segment), None)
        if found is None:
            raise Refused("This passage is not waiting for a first decision any more; go on.")
        codebook = self.codebook
        given = [(offered_code(codebook, code).id, checked_direction(way)) for code, way in codes]
        if len({code for code, _ in given}) < len(given):
            raise Refused("A code is given twice; give each code once.")
        with self._write() as tx:
            people.save_coder(tx, Coder(self.coder))
            hidden = offered_on(tx.connection, codebook, found)
            tx.record(
                queue.DECIDED_FIRST,
                segment,
                end=found.span.end,
                codes=[[code, way.value] for code, way in given],
                offered=[[s.code, s.band.value, round(s.score, 6)] for s in hidden],
            )
            made = [_coding(tx, self.coder, found, code, way) for code, way in given]
            if made:
                push_step(tx, "code", transcript, [(None, coding.id) for coding in made])
            return made

    def hidden_suggestions(self, segment: Segment) -> list[Suggestion]:
        """What was suggested on a passage, best first, decided on or not: told after deciding.

        Raises
        ------
        Refused
            The acting coder has not decided on the passage, or suggestions are switched off.
        """
        with self._read() as connection:
            hiding = load_hiding(connection, self.coder, [segment.transcript])
            if hiding.off:
                raise Refused("Suggestions are switched off in this study; switch them on first.")
            if hiding.blinds(segment.transcript, segment.span):
                raise Refused("Decide on this passage first; then you see what was suggested.")
            return offered_on(connection, self._codebook_of(connection)[0], segment)

    def first_decisions(self) -> list[FirstDecision]:
        """All decisions made before anything was shown, oldest first.

        Where the acting coder codes apart from the others, theirs are left out.
        """
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            return [
                FirstDecision(
                    transcript=subject.rpartition(":")[0],
                    span=Span(int(subject.rpartition(":")[2]), detail["end"]),
                    coder=who,
                    made_at=at,
                    codes=tuple((code, Direction(way)) for code, way in detail["codes"]),
                    offered=tuple((c, Band(b), score) for c, b, score in detail["offered"]),
                )
                for subject, who, at, detail in queue.load_first(connection)
                if who == self.coder or subject.rpartition(":")[0] not in apart
            ]


def offered_on(connection: Connection, book: Codebook, segment: Segment) -> list[Suggestion]:
    """What is suggested on a passage, best first, whoever decided on it; no weak guesses."""
    offered, usable = offers.load_offered(connection, segment.transcript), in_use(book)
    here = [
        s
        for s in offered
        if s.band is not Band.BELOW and s.code in usable and s.span.overlaps(segment.span)
    ]
    return sorted(here, key=lambda s: (-s.score, s.code, s.id))


def _respondents(connection: Connection, transcript: str | None) -> list[Segment]:
    """Segments in which a respondent speaks, in order."""
    if transcript is not None:
        return [s for s in talk.load_segments(connection, transcript) if not s.interviewer]
    asks = {(id, s.label) for id, s in talk.load_all_speakers(connection) if s.interviewer}
    return [
        Segment(id, Span(start, end), speaker, False)
        for id, start, end, speaker in talk.load_all_segments(connection)
        if (id, speaker) not in asks
    ]


def _coding(tx: Writing, coder: str, segment: Segment, code: str, way: Direction) -> Coding:
    made = Coding(
        id=str(uuid.uuid4()),
        transcript=segment.transcript,
        span=segment.span,
        quote=checked_quote(tx, segment.transcript, segment.span),
        code=code,
        coder=coder,
        direction=way,
        made_at=tx.at,
        basis=BASIS,
    )
    add_coding(tx, made)
    return made
