"""The History page in a browser: its sentences lead somewhere, and a copy is merged."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from qualcode.project import Project
from tests.e2e.conftest import settled


@pytest.fixture
def copy(study, asked, tmp_path):
    """A copy of the study in which Tom coded one passage more, and where that is."""
    place = shutil.copy(study, tmp_path / "tom.qualcode")
    other = Project.open(place, "Tom Kessler")
    id = other.transcripts()[0]["id"]
    span = next(s.span for s in other.segments(id) if not s.interviewer and s.span.end > 900)
    made = other.code(id, span, "7.d")
    other.close()
    return place, made


def test_a_copy_is_merged_and_the_new_act_leads_to_its_passage(serve, page, study, asked, copy):
    place, made = copy
    page.goto(f"{serve(study)}/history?view=Merge")
    page.locator("input[type=file]").set_input_files(place)
    expect(page.get_by_text("Tom Kessler: 1 coding", exact=True)).to_be_visible()
    assert made.id not in {c.id for c in asked.codings()}
    settled(page)

    page.get_by_role("button", name="Merge it into this study").click()

    expect(page.get_by_text("What came: 1 coding.")).to_be_visible()
    assert made.id in {c.id for c in asked.codings()}
    settled(page)
    page.get_by_role("radio", name="What happened").click()
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_text(f"The chain of {asked.version} acts is unbroken.")).to_be_visible()
    line = page.locator(".qc-acts li", has_text="Tom Kessler coded a passage of Interview 1")
    line.first.get_by_role("link", name="Open").click()
    expect(page).to_have_url(re.compile(rf"/code\?.*coding={made.id}"))
    expect(page.get_by_text("Ruth Adeyemi").first).to_be_visible()
