"""A verdict and a comment inside a transaction: from the app, a command or a verdict file."""

from __future__ import annotations

import dataclasses
import uuid

from qualcode.errors import InvalidSpan, Refused, UnknownTranscript
from qualcode.model import Codebook, Coder, CoderRole, Memo
from qualcode.model.review import (
    Judged,
    Judgement,
    Proposal,
    Round,
    RoundItem,
    RoundState,
    checked_comment,
)
from qualcode.project.base import role_of
from qualcode.project.checking import checked_quote, offered_code
from qualcode.project.rounds_checked import refuse_state
from qualcode.store import Writing, coded, judged, notes, people, round_items, rounds


def judge_in(
    tx: Writing,
    book: Codebook,
    item: str,
    judgement: Judgement | str,
    *,
    comment: str = "",
    proposal: Proposal | None = None,
    seen: str | None = None,
    id: str | None = None,
    replaces: tuple[str, ...] = (),
    late: bool = False,
) -> Judged:
    """Judge inside a transaction, as `ReviewVerbs.judge`; ``late`` also when it was returned."""
    given = checked_judgement(judgement)
    if id is not None and (there := judged.load_verdict(tx.connection, checked_uuid(id))):
        return _refuse_taken(there, item, tx.who)
    found = rounds.load_item(tx.connection, item)
    within = rounds.load_round(tx.connection, found.round)
    _refuse_others(tx, within)
    refuse_state(within, RoundState.IN_REVIEW, *((RoundState.RETURNED,) if late else ()))
    if proposal is not None:
        proposal = checked_proposal(tx, book, found, proposal)
    before = judged.load_own(tx.connection, item, tx.who)
    same = before is not None and (before.judgement, before.proposal) == (given, proposal)
    if before is not None and not same and before.id != seen:
        raise Refused(
            f"You have said {before.judgement.value} of this item in another tab or session; look"
            " at it again before you change it."
        )
    people.save_coder(tx, Coder(tx.who))
    if same and before is not None and id is None:
        made = before
    else:
        made = Judged(id or str(uuid.uuid4()), item, given, tx.who, tx.at, proposal, replaces)
        judged.save_judged(tx, made)
    if comment.strip():
        comment_in(tx, item, comment, id=str(uuid.uuid5(uuid.UUID(made.id), comment.strip())))
    return made


def comment_in(tx: Writing, item: str, text: str, *, id: str | None = None) -> Memo:
    """Comment inside a transaction, as `ReviewVerbs.comment`."""
    text = checked_comment(text)
    about = f"item {rounds.load_item(tx.connection, item).id}"
    if id is not None and (there := round_items.load_memo(tx.connection, checked_uuid(id))):
        if (there.about, there.author) != (about, tx.who):
            raise Refused("Something else has the id of this comment; write it anew.")
        return there
    within = rounds.load_round(tx.connection, rounds.load_item(tx.connection, item).round)
    if within.state is RoundState.FINAL:
        refuse_state(within)
    people.save_coder(tx, Coder(tx.who))
    memo = Memo(id or str(uuid.uuid4()), text, tx.who, tx.at, about)
    notes.save_memo(tx, memo)
    return memo


def checked_judgement(judgement: Judgement | str) -> Judgement:
    """A verdict by its name.

    Raises
    ------
    Refused
        There is no such verdict.
    """
    try:
        return Judgement(judgement)
    except ValueError:
        raise Refused(f"A verdict is one of {', '.join(Judgement)}.") from None


def checked_uuid(id: str) -> str:
    """A UUID in its usual form, as files from elsewhere give it.

    Raises
    ------
    Refused
        It is none.
    """
    try:
        if str(uuid.UUID(id)) == id:
            return id
    except (ValueError, AttributeError, TypeError):
        pass
    raise Refused("The id of a verdict or comment is a UUID in small letters; leave it out.")


def checked_proposal(tx: Writing, book: Codebook, item: RoundItem, proposal: Proposal) -> Proposal:
    """What is proposed for a coding, without what is so already.

    Raises
    ------
    UnknownCode, InvalidSpan, Refused
        There is no such code, or it is retired; no respondent says the words; the item is a
        theme; or the coding is so already.
    """
    if item.kind != "coding":
        raise Refused("Codes, words and directions are proposed for codings; write a comment here.")
    old = coded.load_withdrawn(tx.connection, item.about)
    code = span = direction = None
    if proposal.code is not None and proposal.code != old.code:
        code = offered_code(book, proposal.code).id
    if proposal.span is not None and proposal.span != old.span:
        try:
            checked_quote(tx, old.transcript, proposal.span)
        except (InvalidSpan, UnknownTranscript):
            # Said without the transcript's id, which is made of a file's name.
            raise InvalidSpan(
                "The proposed words do not lie within the interview; choose them anew."
            ) from None
        span = proposal.span
    if proposal.direction not in (None, old.direction):
        direction = proposal.direction
    if all(new is None for new in (code, span, direction)):
        raise Refused("The coding is so already; propose something else, or nothing.")
    return dataclasses.replace(proposal, code=code, span=span, direction=direction)


def _refuse_others(tx: Writing, within: Round) -> None:
    if tx.who not in within.reviewers and role_of(tx.connection, tx.who) is not (
        CoderRole.RESEARCHER
    ):
        named = ", ".join(within.reviewers) or "the researcher"
        raise Refused(
            f"{tx.who} does not review {within.title}; its reviewers are: {named}. You can"
            " comment on every item."
        )


def _refuse_taken(there: Judged, item: str, who: str) -> Judged:
    if (there.item, there.who) != (item, who):
        raise Refused("Something else has the id of this verdict; give it anew.")
    return there
