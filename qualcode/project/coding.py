"""Coding by hand: made, changed and withdrawn, each act one step that can be undone."""

from __future__ import annotations

import dataclasses

from qualcode.errors import Refused
from qualcode.model import Codebook, Coder, Coding, Direction, Reading, Span
from qualcode.project.base import Base
from qualcode.project.blind import load_hiding_of_others, standing_for
from qualcode.project.checking import checked_direction, checked_id, checked_quote, offered_code
from qualcode.store import Writing, coded, people, texts
from qualcode.store.readings import load_readings, save_reading
from qualcode.store.steps import push_step


class CodingVerbs(Base):
    """What a coder does to a text."""

    def code(
        self,
        transcript: str,
        span: Span,
        code: str,
        *,
        direction: Direction | str = Direction.PRESENT,
        id: str | None = None,
    ) -> Coding:
        """Apply a code to a span of a transcript, as the acting coder.

        ``id`` is a UUID for the new coding; without one it is made.

        Raises
        ------
        UnknownTranscript, UnknownCode
            The study has no such transcript or code; the nearest code is named.
        InvalidSpan
            The span lies outside the text or holds only blanks.
        Refused
            No respondent says these words, this coder's same coding stands already, the code is
            retired, or the id is no UUID or taken.
        """
        with self._write() as tx:
            book = self._codebook_in(tx)
            return code_in(tx, book, transcript, span, code, direction=direction, id=id)

    def codings(
        self,
        *,
        transcript: str | None = None,
        code: str | None = None,
        coder: str | None = None,
    ) -> list[Coding]:
        """Codings that stand, in the order of the texts; of a code, its letters included.

        Where the acting coder codes apart from the others, for a round of review, theirs are left
        out.
        """
        family = self.codebook.family(self.codebook[code].id) if code is not None else None
        with self._read() as connection:
            if transcript is not None:
                texts.load_text(connection, transcript)
            found = coded.load_codings(connection, transcript=transcript, codes=family, coder=coder)
            return load_hiding_of_others(connection, self.coder).seen(found, self.coder)

    def coding(self, id: str) -> Coding:
        """One coding that stands; for one that was replaced, what stands in its place.

        Raises
        ------
        UnknownItem
            No such coding stands, or it is kept from the acting coder while they code apart.
        """
        with self._read() as connection:
            return standing_for(connection, id, self.coder)

    def withdraw(self, coding: str) -> None:
        """Take a coding of one's own back; the history keeps it.

        Where it was replaced meanwhile, what stands in its place is meant: here, and wherever a
        coding is changed or starred.

        Raises
        ------
        UnknownItem
            No such coding stands.
        Refused
            It is another coder's.
        """
        with self._write() as tx:
            withdraw_in(tx, coding)

    def change_direction(
        self, coding: str, direction: Direction | str, *, id: str | None = None
    ) -> Coding:
        """Withdraw a coding of one's own and put one with another direction in its place."""
        with self._write() as tx:
            return change_in(tx, coding, id, direction=checked_direction(direction))

    def change_code(self, coding: str, code: str, *, id: str | None = None) -> Coding:
        """Withdraw a coding of one's own and put one with another code in its place."""
        with self._write() as tx:
            return change_in(tx, coding, id, code=offered_code(self._codebook_in(tx), code).id)

    def change_span(self, coding: str, span: Span, *, id: str | None = None) -> Coding:
        """Withdraw a coding of one's own and put one on other words in its place.

        Raises
        ------
        InvalidSpan, Refused
            As for `code`.
        """
        with self._write() as tx:
            return change_span_in(tx, coding, span, id)

    def star(self, coding: str, starred: bool = True) -> None:
        """Mark a coding of one's own to come back to, or take the mark away."""
        with self._write() as tx:
            star_in(tx, coding, starred)

    def done(self, transcript: str, done: bool = True) -> None:
        """Note that the acting coder has coded a transcript through, or not yet after all."""
        with self._write() as tx:
            texts.load_text(tx.connection, transcript)
            people.save_coder(tx, Coder(self.coder))
            save_reading(tx, transcript, done=done)

    def readings(self) -> list[Reading]:
        """Who has read and coded through what, and where they left off."""
        with self._read() as connection:
            return load_readings(connection)


def code_in(
    tx: Writing,
    book: Codebook,
    transcript: str,
    span: Span,
    code: str,
    *,
    direction: Direction | str = Direction.PRESENT,
    id: str | None = None,
) -> Coding:
    """Code inside a transaction, as `CodingVerbs.code`."""
    coding = Coding(
        id=checked_id(tx, id),
        transcript=transcript,
        span=span,
        quote=checked_quote(tx, transcript, span),
        code=offered_code(book, code).id,
        coder=tx.who,
        direction=checked_direction(direction),
        made_at=tx.at,
    )
    add_coding(tx, coding)
    push_step(tx, "code", transcript, [(None, coding.id)])
    return coding


def withdraw_in(tx: Writing, id: str) -> None:
    """Withdraw inside a transaction, as `CodingVerbs.withdraw`."""
    old = own_coding(tx, id)
    coded.save_withdrawal(tx, old.id)
    push_step(tx, "withdraw", old.transcript, [(old.id, None)])


def change_in(tx: Writing, old: str, id: str | None, **changes: object) -> Coding:
    """Put a coding with changed fields in the place of one's own, inside a transaction."""
    before = own_coding(tx, old)
    fields = {"id": checked_id(tx, id), "made_at": tx.at, "replaces": before.id, **changes}
    after = dataclasses.replace(before, **fields)  # type: ignore[arg-type]
    coded.save_withdrawal(tx, before.id)
    add_coding(tx, after)
    push_step(tx, "change", after.transcript, [(before.id, after.id)])
    return after


def change_span_in(tx: Writing, old: str, span: Span, id: str | None) -> Coding:
    """Move a coding's boundaries inside a transaction, as `CodingVerbs.change_span`."""
    quote = checked_quote(tx, own_coding(tx, old).transcript, span)
    return change_in(tx, old, id, span=span, quote=quote)


def star_in(tx: Writing, id: str, starred: bool) -> None:
    """Star inside a transaction, as `CodingVerbs.star`."""
    coding = own_coding(tx, id)
    if coding.starred == starred:
        return
    coded.save_starred(tx, coding.id, starred)
    push_step(tx, "star" if starred else "unstar", coding.transcript, [(coding.id, coding.id)])


def own_coding(tx: Writing, id: str) -> Coding:
    """A coding of the acting coder's own that stands, or what stands in its place.

    Raises
    ------
    UnknownItem
        No such coding stands.
    Refused
        It is another coder's.
    """
    coding = coded.load_standing(tx.connection, id)
    if coding.coder != tx.who:
        raise Refused(
            f"That coding is {coding.coder}'s; only its coder can change, star or withdraw it."
        )
    return coding


def add_coding(tx: Writing, coding: Coding) -> None:
    """Save one new coding inside a transaction.

    Raises
    ------
    Refused
        The same coder's same code with the same direction stands on the same words.
    """
    people.save_coder(tx, Coder(coding.coder))
    if coded.stands_already(tx.connection, coding):
        raise Refused(f"{coding.coder} has given these words {coding.code} already.")
    coded.save_codings(tx, [coding])
