"""The history is one chain: what is changed, removed or reordered in it is found."""

import itertools

import pytest
from sqlalchemy import delete, select, update

from qualcode.store import events
from qualcode.store.schema import event


@pytest.fixture
def told(store):
    """A study with a history of some length, by two people."""
    for who in ("mk", "Tom 🎉"):
        with store.write(who) as tx:
            for n in range(3):
                tx.record("star", f"c{n}", n=n, words="naïve")
    return store


def find_break(store):
    with store.read() as connection:
        return events.find_break(connection)


def tamper(store, statement):
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(statement)


def test_a_history_left_alone_verifies(told):
    with told.read() as connection:
        acts = list(events.load_events(connection))

    assert find_break(told) is None
    assert [e.seq for e in acts] == list(range(1, len(acts) + 1))
    assert acts[0].previous == events.FIRST
    assert all(b.previous == a.hash for a, b in itertools.pairwise(acts))
    assert {e.who for e in acts} == {"mk", "Tom 🎉"}


def test_any_changed_field_is_found_where_it_stands(told):
    fields = ("at", "who", "act", "subject", "detail", "previous", "hash")
    for field, seq in itertools.product(fields, (1, 5)):
        # Never committed, so each change is the only one.
        with told.engine.connect() as connection:
            connection.execute(update(event).where(event.c.seq == seq).values({field: "other"}))
            assert events.find_break(connection) == seq, field
    assert find_break(told) is None


@pytest.mark.parametrize("seq", [1, 4])
def test_a_removed_event_is_found_at_the_next(told, seq):
    tamper(told, delete(event).where(event.c.seq == seq))

    assert find_break(told) == seq + 1


@pytest.mark.parametrize("cut", [1, 3])
def test_newest_events_that_were_cut_off_are_found(told, cut):
    last = events_of(told)[-1].seq
    tamper(told, delete(event).where(event.c.seq > last - cut))

    assert find_break(told) == last - cut + 1


def test_a_history_that_was_emptied_is_found(told):
    tamper(told, delete(event))

    assert find_break(told) == 1


def test_a_removed_event_is_found_when_the_others_close_ranks(told):
    tamper(told, delete(event).where(event.c.seq == 4))
    for seq in range(5, events_of(told)[-1].seq + 1):
        tamper(told, update(event).where(event.c.seq == seq).values(seq=seq - 1))

    assert find_break(told) == 4


def test_two_events_that_changed_places_are_found(told):
    for old, new in ((4, 0), (5, 4), (0, 5)):
        tamper(told, update(event).where(event.c.seq == old).values(seq=new))

    assert find_break(told) == 4


def test_an_event_put_in_is_found(told):
    last = events_of(told)[-1]
    fake = {**{c: getattr(last, c) for c in event.c.keys()}, "seq": last.seq + 1}  # noqa: SIM118
    tamper(told, event.insert().values(fake))

    assert find_break(told) == last.seq + 1


def events_of(store):
    with store.read() as connection:
        return list(events.load_events(connection))


def test_only_the_last_events_are_read_when_asked(told):
    with told.read() as connection:
        found = [e.seq for e in events.load_events(connection, last=2)]
        newest = connection.execute(select(event.c.seq).order_by(event.c.seq.desc())).scalars()
        assert found == sorted(list(newest)[:2])


def test_the_count_grows_with_every_act_and_reading_adds_none(told):
    with told.read() as connection:
        before = events.load_count(connection)
    with told.write("mk") as tx:
        tx.record("star", "c9")
    with told.write("mk"):
        pass

    with told.read() as connection:
        assert events.load_count(connection) == before + 1
