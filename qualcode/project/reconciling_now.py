"""What two coders differ in as things stand: for the list, and for whoever settles from it."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.errors import Refused
from qualcode.model import Codebook, Coding
from qualcode.model.review import Resolution
from qualcode.project.reconciling_queue import (
    NONE,
    PAIR,
    Difference,
    Settled,
    differences,
    key_of,
    parsed_key,
)
from qualcode.store import Connection, coded, codes
from qualcode.store.coding_lines import load_ends, load_named
from qualcode.store.judged import load_resolutions
from qualcode.store.readings import load_readings

Coders = tuple[str, str]


def load_differences(
    connection: Connection, book: Codebook, coders: Coders, interviews: Mapping[str, str]
) -> list[Difference]:
    """All differences of two coders in these interviews, see `reconciling_queue.differences`."""
    only = next(iter(interviews)) if len(interviews) == 1 else None
    first, second = (
        [
            c
            for c in coded.load_codings(connection, coder=coder, transcript=only)
            if c.transcript in interviews
        ]
        for coder in coders
    )
    settled = load_settled(connection, coders)
    return differences((first, second), settled, interviews, indicators_of(book))


def load_settled(connection: Connection, coders: Coders) -> list[Settled]:
    """What was settled last of each difference between the two, first coder's coding first."""
    newest: dict[frozenset[str], Resolution] = {}
    for one in load_resolutions(connection):
        if one.subject.startswith(f"{PAIR} "):
            newest[frozenset(parsed_key(one.subject))] = one
    ids = {id for pair in newest for id in pair if id != NONE}
    was, ends = load_named(connection, ids), load_ends(connection, ids)
    found = []
    for one in newest.values():
        first, second = parsed_key(one.subject)
        whose = [was[id].coder if id in was else "" for id in (first, second)]
        if whose[0] == coders[1] or whose[1] == coders[0]:
            first, second, whose = second, first, whose[::-1]
        if any(w not in ("", c) for w, c in zip(whose, coders, strict=True)) or not any(whose):
            continue
        now = [ends.get(id, (None, "")) for id in (first, second)]
        found.append(
            Settled(
                one,
                (was.get(first), was.get(second)),
                (now[0][0], now[1][0]),
                (now[0][1], now[1][1]),
            )
        )
    return found


def indicators_of(book: Codebook) -> dict[str, str]:
    """Every code -> the indicator it belongs to."""
    return {code.id: book.top(code.id) for code in book}


def refuse_unlisted(connection: Connection, was: tuple[Coding | None, Coding | None]) -> None:
    """Refuse two codings, or one and none, that are no difference of their coders as things stand.

    A list on another screen may be older: what was alone has found its partner, or was settled
    together with it.

    Raises
    ------
    Refused
        No two coders differ so now.
    """
    one = was[0] or was[1]
    if one is None:
        return
    if was[0] is not None and was[1] is not None:
        others = [was[1].coder if one is was[0] else was[0].coder]
    else:
        others = sorted(_others(connection, one))
    book = codes.load_codebook(connection)[0]
    wanted = frozenset(parsed_key(key_of(*was)))
    interviews = {one.transcript: ""}
    for other in others:
        found = load_differences(connection, book, (one.coder, other), interviews)
        if any(frozenset(parsed_key(d.key)) == wanted for d in found if not d.settled):
            return
    raise Refused(
        "These codings are no difference between two coders now: one may have been settled with"
        " another meanwhile. Look at the list again."
    )


def _others(connection: Connection, coding: Coding) -> set[str]:
    """Who else codes that text."""
    here = {c.coder for c in coded.load_codings(connection, transcript=coding.transcript)}
    here |= {
        r.coder
        for r in load_readings(connection)
        if r.transcript == coding.transcript and r.done_at
    }
    return here - {coding.coder}
