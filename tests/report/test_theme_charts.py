"""Dot plot, panels and the heat map as a picture: what they draw, say and keep back."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.analysis.frequency import count_themes
from qualcode.model import Code, Codebook, Direction, Respondents, Speaker
from qualcode.report.cells import grid_of
from qualcode.report.charts.base import CLICK, as_png, as_svg
from qualcode.report.charts.dots import dot_plot
from qualcode.report.charts.heat import heat_chart
from qualcode.report.charts.multiples import Bars, small_multiples
from qualcode.report.charts.placed import hatching
from tests.analysis import study
from tests.analysis.study import BOOK
from tests.report.test_heatmap import LISTED

CHARTS = {"heat": heat_chart, "dots": dot_plot, "panels": small_multiples}


def counted(kind, frames=None, book=BOOK):
    by = ("authority", "direction") if kind == "panels" else ("authority",)
    return count_themes(frames or study.frames(), book, by)


def rows(chart):
    """Every row of every layer's data."""
    return [row for layer in chart.to_dict()["layer"] for row in layer["data"]["values"]]


def suppressed(table):
    nulls = {"suppressed": True, "participants": None, "of_participants": None, "segments": None}
    return dataclasses.replace(table, rows=table.rows.assign(**nulls))


def long_names(columns):
    book = Codebook(
        codes=tuple(Code(str(n), f"Indicator {n} " + "of a very long name " * 6) for n in range(3))
    )
    segments = [("T1", n * 10, n * 10 + 10, f"S{n}") for n in range(columns)]
    speakers = [
        ("T1", Speaker(f"S{n}", participant=f"P{n}", authority=f"Authority {n} " + "long " * 22))
        for n in range(columns)
    ]
    made = [study.coding(f"c{n}", "T1", n * 10, n * 10 + 9, str(n % 3)) for n in range(columns)]
    return study.frames(made, speakers=speakers, segments=segments), book


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_cell_says_its_sentence(kind, dark):
    grid = grid_of(counted(kind), LISTED)
    said = {row["said"] for row in rows(CHARTS[kind](grid, BOOK, dark=dark)) if "said" in row}

    if kind == "panels":
        assert "Midtown: 1 Aims, absent or barrier: 1 passage by 1 of 3 people" in said
    else:
        assert said == {grid.sentence(cell) for cell in grid.cells.values()}


@pytest.mark.parametrize("kind", CHARTS)
def test_what_is_kept_back_is_hatched_with_a_c_and_no_number(kind):
    table = suppressed(counted(kind))
    drawn = rows(CHARTS[kind](grid_of(table, LISTED), BOOK))

    texts = {row["text"] for row in drawn if "text" in row}
    assert "c" in texts or "● c" in texts
    assert any({"x", "y", "x2", "y2"} == set(row) for row in drawn)
    names = {f"{code.id} {code.name}" for code in BOOK}
    numbers = {t for t in texts if any(c.isdigit() for c in t)} - names
    assert numbers <= {"0", "1"}  # the axis of the dot plot
    assert not any("passage" in t for t in texts)


def test_the_dots_stand_at_how_many_said_it_and_the_lines_end_at_everybody():
    drawn = rows(dot_plot(grid_of(counted("dots"), LISTED), BOOK))

    texts = [row["text"] for row in drawn if "text" in row]
    assert "1 of 3 · 2 passages" in texts and "0 of 1 · 0 passages" in texts
    assert "people not known, 1 passage" in texts
    assert texts.count("◥") == 7
    hits = [row for row in drawn if "column" in row]
    assert {(row["code"], row["column"]) for row in hits} == {
        (code.id, n) for code in BOOK for n in range(3)
    }


def test_a_click_in_the_dots_tells_code_and_column():
    [param] = dot_plot(grid_of(counted("dots"), LISTED), BOOK).to_dict()["params"]

    assert param["name"] == CLICK and param["select"]["fields"] == ["code", "column"]


def test_panels_stack_passages_or_people_by_direction_with_their_marks():
    made = [
        study.coding(f"c{n}", "T1", 10, 30, "1", direction=way)
        for n, way in enumerate([Direction.PRESENT, Direction.ABSENT])
    ]
    grid = grid_of(counted("panels", study.frames(made)), LISTED)

    for bars in Bars:
        drawn = rows(small_multiples(grid, BOOK, bars=bars))
        marks = [row["text"] for row in drawn if "text" in row]
        assert {"● 1", "✕ 1", "3 people in scope", "Midtown"} <= set(marks)
        parts = [r for r in drawn if "said" in r and r["said"].startswith("Midtown: 1 ")]
        assert [round(p["x2"] - p["x"]) for p in parts] == [98, 98]
        assert parts[1]["x"] == parts[0]["x2"]


def test_panels_need_the_direction_last():
    with pytest.raises(ValueError, match="by direction"):
        small_multiples(grid_of(counted("heat"), LISTED), BOOK)


@pytest.mark.parametrize("kind", ["heat", "dots"])
def test_nothing_to_draw_is_refused(kind):
    empty = Codebook()
    with pytest.raises(ValueError, match="at least one"):
        CHARTS[kind](grid_of(count_themes(study.frames([]), empty), Respondents()), empty)


@pytest.mark.parametrize("columns", [1, 40])
@pytest.mark.parametrize("kind", CHARTS)
def test_long_names_and_many_columns_are_pictures_of_a_sensible_size(kind, columns):
    frames, book = long_names(columns)
    chart = CHARTS[kind](grid_of(counted(kind, frames, book), Respondents()), book, notes=["N."])

    spec = chart.to_dict()
    assert 400 <= spec["width"] <= 2600 and spec["height"] <= 3600
    assert (
        max(len(line) for r in rows(chart) if "text" in r for line in r["text"].split("\n")) < 105
    )
    assert spec["title"]["text"] == ["N."]


@pytest.mark.parametrize("kind", CHARTS)
def test_the_pictures_can_be_made(kind):
    chart = CHARTS[kind](grid_of(counted(kind), LISTED), BOOK)

    assert as_png(chart).startswith(b"\x89PNG")
    assert b"Midtown" in as_svg(chart)


def test_hatching_stays_in_its_box():
    lines = hatching(10, 20, 60, 40)

    assert len(lines) > 4
    for row in lines:
        assert 10 <= row["x"] < row["x2"] <= 60
        assert 20 <= row["y2"] < row["y"] <= 40
        assert row["x2"] - row["x"] == pytest.approx(row["y"] - row["y2"])
