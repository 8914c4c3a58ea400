"""In a real browser: a theme is written, an authority placed, the study made another kind."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import settled

STATEMENT = "Thresholds *divide* where nobody meets."


@pytest.fixture
def study(built_bare: Path, tmp_path: Path) -> Path:
    """A copy of the sample study in which nobody has written themes yet."""
    return Path(shutil.copy(built_bare, tmp_path / "sample-study.qualcode"))


def test_a_theme_is_written_and_given_a_passage_against_it(serve, page, study, asked):
    page.goto(serve(study) + "/themes?view=Written themes")
    page.get_by_label("What do the interviews say?").fill(STATEMENT)
    codes = page.get_by_label("Codes it rests on")
    codes.fill("8.a")
    page.get_by_role("option", name=re.compile("^8.a")).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Write this theme").click()

    expect(page.locator("h3", has_text=STATEMENT)).to_be_visible()
    [theme] = asked.written_themes()
    assert (theme.statement, theme.codes) == (STATEMENT, ("8.a",))
    settled(page)
    page.get_by_text("Choose passages from its codes").click()
    page.get_by_role("button", name="Speaks against it").first.click()
    expect(page.get_by_role("button", name="Take away")).to_have_count(1)
    assert len(asked.theme(theme.id).counter) == 1


def test_an_authority_is_placed_and_the_figure_taken_along(serve, page, study, asked):
    page.goto(serve(study) + "/continuum")
    page.get_by_role("button", name="Midtown").click()
    expect(page.locator("h3", has_text="Midtown")).to_be_visible()
    settled(page)
    page.get_by_label("Where does it stand?").click()
    page.get_by_role("option", name="at “aspirational development”").click()
    page.get_by_label("Why does it stand there?").fill("They plan together.")
    page.get_by_role("button", name="Keep this place").click()
    expect(page.get_by_text("The place is kept, with its reason.")).to_be_visible()

    [placed] = asked.continuum().placements
    assert (placed.authority, placed.position) == ("Midtown", 1.0)
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Picture (PNG)").click()
    assert Path(started.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_study_becomes_one_of_another_kind(serve, page, study, asked):
    page.goto(serve(study))
    expect(page.get_by_text("The kind of analysis")).to_be_visible()
    settled(page)
    page.get_by_text("The kind of analysis").click()
    page.get_by_text("Reflexive thematic analysis").click()

    expect(page.get_by_text("Reflexive thematic analysis. Another study")).to_be_visible()
    assert asked.about()["profile"] == "reflexive"
