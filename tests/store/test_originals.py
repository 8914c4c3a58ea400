"""What agreement is counted on: codings as they were before anybody talked about them."""

import dataclasses

import pytest

from qualcode.model import Code, Codebook, Coder, Span
from qualcode.model.review import Outcome, Resolution, Round, RoundItem, RoundState
from qualcode.store import coded, codes, judged, people, rounds
from qualcode.store.originals import (
    COLUMNS,
    load_original_columns,
    load_originals,
    load_present_columns,
)
from qualcode.store.readings import save_reading
from tests.store.conftest import ana
from tests.store.test_codings import coding

ALONE = {"over": "interviews", "made_by": "mk", "made_at": "2026-03-01", "due": None, "seen": 1}


@pytest.fixture
def two(store):
    """A study in which mk and tom have coded Ana's words: c1 and c2, t1."""
    with store.write("mk") as tx:
        people.save_coder(tx, Coder("tom"))
        made = [coding("c1"), coding("c2", 24, 30, code="2"), coding("t1", coder="tom")]
        coded.save_codings(tx, made)
    return store


def originals(store, **options):
    with store.read() as connection:
        return {c.id: c for c in load_originals(connection, **options)}


def settled(store, *, made=(), withdrawn=(), id="r1"):
    """Settle something: what was withdrawn and what was made for it."""
    with store.write("mk") as tx:
        for one in withdrawn:
            coded.save_withdrawal(tx, one)
        coded.save_codings(tx, [dataclasses.replace(c, basis=f"review {id}") for c in made])
        judged.save_resolution(
            tx,
            Resolution(
                id,
                "pair c1 t1",
                Outcome.CHANGE,
                "We read it again.",
                "mk",
                tx.at,
                tuple(c.id for c in made),
                tuple(withdrawn),
            ),
        )


def handed_in(store, id, number, who, codings, coders=("mk", "tom")):
    """A round of these coders in which some have handed in some codings."""
    made = Round(
        id,
        number,
        "Round",
        codebook_version=1,
        seed=1,
        coders=coders,
        interviews=("ana",),
        state=RoundState.ASSIGNED,
        **ALONE,
    )
    with store.write("mk") as tx:
        rounds.save_round(tx, made)
        for one in who:
            rounds.save_step(tx, id, RoundState.CODING, person=one)
        rounds.save_snapshot(tx, id, codings)
    with store.read() as connection:
        return rounds.load_round(connection, id)


def test_what_nobody_talked_about_is_what_stands(two):
    with two.write("mk") as tx:
        coded.save_withdrawal(tx, "c2")

    with two.read() as connection:
        assert load_originals(connection) == coded.load_codings(connection)
        assert [c.id for c in load_originals(connection)] == ["c1", "t1"]


def test_what_a_discussion_changed_is_taken_back(two):
    settled(two, withdrawn=["t1"], made=[coding("t2", code="2", coder="tom", replaces="t1")])
    # Settled anew: what the first settling made is no original either.
    settled(two, withdrawn=["t2"], made=[coding("t3", coder="tom", replaces="t2")], id="r2")

    assert set(originals(two)) == {"c1", "c2", "t1"}
    with two.read() as connection:
        assert set(load_present_columns(connection)["id"]) == {"c1", "c2", "t3"}


def test_who_handed_in_stands_with_what_they_handed_in_first(two):
    handed_in(two, "one", 1, ["tom"], ["t1"])
    with two.write("tom") as tx:
        coded.save_withdrawal(tx, "t1")
        coded.save_codings(tx, [coding("t2", code="2", coder="tom")])
    assert set(originals(two)) == {"c1", "c2", "t1"}

    later = handed_in(two, "two", 2, ["mk", "tom"], ["c1", "t2"])
    # Tom handed in before; mk had not, so hers of the second round stand.
    assert set(originals(two)) == {"c1", "t1"}
    assert set(originals(two, round=later)) == {"c1", "t2"}


def test_a_round_whose_codings_somebody_else_handed_in_says_nothing_of_others(two):
    handed_in(two, "one", 1, [], ["t1"])
    assert set(originals(two)) == {"c1", "c2", "t1"}
    handed_in(two, "two", 2, ["tom"], [], coders=("mk",))
    assert set(originals(two)) == {"c1", "c2", "t1"}


def looked_at(store, id, number, *items, interviews=(), kept=()):
    """A mentor's round over some codings, or over whole interviews, that begins now."""
    over = "interviews" if interviews else "codings"
    with store.write("mk") as tx:
        made = Round(
            id,
            number,
            "Round",
            codebook_version=1,
            seed=1,
            interviews=interviews,
            state=RoundState.IN_REVIEW,
            **ALONE | {"over": over, "made_at": tx.at},
        )
        subjects = enumerate((f"coding {one}" for one in items), 1)
        rounds.save_round(tx, made, [RoundItem(f"{id}-{n}", id, n, s) for n, s in subjects])
        rounds.save_snapshot(tx, id, kept)


