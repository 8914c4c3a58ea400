"""Themes and Quotes in a real browser: a cell is clicked, its quotes are read and taken along."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import docx
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
    cells.wait_for()
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
    direction.focus()
    direction.fill("absent")
    page.get_by_role("option", name="absent or barrier").click()
    expect(quotes).to_have_count(len(barriers))
    settled(page)
    expect(who).to_have_value("Midtown")


def test_a_quote_opens_its_interview(serve, page, study):
    page.goto(serve(study) + "/themes")
    page.mouse.click(*centre(page, 2, 2, INDICATORS, AUTHORITIES))
    page.get_by_role("button", name="Open interview").first.click()

    expect(page).to_have_url(re.compile(r"/code\?transcript=midtown-"))


def test_quotes_are_taken_along_as_a_word_document(serve, page, study):
    page.goto(serve(study) + "/quotes")
    expect(page.locator(".qc-quote")).to_have_count(100)
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Word").click()

    made = docx.Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    quoted = [p for p in made.paragraphs if p.style.name == "Quote"]
    project = Project.open(study, "Ruth Adeyemi")
    assert len(quoted) == sum(not q.withheld for q in project.quotes())
    assert [e.act for e in project.history(last=1)] == ["export quotes"]
    project.close()
