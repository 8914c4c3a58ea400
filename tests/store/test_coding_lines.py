"""Codings as they were, and what stands in the place of each, on both databases."""

import dataclasses

import pytest

from qualcode.model import Coding, Span
from qualcode.store import coded, coding_lines
from qualcode.store.coding_lines import load_ends, load_named
from tests.store.conftest import ANA

SHARE = ANA.index("We share")


@pytest.fixture
def lines(store, monkeypatch):
    """`a` was replaced twice, `b` withdrawn for good, `c` stands; few are asked for at once."""
    monkeypatch.setattr(coding_lines, "AT_ONCE", 2)
    first = Coding("a", "ana", Span(SHARE, SHARE + 8), "We share", "1", "mk", made_at="2027-01-01")
    with store.write("mk") as tx:
        coded.save_codings(tx, [first, *(dataclasses.replace(first, id=id) for id in "bc")])
        for old, new in (("a", "a2"), ("a2", "a3")):
            coded.save_withdrawal(tx, old)
            after = dataclasses.replace(first, id=new, code="2", replaces=old, made_at=f"at {new}")
            coded.save_codings(tx, [after])
        coded.save_withdrawal(tx, "b")
    return store


def test_codings_are_found_by_their_ids_whether_they_stand_or_not(lines):
    with lines.read() as connection:
        found = load_named(connection, ["a", "b", "c", "a3", "no-such", "a"])

    assert {id: one.code for id, one in found.items()} == {"a": "1", "b": "1", "c": "1", "a3": "2"}


def test_the_end_of_each_line_is_what_stands_or_when_the_last_of_it_went(lines):
    with lines.read() as connection:
        ends = load_ends(connection, ["a", "a2", "b", "c", "no-such"])
        gone = coded.load_withdrawn_at(connection, "b")

    assert (ends["a"][0].id, ends["a"][1]) == ("a3", "at a3")
    assert ends["a2"] == ends["a"]
    assert ends["b"] == (None, gone)
    assert (ends["c"][0].id, ends["c"][1]) == ("c", "2027-01-01")
    assert ends["no-such"] == (None, "")
