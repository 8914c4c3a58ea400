"""The Answers page in a real browser: an item is chosen, read and taken along."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from qualcode.project import Project
from qualcode.project.sample_parts.answers import add_to_sample
from tests.e2e.conftest import settled


def test_a_ranking_is_seen_and_leaves_without_single_answers(serve, page, study):
    project = Project.open(study, "Ruth Adeyemi")
    if project.instrument() is None:
        add_to_sample(project)
    project.close()
    page.goto(serve(study) + "/answers")
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    expect(page.get_by_text("The same as a table")).to_be_visible()
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Table (CSV)").click()

    text = Path(started.value.path()).read_text("utf-8-sig")
    assert "median" in text.splitlines()[0] and "each" not in text.splitlines()[0]
    project = Project.open(study, "Ruth Adeyemi")
    assert project.history(last=1)[0].act == "export answers"
    project.close()
