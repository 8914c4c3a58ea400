"""Things people write about the study, in every version, on both databases."""

import pytest

from qualcode.errors import StudyError
from qualcode.store import events, kept


def keep(store, key, body, kind="theme", who="mk"):
    with store.write(who) as tx:
        return kept.save_kept(tx, kind, key, body)


def standing(store, kind="theme"):
    with store.read() as connection:
        return [(k.key, k.body) for k in kept.load_kept(connection, kind)]


def test_a_change_is_a_new_version_in_the_old_place(store):
    first = keep(store, "t1", {"statement": "Trust – 👩‍👩‍👧 first"})
    keep(store, "t2", {"statement": "Time"})
    keep(store, "t1", {"statement": "Trust, then talk"})
    keep(store, "t1", {"other": 1}, kind="summary")

    assert standing(store) == [
        ("t1", {"statement": "Trust, then talk"}),
        ("t2", {"statement": "Time"}),
    ]
    with store.read() as connection:
        newest, oldest = kept.load_versions(connection, "theme", "t1")
        assert oldest == first
        assert newest.body == {"statement": "Trust, then talk"}
        assert events.find_break(connection) is None


def test_what_is_dropped_is_gone_from_sight_and_not_from_the_study(store):
    keep(store, "t1", {"statement": "Trust"})
    keep(store, "t1", None)

    assert standing(store) == []
    with store.read() as connection:
        assert kept.load_one(connection, "theme", "t1") is None
        assert [v.body for v in kept.load_versions(connection, "theme", "t1")] == [
            None,
            {"statement": "Trust"},
        ]
        told = [(e.act, e.subject) for e in events.load_events(connection)][-2:]
    assert told == [("keep theme", "t1"), ("drop theme", "t1")]
    keep(store, "t1", {"statement": "Trust, after all"})
    assert standing(store) == [("t1", {"statement": "Trust, after all"})]


def test_nobody_keeps_anything_who_is_no_coder_of_the_study(store):
    with pytest.raises(StudyError):
        keep(store, "t1", {}, who="a stranger")
    assert standing(store) == []
