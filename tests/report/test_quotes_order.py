"""The order of quotes that leave, how many of each person, and what a table tells of speakers."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from qualcode.errors import Refused
from qualcode.report.attribution import Ladder
from qualcode.report.quote_attributes import attributes_told
from qualcode.report.quotes_order import (
    COUNTER,
    UNPLACED,
    Arranged,
    at_most,
    in_order,
    parts,
    places_told,
    role_told,
    source_ids,
)
from tests.analysis.study import BOOK
from tests.report.test_attribution import LISTED, people
from tests.report.test_attribution import quote as plain


def quote(coding, caption="Manager", code="1.a", **changes):
    given = {"coding": coding, "attribution": caption, "code": code, **changes}
    return dataclasses.replace(plain("hv", "Midtown"), **given)


def told(arranged):
    return [(p.level, p.title, [q.coding for q in p.quotes]) for p in parts(arranged, BOOK)]


def test_counter_examples_stand_under_a_heading_of_their_own_below_their_code():
    arranged = Arranged((quote("a"), quote("b", code="2")), (quote("c"),))

    assert told(arranged) == [
        (1, "1 Aims", []),
        (2, "1.a Shared aims", ["a"]),
        (3, COUNTER, ["c"]),
        (1, "2 Barriers", ["b"]),
    ]
    assert [(q.coding, apart) for q, apart in in_order(arranged, BOOK)] == [
        ("a", False),
        ("c", True),
        ("b", False),
    ]


def test_within_a_heading_quotes_stand_by_caption_and_not_in_the_order_of_interviews():
    every = [quote(f"c{n}", ("Manager", "Practitioner")[n % 2]) for n in range(40)]
    [_, (_, _, codings)] = told(Arranged(tuple(every)))

    captions = {q.coding: q.attribution for q in every}
    assert [captions[c] for c in codings] == ["Manager"] * 20 + ["Practitioner"] * 20
    assert sorted(codings[:20]) != codings[:20] and set(codings) == set(captions)
    assert told(Arranged(tuple(every[::-1]))) == told(Arranged(tuple(every)))
    [_, (_, _, given)] = told(Arranged(tuple(every), order="given"))
    assert given == list(captions)


def test_by_authority_means_the_authority_that_the_caption_tells():
    named, typed, hidden = (
        quote("a", "Health visitor, Midtown", authority="Midtown"),
        quote("b", "Social worker, inner London", authority="City"),
        quote("c", "Manager", authority="Midtown"),
    )
    places = places_told([named, typed, hidden], LISTED)
    arranged = Arranged((named, typed, hidden), order="authority", places=places)

    assert [(title, codings) for level, title, codings in told(arranged)] == [
        ("Midtown", []),
        ("1.a Shared aims", ["a"]),
        ("inner London", []),
        ("1.a Shared aims", ["b"]),
        (UNPLACED, []),
        ("1.a Shared aims", ["c"]),
    ]
    assert role_told(named, "Midtown") == "Health visitor" and role_told(hidden, "") == "Manager"


def test_by_person_the_words_of_one_stand_together_and_nobody_has_a_name():
    ana = [quote("a", participant="P1"), quote("b", participant="P1", code="2")]
    other = quote("c", participant=None, person=7)
    titles = [title for _, title, _ in told(Arranged((ana[0], other, ana[1]), order="person"))]

    assert sorted(t for t in titles if t.startswith("Person")) == [
        "Person 1: Manager",
        "Person 2: Manager",
    ]
    assert "P1" not in str(titles)


def test_at_most_so_many_of_a_person_under_a_code_starred_first_then_the_longest():
    quotes = [
        quote("short", words="a"),
        quote("long", words="aaa"),
        quote("star", words="aa", starred=True),
        quote("other code", words="a", code="2"),
        quote("somebody else", participant=None, person=4),
    ]
    kept = [q.coding for q in at_most(quotes, 2)]
    assert kept == ["long", "star", "other code", "somebody else"]
    assert [q.coding for q in at_most(quotes, 1)] == ["star", "other code", "somebody else"]
    assert at_most(quotes, None) == quotes
    with pytest.raises(Refused, match="At least one"):
        at_most(quotes, 0)


def test_source_ids_are_short_until_two_would_be_one():
    far, near = quote("aaaaaaaa-1"), quote("aaaaaaaa-2")
    assert source_ids([quote("12345678-90")]) == {"12345678-90": "12345678"}
    assert set(source_ids([far, near]).values()) == {"aaaaaaaa-1", "aaaaaaaa-2"}


def frame(*rows):
    return pd.DataFrame(rows, columns=["participant", "role", "authority", "wave"], dtype=object)


def test_an_attribute_is_told_only_where_enough_people_share_it_and_nobody_is_left_alone():
    first = [(f"a{n}", "hv", "Midtown", "first") for n in range(3)]
    second = [(f"b{n}", "hv", "Midtown", "second") for n in range(3)]
    alone = ("c", "hv", "Midtown", "third")

    def waves(*rows, style="ladder"):
        made = frame(*rows)
        ladder = Ladder(made, LISTED, 3)
        found = attributes_told(made, ["role", "authority", "wave"], style, ladder, 3)
        return [found.get(n, {}).get("wave") for n in range(len(made))]

    assert waves(*first, *second) == ["first"] * 3 + ["second"] * 3
    # One person without a value would be told apart by that: a whole group goes down with them.
    assert waves(*first, *second, alone) == [None] * 3 + ["second"] * 3 + [None]
    assert waves(*first, alone) == [None] * 4
    assert set(waves(*first, *second, style="none")) == {None}
    assert waves(*first[:2], *second) == [None] * 5


def test_values_are_of_the_people_behind_one_caption_and_speakers_not_known_are_told_nothing():
    made = frame(
        *[(f"a{n}", "hv", "Midtown", "first") for n in range(3)],
        *[(f"b{n}", "pm", "City", "first") for n in range(2)],
        (None, "hv", "Midtown", "first"),
    )
    found = attributes_told(made, ["wave"], "role-authority", Ladder(made, LISTED, 3), 3)
    assert found == {n: {"wave": "first"} for n in range(3)}
    assert people(hv_Midtown=1).shape == (1, 3)