def changed(store, old, *made, who="mk"):
    """What coders do on the Code page: withdraw some codings and make others."""
    with store.write(who) as tx:
        for one in old:
            coded.save_withdrawal(tx, one)
        coded.save_codings(tx, made)


def test_what_was_looked_at_stands_as_it_was_then(two):
    with two.write("mk") as tx:
        coded.save_codings(tx, [coding("c3", 40, 44)])
        coded.save_withdrawal(tx, "c3")
    looked_at(two, "one", 1, "c1", "c3")

    changed(two, ["c1"], coding("c4", code="2", replaces="c1"))
    changed(two, ["c4"], coding("c5", 14, 20, code="2", replaces="c4"))
    # Nobody had looked at this one; and c3 was gone when the round began.
    changed(two, ["c2"], coding("c6", 24, 30, code="1", replaces="c2"))

    assert set(originals(two)) == {"c1", "c6", "t1"}
    looked_at(two, "two", 2, "c5", "c6", "t1")
    assert set(originals(two)) == {"c1", "c6", "t1"}


def test_what_is_coded_anew_on_words_that_were_talked_about_is_no_original(two):
    looked_at(two, "one", 1, "c1", "c2")
    settled(two, withdrawn=["t1"], made=[coding("t2", code="2", coder="tom", replaces="t1")])

    changed(two, ["c1"], coding("c3", 16, 26, code="2"), coding("c4", 30, 36))
    changed(two, ["t2"], coding("t3", 12, 20, code="2", coder="tom"), who="tom")
    # Her own beside one that stands is one more.
    changed(two, [], coding("c5", 24, 30))

    assert set(originals(two)) == {"c1", "c2", "c4", "c5", "t1"}


def test_whole_interviews_stand_as_they_were_coded_when_their_review_began(two):
    with two.write("tom") as tx:
        save_reading(tx, "ana", done=True)
    looked_at(two, "one", 1, "c1", "c2", "t1", interviews=("ana",), kept=["t1"])

    # Tom had coded it through; mk had not, and goes on.
    changed(two, ["t1"], coding("t2", 40, 44, coder="tom"), who="tom")
    changed(two, ["c1"], coding("c3", code="2", replaces="c1"), coding("c4", 40, 44))

    assert set(originals(two)) == {"c1", "c2", "c4", "t1"}


def test_a_code_that_was_split_takes_what_was_looked_at_along(two):
    looked_at(two, "one", 1, "c1")
    was = originals(two)["c1"]
    split = dataclasses.replace(was, id="c3", code="2", replaces="c1")
    changed(two, ["c1"], split)
    assert set(originals(two)) == {"c2", "c3", "t1"}

    changed(two, ["c3"], coding("c4", 14, 20, code="2", replaces="c3"))
    assert set(originals(two)) == {"c2", "c3", "t1"}


def test_what_was_changed_after_a_look_is_no_original_though_it_was_handed_in(two):
    looked_at(two, "one", 1, "c1")
    changed(two, ["c1"], coding("c3", code="2", replaces="c1"))
    later = handed_in(two, "two", 2, ["mk"], ["c2", "c3"])

    assert set(originals(two)) == {"c1", "c2", "t1"}
    assert set(originals(two, round=later)) == {"c2", "c3", "t1"}


def test_a_code_that_became_another_counts_for_that_one(two):
    settled(two, withdrawn=["c2"], made=[])
    renamed = Codebook(codes=(Code("1", "Sharing"), Code("4", "Trust")))
    with two.write("mk") as tx:
        codes.save_codebook(tx, renamed, "clearer", act="rename code", subject="2", new_id="3")
        codes.save_codebook(tx, renamed, "clearer", act="move code", subject="3", new_id="4")
    assert originals(two)["c2"].code == "4"
    assert originals(two)["c1"].code == "1"

    with two.write("mk") as tx:
        codes.save_codebook(tx, Codebook(codes=(Code("1", "Sharing"),)), "dropped")
    assert "c2" not in originals(two)


def test_columns_hold_the_same_as_values(two):
    settled(two, withdrawn=["t1"], made=[coding("t2", 24, 30, coder="tom")])

    with two.read() as connection:
        columns = load_original_columns(connection)
        values = load_originals(connection)
    assert tuple(columns) == COLUMNS
    rows = list(zip(*(columns[name] for name in COLUMNS), strict=True))
    assert rows == [
        (c.id, c.transcript, c.span.start, c.span.end, c.code, c.direction, c.coder, c.basis)
        for c in values
    ]
    assert all(ana().quote(Span(row[2], row[3])) for row in rows)


def test_an_empty_study_has_no_originals(store):
    with store.read() as connection:
        assert load_originals(connection) == []
        assert all(len(column) == 0 for column in load_original_columns(connection).values())
