"""A coding's quote is what stands in the text, whichever database keeps it."""

import dataclasses

import pytest
from sqlalchemy import func, insert, select

from qualcode.errors import InvalidSpan, StudyError, UnknownItem, UnknownTranscript
from qualcode.model import Coder, Coding, Direction, Memo, Span
from qualcode.store import Store, coded, events, notes, people, readings, schema, texts
from tests.dump import dump
from tests.store.conftest import ANA, ana


def coding(id="c1", start=14, end=22, **other):
    fields = {"quote": ANA[start:end], "code": "1", "coder": "mk", **other}
    return Coding(id, "ana", Span(start, end), **fields)


def save(store, *codings):
    with store.write("mk") as tx:
        coded.save_codings(tx, codings)


def standing(store):
    with store.read() as connection:
        return [c.id for c in coded.load_codings(connection)]


def test_a_text_comes_back_character_for_character(store):
    with store.read() as connection:
        kept = texts.load_transcript(connection, "ana")

    assert kept == ana()
    assert kept.sha256 == ana().sha256


def test_every_span_of_a_text_with_astral_signs_and_joiners_can_be_coded(store):
    all_of_it = [coding(f"c{n}", n, n + 1) for n in range(len(ANA))]

    save(store, *all_of_it)

    with store.read() as connection:
        assert {c.id: c.quote for c in coded.load_codings(connection)} == {
            c.id: c.quote for c in all_of_it
        }


@pytest.mark.parametrize(
    "wrong",
    [
        coding(quote="Something else"),
        coding(quote=ANA[14:22].upper()),
        coding(start=len(ANA) - 2, end=len(ANA) + 1, quote=ANA[-2:]),
        coding(start=len(ANA), end=len(ANA) + 3, quote=""),
    ],
    ids=["other words", "other case", "past the end", "outside"],
)
def test_a_quote_that_is_not_what_stands_there_is_refused_with_all_beside_it(store, wrong):
    before = dump(store)

    with pytest.raises(InvalidSpan) as caught:
        save(store, coding("c0"), wrong)

    assert dump(store) == before
    assert "share" not in str(caught.value)


@pytest.mark.parametrize("wrong", [{"code": "9"}, {"coder": "stranger"}, {"replaces": "c99"}])
def test_a_coding_that_refers_to_nothing_is_refused_by_the_database(store, wrong):
    before = dump(store)

    with pytest.raises(StudyError, match="not there"):
        save(store, coding(**wrong))
    assert dump(store) == before


def test_a_coding_of_a_text_that_is_not_there_is_refused(store):
    with pytest.raises(UnknownTranscript, match="bob"):
        save(store, dataclasses.replace(coding(), transcript="bob"))


def test_a_coding_comes_back_as_it_was_made(store):
    made = coding(direction=Direction.MIXED, basis="suggestion x", starred=True, made_at="2026")

    save(store, made)

    with store.read() as connection:
        assert coded.load_coding(connection, "c1") == made


def test_a_withdrawn_coding_stands_no_more_and_its_row_stays(store):
    save(store, coding("c1"), coding("c2", 24, 29))

    with store.write("mk") as tx:
        coded.save_withdrawal(tx, "c1")

    assert standing(store) == ["c2"]
    with store.read() as connection:
        rows = connection.execute(select(func.count()).select_from(schema.coding)).scalar_one()
        assert rows == 2
        assert coded.load_withdrawn(connection, "c1").quote == ANA[14:22]
        with pytest.raises(UnknownItem, match="does not stand any more"):
            coded.load_coding(connection, "c1")


def test_a_coding_is_withdrawn_once(store):
    save(store, coding())
    with store.write("mk") as tx:
        coded.save_withdrawal(tx, "c1")

    with pytest.raises(StudyError), store.write("mk") as tx:
        coded.save_withdrawal(tx, "c1")


def test_the_heir_is_what_stands_even_when_all_was_made_in_one_instant(store):
    save(
        store,
        coding("c1", made_at="2026"),
        coding("c2", made_at="2026", replaces="c1", direction=Direction.MIXED),
        coding("c3", made_at="2026", replaces="c1"),
    )
    with store.write("mk") as tx:
        coded.save_withdrawal(tx, "c1")
        coded.save_withdrawal(tx, "c2")

    with store.read() as connection:
        heir = coded.load_heir(connection, "c1")
    assert heir is not None
    assert heir.id == "c3"


