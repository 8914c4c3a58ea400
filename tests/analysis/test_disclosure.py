"""What is kept back of a table, on small tables counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.disclosure import protect
from qualcode.analysis.disclosure_layers import Kin, Layer, kin
from qualcode.analysis.disclosure_sizes import SmallInside
from qualcode.analysis.small_groups import kept_back
from tests.analysis.study import frames

ALONE = Kin((), ((0,),))


def layer(by, groups):
    """One code: group -> (people, people in scope, segments)."""
    people, of, segments = (np.array([g[n] for g in groups.values()]) for n in range(3))
    return Layer(by, tuple(groups), people[None, :], of, segments[None, :])


def one_way(total, **groups):
    found = {
        (): layer((), {(): total}),
        ("authority",): layer(("authority",), {(name,): told for name, told in groups.items()}),
    }
    hidden = protect(found, ALONE, 6).hidden
    return bool(hidden[()][0, 0]), [
        key
        for (key,), mark in zip(found["authority",].keys, hidden["authority",][0], strict=True)
        if mark
    ]


def test_a_count_of_few_people_takes_the_next_smallest_with_it():
    told = one_way((27, 40, 60), East=(9, 12, 20), Midtown=(3, 10, 5), City=(15, 18, 35))

    assert told == (False, ["East", "Midtown"])


def test_nothing_is_kept_back_where_every_count_is_large_or_of_nobody():
    assert one_way((21, 40, 60), East=(9, 12, 20), Midtown=(0, 10, 0), City=(12, 18, 40)) == (
        False,
        [],
    )


def test_of_a_small_group_even_nobody_is_kept_back():
    told = one_way((16, 22, 60), East=(9, 12, 20), Midtown=(0, 3, 0), City=(7, 7, 40))

    assert told == (False, ["Midtown", "City"])


def test_a_single_person_among_what_is_hidden_takes_a_third_along():
    # East and Midtown have one person between them: each would be known to have one or none.
    told = one_way(
        (17, 40, 60), East=(0, 4, 0), Midtown=(1, 10, 1), City=(8, 9, 9), West=(8, 17, 50)
    )

    assert {"East", "Midtown"} < set(told[1])


def test_a_hidden_total_is_not_told_by_its_parts():
    hidden = one_way((4, 40, 9), East=(0, 20, 0), Midtown=(4, 20, 9))

    assert hidden == (True, ["East", "Midtown"]) or hidden == (True, ["Midtown"])
    small = one_way((4, 40, 9), East=(4, 40, 9))
    assert small == (True, ["East"])


def test_a_letter_of_few_people_is_kept_back_and_its_indicator_stays():
    counts = np.array([[9], [9], [1]])
    one = Layer((), ((),), counts, np.array([12]), np.array([[10], [9], [1]]))
    rows = {"1": frozenset("ab"), "1.a": frozenset("a"), "1.b": frozenset("b")}

    found = protect({(): one}, kin(rows), 6)

    assert found.safe and found.hidden[()][:, 0].tolist() == [False, False, True]


def test_people_not_known_are_kept_back_as_long_as_their_segments_are_few():
    one = Layer(
        ("wave",), (("1",), ("2",)), np.array([[0, 0]]), np.array([-1, -1]), np.array([[4, 30]])
    )
    total = Layer((), ((),), np.array([[0]]), np.array([-1]), np.array([[34]]))

    hidden = protect({(): total, ("wave",): one}, ALONE, 6).hidden["wave",]

    assert hidden.tolist() == [[True, True]]


def test_kin_are_told_by_the_codes_they_count_without_detours():
    rows = {"1": "abc", "1.x": "ab", "1.a": "a", "2": "d", "2+1.a": "ad"}
    related = kin({id: frozenset(codes) for id, codes in rows.items()})

    assert set(related.above) == {(0, 1), (1, 2), (4, 2), (4, 3)}
    assert related.families == ((0, 1, 2, 3, 4),)


def test_a_group_holds_a_small_one_only_where_a_table_would_set_it_apart():
    told = frames()
    everyone = np.ones(len(told.people), dtype=bool)

    # Two in East and Southshire of five speakers: authorities of 3, 1 and 1 people.
    assert not SmallInside(told, ("authority",), 2).within(everyone)
    assert SmallInside(told, ("role",), 3).within(everyone)
    assert not SmallInside(told, ("role",), 2).within(everyone)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.sampled_from([3, 5, 6]))
def test_sizes_kept_back_beside_their_total_can_each_be_several_numbers(sizes, small):
    named = dict(enumerate(sizes))
    hidden = kept_back(named, small)

    assert all(n == 0 or n >= small for group, n in named.items() if group not in hidden)
    assert all(named[group] > 0 for group in hidden)
    if 0 < len(hidden) < sum(n > 0 for n in sizes):
        # What a reader has is the sum of what is hidden, each of at least one person.
        rest = sum(named[group] for group in hidden)
        assert len(hidden) >= 2 and rest - len(hidden) >= 2


@pytest.mark.parametrize("people", [0, 12])
def test_nobody_or_everybody_is_kept_back_where_a_small_group_is_inside(people):
    found = {(): layer((), {(): (people, 12, people)})}

    assert protect(found, ALONE, 6).hidden[()].tolist() == [[False]]
    told = protect(found, ALONE, 6, telling=lambda layer, group: True)
    assert told.hidden[()].tolist() == [[True]]
