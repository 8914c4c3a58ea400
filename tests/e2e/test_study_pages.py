"""The study pages in a real browser: from nothing to a study that is ready to code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qualcode.project import Project
from tests.e2e.conftest import settled

ODD = """Interviewer: What do **meetings** cost?

P07: $5 and $6 -- *really* <img src=x onerror=alert(1)> ![x](http://example.invalid/x.png) :smile:

Interviewer: And who pays?

P07: We do.
"""


def titled(page: Page, title: str) -> None:
    """Wait for the page of this title."""
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    settled(page)


def turn_to(page: Page, name: str) -> None:
    """Go to another page by the navigation."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    titled(page, name)


@pytest.fixture
def study(built_sample: Path, tmp_path: Path) -> Path:
    place = tmp_path / "copy.qualcode"
    shutil.copy(built_sample, place)
    return place


def test_a_newcomer_gets_from_nothing_to_the_first_passage(serve, page, tmp_path):
    page.goto(serve(None, coder="maya"))
    titled(page, "Welcome to qualcode")
    page.get_by_label("Name of the study").fill("My *first* study")
    page.get_by_role("button", name="Make the study").click()
    titled(page, "Overview")
    expect(page.get_by_text("My *first* study", exact=True)).to_be_visible()

    page.get_by_role("button", name="Upload transcripts").click()
    titled(page, "Transcripts")
    talk = {"name": "talk.txt", "mimeType": "text/plain", "buffer": ODD.encode()}
    empty = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}
    page.locator("input[type=file]").set_input_files([talk, empty])
    expect(page.get_by_text("empty.txt is empty")).to_be_visible()
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_text("1 file taken in")).to_be_visible()
    settled(page)

    page.get_by_label("Role, as written").fill("Chief Wizard")
    page.get_by_label("Role, as written").press("Tab")
    settled(page)
    page.get_by_role("button", name="Confirm the speakers").click()
    expect(page.get_by_text("The speakers of talk are settled.")).to_be_visible()

    turn_to(page, "Overview")
    page.get_by_role("button", name="Settle roles").click()
    titled(page, "Participants")
    page.get_by_role("button", name="Keep as a role of its own").click()
    expect(page.get_by_text("Chief Wizard is settled as Chief Wizard.")).to_be_visible()

    turn_to(page, "Overview")
    page.get_by_role("button", name="Start coding").click()
    titled(page, "Code")
    expect(page).to_have_url(re.compile(r"/code\?transcript=talk$"))

    made = Project.open(tmp_path / "my-first-study.qualcode", "maya")
    assert [(p.id, p.role) for p in made.participants()] == [("P01", "chief_wizard")]
    assert [r["participants"] for r in made.transcripts()] == [["P01"]]
    made.close()


def test_words_stay_as_they_were_said_and_fetch_nothing(serve, page, study):
    project = Project.open(study, "Ruth Adeyemi")
    (study.parent / "odd.txt").write_text(ODD)
    project.import_files([study.parent / "odd.txt"])
    project.add_memo(ODD)
    project.close()

    page.goto(serve(study) + "/transcripts")
    titled(page, "Transcripts")
    page.get_by_role("tab", name="Text").click()
    said = page.get_by_text("$5 and $6 -- *really* <img src=x onerror=alert(1)>")
    expect(said.first).to_be_visible()

    turn_to(page, "Journal")
    expect(said.first).to_be_visible()


def test_a_text_and_a_code_are_picked_with_mouse_and_keyboard(serve, page, study):
    page.goto(serve(study) + "/transcripts")
    titled(page, "Transcripts")
    page.get_by_role("button", name="Health visitor, East Borough, second wave").click()
    expect(
        page.get_by_role("heading", name="Health visitor, East Borough, second wave")
    ).to_be_visible()

    turn_to(page, "Codebook")
    page.get_by_role("button", name="3.a Joined up working").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3.a")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Open", exact=True).first.click()
    expect(page.get_by_role("heading", name="3.a")).to_have_count(0)


def test_a_bookmark_leads_to_the_welcome_page_while_no_study_is_open(serve, page):
    page.goto(serve(None) + "/participants")
    titled(page, "Welcome to qualcode")


def test_the_sample_study_is_one_press_away(serve, page):
    page.goto(serve(None))
    titled(page, "Welcome to qualcode")
    page.get_by_role("button", name="Try the sample study").click()
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("24 of 28").first).to_be_visible()
    page.get_by_role("button", name="Look at suggestions").click()
    titled(page, "Suggestions")


def test_a_reload_finds_the_study_and_the_person_again_and_the_sample_lends_no_name(
    serve, page, study
):
    page.goto(serve(study, coder="Ruth Adeyemi", own=True))
    titled(page, "Overview")
    page.get_by_text("Open or make another study").click()
    name = page.get_by_label("Your name")
    assert name.input_value() != "Ruth Adeyemi"
    page.get_by_label("Name of the study").fill("Of my own")
    name.fill("Zoë")
    page.get_by_role("button", name="Make the study").click()
    expect(page.get_by_text("Of my own", exact=True)).to_be_visible()
    settled(page)

    page.reload()

    expect(page.get_by_text("Of my own", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Zoë")
