"""Pictures of patterns: names, kept-back cells and empty studies."""

import json

import numpy as np
import pytest

from qualcode.analysis.cooccurrence import Unit, count_together
from qualcode.analysis.frequency import Level
from qualcode.analysis.pairs_told import published
from qualcode.analysis.portrait import draw_portrait
from qualcode.analysis.saturation import saturate, without_order
from qualcode.model import Code, Codebook, Direction
from qualcode.report.charts.base import CLICK, as_png, as_svg
from qualcode.report.charts.cooccurrence import triangle
from qualcode.report.charts.plain import with_notes
from qualcode.report.charts.portrait import strips
from qualcode.report.charts.saturation import curve
from tests.analysis.study import BOOK, CODINGS, coding, frames

LONG = "A name of a code that goes on and on until nobody can hold it in their head any more " * 2


def text(chart) -> str:
    return json.dumps(chart.to_dict(), ensure_ascii=False)


@pytest.mark.parametrize("dark", [False, True])
def test_a_triangle_says_its_cells_and_takes_clicks(dark):
    chart = triangle(count_together(frames(), BOOK), BOOK, dark=dark, chosen=("1", "2"))

    assert "1 and 2 stand in the same passage once, in 1 of 4 interviews" in text(chart)
    assert "Few people." in text(chart)
    [click] = chart.to_dict()["params"]
    assert click["name"] == CLICK
    assert click["select"]["fields"] == ["a", "b"]
    assert chart.to_dict()["autosize"]["type"] == "pad"


def test_what_is_kept_back_is_nowhere_in_a_picture():
    table = published(count_together(frames(), BOOK, level=Level.BOTH), BOOK, 6)
    svg = as_svg(with_notes(triangle(table, BOOK, dark=False), ["Said below."], "#000000")).decode()

    assert "kept back so that nobody is given away" in svg
    assert "in 1 of 4 interviews" not in svg
    assert "Said below." in svg


@pytest.mark.parametrize("codes", [2, 40])
def test_long_names_and_many_codes_are_drawn(codes):
    book = Codebook(codes=tuple(Code(f"{LONG}{n}", LONG) for n in range(codes)))
    made = [coding(f"c{n}", "T1", 10, 30, code.id) for n, code in enumerate(book)]
    chart = triangle(count_together(frames(made), book), book, dark=False)

    assert as_png(chart).startswith(b"\x89PNG")
    # Whole in the data, cut in the labels.
    assert "…" in text(chart)


def test_names_of_any_characters_stay_names():
    odd = """<b>"quoted"</b> 'x' \\ `y` ${z}"""
    book = Codebook(codes=(Code("1", odd), Code(odd, odd), Code("datum.value", "x")))
    made = [coding(f"c{n}", "T1", 10, 30, code.id) for n, code in enumerate(book)]
    svg = as_svg(triangle(count_together(frames(made), book), book, dark=False)).decode()

    assert "&lt;b&gt;" in svg
    assert "<b>" not in svg


def test_a_triangle_of_nothing_is_refused_and_of_no_codings_is_drawn():
    one = Codebook(codes=(Code("1", "Only"),))
    with pytest.raises(ValueError, match="two codes"):
        triangle(count_together(frames(), one), one, dark=False)
    nothing = triangle(count_together(frames([]), BOOK), BOOK, dark=False)
    assert "1 and 2 never stand in the same passage." in text(nothing)
    assert as_png(nothing).startswith(b"\x89PNG")


def test_a_strip_shows_direction_as_a_sign_and_not_as_a_colour():
    study = frames([coding("c", "T2", 10, 60, "1.a", direction=Direction.ABSENT), *CODINGS[6:7]])
    chart = strips(draw_portrait(study, BOOK, {"T2": "word " * 12}), BOOK, dark=False)

    assert Direction.ABSENT.mark in text(chart)
    assert "1.a (Aims), absent or barrier: words 3 to 12 of 12" in text(chart)
    assert chart.to_dict()["params"][0]["select"]["fields"] == ["coding"]
    assert as_png(chart).startswith(b"\x89PNG")


def test_strips_of_nothing():
    with pytest.raises(ValueError, match="at least one interview"):
        strips(draw_portrait(frames(), BOOK, {}), BOOK, dark=False)
    bare = draw_portrait(frames([]), BOOK, {"T5": ""})
    assert as_png(strips(bare, BOOK, dark=True)).startswith(b"\x89PNG")


def test_a_curve_marks_the_run_that_met_the_threshold():
    rng = np.random.default_rng(1)
    coded = [(f"T{n}", frozenset(map(str, rng.integers(0, 12, 6)))) for n in range(30)]
    chart = curve(saturate(coded), dark=False)

    assert saturate(coded).result in text(chart)
    assert '"word": "run"' in text(chart)
    assert as_png(chart).startswith(b"\x89PNG")


def test_a_curve_of_one_interview_and_of_none():
    one = curve(saturate([("T1", frozenset("ab"))]), dark=True)

    assert "Too few to tell" in text(one)
    assert as_png(one).startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="one interview"):
        curve(saturate([]), dark=False)


def test_a_curve_that_leaves_draws_other_orders_only():
    coded = [(f"T{n}", frozenset(f"{n}a")) for n in range(8)]
    drawn = text(curve(without_order(saturate(coded)), dark=False))

    assert "new_codes" not in drawn and "Line: this order" not in drawn
    assert "Not reached: no run" in drawn and "Different codes so far" in drawn
    assert "Interviews, in any order" in drawn


def test_units_are_named_above_the_triangle():
    chart = triangle(count_together(frames(), BOOK, Unit.INTERVIEW), BOOK, dark=False)

    assert "Interviews in which both stand; an empty cell is none" in text(chart)
