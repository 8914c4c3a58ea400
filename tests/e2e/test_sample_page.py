"""The sample and the schedule in a real browser: a plan is brought, a cell is clicked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from qualcode.project import Project
from qualcode.project.sample_parts.sampling import add_to_sample
from tests.conftest import ROOT
from tests.e2e.conftest import settled


def test_a_plan_is_brought_and_the_file_keeps_few_people_back(serve, page, study, tmp_path):
    page.goto(serve(study) + "/sample")
    settled(page)
    # By its label: which of the page's two boxes stands there first is nobody's promise.
    box = page.get_by_test_id("stFileUploader").filter(has_text="Planned sample")
    box.locator("input[type=file]").set_input_files(ROOT / "instruments" / "planned-sample.yaml")

    expect(page.locator(".qc-sentence").first).to_contain_text("The plan of 27 rows is in force")
    expect(page.locator(".qc-facts")).to_contain_text("21 of 29")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Table (Excel)").click()
    file = tmp_path / "sample.xlsx"
    download.value.save_as(file)
    head, *rows = openpyxl.load_workbook(file)["Sample"].iter_rows(values_only=True)
    people = head.index("participants")
    numbers = [row[people] for row in rows]
    assert "c" in numbers and 27 in numbers
    assert all(n == "c" or n == 0 or n >= 6 for n in numbers)


def test_a_click_on_the_map_lists_what_was_said_to_the_question(serve, page, study: Path):
    project = Project.open(study, "Ruth Adeyemi")
    add_to_sample(project)
    behind = project.behind("1", {"question": "7"})
    project.close()
    page.emulate_media(reduced_motion="reduce")
    page.goto(serve(study) + "/answers?view=questions+by+codes")
    chart = page.locator(".st-key-questions-map svg.marks")
    chart.wait_for()
    settled(page)
    box = chart.bounding_box()
    assert box is not None
    # Row 1, question 7: the chart's 21 columns of 30 px end at its right edge, its 8 rows of 30 px
    # at its lower one.
    x = box["x"] + box["width"] - 21 * 30 + 6.5 * 30 - 5
    y = box["y"] + box["height"] - 8 * 30 + 12 - 5
    page.mouse.click(x, y)

    expect(page.locator(".st-key-questions_question input")).to_have_value(
        "7 Is there something written down about child protection that staff can go to?"
    )
    expect(page.locator(".st-key-questions_code input")).to_have_value(
        "1 Clarity and agreement around respective aims and objectives"
    )
    expect(page.locator(".qc-quote")).to_have_count(len(behind))
