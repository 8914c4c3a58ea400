"""The Themes page in a narrow window."""

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


def test_in_a_narrow_window_a_hint_says_that_the_heat_map_scrolls(serve, page: Page, study):
    page.set_viewport_size({"width": 420, "height": 900})
    page.goto(serve(study) + "/themes")
    page.locator(".js-plotly-plot .nsewdrag").first.wait_for(timeout=60_000)
    settled(page)
    hint = page.locator(".qc-sideways p")
    expect(hint).to_be_visible()
    frame = page.locator(".st-key-heat")
    wider = "e => [e.scrollWidth, e.clientWidth]"
    inside, seen = frame.evaluate(wider)
    assert inside > seen

    page.set_viewport_size({"width": 1600, "height": 900})
    settled(page)
    expect(hint).to_be_hidden()
