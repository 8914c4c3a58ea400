"""What others did since an act of a number, counted on both databases."""

import uuid

import pytest

from qualcode.model import Coder, CoderRole, Coding, Memo, Span
from qualcode.model.review import Judged, Judgement, Outcome, Resolution, Round, RoundItem
from qualcode.store import coded, events, judged, news, notes, people, roles, rounds, texts


@pytest.fixture
def transcript(store):
    """Ana's short interview."""
    with store.read() as connection:
        return texts.load_transcript(connection, "ana")


def test_a_role_is_found_and_changed(store):
    with store.write("mk") as tx:
        people.save_coder(tx, Coder("Maud", CoderRole.MENTOR))
        roles.save_role(tx, "Maud", CoderRole.SECOND_CODER)
    with store.read() as connection:
        assert roles.load_role(connection, "Maud") is CoderRole.SECOND_CODER
        assert roles.load_role(connection, "Nobody") is None
        assert events.find_break(connection) is None


def test_codings_made_changed_and_withdrawn_are_counted_by_person(store, transcript):
    quote = transcript.text[9:12]
    ids = [str(uuid.uuid4()) for _ in range(4)]

    def make(n, code, replaces=None):
        return Coding(ids[n], transcript.id, Span(9, 12), quote, code, "mk", replaces=replaces)

    with store.write("mk") as tx:
        people.save_coder(tx, Coder("mk"))
        coded.save_codings(tx, [make(0, "1"), make(1, "2")])
    with store.read() as connection:
        since = events.load_count(connection)
        assert news.count_made(connection, 0, "Maud", ()) == [
            ("mk", "1", False, 1),
            ("mk", "2", False, 1),
        ]
        assert news.count_made(connection, 0, "Maud", (transcript.id,)) == []
        assert news.count_made(connection, 0, "mk", ()) == []
    with store.write("mk") as tx:
        coded.save_withdrawal(tx, ids[0])
        coded.save_codings(tx, [make(2, "2", replaces=ids[0])])
        coded.save_withdrawal(tx, ids[1])
    with store.read() as connection:
        assert news.count_made(connection, since, "Maud", ()) == [("mk", "2", True, 1)]
        assert news.count_withdrawn(connection, since, "Maud", ()) == {"mk": 1}
        assert news.count_withdrawn(connection, since, "mk", ()) == {}


def test_what_was_said_of_items_is_found(store, transcript):
    with store.write("mk") as tx:
        for name in ("mk", "Maud"):
            people.save_coder(tx, Coder(name))
        coding = Coding("c1", transcript.id, Span(9, 12), transcript.text[9:12], "1", "mk")
        coded.save_codings(tx, [coding])
        made = Round("r1", 1, "Round 1", "codings", "mk", tx.at, None, 1, 1, 1)
        items = [RoundItem("i1", "r1", 1, "coding c1"), RoundItem("i2", "r1", 2, "theme t1")]
        rounds.save_round(tx, made, items)
    with store.write("Maud") as tx:
        for n, said in enumerate((Judgement.QUESTION, Judgement.AGREE)):
            judged.save_judged(tx, Judged(f"v{n}", "i1", said, "Maud", tx.at))
        notes.save_memo(tx, Memo("m1", "Why?", "Maud", tx.at, "item i2"))
        notes.save_memo(tx, Memo("m2", "Not a comment.", "Maud", tx.at, "study"))
    with store.write("mk") as tx:
        judged.save_resolution(tx, Resolution("s1", "item i1", Outcome.KEEP, "So.", "mk", tx.at))
    with store.read() as connection:
        assert news.load_verdicts(connection, 0, "mk") == [("Maud", "i1", "agree")]
        assert news.load_verdicts(connection, 0, "Maud") == []
        assert news.load_comments(connection, 0, "mk") == [("Maud", "i2", "")]
        assert news.load_settled(connection, 0, "Maud") == [("mk", "item i1", "keep")]
        assert news.load_touched(connection, "Maud") == {"i1", "i2"}
        assert news.load_places(connection) == {"i1": ("r1", "mk"), "i2": ("r1", None)}
        assert news.count_items(connection) == {"r1": 2}
        newest = events.load_count(connection)
        assert news.load_verdicts(connection, newest, "mk") == []
        assert [a.act for a in news.load_acts(connection, 0, "mk", ("judge",))] == ["judge"] * 2
