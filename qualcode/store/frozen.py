"""Codings that were looked at or talked about, and what was made in their place by hand since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from qualcode.model.review import Round
from qualcode.store import schema
from qualcode.store.readings import load_readings
from qualcode.store.round_items import OF_CODING
from qualcode.store.rounds import load_snapshot

Place = tuple[str, str]  # an interview and a coder


class Made(NamedTuple):
    """What is asked of a coding here; ``withdrawn_at`` is None while it stands."""

    id: str
    transcript: str
    start: int
    end: int
    coder: str
    made_at: str
    replaces: str | None
    withdrawn_at: str | None


@dataclass(frozen=True)
class Frozen:
    """What rounds have kept of the codings of then.

    Attributes
    ----------
    stands_with
        Of which round the codings are that stand for an interview and coder.
    kept
        What these are, as (round, coding).
    items
        Coding -> the rounds it is an item of that were made over codings that were there.
    order
        Round -> (its place among the rounds, when it was made).
    """

    stands_with: Mapping[Place, str] = field(default_factory=dict)
    kept: Collection[tuple[str, str]] = ()
    items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    order: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    def since(self, coding: Made) -> str | None:
        """When a coding was first frozen as an item; None where it was in no round, had been
        withdrawn before it, or its coder had an interview frozen whole before."""
        rounds = sorted(self.items.get(coding.id, ()), key=lambda id: self.order[id])
        whole = self.stands_with.get((coding.transcript, coding.coder))
        for id in rounds:
            n, at = self.order[id]
            if whole is not None and n >= self.order[whole][0]:
                return None
            if coding.withdrawn_at is None or coding.withdrawn_at > at:
                return at
        return None


def load_frozen(connection: Connection, rounds: Sequence[Round]) -> Frozen:
    """What these rounds, the first one first, have kept."""
    stands: dict[Place, str] = {}
    kept: set[tuple[str, str]] = set()
    for one in rounds:
        if one.coders:
            places = [(t, who) for t in one.interviews for who in one.submitted]
            new = [(t, who) for t, who in places if who in one.coders and (t, who) not in stands]
        elif one.interviews:
            new = [place for place in _through(connection, one) if place not in stands]
        else:
            new = []
        if new:
            kept |= {(one.id, coding) for coding in load_snapshot(connection, one.id)}
            stands |= dict.fromkeys(new, one.id)
    # Rounds coded apart keep what was handed in; their items are no more than that.
    order = {one.id: (n, one.made_at) for n, one in enumerate(rounds)}
    over = [one.id for one in rounds if not one.coders]
    return Frozen(stands, kept, _items(connection, over, kept), order)


def _through(connection: Connection, round: Round) -> list[Place]:
    """The interviews of a round and those who had coded them through when it was made.

    Also whoever has said so anew since: they are known by what was kept of theirs.
    """
    c, kept = schema.coding.c, schema.round_coding.c
    query = select(c.transcript, c.coder).join(schema.round_coding, kept.coding == c.id)
    found = connection.execute(query.where(kept.round == round.id).distinct())
    places = {(row.transcript, row.coder) for row in found}
    if not places:
        return []
    places |= {
        (reading.transcript, reading.coder)
        for reading in load_readings(connection)
        if reading.done_at and reading.done_at <= round.made_at
    }
    within = set(round.interviews)
    return [place for place in sorted(places) if place[0] in within]


def _items(
    connection: Connection, rounds: Sequence[str], kept: Collection[tuple[str, str]]
) -> dict[str, list[str]]:
    """Coding -> the rounds it is an item of; without those kept with their whole interview."""
    if not rounds:
        return {}
    i = schema.round_item.c
    query = select(i.subject, i.round).where(
        i.round.in_(rounds), func.substr(i.subject, 1, len(OF_CODING)) == OF_CODING
    )
    whole = {coding for _, coding in kept}
    found: dict[str, list[str]] = {}
    for subject, round in connection.execute(query):
        coding = subject[len(OF_CODING) :]
        if coding not in whole:
            found.setdefault(coding, []).append(round)
    return found


def frozen_now(codings: Iterable[Made], frozen: Frozen) -> dict[str, str]:
    """Codings that were frozen as items -> since when.

    A code that was renamed, merged or split takes its codings along, as old as they are; then the
    coding that was made so stands for the one that was frozen.
    """
    if not frozen.items:
        return {}
    found = list(codings)
    by_id = {one.id: one for one in found}
    moved = {
        one.replaces: one.id
        for one in found
        if one.replaces in by_id and by_id[one.replaces].made_at == one.made_at
    }
    since: dict[str, str] = {}
    for one in found:
        at = frozen.since(one) if one.id in frozen.items else None
        if at is not None:
            id = one.id
            while id in moved:
                id = moved[id]
            since[id] = min(at, since.get(id, at))
    return since


def made_instead(codings: Sequence[Made], talked: Mapping[str, str]) -> set[str]:
    """Codings that came in the place of others that were talked about, by hand.

    These are what replaces one of them, in any number of steps, and what the same coder has made
    since on some of the same words where one was withdrawn.

    Parameters
    ----------
    codings
        All there are, those that were withdrawn among them.
    talked
        Those that were talked about, or frozen for it -> since when.
    """
    if not talked:
        return set()
    before = {one.id: one.replaces for one in codings if one.replaces is not None}
    left: dict[Place, list[tuple[int, int, str]]] = {}
    for one in codings:
        if one.id in talked and one.withdrawn_at is not None:
            place = (one.transcript, one.coder)
            left.setdefault(place, []).append((one.start, one.end, talked[one.id]))
    found = {id for id in before if any(old in talked for old in _line(id, before))}
    for one in codings:
        for start, end, since in left.get((one.transcript, one.coder), ()):
            if one.made_at > since and one.start < end and start < one.end:
                found.add(one.id)
    return found


def _line(id: str, before: Mapping[str, str]) -> Iterator[str]:
    """What a coding replaces, and what that replaced, the nearest first."""
    seen = {id}
    while (id := before.get(id, "")) and id not in seen:
        seen.add(id)
        yield id
