"""Themes and Quotes in a real browser: a cell is clicked, its quotes are read and taken along."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from qualcode.project import Project
from tests.e2e.conftest import settled

INDICATORS, AUTHORITIES = 8, 4


@pytest.fixture
def study(built_sample: Path, tmp_path: Path) -> Path:
    place = tmp_path / "copy.qualcode"
    shutil.copy(built_sample, place)
    return place


def centre(page: Page, row: int, column: int, rows: int, columns: int) -> tuple[float, float]:
    """Where on the screen a cell of the heat map lies."""
    cells = page.locator(".js-plotly-plot .nsewdrag").first
    cells.wait_for(timeout=60_000)  # a busy machine is no failure
    settled(page)
    box = cells.bounding_box()
    assert box is not None
    return (
        box["x"] + (column + 0.5) * box["width"] / columns,
        box["y"] + (row + 0.5) * box["height"] / rows,
    )


def test_a_click_on_a_cell_lists_its_quotes_and_a_direction_narrows_them(serve, page, study):
    page.emulate_media(reduced_motion="reduce")
    page.goto(serve(study) + "/themes")
    # Row 3, column Midtown: near the cell's right edge, so that the whole of a cell takes clicks.
    x, y = centre(page, 2, 2, INDICATORS, AUTHORITIES)
    page.mouse.move(x, y)
    expect(page.locator(".hoverlayer")).to_contain_text("3 of 6 people in Midtown")
    page.mouse.click(x + 55, y + 12)

    quotes = page.locator(".qc-quote")
    expect(quotes.first).to_be_visible()
    settled(page)
    project = Project.open(study, "Ruth Adeyemi")
    behind = [q for q in project.quotes(code="3") if q.authority == "Midtown"]
    barriers = [q for q in behind if "absent_or_barrier" in q.directions]
    project.close()
    expect(quotes).to_have_count(len(behind))
    code, who = (page.locator(f".st-key-themes_{box} input") for box in ("code", "column"))
    expect(code).to_have_value("3 Strategic level commitment")
    expect(who).to_have_value("Midtown")
    expect(page.locator(".st-key-behind")).to_contain_text(behind[0].words[:40])

    direction = page.locator(".st-key-themes_direction input")
    option = page.get_by_role("option", name="absent or barrier")
    settled(page)
    for _ in range(5):  # a list that opens while the page is drawn anew closes again
        direction.click()
        direction.fill("absent")
        page.wait_for_timeout(500)
        if option.is_visible():
            break
        page.keyboard.press("Escape")
    option.click()
    expect(quotes).to_have_count(len(barriers))
    settled(page)
    expect(who).to_have_value("Midtown")


def test_a_click_in_the_dot_plot_lists_the_quotes_of_its_line(serve, page, study):
    page.goto(serve(study) + "/themes")
    page.get_by_role("radio", name="Dot plot").click()
    drawn = page.locator(".vega-embed canvas, .vega-embed svg").first
    drawn.wait_for()
    settled(page)
    box = drawn.bounding_box()
    assert box is not None
    # The second line below the first heading: East Borough.
    page.mouse.click(box["x"] + 500, box["y"] + 105)

    quotes = page.locator(".qc-quote")
    expect(quotes.first).to_be_visible()
    project = Project.open(study, "Ruth Adeyemi")
    behind = project.behind("1", {"authority": "East Borough"})
    project.close()
    expect(quotes).to_have_count(len(behind))
    expect(page.locator(".st-key-themes_column input")).to_have_value("East Borough")


def test_a_downloaded_table_holds_no_number_of_a_small_group(serve, page, study):
    page.goto(serve(study) + "/themes")
    page.get_by_role("radio", name="Role").click()
    settled(page)
    page.get_by_text("Take it along").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Table (Excel)").click()

    book = openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    head, *rows = book["Rows"].iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert any(row["suppressed"] for row in told)
    for row in told:
        if row["suppressed"]:
            assert row["participants"] is row["of_participants"] is row["segments"] is None
        else:
            assert row["participants"] == 0 or row["participants"] >= 6
            assert row["of_participants"] >= 6
    notes = [str(cell) for row in book["Notes"].iter_rows(values_only=True) for cell in row]
    assert any("What this cannot show" in note for note in notes)
    # Streamlit's own buttons would save the screen, with nothing kept back.
    expect(page.locator('[data-testid="stElementToolbar"]').first).to_be_hidden()
    project = Project.open(study, "Ruth Adeyemi")
    assert [e.act for e in project.history(last=1)] == ["export table"]
    project.close()


def test_a_quote_opens_its_interview(serve, page, study):
    page.goto(serve(study) + "/themes")
    page.mouse.click(*centre(page, 2, 2, INDICATORS, AUTHORITIES))
    page.get_by_role("button", name="Open interview").first.click()

    expect(page).to_have_url(re.compile(r"/code\?transcript=midtown-"))


def test_quotes_are_taken_along_as_a_word_document(serve, page, study):
    page.goto(serve(study) + "/quotes")
    expect(page.locator(".qc-quote")).to_have_count(100, timeout=60_000)
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Word").click()

    made = docx.Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    quoted = [p for p in made.paragraphs if p.style.name == "Quote"]
    project = Project.open(study, "Ruth Adeyemi")
    assert len(quoted) == sum(not q.withheld for q in project.quotes())
    assert [e.act for e in project.history(last=1)] == ["export quotes"]
    project.close()
