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
from qualcode.store import Store, coded, events, people, schema, texts
from tests.store.conftest import (  # noqa: F401
    ana,
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
        self.made, self.withdrawn, self.waited = [], [], 0
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


@pytest.mark.parametrize("acts", [20, pytest.param(200, marks=pytest.mark.long)])
def test_ten_coders_at_once_lose_nothing_and_store_nothing_twice(store, acts):  # noqa: F811
    ids = [("ana", ana().text)]
    with store.write("mk") as tx:
        for name in WHO:
            people.save_coder(tx, Coder(name))
        for n in range(4):
            more = ana(f"ana{n}", ana().text + f" Number {n}.")
            texts.save_transcript(tx, more, [Segment(more.id, Span(14, len(more.text)), "Ana")])
            ids.append((more.id, more.text))
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
