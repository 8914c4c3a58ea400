"""The figure of the continuum stays readable with long names, many of them, or none."""

from __future__ import annotations

import itertools

import pytest

from qualcode.model.continuum import Continuum, Placement
from qualcode.report.charts.base import as_svg
from qualcode.report.charts.continuum import (
    CHARACTER_PX,
    LINE_PX,
    WIDTH,
    caption,
    continuum_chart,
    laid_out,
)

ANCHORS = ("apart", "side by side", "together")


def line(count, name="Borough {}", anchors=ANCHORS):
    places = 2 * len(anchors) - 1
    placed = [
        Placement(name.format(n), n % places / 2, "A reason.", anchors, "Ruth")
        for n in range(count)
    ]
    return Continuum(anchors, tuple(placed))


@pytest.mark.parametrize(
    ("count", "name"), [(4, "Borough {}"), (30, "County Council of " + "Longname " * 6 + "{}"),
                        (30, "X" * 150 + "{}")]
)  # fmt: skip
def test_no_two_names_touch_and_none_leaves_the_figure(count, name):
    marks, height = laid_out(line(count, name))

    def box(mark):
        wide = max(len(text) for text in mark.lines) * CHARACTER_PX + 12
        left, right = (mark.x - wide, mark.x) if mark.leftwards else (mark.x, mark.x + wide)
        tall = len(mark.lines) * LINE_PX
        return left, right, mark.y - tall / 2, mark.y + tall / 2

    assert len(marks) == count
    for mark in marks:
        left, right, bottom, top = box(mark)
        assert left >= 0 and right <= WIDTH and bottom >= 0 and top <= height
    for one, other in itertools.combinations(map(box, marks), 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart


def test_of_a_name_far_too_long_the_middle_falls_out():
    [mark] = laid_out(line(1, "Begin" + "x" * 200 + "End{}"))[0]

    assert mark.lines[0].startswith("Begin") and mark.lines[-1].endswith("End0")


def test_ties_stand_above_one_another_in_the_order_of_names():
    tied = Continuum(ANCHORS, tuple(Placement(n, 1, "r", ANCHORS) for n in ("B", "A")))
    marks, _ = laid_out(tied)

    assert [m.placement.authority for m in marks] == ["A", "B"]
    assert marks[0].x == marks[1].x and marks[0].y < marks[1].y


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_says_the_sentence_and_carries_its_notes(dark):
    chart = continuum_chart(line(4), dark=dark, notes=["A caveat."])
    drawn = as_svg(chart).decode("utf-8")

    assert "Borough 3" in drawn and "A caveat." in drawn and "side by side" in drawn
    assert "Borough 2: at “side by side”. A reason." in str(chart.to_dict())


def test_an_empty_line_is_drawn_too():
    drawn = as_svg(continuum_chart(Continuum(ANCHORS, (), ("Midtown",)))).decode("utf-8")

    assert "together" in drawn and "Midtown" not in drawn


def test_the_caption_names_what_is_missing():
    old = Placement("Gone", 1, "r", ("a", "b"), "Ruth")
    told = caption(Continuum(ANCHORS, (old,), ("Midtown",), gone=("Gone",)), 3)

    for part in ("oversimplification", "no ranking", "1 of 2, by Ruth", "version 3",
                 "Without a place: Midtown", "no interview any more: Gone",
                 "anchors were others: Gone"):  # fmt: skip
        assert part in told
