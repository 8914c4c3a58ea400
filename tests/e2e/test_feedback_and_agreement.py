"""In a real browser: feedback is kept and counted nowhere; the figures of agreement leave."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import settled

SAID = "With us *they* do <ring> first."


def test_feedback_is_kept_and_the_figures_of_agreement_are_taken_along(serve, page, study, asked):
    before = len(asked.feedback()), asked.themes().records()
    address = serve(study)
    page.goto(f"{address}/feedback")
    page.get_by_label("What was said?").fill(SAID)
    page.get_by_role("textbox", name="Said by (optional)").fill("A team manager")
    page.get_by_role("button", name="It disputes").click()
    expect(page.get_by_text("Kept, and counted apart")).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_visible()

    assert (len(asked.feedback()) - 1, asked.themes().records()) == before
    [*_, entry] = asked.feedback()
    assert (entry.stance, entry.words, entry.said_by) == ("disputes", SAID, "A team manager")
    expect(page.get_by_label("What was said?")).to_have_value("")

    page.goto(f"{address}/agreement")
    expect(page.locator(".qca-table").first).to_be_visible()
    settled(page)
    page.get_by_text("Sentences", exact=True).click()
    found = asked.agreement(unit="sentence")
    expect(page.locator(".qc-facts")).to_contain_text(f"{found.units:,}sentences compared")
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Table (CSV)").click()
    text = Path(started.value.path()).read_text("utf-8-sig")
    assert f"{found.units:,} sentences of respondents" in text
    assert text.splitlines()[0].startswith("code,name,indicator,n,sentences of Ruth Adeyemi")
