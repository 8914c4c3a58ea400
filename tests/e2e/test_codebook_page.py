"""The Codebook page in a real browser: edited, merged, checked and its versions read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qualcode.project import Project
from tests.e2e.conftest import settled
from tests.e2e.test_study_pages import titled


@pytest.fixture
def study(built_sample: Path, tmp_path: Path) -> Path:
    place = tmp_path / "copy.qualcode"
    shutil.copy(built_sample, place)
    return place


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def why(page: Page, reason: str) -> None:
    """Type the reason as a person does, and leave the field."""
    page.get_by_label("Why?").fill(reason)
    page.get_by_label("Why?").press("Tab")
    settled(page)


def test_a_code_is_edited_merged_and_the_interviews_to_read_again_are_listed(serve, page, study):
    page.goto(serve(study) + "/codebook")
    titled(page, "Codebook")
    page.get_by_role("button", name="3.a Joined up working").click()
    expect(page.get_by_role("heading", name="3.a", level=2)).to_be_visible()

    press(page, "Edit")
    page.get_by_label("Examples (one on each line)").fill("We *always* <b>ring</b> first\nA second")
    page.get_by_label("Why?").fill("examples from the first wave")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("3.a is saved. The codebook is now version 2.")).to_be_visible()
    expect(page.get_by_text("We *always* <b>ring</b> first", exact=True)).to_be_visible()

    press(page, "Merge into")
    expect(page.get_by_text("You are merging this code")).to_be_visible()
    into = page.get_by_role("combobox", name="Into which code?")
    into.click()
    into.press_sequentially("3.b")
    into.press("Enter")
    expect(page.get_by_text("To read again afterwards:")).to_be_visible()
    before = Project.open(study, "Ruth Adeyemi")
    count = len([c for c in before.codings() if c.code == "3.a"])
    before.close()
    expect(page.get_by_text(f"{count} coding")).to_be_visible()
    why(page, "the same idea")
    page.get_by_role("button", name="Merge them", exact=True).click()
    expect(
        page.get_by_text("3.a is merged into 3.b. The codebook is now version 3.")
    ).to_be_visible()
    expect(page.get_by_text("To read again:")).to_be_visible()

    page.get_by_role("radio", name="Versions").click()
    expect(page.get_by_text("Gone: 3.a Joined up working")).to_be_visible()
    expect(page.get_by_text("examples from the first wave")).to_be_visible()
    page.get_by_role("radio", name="Checks").click()
    expect(page.get_by_text("things to look at")).to_be_visible()
    settled(page)

    made = Project.open(study, "Ruth Adeyemi")
    assert "3.a" not in made.codebook
    assert "We *always* <b>ring</b> first" in made.codebook["3.b"].examples
    assert not [c for c in made.codings() if c.code == "3.a"]
    made.close()
