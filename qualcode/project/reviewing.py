"""Reviewing: what a mentor says of each item, and what the coders make of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole, Direction, Memo, Span
from qualcode.model.review import Judged, Judgement, Outcome, Proposal, Resolution, RoundItem
from qualcode.project.base import role_of
from qualcode.project.blind import HIDDEN_ITEM, load_hiding_of_others, refuse_hidden_item
from qualcode.project.contexts import (
    ContextVerbs,
    Telling,
    interview_names,
    load_telling,
    rounds_as_told,
)
from qualcode.project.names_away import view_without
from qualcode.project.quote_edits import load_logged, with_edits
from qualcode.project.review_views import ItemRow, ItemView
from qualcode.project.reviewing_acts import comment_in, judge_in
from qualcode.project.reviewing_look import as_told, coding_view, item_rows, theme_then
from qualcode.project.reviewing_settled import resolve_in
from qualcode.project.rounds import round_of
from qualcode.project.theme_keeping import KIND
from qualcode.project.withheld_words import load_kept_back, load_withheld_words
from qualcode.store import Connection, Writing, coded, judged, kept, round_items, rounds

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote

# Fewer characters of an id would be a slip more often than a choice.
SHORTEST = 4


class ReviewVerbs(ContextVerbs):
    """Verdicts, comments, and settling."""

    def review_items(self, round: str) -> list[ItemRow]:
        """The items of a round, in its order, with where each stands.

        Raises
        ------
        UnknownItem
            There is no such round.
        """
        with self._read() as connection:
            found = round_of(connection, round)
            mentor = role_of(connection, self.coder) is CoderRole.MENTOR
            rows = item_rows(
                connection,
                found.id,
                self.coder,
                names=interview_names(connection),
                kept_back=load_kept_back(connection) if mentor else frozenset(),
                unseen=load_hiding_of_others(connection, self.coder).apart,
            )
            free = self._names_out(connection)
        if not mentor:
            return rows
        return [dataclasses.replace(row, title=free.out_of(row.title)) for row in rows]

    def review_item(self, item: str, *, leaving: bool = False) -> ItemView:
        """One item in context, with everything said of it.

        ``item`` is its id, or the beginning of it that no other item shares. A mentor reads no
        raw label, no name of a transcript and no words of people who do not allow quoting; with
        ``leaving`` nobody does.

        Raises
        ------
        UnknownItem, Refused
            There is no such item, or several begin so.
        """
        with self._read() as connection:
            found = item_of(connection, item)
            hide = leaving or role_of(connection, self.coder) is CoderRole.MENTOR
            telling = load_telling(connection)
            rows = item_rows(
                connection,
                found.round,
                self.coder,
                names=telling.interviews,
                kept_back=telling.kept_back if hide else frozenset(),
                unseen=load_hiding_of_others(connection, self.coder).apart,
                only=found,
            )
            if not rows:
                raise UnknownItem(HIDDEN_ITEM)
            view = ItemView(
                rounds_as_told(
                    connection, self.coder, [rounds.load_round(connection, found.round)]
                )[0],
                rows[0],
                verdicts=tuple(judged.load_judged(connection, item=found.id)),
                thread=tuple(round_items.load_thread(connection, found.id)),
                resolutions=tuple(judged.load_resolutions(connection, subject=f"item {found.id}")),
            )
            if found.kind == "coding":
                view = coding_view(connection, view, telling, hide=hide)
                if hide and view.code is not None:
                    said = load_withheld_words(connection)
                    view = dataclasses.replace(view, code=said.out_of_code(view.code))
                return view_without(self._names_out(connection), view) if hide else view
            theme = theme_then(connection, found)
            newest = kept.load_one(connection, KIND, found.about)
            stands = newest is not None and newest.id == found.version
        spoken = [
            tuple(self._told_for(ids, telling, hide=hide))
            for ids in (theme.evidence, theme.counter)
        ]
        # The note on a theme is for the researcher alone.
        shown = dataclasses.replace(theme, note="") if hide else theme
        view = dataclasses.replace(
            view, theme=shown, quotes_for=spoken[0], quotes_against=spoken[1], stands=stands
        )
        return view_without(self._free_names(), view) if hide else view

    def judge(
        self,
        item: str,
        judgement: Judgement | str,
        *,
        comment: str = "",
        proposal: Proposal | None = None,
        seen: str | None = None,
        id: str | None = None,
    ) -> Judged:
        """Say agree, question or disagree of an item, as the acting person.

        A ``comment`` goes into the item's thread in the same act. The same verdict again makes
        nothing twice.

        Parameters
        ----------
        seen
            Id of this person's verdict that was on the screen; None where there was none.
        id
            A UUID for the verdict, as a verdict file gives it; what is here already by that id is
            returned.

        Raises
        ------
        UnknownItem, UnknownCode, InvalidSpan
            There is no such item; or what is proposed is not there.
        Refused
            The person reviews another round; the round is not in review; they gave another
            verdict since the one ``seen``; the comment is too long; or nothing is proposed.
        """
        with self._write() as tx:
            _refuse_hidden(tx, item)
            book = self._codebook_in(tx)
            return judge_in(
                tx, book, item, judgement, comment=comment, proposal=proposal, seen=seen, id=id
            )

    def comment(self, item: str, text: str, *, id: str | None = None) -> Memo:
        """Write a comment into an item's thread.

        ``id`` is a UUID for it; a comment that is here by that id is returned as it is.

        Raises
        ------
        UnknownItem, Refused
            There is no such item; the round is final; or the comment is empty or too long.
        """
        with self._write() as tx:
            _refuse_hidden(tx, item)
            return comment_in(tx, item, text, id=id)

    def resolve(
        self,
        item: str,
        outcome: Outcome | str,
        reason: str,
        *,
        code: str | None = None,
        span: Span | None = None,
        direction: Direction | str | None = None,
        definition: str | None = None,
        seen: str | None = None,
    ) -> Resolution:
        """Settle an item: keep, change, both, change the codebook, or leave it open.

        What the coder coded before stays in the study, withdrawn, where another takes its place.
        Where no code, words or direction is named, ``change`` and ``both`` take what was proposed
        last. Undo does not take a settling back; the item is settled anew.

        Parameters
        ----------
        definition
            For the outcome ``codebook``: what the coding's code says from now on.
        seen
            Id of the last settling that was on the screen; None where there was none.

        Raises
        ------
        UnknownItem, UnknownCode, InvalidSpan
            There is no such item or code; the words lie outside the text.
        Refused
            A mentor settles; the round is not in review or returned; somebody settled it since
            the one ``seen``; the reason is missing; nothing would change; or the outcome does not
            go with what is named.
        """
        with self._write() as tx:
            return resolve_in(
                tx,
                item,
                outcome,
                reason,
                code=code,
                span=span,
                direction=direction,
                definition=definition,
                seen=seen,
            )

    def _quotes_standing_for(self, codings: Iterable[str]) -> list[Quote]:
        """What is said today under codings chosen for a theme, one after another."""
        from qualcode.report.quotes import select_quotes

        with self._read() as connection:
            heirs = [coded.load_heir(connection, id) for id in codings]
        frames, book, listed = self.frames(), self.codebook, self.respondents
        found: list[Quote] = []
        for heir in heirs:
            if heir is not None:
                own = frames.codings[frames.codings["coding"] == heir.id]
                one = dataclasses.replace(frames, codings=own)
                found += select_quotes(one, book, listed, where={})
        return found

    def _told_for(self, codings: Iterable[str], telling: Telling, *, hide: bool) -> list[Quote]:
        """The same with their captions, and with names replaced where they may not be read."""
        quotes = self._quotes_standing_for(codings)
        if hide and quotes:
            with self._read() as connection:
                logged = load_logged(connection, {quote.transcript for quote in quotes})
            quotes = with_edits(quotes, logged, self.frames()) if logged else quotes
        return as_told(quotes, telling, hide=hide)


def _refuse_hidden(tx: Writing, item: str) -> None:
    refuse_hidden_item(tx.connection, rounds.load_item(tx.connection, item), tx.who)


def item_of(connection: Connection, id: str) -> RoundItem:
    """An item by its id, or by the beginning of it that no other item shares.

    Raises
    ------
    UnknownItem, Refused
        None begins so, or several do.
    """
    found = round_items.find_items(connection, id) if len(id) >= SHORTEST else []
    if len(found) > 1:
        raise Refused("Several items begin so; give more of the id.")
    return rounds.load_item(connection, found[0].id if found else id)
