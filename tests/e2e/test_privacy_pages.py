"""Names, Corrections, and Erase and retain in a browser: one real act on each page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qualcode.model import Span
from qualcode.project import Project, Upload, new
from tests.conftest import ROOT
from tests.e2e.conftest import settled

HEAD = "---\nparticipant: {}\nauthority: Midtown\n---\n\n"
ONE = "Interviewer: Who helps?\n\nP01: Keith Barnes helps us every day. He knows the duty desk.\n"
TWO = "Interviewer: And you?\n\nP02: Extraordinarily quarrelsome altogether, says Keith.\n"
CODED = "knows the duty desk"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A study with two short invented interviews, one passage of one coded."""
    made = tmp_path / "study.qualcode"
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    with closing(new(made, "Ruth Adeyemi", codebook=book)) as project:
        files = {"one.md": HEAD.format("P01") + ONE, "two.md": HEAD.format("P02") + TWO}
        project.import_files([Upload(name, text.encode()) for name, text in files.items()])
        at = project.transcript("one").text.index(CODED)
        project.code("one", Span(at, at + len(CODED)), "1")
    return made


def press(page: Page, button: str) -> None:
    settled(page)
    page.get_by_role("button", name=button, exact=True).first.click()
    settled(page)


def test_a_name_is_replaced_a_transcript_corrected_and_a_person_erased(
    serve: Callable[..., str], page: Page, place: Path, tmp_path: Path
) -> None:
    address = serve(place)

    page.goto(f"{address}/names?transcript=one")
    field = page.get_by_role("textbox", name="Words in its place").first
    # The first interview waits for the model that sees names.
    expect(field).to_have_value("person 1", timeout=60_000)
    settled(page)
    field.fill("team manager")
    field.press("Tab")
    press(page, "Replace everywhere")
    expect(page.get_by_text("Replaced: 2 places in 2 interviews.")).to_be_visible()

    page.goto(f"{address}/corrections?transcript=one")
    expect(page.get_by_text("Bring a corrected version")).to_be_visible()
    settled(page)
    better = (HEAD.format("P01") + ONE).replace("knows the duty", "knew the duty")
    talk = {"name": "better.md", "mimeType": "text/markdown", "buffer": better.encode()}
    page.locator("input[type=file]").set_input_files([talk])
    expect(page.get_by_text("1 coding would wait for you to look at")).to_be_visible()
    page.get_by_role("textbox", name="Why was it corrected?").fill("heard again")
    page.get_by_role("textbox", name="Why was it corrected?").press("Tab")
    press(page, "Put this text in its place")
    expect(page.get_by_text("1 coding to look at")).to_be_visible()
    press(page, "Keep it on the new words")
    expect(page.get_by_text("No coding waits to be looked at.")).to_be_visible()

    page.goto(f"{address}/erase")
    expect(page.get_by_text("Take a person out")).to_be_visible()
    settled(page)
    page.get_by_label("Who withdraws?").click()
    page.get_by_role("option", name="P02", exact=True).click()
    press(page, "Look at what would go")
    expect(page.get_by_text("1 interview with everything on it")).to_be_visible()
    page.get_by_role("textbox", name="Type the participant's id to confirm").fill("P02")
    with page.expect_download() as coming:
        press(page, "Erase for good")
        expect(page.get_by_text("none was found").first).to_be_visible()
        page.get_by_role("button", name="Certificate", exact=True).click()
    coming.value.save_as(tmp_path / "certificate.txt")

    assert "Certificate of erasure" in (tmp_path / "certificate.txt").read_text("utf-8")
    with closing(Project.open(place, "Ruth Adeyemi")) as project:
        assert "[team manager] helps us" in project.masked_text("one")
        [kept] = project.codings(transcript="one")
        assert kept.quote == "knew the duty desk"
        assert [p.id for p in project.participants()] == ["P01"]
        assert [t["id"] for t in project.transcripts()] == ["one"]
    assert b"quarrelsome" not in place.read_bytes().lower()
