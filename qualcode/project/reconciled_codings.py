"""Codings changed because a discussion settled it: whoever settles, each stays its coder's own.

What was coded before the discussion stays in the study as withdrawn, and is what agreement is
computed on. No step is noted: a settling is not undone, it is settled anew.
"""

from __future__ import annotations

import dataclasses
import uuid

from qualcode.errors import Refused
from qualcode.model import Coder, Coding, Direction, Span
from qualcode.model.review import FROM_REVIEW
from qualcode.project.checking import checked_direction, checked_quote, offered_code
from qualcode.project.coding import add_coding
from qualcode.store import Writing, coded, codes, people


def replace_in(
    tx: Writing,
    coding: Coding,
    resolution_id: str,
    *,
    code: str | None = None,
    span: Span | None = None,
    direction: Direction | str | None = None,
) -> Coding:
    """Put a coding with another code, span or direction in the place of one, whoever's it is.

    The new one keeps coder, star and what is not named here, and has the basis
    ``review <resolution_id>``. Where that coder's same coding stands already, it is the one that is
    left, takes the star and is returned; its basis tells that it was not made here.

    Parameters
    ----------
    coding
        One that stands.

    Raises
    ------
    Refused
        Nothing would change; the code is retired; no respondent says the words.
    UnknownCode, InvalidSpan
        The codebook has no such code; the span lies outside the text or holds only blanks.
    """
    after = _like(tx, coding, resolution_id, code=code, span=span, direction=direction)
    if _same(after) == _same(coding):
        raise Refused(
            "Nothing would change; choose another code, direction or other words, or keep it."
        )
    after = dataclasses.replace(after, starred=coding.starred, replaces=coding.id)
    withdraw_for(tx, coding)
    there = _standing_same(tx, after)
    if there is None:
        add_coding(tx, after)
        return after
    if coding.starred and not there.starred:
        coded.save_starred(tx, there.id, True)
    return there


def add_in(
    tx: Writing,
    coding: Coding,
    resolution_id: str,
    *,
    coder: str | None = None,
    code: str | None = None,
    span: Span | None = None,
    direction: Direction | str | None = None,
) -> Coding:
    """Put a further coding beside one, by its coder or another; what is not named is as there.

    Raises
    ------
    Refused, UnknownCode, InvalidSpan
        As for `replace_in`; and that coder has given these words this code already.
    """
    after = _like(tx, coding, resolution_id, code=code, span=span, direction=direction)
    after = dataclasses.replace(after, coder=coder or coding.coder, starred=False, replaces=None)
    add_coding(tx, after)
    return after


def restore_in(
    tx: Writing,
    coding: Coding,
    resolution_id: str,
    *,
    code: str | None = None,
    span: Span | None = None,
    direction: Direction | str | None = None,
) -> Coding:
    """Put back a coding that was withdrawn, with another code, span or direction where named.

    Raises
    ------
    Refused, UnknownCode, InvalidSpan
        As for `add_in`; and the study has dropped or retired its code meanwhile.
    """
    offered_code(codes.load_codebook(tx.connection)[0], code or coding.code)
    after = _like(tx, coding, resolution_id, code=code, span=span, direction=direction)
    after = dataclasses.replace(after, replaces=coding.id)
    add_coding(tx, after)
    return after


def withdraw_for(tx: Writing, coding: Coding) -> None:
    """Withdraw a coding that stands, whoever's it is; the history names who settled it so."""
    # Who settles need not have coded, and withdrawals name their maker.
    people.save_coder(tx, Coder(tx.who))
    coded.save_withdrawal(tx, coding.id)


def is_made_by(coding: Coding, resolution_id: str) -> bool:
    """Whether a coding was made when this was settled."""
    return coding.basis == f"{FROM_REVIEW}{resolution_id}"


def _like(
    tx: Writing,
    coding: Coding,
    resolution_id: str,
    *,
    code: str | None,
    span: Span | None,
    direction: Direction | str | None,
) -> Coding:
    """A new coding like this one but for what is named, each checked where it is another."""
    changes: dict[str, object] = {}
    if code is not None and code != coding.code:
        changes["code"] = offered_code(codes.load_codebook(tx.connection)[0], code).id
    if span is not None and span != coding.span:
        changes |= {"span": span, "quote": checked_quote(tx, coding.transcript, span)}
    if direction is not None:
        changes["direction"] = checked_direction(direction)
    fields = {
        "id": str(uuid.uuid4()),
        "made_at": tx.at,
        "basis": f"{FROM_REVIEW}{resolution_id}",
        **changes,
    }
    return dataclasses.replace(coding, **fields)  # type: ignore[arg-type]


def _standing_same(tx: Writing, wanted: Coding) -> Coding | None:
    standing = coded.load_codings(
        tx.connection, transcript=wanted.transcript, codes=[wanted.code], coder=wanted.coder
    )
    return next((one for one in standing if _same(one) == _same(wanted)), None)


def _same(coding: Coding) -> tuple[object, ...]:
    return coding.coder, coding.transcript, coding.span, coding.code, coding.direction
