"""Rounds, verdicts and settlings come back as they were stored, on both databases."""

import dataclasses

import pytest

from qualcode.errors import StudyError, UnknownItem
from qualcode.model import Coder, Coding, Direction, Memo, Span
from qualcode.model.review import (
    Judged,
    Judgement,
    Outcome,
    Proposal,
    Resolution,
    Round,
    RoundItem,
    RoundState,
)
from qualcode.store import coded, coding_columns, events, judged, notes, people, round_items, rounds
from tests.store.conftest import ANA

SHARE = ANA.index("We share")


@pytest.fixture
def reviewed(store):
    """The study with two codings, and a round of them made and in review."""
    with store.write("mk") as tx:
        people.save_coder(tx, Coder("tk"))
        coded.save_codings(tx, [coding("c1", "mk"), coding("c2", "tk")])
        rounds.save_round(tx, made("r1", 1), [item("i1", 1, "c1"), item("i2", 2, "c2")])
    return store


def made(id, number, **more):
    plain = {
        "title": "Über “alles”",
        "over": "codings",
        "made_by": "mk",
        "made_at": "2027-01-01",
        "due": "2027-03-31",
        "codebook_version": 1,
        "seen": 4,
        "seed": 7,
        "drawn": {"count": 2, "of": 2, "by": ["code"]},
        "reviewers": ("Maud",),
    }
    return Round(id, number, **{**plain, **more})


def item(id, n, coding):
    return RoundItem(id, "r1", n, f"coding {coding}")


def coding(id, coder, start=SHARE, words="We share"):
    return Coding(id, "ana", Span(start, start + len(words)), words, "1", coder, made_at=id)


def verdict(id, judgement, who="mk", at="2027-01-02", proposal=None, of="i1"):
    return Judged(id, of, judgement, who, at, proposal)


def test_an_item_whose_coding_is_not_there_is_counted_and_not_among_the_items(reviewed):
    with reviewed.read() as connection:
        assert rounds.count_lost(connection) == {}
    with reviewed.write("mk") as tx:
        rounds.save_items(tx, [item("i3", 3, "gone"), item("i4", 4, "gone too")])

    with reviewed.read() as connection:
        assert rounds.count_lost(connection) == {"r1": 2}
        assert [one.id for one in rounds.load_items(connection, "r1")] == ["i1", "i2"]
        with pytest.raises(UnknownItem, match="a coding that is not in this study"):
            rounds.load_item(connection, "i3")


def test_a_round_comes_back_with_its_items_and_state(reviewed):
    with reviewed.read() as connection:
        assert rounds.load_rounds(connection) == [made("r1", 1)]
        assert rounds.load_round(connection, "r1").drawn == {"count": 2, "of": 2, "by": ["code"]}
        assert rounds.load_items(connection, "r1") == [item("i1", 1, "c1"), item("i2", 2, "c2")]
        assert rounds.load_item(connection, "i2") == item("i2", 2, "c2")
        assert round_items.find_items(connection, "i", most=2) == rounds.load_items(
            connection, "r1"
        )
        assert round_items.find_items(connection, "i1") == [item("i1", 1, "c1")]
        assert rounds.load_next_number(connection) == 2
        for load in (rounds.load_round, rounds.load_item):
            with pytest.raises(UnknownItem):
                load(connection, "nothing")
        assert events.find_break(connection) is None


def test_steps_bring_a_round_on_and_tell_who_submitted(reviewed):
    more = made("r2", 2, coders=("mk", "tk"), interviews=("ana",), state=RoundState.ASSIGNED)
    with reviewed.write("mk") as tx:
        rounds.save_round(tx, more)
        rounds.save_step(tx, "r2", RoundState.CODING)
    with reviewed.write("tk") as tx:
        rounds.save_step(tx, "r2", RoundState.CODING, person="tk")

    with reviewed.read() as connection:
        found = rounds.load_round(connection, "r2")
        assert (found.state, found.submitted, found.blind) == (RoundState.CODING, ("tk",), True)
        assert rounds.load_apart(connection, "mk") == {"ana"}
        assert rounds.load_apart(connection, "nb") == frozenset()
        steps = rounds.load_steps(connection, "r2")
        assert [(s.state.value, s.who, s.person) for s in steps] == [
            ("assigned", "mk", None),
            ("coding", "mk", None),
            ("coding", "tk", "tk"),
        ]
    with reviewed.write("mk") as tx:
        rounds.save_step(tx, "r2", RoundState.SUBMITTED, "All there.")
    with reviewed.read() as connection:
        assert rounds.load_apart(connection, "mk") == frozenset()
        assert rounds.load_steps(connection)[-1].note == "All there."
        assert not any("All there" in e.detail for e in events.load_events(connection))


