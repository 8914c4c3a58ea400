"""Steps to undo and marks of browser tabs, on both databases."""

from qualcode.store import coded, desk, events, steps
from qualcode.store.steps import Step
from tests.store.test_codings import coding


def save(store, who="mk", act="code", **more):
    with store.write(who) as tx:
        steps.push_step(tx, act, "ana", **more)


def of(store, who="mk", *, undone=False):
    with store.read() as connection:
        return list(steps.load_steps(connection, who, undone=undone))


def mark(store, n, undone, who="mk"):
    with store.write(who) as tx:
        steps.mark_step(tx, n, undone=undone)


def test_steps_come_newest_first_to_undo_and_oldest_first_to_redo(store):
    save(store, pairs=[(None, "c1")])
    save(store, act="change", pairs=[("c1", "c2"), ("c3", None)])
    save(store, act="star")

    assert of(store) == [
        Step(3, "star", "ana", ()),
        Step(2, "change", "ana", (("c1", "c2"), ("c3", None))),
        Step(1, "code", "ana", ((None, "c1"),)),
    ]
    for n in (3, 2):
        mark(store, n, True)
    assert [s.n for s in of(store)] == [1]
    assert [s.n for s in of(store, undone=True)] == [2, 3]
    mark(store, 2, False)
    assert [s.n for s in of(store)] == [2, 1]


def test_a_new_act_ends_redo_for_its_coder_alone(store):
    from qualcode.model import Coder
    from qualcode.store import people

    with store.write("tk") as tx:
        people.save_coder(tx, Coder("tk"))
    for who in ("mk", "tk"):
        save(store, who)
    mark(store, 1, True)
    mark(store, 2, True, "tk")

    save(store)

    assert (of(store, undone=True), [s.n for s in of(store)]) == ([], [3])
    assert [s.n for s in of(store, "tk", undone=True)] == [2]


def test_a_step_on_a_removed_text_is_not_offered(store):
    from qualcode.store import texts

    save(store)
    with store.write("mk") as tx:
        texts.remove_transcript(tx, "ana")

    assert of(store) == []


def test_a_mark_is_kept_for_each_tab_with_its_last_refusals(store):
    many = tuple((n, "No.") for n in range(30))
    for client, seq, refused in (("a", 1, ()), ("a", 30, many), ("b", 2, ((2, "Née 🎉."),))):
        with store.write("mk") as tx:
            desk.save_mark(tx, client, desk.Mark(seq, refused))

    with store.read() as connection:
        found = desk.load_marks(connection, ["a", "b", "c"])
    assert set(found) == {"a", "b"}
    assert (found["a"].seq, found["a"].refused) == (30, many[-20:])
    assert found["b"] == desk.Mark(2, ((2, "Née 🎉."),))


def test_a_part_done_by_another_person_is_theirs_in_an_unbroken_history(store):
    with store.write("mk") as tx:
        tx.record("one", "x")
        with tx.acting_as("tk"):
            tx.record("two", "x")
        tx.record("three", "x")

    with store.read() as connection:
        told = [(e.who, e.act) for e in events.load_events(connection, last=3)]
        assert events.find_break(connection) is None
    assert told == [("mk", "one"), ("tk", "two"), ("mk", "three")]


def test_the_end_of_a_line_is_found_whether_it_stands_or_not(store):
    with store.write("mk") as tx:
        coded.save_codings(tx, [coding("c1"), coding("c2", replaces="c1", made_at="2026")])
        coded.save_withdrawal(tx, "c1")
        coded.save_withdrawal(tx, "c2")
    with store.read() as connection:
        end, stands = coded.load_line_end(connection, "c1")
        assert (end.id, stands, coded.load_heir(connection, "c1")) == ("c2", False, None)
        assert coded.load_replaced(connection, "ana") == {"c2": "c1"}
        assert coded.is_taken(connection, "c2")
        assert not coded.is_taken(connection, "c3")
        assert not coded.stands_already(connection, coding("c9"))
    with store.write("mk") as tx:
        coded.save_codings(tx, [coding("c3", replaces="c2")])
    with store.read() as connection:
        end, stands = coded.load_line_end(connection, "c1")
        assert (end.id, stands) == ("c3", True)
        assert coded.stands_already(connection, coding("c9"))
