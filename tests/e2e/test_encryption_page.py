"""An encrypted study in a browser: made with its sheet, locked, and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from qualcode.project import Project
from qualcode.store.engine import looks_like_study
from qualcode.store.key import found_groups
from tests.e2e.conftest import settled

WORDS, OTHER = "otter lamp seven gravel", "harbour tin ninety quilt"


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")
    settled(page)


def press(page: Page, button: str) -> None:
    settled(page)
    page.get_by_role("button", name=button, exact=True).click()
    settled(page)


def test_a_study_is_made_encrypted_locked_and_opened_again(
    serve: Callable[..., str], page: Page, tmp_path: Path
) -> None:
    page.goto(serve(None, coder="mk"))
    expect(page.get_by_text("Make a new study")).to_be_visible()
    settled(page)
    fill(page, "Name of the study", "Midtown")
    page.get_by_text("Encrypt it, so that only a passphrase").click()
    settled(page)
    # By the keyboard alone: past each field stands a button that shows what was typed.
    page.get_by_label("Passphrase", exact=True).click()
    for _ in range(2):
        page.keyboard.type(WORDS)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page)

    with page.expect_download() as coming:
        press(page, "Save the recovery sheet")
    sheet = tmp_path / "sheet.html"
    coming.value.save_as(sheet)
    groups = found_groups(sheet.read_text("utf-8")).split()
    place = tmp_path / "midtown.qualcode"
    assert len(groups) == 16
    assert not place.exists()
    asked = page.get_by_label(re.compile(r"^Group \d+$"))
    names = [asked.nth(n).get_attribute("aria-label") or "" for n in range(asked.count())]
    assert len(names) == 2
    for name in names:
        fill(page, name, groups[int(name.split()[1]) - 1].lower())
    press(page, "Make the encrypted study")

    expect(page.get_by_role("button", name="Lock", exact=True)).to_be_visible()
    assert not looks_like_study(place)
    press(page, "Lock")
    expect(page.get_by_text("This study is encrypted", exact=True)).to_be_visible()
    field = "Passphrase, or the sixteen groups of the recovery sheet"
    fill(page, field, OTHER)
    press(page, "Open it")
    expect(page.get_by_text("The passphrase is wrong, or the file is damaged")).to_be_visible()
    fill(page, field, WORDS)
    press(page, "Open it")
    expect(page.get_by_text("Bring in your first interviews")).to_be_visible()

    # Nothing the browser keeps holds the passphrase.
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert WORDS not in kept + page.url
    project = Project.open(place, "mk", recovery=" ".join(groups))
    assert project.encrypted
    project.close()
