"""Decisions about names, on both databases."""

from __future__ import annotations

from qualcode.model import Coder, Span
from qualcode.model.names import NameState, Replacement
from qualcode.store import people, texts
from qualcode.store.replacements import (
    load_let_stand,
    load_names_used,
    load_replacements,
    remove_replacements,
    save_replacements,
)
from tests.store.conftest import ANA


def decided(start, end, state=NameState.REPLACED, instead="a colleague"):
    return Replacement("ana", Span(start, end), "person", instead, state, "g", "hand")


def test_decisions_come_back_in_the_order_of_their_places(store):
    with store.write("mk") as tx:
        people.save_coder(tx, Coder("mk"))
        save_replacements(tx, [decided(14, 20), decided(2, 7, NameState.LET_STAND, "")])
    with store.read() as connection:
        first, second = load_replacements(connection)
        assert (first.span, second.span) == (Span(2, 7), Span(14, 20))
        assert (second.replaced, first.replaced) == (True, False)
        assert second.who == "mk" and second.id
        assert load_replacements(connection, ["ben"]) == []
        assert load_names_used(connection) == [(ANA[14:20], "g", "person", "a colleague")]
        assert load_let_stand(connection) == {ANA[2:7]}
    with store.write("mk") as tx:
        remove_replacements(tx, [second.id])
        assert load_replacements(tx.connection) == [first]


def test_of_a_text_out_of_view_no_name_is_told(store):
    with store.write("mk") as tx:
        people.save_coder(tx, Coder("mk"))
        save_replacements(tx, [decided(2, 7)])
        texts.remove_transcript(tx, "ana")
        assert load_replacements(tx.connection) == []
        assert load_names_used(tx.connection) == []
