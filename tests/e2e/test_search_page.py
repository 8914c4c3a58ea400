"""Search on the Quotes page in a real browser: words stand out and lead to their place."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import settled


def test_words_are_searched_and_open_their_interview(serve, page, study, asked):
    page.goto(serve(study) + "/quotes")
    expect(page.locator(".qc-quote").first).to_be_visible()
    settled(page)
    box = page.locator(".st-key-quotes_text input")
    box.fill("threshold")
    box.press("Enter")

    found = asked.search("threshold")
    expect(page.locator(".qc-quote")).to_have_count(len(found))
    expect(page.locator(".qc-quote mark").first).to_have_text(
        re.compile("threshold", re.IGNORECASE)
    )
    settled(page)
    page.locator(".st-key-quotes_talk label").click()
    talk = asked.search("threshold", scope="talk")
    expect(page.get_by_text(f"{len(talk)} passages of")).to_be_visible()
    expect(page.locator(".qc-quote")).to_have_count(len(talk))
    settled(page)
    page.get_by_role("button", name="Open interview").first.click()
    expect(page).to_have_url(re.compile(rf"/code\?.*transcript={talk[0].transcript}"))
