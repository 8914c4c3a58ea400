"""Codings that follow when their code becomes another."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Sequence

from qualcode.model import Coding
from qualcode.store import Writing, coded


def follow(tx: Writing, moves: Sequence[tuple[Coding, str]]) -> None:
    """Withdraw codings and put one with another code in the place of each.

    What a coder coded stays theirs, and as old as it is: coder, basis, star, direction and time
    are kept. Where the same coder's same coding stands already it is the one that is left, and it
    takes the star.
    """
    wanted = {code for _, code in moves}
    standing = coded.load_codings(tx.connection, codes=wanted) if wanted else []
    left, made = {_same(c, c.code): c for c in standing}, list[Coding]()
    stars = list[str]()
    for old, code in moves:
        coded.save_withdrawal(tx, old.id)
        there = left.get(_same(old, code))
        if there is None:
            new = dataclasses.replace(old, id=str(uuid.uuid4()), code=code, replaces=old.id)
            left[_same(new, code)] = new
            made.append(new)
        elif old.starred and not there.starred:
            stars.append(there.id)
    coded.save_codings(tx, made)
    for id in dict.fromkeys(stars):
        coded.save_starred(tx, id, True)


def count_doubles(codings: Iterable[Coding], there: Iterable[Coding], code: str) -> int:
    """How many codings would find the same coder's same coding with that code already there."""
    standing, doubles = {_same(c, c.code) for c in there}, 0
    for coding in codings:
        same = _same(coding, code)
        doubles += same in standing
        standing.add(same)
    return doubles


def _same(coding: Coding, code: str) -> tuple[object, ...]:
    return coding.coder, coding.transcript, coding.span, code, coding.direction
