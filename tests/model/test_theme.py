"""Themes and placements guard their own rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.model.continuum import Continuum, Placement, checked_anchors
from qualcode.model.theme import PRIORITIES, Status, Theme

ANCHORS = ("apart", "side by side", "together")
IDS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=4)


@given(
    st.text(min_size=1, max_size=60).filter(str.strip),
    IDS,
    IDS,
    st.sampled_from([None, *PRIORITIES]),
    st.sampled_from(Status),
    st.text(max_size=40),
)
def test_a_theme_comes_back_from_what_is_kept_of_it(statement, codes, ids, priority, status, note):
    half = len(ids) // 2
    theme = Theme("t", statement, tuple(codes), tuple(ids[:half]), tuple(ids[half:]),
                  priority, status, note)  # fmt: skip

    assert Theme.of_body("t", theme.as_body()) == theme


def test_what_a_later_version_of_qualcode_adds_is_left_aside():
    assert Theme.of_body("t", {"statement": "We argue.", "colour": "red"}).statement == "We argue."


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"statement": "  "}, "write what the interviews say"),
        ({"statement": "x" * 1001}, "up to 1000 characters"),
        ({"priority": 4}, "1 .high."),
        ({"status": "perhaps"}, "open, keep, drop"),
        ({"evidence": ("a",), "counter": ("a",)}, "not both"),
    ],
)
def test_a_theme_refuses_what_breaks_its_rules(changes, why):
    with pytest.raises(Refused, match=why):
        Theme(**{"id": "t", "statement": "We argue.", **changes})


@pytest.mark.parametrize("position", [-0.5, 2.5, 0.25, float("nan")])
def test_a_place_lies_on_the_line_in_steps_of_a_half(position):
    with pytest.raises(Refused, match="between 0 and 2"):
        Placement("Midtown", position, "why", ANCHORS)


def test_a_place_needs_a_reason():
    with pytest.raises(Refused, match="Write why"):
        Placement("Midtown", 1, " \n ", ANCHORS)


@pytest.mark.parametrize(
    "anchors", [("one",), tuple("abcdefgh"), ("a", " "), ("a", "x" * 81), ("Apart", "apart ")]
)
def test_anchors_are_two_to_seven_different_names(anchors):
    with pytest.raises(Refused):
        checked_anchors(anchors)


def test_placements_of_a_longer_line_are_kept_and_told():
    old = Placement("Midtown", 2, "why", ANCHORS)
    line = Continuum(("apart", "together"), (old,))

    assert line.shown == ()
    assert line.outdated == ("Midtown",)
    assert line.of("Midtown") == old
