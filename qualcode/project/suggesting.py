"""Suggestions, and the decisions that make codings of them or turn them down."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Band, Coder, Coding, Decision, Direction, Span, Suggestion, Verdict
from qualcode.project.coding import add_coding, checked_direction, checked_quote
from qualcode.project.learning import LearningVerbs
from qualcode.store import coded, offers, people, talk, texts


class SuggestionVerbs(LearningVerbs):
    """Offers, and what people make of them."""

    def suggest(
        self,
        *transcripts: str,
        top: int = 3,
        progress: Callable[[int], None] | None = None,
    ) -> list[Suggestion]:
        """Suggest codes for transcripts (all, when none is named). Nothing is coded by this.

        The engine learns from what people decided until now; what is suggested in an interview owes
        nothing to decisions made in it. Returns what waits for the acting coder's decision in
        them, in the order of the texts. ``progress`` is called with the number of transcripts
        dealt with.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        Refused
            The codebook is empty.
        """
        if not len(self.codebook):
            raise Refused("The codebook is empty, so nothing can be suggested; add codes first.")
        self.retrain()
        engine, groups = self.engine, self.interview_groups()
        with self._read() as connection:
            ids = texts.load_ids(connection)
            for id in set(transcripts) - set(ids):
                texts.load_text(connection, id)
        ids = list(transcripts) or ids
        for n, id in enumerate(ids, 1):
            with self._read() as connection:
                transcript = texts.load_transcript(connection, id)
                segments = talk.load_segments(connection, id)
            found = engine.suggest(transcript, segments, top=top, group=groups[id])
            # Stored one by one: in a large study nobody else could code while this runs.
            with self._write() as tx:
                people.save_coder(tx, Coder(self.coder))
                offers.save_suggestions(tx, id, found)
            if progress:
                progress(n)
        return list(self.pending(*ids, weak=True))

    def pending(self, *transcripts: str, weak: bool = False) -> Iterator[Suggestion]:
        """Suggestions the acting coder has not decided on, in the order of the texts.

        ``weak`` brings those in the band ``below`` too, the best guess where nothing is even
        possible; without it they are offered nowhere.

        Left out is what this coder has coded by hand already: the same code on the same words.
        """
        with self._read() as connection:
            waiting = offers.load_pending(
                connection, self.coder, transcripts=transcripts if transcripts else None
            )
            mine = {
                (c.transcript, c.code, c.span)
                for c in coded.load_codings(connection, coder=self.coder)
            }
        for s in waiting:
            if (weak or s.band is not Band.BELOW) and (s.transcript, s.code, s.span) not in mine:
                yield s

    def suggestion(self, id: str) -> Suggestion:
        """One suggestion."""
        with self._read() as connection:
            return offers.load_suggestion(connection, id)

    def decisions(self) -> list[Decision]:
        """All decisions on suggestions, oldest first."""
        with self._read() as connection:
            return offers.load_decisions(connection)

    def decide(
        self,
        suggestion: str,
        verdict: Verdict | str,
        *,
        code: str | None = None,
        span: Span | None = None,
        direction: Direction | str = Direction.PRESENT,
    ) -> Coding | None:
        """Accept, reject or skip a suggestion as the acting coder; only acceptance codes.

        A skipped suggestion waits behind the others. A rejection can be thought better of: a later
        decision replaces it, and the history keeps both. ``code`` and ``span`` accept it with
        another code or other words. Returns the coding made.

        Raises
        ------
        UnknownItem
            There is no such suggestion, or the verdict is not one of `Verdict`.
        UnknownCode
            The codebook does not have the code, or not any more.
        InvalidSpan
            The other words lie outside the text or are only blanks.
        Refused
            This coder's acceptance of it stands, it is rejected twice, or no respondent says
            the other words.
        """
        verdict = _checked_verdict(verdict)
        if verdict is not Verdict.ACCEPT and (code or span):
            raise Refused("Another code or other words can be given only when accepting.")
        codebook = self.codebook
        wanted = codebook[code].id if code else None
        with self._write() as tx:
            offered = offers.load_suggestion(tx.connection, suggestion)
            if offers.is_decided(tx.connection, suggestion, self.coder):
                last = offers.load_last_verdict(tx.connection, suggestion, self.coder)
                if last is Verdict.ACCEPT or last is verdict:
                    raise Refused(
                        f"{self.coder} has decided on this suggestion already; undo that first."
                    )
            people.save_coder(tx, Coder(self.coder))
            made = None
            if verdict is Verdict.ACCEPT:
                place = span or offered.span
                made = Coding(
                    id=str(uuid.uuid4()),
                    transcript=offered.transcript,
                    span=place,
                    quote=checked_quote(tx, offered.transcript, place),
                    code=wanted or codebook[offered.code].id,
                    coder=self.coder,
                    direction=checked_direction(direction),
                    made_at=tx.at,
                    basis=f"suggestion {suggestion}",
                )
                add_coding(tx, made)
            decision = Decision(
                suggestion, verdict, self.coder, tx.at, wanted, span, made.id if made else None
            )
            offers.save_decision(tx, decision)
        return made

    def pending_count(self) -> int:
        """How many suggestions wait for the acting coder."""
        with self._read() as connection:
            return sum(offers.count_pending(connection, self.coder).values())


def _checked_verdict(verdict: Verdict | str) -> Verdict:
    try:
        return Verdict(verdict)
    except ValueError as error:
        raise UnknownItem(
            f"{verdict!r} is not a decision; accept, reject or skip the suggestion."
        ) from error