def test_a_snapshot_keeps_codings_withdrawn_since_in_the_order_of_the_text(reviewed):
    later = ANA.index("It helps")
    with reviewed.write("mk") as tx:
        coded.save_codings(tx, [coding("c0", "mk", later, "It helps")])
        rounds.save_snapshot(tx, "r1", ["c0", "c1"])
        rounds.save_snapshot(tx, "r1", [])
        coded.save_withdrawal(tx, "c1")

    with reviewed.read() as connection:
        assert rounds.load_snapshot(connection, "r1") == {"c0", "c1"}
        assert rounds.load_snapshot_in_order(connection, "r1") == ["c1", "c0"]
    with pytest.raises(StudyError), reviewed.write("mk") as tx:
        rounds.save_snapshot(tx, "r1", ["nothing"])


def test_items_come_with_their_codings_and_where_they_begin(reviewed):
    with reviewed.write("mk") as tx:
        coded.save_withdrawal(tx, "c2")
        in_label = ANA.index("Ana:")
        label = coding("c3", "mk", in_label, "Ana: We share")
        coded.save_codings(tx, [label])
        rounds.save_items(tx, [item("i3", 3, "c3")])

    with reviewed.read() as connection:
        places = round_items.load_places(connection, "r1")
        assert places["c1"] == (coding("c1", "mk"), len(ANA), "Ana")
        assert places["c2"].coding == coding("c2", "tk")
        assert places["c3"] == (label, None, None)
        assert set(round_items.load_places(connection, "r1", item="i2")) == {"c2"}


def test_each_persons_newest_verdict_counts_and_the_others_stay(reviewed):
    proposal = Proposal("2", Span(SHARE, SHARE + 2), Direction.MIXED)
    with reviewed.write("mk") as tx:
        judged.save_judged(tx, verdict("v1", Judgement.AGREE))
        judged.save_judged(tx, verdict("v2", Judgement.QUESTION, "tk"))
        judged.save_judged(tx, verdict("v3", Judgement.DISAGREE, proposal=proposal))
        judged.save_judged(tx, verdict("v4", Judgement.AGREE, of="i2"))

    with reviewed.read() as connection:
        assert [v.id for v in judged.load_judged(connection, item="i1")] == ["v2", "v3"]
        assert [v.id for v in judged.load_judged(connection, round="r1")] == ["v2", "v3", "v4"]
        assert judged.load_judged(connection, round="r9") == []
        assert judged.load_own(connection, "i1", "mk").proposal == proposal
        assert judged.load_own(connection, "i2", "tk") is None
        assert judged.load_verdict(connection, "v1") == verdict("v1", Judgement.AGREE)
        assert judged.load_verdict(connection, "v9") is None


def test_settlings_and_comments_come_back_oldest_first(reviewed):
    first = Resolution("s1", "item i1", Outcome.KEEP, "Because.", "mk", "2027-01-02")
    second = Resolution(
        "s2", "item i1", Outcome.CODEBOOK, "So.", "mk", "2027-01-03", ("c1",), ("c2",), 1
    )
    memos = [Memo(f"m{n}", "Hm.", "mk", f"2027-01-0{n}", "item i1") for n in (2, 1)]
    with reviewed.write("mk") as tx:
        judged.save_resolution(tx, first)
        judged.save_resolution(tx, dataclasses.replace(first, id="s3", subject="pair c1 -"))
        judged.save_resolution(tx, second)
        for memo in memos:
            notes.save_memo(tx, memo)

    with reviewed.read() as connection:
        assert judged.load_resolutions(connection, subject="item i1") == [first, second]
        assert len(judged.load_resolutions(connection)) == 3
        assert round_items.load_thread(connection, "i1") == memos[::-1]
        assert round_items.count_comments(connection, "r1") == {"i1": 2}
        assert round_items.load_memo(connection, "m2") == memos[0]
        assert round_items.load_memo(connection, "m9") is None
        assert "Because" not in "".join(e.detail for e in events.load_events(connection))


def test_columns_leave_out_what_others_coded_where_somebody_codes_apart(reviewed):
    with reviewed.read() as connection:
        every = coding_columns.load_columns(connection)
        own = coding_columns.load_columns(connection, apart={"ana"}, coder="tk")

    assert list(every["id"]) == ["c1", "c2"]
    assert list(own["id"]) == ["c2"]


def test_texts_are_told_without_their_words(reviewed):
    with reviewed.read() as connection:
        [text] = round_items.load_texts(connection)

    assert (text.id, text.kind, text.in_view) == ("ana", "interview", True)