def test_codings_come_in_the_order_of_the_texts(store):
    with store.write("mk") as tx:
        texts.save_transcript(tx, ana("bob", ANA + "\n"), [])
    later = dataclasses.replace(coding("b1"), transcript="bob")
    save(store, later, coding("a2", 24, 29), coding("a1"))

    assert standing(store) == ["a1", "a2", "b1"]


def test_a_removed_text_takes_its_codings_out_of_view_and_keeps_them(store):
    save(store, coding())

    with store.write("mk") as tx:
        texts.remove_transcript(tx, "ana")

    assert standing(store) == []
    assert len(dump(store)["coding"]) == 1
    with store.read() as connection, pytest.raises(UnknownTranscript):
        texts.load_transcript(connection, "ana")


def test_a_transaction_that_fails_stores_nothing(store):
    before = dump(store)

    with pytest.raises(ZeroDivisionError), store.write("mk") as tx:
        people.save_coder(tx, Coder("tk"))
        coded.save_codings(tx, [coding()])
        raise ZeroDivisionError

    assert dump(store) == before


def test_a_failed_item_of_a_batch_is_undone_alone_with_its_events(store):
    with store.write("mk") as tx:
        for n, code in enumerate(("1", "9", "2")):
            try:
                with tx.attempt():
                    people.save_coder(tx, Coder(f"coder {n}"))
                    if code == "9":
                        raise UnknownItem("no such code")
                    coded.save_codings(tx, [coding(f"c{n}", code=code, coder=f"coder {n}")])
            except UnknownItem:
                pass

    held = dump(store)
    assert standing(store) == ["c0", "c2"]
    assert {row[0] for row in held["coder"]} == {"mk", "coder 0", "coder 2"}
    assert not [row for row in held["event"] if "coder 1" in row]


def test_an_item_the_database_refuses_is_undone_alone(store):
    with store.write("mk") as tx:
        with pytest.raises(Exception, match=r"(?i)foreign key"), tx.attempt():
            tx.connection.execute(
                insert(schema.memo).values(id="m", about="x", text="x", author="who", made_at="")
            )
        coded.save_codings(tx, [coding()])

    assert standing(store) == ["c1"]


def test_a_reading_notes_where_what_is_read_and_what_is_coded_through(store):
    def note(**what):
        with store.write("mk") as tx:
            readings.save_reading(tx, "ana", **what)
        with store.read() as connection:
            [reading] = readings.load_readings(connection)
            assert reading == readings.load_reading(connection, "ana", "mk")
        return reading

    opened = note(place=7)
    assert (opened.place, opened.read_at, opened.done_at) == (7, None, None)
    read = note(read=True)
    assert (read.place, read.done_at) == (7, None)
    assert read.read_at is not None
    done = note(done=True)
    assert done.read_at == read.read_at < done.done_at
    assert note(done=False).read_at == read.read_at
    assert note(read=False) == opened
    assert note(done=True).read_at is not None
    with store.read() as connection:
        assert readings.load_reading(connection, "ana", "tk").place is None
        told = [e.act for e in events.load_events(connection, last=5)]
    assert told == ["read", "done", "not done", "not read", "done"]


def test_memos_come_newest_first_and_by_what_they_are_about(store):
    ticks = iter(f"2026-01-0{n}" for n in range(1, 9))
    clocked = Store(store.engine, store.place, clock=lambda: next(ticks))
    for id, about in (("m1", "study"), ("m2", "transcript ana"), ("m3", "study")):
        with clocked.write("mk") as tx:
            notes.save_memo(tx, Memo(id, "Ein Wort 🎉", "mk", tx.at, about))

    with store.read() as connection:
        assert [m.id for m in notes.load_memos(connection)] == ["m3", "m2", "m1"]
        assert [m.text for m in notes.load_memos(connection, about="transcript ana")] == [
            "Ein Wort 🎉"
        ]
