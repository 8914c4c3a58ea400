"""The codebook's rules, its tree, and the code that was meant."""

import pytest

from qualcode.errors import UnknownCode
from qualcode.model import Code, Codebook, breaches

TREE = Codebook(
    name="Practice",
    codes=(
        Code("1", "Shared aims"),
        Code("1.a", "Written down", parent="1"),
        Code("2", "Trust"),
        Code("2.a", "Knowing each other", parent="2"),
        Code("2.a.i", "By first name", parent="2.a"),
    ),
)


def test_a_sound_codebook_has_no_breach():
    assert breaches(TREE) == []


def test_a_code_defined_twice_is_named_where_it_comes_again():
    assert breaches([Code("1", "A"), Code("2", "B"), Code("1", "C")]) == [
        (2, "the code '1' is defined twice")
    ]


def test_a_parent_that_is_not_there_is_named():
    assert breaches([Code("1.a", "A", parent="1")]) == [
        (0, "the parent '1' of '1.a' is not in the codebook")
    ]


def test_a_cycle_is_found_at_each_code_in_it_and_at_no_other():
    codes = [
        Code("a", "A", parent="c"),
        Code("b", "B", parent="a"),
        Code("c", "C", parent="b"),
        Code("d", "D", parent="a"),
    ]

    assert [i for i, sentence in breaches(codes) if "lead back" in sentence] == [0, 1, 2]


def test_a_code_that_is_its_own_parent_is_a_cycle():
    assert breaches([Code("1", "A", parent="1")]) == [(0, "the parents of '1' lead back to itself")]


def test_a_code_confused_with_one_that_is_not_there_is_a_breach():
    [(at, sentence)] = breaches([Code("1", "A"), Code("2", "B", confused_with=("1", "9"))])

    assert (at, sentence.startswith("'2' names '9'")) == (1, True)


def test_every_breach_is_reported_at_once():
    codes = [Code("1", "A", parent="7", confused_with=("8",)), Code("1", "B")]

    assert len(breaches(codes)) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1a", "1.a"), ("2A", "2.a"), ("Trust", "2"), ("shared aim", "1"), ("2.b", "2.a")],
)
def test_an_unknown_code_is_answered_with_the_one_that_was_meant(written, meant):
    with pytest.raises(UnknownCode) as caught:
        TREE[written]

    assert f"Did you mean {meant!r}?" in str(caught.value)
    assert "`qualcode codes` lists all 5." in str(caught.value)


def test_an_empty_codebook_proposes_nothing():
    with pytest.raises(UnknownCode) as caught:
        Codebook()["1"]

    assert "Did you mean" not in str(caught.value)


def test_the_top_of_a_code_is_its_indicator_and_of_an_indicator_itself():
    assert [TREE.top(id) for id in ("2.a.i", "2.a", "2")] == ["2", "2", "2"]


def test_a_family_is_a_code_with_all_that_stand_under_it():
    assert TREE.family("2") == {"2", "2.a", "2.a.i"}
    assert TREE.family("1.a") == {"1.a"}


def test_children_come_in_published_order():
    assert [c.id for c in TREE.children(None)] == ["1", "2"]
    assert [c.id for c in TREE.children("2")] == ["2.a"]
