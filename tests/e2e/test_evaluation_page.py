"""Evaluation in a real browser: one press, and the figures fit the page, by light and dark."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import settled


@pytest.fixture
def study(built_sample: Path, tmp_path: Path) -> Path:
    place = tmp_path / "copy.qualcode"
    shutil.copy(built_sample, place)
    return place


def test_one_press_brings_the_figures_and_nothing_spills(serve, page: Page, study):
    page.goto(serve(study, coder="Tom Kessler") + "/evaluation")
    page.get_by_role("combobox", name="Against whose codings?").click()
    page.get_by_role("option", name="Tom Kessler").click()
    page.get_by_role("button", name="Evaluate now").click()

    expect(page.get_by_role("heading", name="What this cannot say")).to_be_visible(timeout=240_000)
    settled(page)
    app, main = page.locator("[data-testid=stApp]"), page.locator("[data-testid=stMain]")
    # The figures stay while the page is shown in the other colours.
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        white = expect(app).to_have_css if scheme == "light" else expect(app).not_to_have_css
        white("background-color", "rgb(255, 255, 255)")
        settled(page)
        expect(page.get_by_role("button", name="Evaluate again")).to_be_visible()
        expect(page.locator(".qce-table").first.locator("tbody tr")).to_have_count(32)
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
