"""The framework matrix in a real browser: a click opens a cell, which is written and taken."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from playwright.sync_api import expect

from qualcode.app.framework_grid import COLUMN_PX, LABEL_PX, ROW_PX
from tests.e2e.conftest import settled


def test_a_cell_is_clicked_written_and_taken_along(serve, page, study, asked):
    page.goto(serve(study) + "/framework")
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    grid.wait_for(timeout=60_000)
    settled(page)
    box = grid.bounding_box()
    # Row Midtown, column 3.
    page.mouse.click(box["x"] + LABEL_PX + 2.5 * COLUMN_PX, box["y"] + 3.5 * ROW_PX)

    row = page.locator(".st-key-framework_row input")
    expect(row).to_have_value("Midtown")
    expect(page.locator(".st-key-framework_code input")).to_have_value(
        "3 Strategic level commitment"
    )
    expect(page.locator(".st-key-framework-cell .qc-quote").first).to_be_visible()
    settled(page)
    page.locator(".st-key-framework-cell [data-testid=stCheckbox]").first.click()
    settled(page)
    page.get_by_label("Summary in your own words").fill("It hangs on persons.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Written by Ruth Adeyemi")).to_be_visible()
    settled(page)

    made = asked.matrix().cells["Midtown", "3"].summary
    assert made is not None and made.text == "It hangs on persons." and len(made.quotes) == 1
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name="Word").click()
    file = docx.Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert file.tables[0].cell(3, 3).text.startswith("It hangs on persons.")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
