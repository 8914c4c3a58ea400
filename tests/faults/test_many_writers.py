"""Ten coders at work on the same five interviews at once: nothing lost, nothing twice."""

from __future__ import annotations

import random
import threading
import uuid
from contextlib import closing

import pytest
from sqlalchemy import select

from qualcode.errors import StudyError
from qualcode.model import Coder, Coding, Segment, Span
from qualcode.project import Project
from qualcode.store import Store, coded, events, people, readings, schema, texts
from tests.store.conftest import (  # noqa: F401
    ana,
    filled,
    filled_postgresql,
    filled_sqlite,
    fresh,
    server,
    store,
)

WHO = [f"coder {n}" for n in range(10)]


class Desk(threading.Thread):
    """One coder: codes, and withdraws some of it again; notes what they were told was stored."""

    def __init__(self, place, name, ids, acts):
        super().__init__()
        self.place, self.name_, self.ids, self.acts = place, name, ids, acts
        self.made, self.drawn, self.withdrawn, self.waited = [], [], [], 0
        self.failed = None

    def run(self):
        chance = random.Random(self.name_)
        try:
            with closing(Store.open(self.place)) as own:
                for _ in range(self.acts):
                    self.act(own, chance)
        except BaseException as error:
            self.failed = error

    def act(self, own, chance):
        if self.made and chance.random() < 0.25:
            left = [one for one in self.made if one not in self.withdrawn]
            if left:
                one = chance.choice(left)
                self.stored(own, lambda tx: coded.save_withdrawal(tx, one))
                self.withdrawn.append(one)
                return
        transcript, text = chance.choice(self.ids)
        start = chance.randrange(14, len(text) - 9)
        span = Span(start, start + 8)
        coding = Coding(
            str(uuid.uuid4()), transcript, span, text[start : start + 8], "1", self.name_
        )
        self.stored(own, lambda tx: coded.save_codings(tx, [coding]))
        self.made.append(coding.id)
        self.drawn.append(coding)

    def stored(self, own, work):
        """Try again when told that another program is writing, as a person would."""
        while True:
            try:
                with own.write(self.name_) as tx:
                    work(tx)
                return
            except StudyError as error:
                assert "Another program is writing" in str(error)
                self.waited += 1


def begin(made):
    """Five interviews and ten coders; (id, text) of each interview."""
    ids = [("ana", ana().text)]
    with made.write("mk") as tx:
        for name in WHO:
            people.save_coder(tx, Coder(name))
        for n in range(4):
            more = ana(f"ana{n}", ana().text + f" Number {n}.")
            texts.save_transcript(tx, more, [Segment(more.id, Span(14, len(more.text)), "Ana")])
            ids.append((more.id, more.text))
    return ids


def agreed(store, ids):  # noqa: F811
    """How far the ten agree, character by character, once they say they are through."""
    for name in WHO:
        with store.write(name) as tx:
            for id, _ in ids:
                readings.save_reading(tx, id, done=True)
    return repr(Project(store, "mk").agreement(WHO, unit="character").codes)


def replayed(desks, place, lost=0):
    """What the same coders did, one after the other in a file of their own; how far they agree."""
    with closing(filled(place)) as made:
        ids = begin(made)
        for desk in desks:
            with made.write(desk.name_) as tx:
                coded.save_codings(tx, desk.drawn[lost:])
            with made.write(desk.name_) as tx:
                here = {one.id for one in desk.drawn[lost:]}
                for one in desk.withdrawn:
                    if one in here:
                        coded.save_withdrawal(tx, one)
        return agreed(made, ids)


@pytest.mark.parametrize("acts", [20, pytest.param(200, marks=pytest.mark.long)])
def test_ten_coders_at_once_lose_nothing_and_store_nothing_twice(store, acts, tmp_path):  # noqa: F811
    ids = begin(store)
    desks = [Desk(store.place, name, ids, acts) for name in WHO]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(600)

    assert [desk.failed for desk in desks] == [None] * 10
    with store.read() as connection:
        c = schema.coding.c
        stored = connection.execute(select(c.id, c.coder)).all()
        withdrawn = connection.execute(select(schema.withdrawal.c.coding)).scalars().all()
        told = [(e.act, e.subject) for e in events.load_events(connection)]
        broken = events.find_break(connection)
    made = {(id, desk.name_) for desk in desks for id in desk.made}
    assert set(map(tuple, stored)) == made
    assert sorted(withdrawn) == sorted(id for desk in desks for id in desk.withdrawn)
    assert len(made) + len(withdrawn) == 10 * acts
    assert sorted(s for a, s in told if a == "code") == sorted(id for id, _ in made)
    assert sorted(s for a, s in told if a == "withdraw") == sorted(withdrawn)
    assert broken is None
    as_one = replayed(desks, tmp_path / "alone.qualcode")
    assert agreed(store, ids) == as_one
    # The control: had each lost the first half of their work, the figures would tell.
    assert replayed(desks, tmp_path / "less.qualcode", lost=acts // 2) != as_one
