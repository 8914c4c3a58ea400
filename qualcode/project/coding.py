"""Coding by hand: made, withdrawn, undone, and transcripts coded through."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Iterable

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Coder, Coding, Direction, Reading, Span
from qualcode.project.base import Base
from qualcode.store import Writing, coded, codes, people, talk, texts


class CodingVerbs(Base):
    """What a coder does to a text."""

    def code(
        self,
        transcript: str,
        span: Span,
        code: str,
        *,
        direction: Direction | str = Direction.PRESENT,
    ) -> Coding:
        """Apply a code to a span of a transcript, as the acting coder.

        Raises
        ------
        UnknownTranscript, UnknownCode
            The study has no such transcript or code; the nearest code is named.
        InvalidSpan
            The span lies outside the text or holds only blanks.
        Refused
            No respondent says these words, or this coder's same coding stands already.
        """
        known = self.codebook[code]
        with self._write() as tx:
            quote = checked_quote(tx, transcript, span)
            coding = Coding(
                id=str(uuid.uuid4()),
                transcript=transcript,
                span=span,
                quote=quote,
                code=known.id,
                coder=self.coder,
                direction=checked_direction(direction),
                made_at=tx.at,
            )
            add_coding(tx, coding)
        return coding

    def codings(
        self,
        *,
        transcript: str | None = None,
        code: str | None = None,
        coder: str | None = None,
    ) -> list[Coding]:
        """Codings that stand, in the order of the texts; of a code, its letters included."""
        family = self.codebook.family(self.codebook[code].id) if code is not None else None
        with self._read() as connection:
            if transcript is not None:
                texts.load_text(connection, transcript)
            return coded.load_codings(connection, transcript=transcript, codes=family, coder=coder)

    def coding(self, id: str) -> Coding:
        """One coding that stands."""
        with self._read() as connection:
            return coded.load_coding(connection, id)

    def withdraw(self, coding: str) -> None:
        """Take a coding of one's own back; the history keeps it.

        Raises
        ------
        UnknownItem
            No such coding stands.
        Refused
            It is another coder's.
        """
        with self._write() as tx:
            self._own(coded.load_coding(tx.connection, coding))
            coded.save_withdrawal(tx, coding)

    def change_direction(self, coding: str, direction: Direction | str) -> Coding:
        """Withdraw a coding of one's own and put one with another direction in its place."""
        return self._replace(coding, direction=checked_direction(direction))

    def change_code(self, coding: str, code: str) -> Coding:
        """Withdraw a coding of one's own and put one with another code in its place."""
        return self._replace(coding, code=self.codebook[code].id)

    def _replace(self, id: str, **changes: object) -> Coding:
        with self._write() as tx:
            old = coded.load_coding(tx.connection, id)
            self._own(old)
            fields = {"id": str(uuid.uuid4()), "made_at": tx.at, "replaces": id, **changes}
            new = dataclasses.replace(old, **fields)  # type: ignore[arg-type]
            coded.save_withdrawal(tx, id)
            add_coding(tx, new)
        return new

    def undo(self) -> str:
        """Undo the acting coder's last coding, change or withdrawal; say what was undone.

        What would put back a code that has left the codebook since is passed over.

        Raises
        ------
        Refused
            This coder has nothing left to undo.
        """
        with self._write() as tx:
            codebook, _ = codes.load_codebook(tx.connection)

            def possible(act: str, id: str) -> bool:
                old = coded.load_withdrawn(tx.connection, id)
                if act == "withdraw":
                    return old.code in codebook
                if coded.load_heir(tx.connection, id) is None:
                    return False
                before = old.replaces and coded.load_withdrawn(tx.connection, old.replaces)
                return not before or before.code in codebook

            acts = coded.load_acts(tx.connection, self.coder)
            act, id = _next_to_undo(acts, possible) or ("", "")
            old = coded.load_withdrawn(tx.connection, id) if id else None
            if old is None:
                raise Refused(f"{self.coder} has nothing to undo in this study.")
            where = f"{old.transcript} {old.span}"
            if act == "withdraw":
                self._put_back(tx, old)
                tx.record("undo withdraw", id)
                return f"Put code {old.code} back on {where}."
            heir = coded.load_heir(tx.connection, id)
            if heir is not None:
                coded.save_withdrawal(tx, heir.id)
            if old.replaces is None:
                tx.record("undo code", id)
                return f"Withdrew code {old.code} from {where}."
            before = coded.load_withdrawn(tx.connection, old.replaces)
            self._put_back(tx, before)
            tx.record("undo change", id)
            return f"Put code {before.code} ({before.direction.words}) back on {where}."

    def _put_back(self, tx: Writing, old: Coding) -> None:
        codebook, _ = codes.load_codebook(tx.connection)
        # The codebook may have lost the code since.
        code, new = codebook[old.code].id, str(uuid.uuid4())
        again = dataclasses.replace(old, id=new, code=code, made_at=tx.at, replaces=old.id)
        add_coding(tx, again)

    def star(self, coding: str, starred: bool = True) -> None:
        """Mark a coding to come back to, or take the mark away."""
        with self._write() as tx:
            coded.load_coding(tx.connection, coding)
            coded.save_starred(tx, coding, starred)

    def done(self, transcript: str, done: bool = True) -> None:
        """Note that the acting coder has coded a transcript through, or not yet after all."""
        with self._write() as tx:
            texts.load_text(tx.connection, transcript)
            people.save_coder(tx, Coder(self.coder))
            coded.save_reading(tx, transcript, done=done)

    def readings(self) -> list[Reading]:
        """Who has read and coded through what."""
        with self._read() as connection:
            return coded.load_readings(connection)

    def _own(self, coding: Coding) -> None:
        if coding.coder != self.coder:
            raise Refused(
                f"That coding is {coding.coder}'s; only its coder can withdraw or change it."
            )


