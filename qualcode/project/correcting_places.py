"""Codings whose words were changed by a correction: each waits until a person has placed it."""

from __future__ import annotations

import dataclasses
import re

from qualcode.errors import Refused
from qualcode.model import Coder, CoderRole, Coding, Span
from qualcode.model.corrected import Move, MoveState, ToPlace
from qualcode.project.base import Base, role_of
from qualcode.project.blind import load_hiding_of_others
from qualcode.project.checking import checked_quote
from qualcode.project.correcting_plan import put_again
from qualcode.project.undoing import code_now
from qualcode.store import Connection, Writing, moves, people, text_versions, texts

AROUND = 160


class PlacingVerbs(Base):
    """Placing codings again."""

    def to_place(self, transcript: str | None = None) -> list[ToPlace]:
        """The codings that wait to be placed again, each with its old words in their old
        surroundings, in the order of the texts. Those of others are left out where the acting
        coder codes apart from them.
        """
        with self._read() as connection:
            if transcript is not None:
                texts.load_text(connection, transcript)
            waiting = moves.load_waiting(connection, transcript)
            hiding = load_hiding_of_others(connection, self.coder)
            seen = {c.id for c in hiding.seen([m.coding for m in waiting], self.coder)}
            return _with_words(connection, [m for m in waiting if m.coding.id in seen])

    def place_again(
        self, coding: str, span: Span | None = None, *, words: str | None = None
    ) -> Coding:
        """Put a coding that waits on the words proposed for it, or on other words of its text.

        These are named by a span, or as ``words`` that stand once in the text, whatever the blanks
        between them. The coding stays its coder's, with its code, direction, star and time, and
        has the memos and the reviews of the one that waits.

        Raises
        ------
        UnknownItem
            It does not wait, or not any more.
        Refused
            Nothing is proposed and no span is given; no respondent says the words, or they do not
            stand once in the text; it is another coder's and the acting person is no researcher;
            or its code left the codebook.
        InvalidSpan
            The span lies outside the text or holds only blanks.
        """
        with self._write() as tx:
            move = self._may_place(tx, coding)
            if words is not None:
                span = _only_place(texts.load_text(tx.connection, move.coding.transcript), words)
            return self._place_in(tx, move, span)

    def place_all_again(self, transcript: str | None = None) -> int:
        """Put every coding that waits on the words proposed for it; returns how many.

        Those for which nothing is proposed, which somebody else says now, or which the acting
        person may not place, go on waiting.
        """
        done = 0
        with self._write() as tx:
            for move in moves.load_waiting(tx.connection, transcript):
                if move.span is not None and not move.speaker:
                    try:
                        with tx.attempt():
                            self._place_in(tx, self._may_place(tx, move.coding.id), None)
                        done += 1
                    except Refused:
                        continue
        return done

    def let_go(self, coding: str) -> None:
        """Leave a coding that waits withdrawn: what it stood on is not said in the text any more.

        Raises
        ------
        UnknownItem, Refused
            As for `place_again`.
        """
        with self._write() as tx:
            move = self._may_place(tx, coding)
            people.save_coder(tx, Coder(tx.who))
            gone = dataclasses.replace(move, span=None)
            moves.save_settled(tx, gone, MoveState.DROPPED)
            tx.record("let go", coding, transcript=move.coding.transcript)

    def _may_place(self, tx: Writing, coding: str) -> Move:
        move = moves.load_one_waiting(tx.connection, coding)
        hiding = load_hiding_of_others(tx.connection, tx.who)
        researcher = role_of(tx.connection, tx.who) is CoderRole.RESEARCHER
        if move.coding.coder != tx.who and (
            not researcher or not hiding.seen([move.coding], tx.who)
        ):
            raise Refused(
                f"That coding is {move.coding.coder}'s; its coder or a researcher places it."
            )
        return move

    def _place_in(self, tx: Writing, move: Move, span: Span | None) -> Coding:
        chosen = span or move.span
        if chosen is None:
            raise Refused("Its words are gone from the text; choose other words, or let it go.")
        quote = checked_quote(tx, move.coding.transcript, chosen)
        if code_now(tx, move.coding) not in self._codebook_in(tx):
            raise Refused("Its code has left the codebook since; let this coding go.")
        people.save_coder(tx, Coder(tx.who))
        state = MoveState.KEPT if chosen == move.span else MoveState.PLACED
        moves.save_settled(tx, dataclasses.replace(move, span=chosen, words=quote), state)
        tx.record("place again", move.coding.id, transcript=move.coding.transcript)
        return put_again(tx, move, chosen, quote)


def _only_place(text: str, words: str) -> Span:
    """Where some words stand in a text, if they do so once."""
    wanted = r"\s+".join(re.escape(part) for part in words.split())
    found = list(re.finditer(wanted, text)) if wanted else []
    if not found:
        raise Refused("These words are not in the text; copy them from it as they stand now.")
    if len(found) > 1:
        raise Refused("These words stand several times in the text; copy some more around them.")
    return Span(*found[0].span())


def _with_words(connection: Connection, waiting: list[Move]) -> list[ToPlace]:
    """Each with what stood around it in its version."""
    known: dict[tuple[str, int], str] = {}
    found = []
    for move in waiting:
        id, span = move.coding.transcript, move.coding.span
        if (id, move.n) not in known:
            version = text_versions.load_version(connection, id, move.n)
            known[id, move.n] = version.transcript.text
        text = known[id, move.n]
        lead = text[max(span.start - AROUND, 0) : span.start]
        rest = text[span.end : span.end + AROUND]
        found.append(ToPlace(move, texts.load_title(connection, id), lead, rest))
    return found
