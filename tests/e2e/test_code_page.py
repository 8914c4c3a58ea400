"""Around the workbench: an interview coded through, and suggestions decided on their own page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import settled

RUTH = "Ruth Adeyemi"
INTERVIEW = "city-07-teacher"


def button(page, key):
    return page.locator(f"[class*='st-key-{key}'] button").first


def test_a_passage_is_split_and_joined_and_the_interview_coded_through(serve, page, study, asked):
    page.goto(f"{serve(study)}/code?transcript={INTERVIEW}")
    page.locator(".qcw-text").wait_for()
    settled(page)
    before = len(asked.segments(INTERVIEW))
    for key in ("n", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    page.get_by_role("button", name=re.compile("^Split")).click()
    expect(page.locator(".qcw-saved")).to_have_text("Saved")
    assert len(asked.segments(INTERVIEW)) == before + 1
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name=re.compile("^Join")).click()
    expect(page.locator(".qcw-saved")).to_have_text("Saved")
    assert len(asked.segments(INTERVIEW)) == before

    page.get_by_role("button", name="☐ Coded through").click()
    expect(page.locator(".st-key-code-choice input")).to_have_value(re.compile("coded through"))
    assert any(r.transcript == INTERVIEW and r.done_at for r in asked.readings() if r.coder == RUTH)
