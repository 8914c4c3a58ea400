"""A round as one sealed file for a reviewer, and her verdicts coming back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Refused
from qualcode.model import Coder
from qualcode.model.review import Round, RoundState
from qualcode.project.blind import refuse_apart
from qualcode.project.given import Upload, content
from qualcode.project.names_away import book_without, view_without
from qualcode.project.review_sent import load_views, sendable, sent_round
from qualcode.project.review_taken import (
    VerdictsTaken,
    brings_verdicts,
    round_of_file,
    take_in,
)
from qualcode.project.review_views import ItemView
from qualcode.project.reviewing import ReviewVerbs
from qualcode.project.rounds import RoundVerbs
from qualcode.project.rounds_checked import refuse_state
from qualcode.project.sharing import SharingVerbs
from qualcode.project.withheld_words import load_withheld_words
from qualcode.store import Writing, codes, people


@dataclass(frozen=True, slots=True)
class ReviewSent:
    """A round sent to a reviewer: how many items went, and how many stay as nobody may quote them.

    ``round`` is the round's id, and ``page`` the whole file.
    """

    round: str
    reviewer: str
    items: int
    left_out: int
    page: bytes


class ReviewFileVerbs(RoundVerbs, ReviewVerbs, SharingVerbs):
    """A round as one sealed file for a reviewer, and her verdicts coming back."""

    def review_file(
        self,
        round: str,
        *,
        passphrase: str,
        reviewer: str | None = None,
        confirmed: bool = False,
        same_words: bool = False,
    ) -> ReviewSent:
        """A round as `review.html`: everything in it sealed with a passphrase; recorded.

        It holds the items in context with captions by the ladder, the codebook of then, and what
        was said so far. Items of people who do not allow quoting are left out.

        Raises
        ------
        FewPeople, SameWords
            As for `captioned`, while ``confirmed`` or ``same_words`` is false.
        Refused, UnknownItem
            There is no such round, it is not in review, the reviewer is none of its, nothing of
            it may leave, or the passphrase is too weak.
        """
        sent = self._sealed_round(round, passphrase, reviewer, confirmed, same_words)
        with self._write() as tx:
            self._record_review(tx, sent, confirmed, same_words)
        return sent

    def export_review(
        self,
        round: str,
        target: Path,
        *,
        passphrase: str,
        reviewer: str | None = None,
        confirmed: bool = False,
        same_words: bool = False,
    ) -> ReviewSent:
        """Write `review.html` for one reviewer, as `review_file` makes it; recorded.

        Raises
        ------
        Refused
            The file cannot be written; or as for `review_file`.
        """
        from qualcode.report.files import replace_file

        if target.suffix.lower() not in (".html", ".htm"):
            raise Refused("A review is a page for a browser; give the file the ending .html.")
        sent = self._sealed_round(round, passphrase, reviewer, confirmed, same_words)
        # Written before the transaction ends: a file never leaves unrecorded.
        with self._write() as tx:
            self._record_review(tx, sent, confirmed, same_words)
            replace_file(target, sent.page)
        return sent

    def import_verdicts(self, file: Path | Upload, passphrase: str) -> VerdictsTaken:
        """Take the verdicts and comments of a verdict file in, as its reviewer's.

        Each has an id made in the page, so a file that is taken twice makes nothing twice. They
        bear the time at which they are taken in. A verdict that its reviewer has replaced since
        is left out. All is one transaction; what cannot be taken is listed, and the rest is.

        Raises
        ------
        UnreadableFile
            The file was altered or is none, or the passphrase is wrong.
        Refused
            It belongs to another study or round, its reviewer is none of the round's, or the
            round is neither in review nor returned and the file holds new verdicts.
        """
        from qualcode.formats.verdicts import read_verdicts

        sent = read_verdicts(content(file), passphrase)
        with self._write() as tx:
            if sent.study != people.load_study(tx.connection)["uuid"]:
                raise Refused(
                    "These verdicts are on another study; open the one that the review was sent"
                    " from, then take them in there."
                )
            found = round_of_file(tx, sent)
            if brings_verdicts(tx, sent):
                if found.state is RoundState.FINAL:
                    raise Refused(
                        f"{found.title} is final now: open its review again with a note why, then"
                        " take this file in; nothing in it is lost."
                    )
                # It may well be with its coders: her file was on its way then.
                refuse_state(found, RoundState.IN_REVIEW, RoundState.RETURNED)
            return take_in(tx, self._codebook_in(tx), found, sent)

    def _sealed_round(
        self, round: str, passphrase: str, reviewer: str | None, confirmed: bool, same_words: bool
    ) -> ReviewSent:
        from qualcode.formats.sealed import checked_passphrase, seal
        from qualcode.report.review_html import review_page

        checked_passphrase(passphrase)
        found = self.round(round)
        refuse_state(found, RoundState.IN_REVIEW)
        reviewer = _reviewer(found, reviewer)
        with self._read() as connection:
            study = people.load_study(connection)["uuid"]
            said = load_withheld_words(connection)
            then = said.out_of(codes.load_codebook(connection, found.codebook_version)[0])
            free = self._names_out(connection)
            then = book_without(free, then)
            views = load_views(connection, found, self.coder)
            views = [
                view
                if view.code is None
                else dataclasses.replace(view, code=said.out_of_code(view.code))
                for view in views
            ]
            views = [view_without(free, view) for view in views]
        views = [
            view
            if view.row.item.kind == "coding"
            else self.review_item(view.row.item.id, leaving=True)
            for view in views
        ]
        going = [view for view in views if sendable(view)]
        if not going:
            raise Refused("None of these people allow quotes, so there is nothing to send.")
        self._refuse_telling(going, confirmed, same_words)
        self._refuse_names(said=_read_by_reviewer(going))
        data = sent_round(study, found, reviewer, views, then=then, now=self.codebook)
        plain = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
        page = review_page(seal("review", plain, passphrase))
        return ReviewSent(found.id, reviewer, len(going), len(views) - len(going), page)

    def _refuse_telling(self, views: Sequence[ItemView], confirmed: bool, same_words: bool) -> None:
        """Refuse what no export of quotes would let leave."""
        from qualcode.report.quotes import select_quotes

        frames = self.frames()
        ids = {view.coding.id for view in views if view.coding is not None}
        ids |= {q.coding for view in views for q in (*view.quotes_for, *view.quotes_against)}
        own = frames.codings[frames.codings["coding"].isin(list(ids))]
        quotes = select_quotes(
            dataclasses.replace(frames, codings=own), self.codebook, self.respondents, where={}
        )
        # Words of two people in one coding are two quotes; who keeps theirs back is no part of it.
        free = [quote for quote in quotes if not quote.withheld]
        self.captioned(free, confirmed=confirmed, same_words=same_words)

    def _record_review(
        self, tx: Writing, sent: ReviewSent, confirmed: bool, same_words: bool
    ) -> None:
        # Somebody who codes apart does not see every item, so neither would the reviewer.
        refuse_apart(tx)
        name = "review.html"
        people.save_coder(tx, Coder(tx.who))
        if same_words:
            tx.record("confirm same words", name)
        if confirmed:
            tx.record("confirm small groups", name, attribution="ladder")
        tx.record("export review", sent.round, reviewer=sent.reviewer, items=sent.items)


def _read_by_reviewer(views: Sequence[ItemView]) -> Iterator[tuple[str, str]]:
    """What people said, as a reviewer reads it: (transcript, words)."""
    for view in views:
        of, quote = (view.coding.transcript, view.coding.quote) if view.coding else ("", "")
        lines = [line.words for line in (*view.before, *view.after) if not line.withheld]
        yield from ((of, words) for words in (view.lead, quote, view.rest, *lines) if words)
        for one in (*view.quotes_for, *view.quotes_against):
            if not one.withheld:
                yield one.transcript, one.words


def _reviewer(found: Round, name: str | None) -> str:
    """A reviewer of a round; without a name the only one there is."""
    named = ", ".join(found.reviewers) or "nobody"
    if name is None and len(found.reviewers) == 1:
        return found.reviewers[0]
    if name is None:
        raise Refused(f"Say whom the file is for; {found.title} is reviewed by: {named}.")
    if name not in found.reviewers:
        raise Refused(f"{name} does not review {found.title}; its reviewers: {named}.")
    return name