# How many acts one undo has used up besides itself: those it made and those it undid.
USED_UP = {"undo code": 2, "undo withdraw": 2, "undo change": 4}


def _next_to_undo(
    acts: Iterable[tuple[str, str]], possible: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    skip = 0
    for act, id in acts:
        if act in USED_UP:
            skip += USED_UP[act]
        elif skip:
            skip -= 1
        elif possible(act, id):
            return act, id
    return None


def checked_direction(direction: Direction | str) -> Direction:
    """A direction by its name.

    Raises
    ------
    Refused
        There is no such direction.
    """
    try:
        return Direction(direction)
    except ValueError as error:
        listed = ", ".join(Direction)
        raise Refused(f"There is no direction {direction!r}; choose one of {listed}.") from error


def checked_quote(tx: Writing, transcript: str, span: Span) -> str:
    """The words at a span, some of which a respondent says.

    Raises
    ------
    InvalidSpan
        The span lies outside the text or holds only blanks.
    Refused
        The words are the interviewer's, or nobody's, such as a speaker's label.
    """
    text = texts.load_text(tx.connection, transcript)
    if span.end > len(text):
        raise InvalidSpan(
            f"Span {span} lies outside transcript {transcript!r}, which has {len(text)} characters."
        )
    quote = text[span.start : span.end]
    if not quote.strip():
        raise InvalidSpan(f"Span {span} holds no words.")
    touched = [s for s in talk.load_segments(tx.connection, transcript) if s.span.overlaps(span)]
    if not touched:
        raise Refused(f"Nobody says what stands at {span}; choose words after a speaker's label.")
    if all(s.interviewer for s in touched):
        raise Refused("These are the interviewer's words; only respondents' words are coded.")
    return quote


def add_coding(tx: Writing, coding: Coding) -> None:
    """Save one new coding inside a transaction.

    Raises
    ------
    Refused
        The same coder's same code with the same direction stands on the same words.
    """
    people.save_coder(tx, Coder(coding.coder))
    alike = coded.load_codings(
        tx.connection, transcript=coding.transcript, codes=[coding.code], coder=coding.coder
    )
    if any((c.span, c.direction) == (coding.span, coding.direction) for c in alike):
        raise Refused(f"{coding.coder} has given these words {coding.code} already.")
    coded.save_codings(tx, [coding])
