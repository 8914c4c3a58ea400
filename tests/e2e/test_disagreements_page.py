"""The Disagreements view in a real browser: keys, a link to one difference, and two tabs."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import settled


def write(page, text):
    """Write the reason, and leave the field."""
    field = page.locator(".st-key-difference-why textarea")
    page.keyboard.press("r")
    expect(field).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    settled(page)


def test_differences_are_settled_by_keys_opened_by_a_link_and_never_twice(
    serve, page, study, asked
):
    one, two, *_ = asked.disagreements(lane="code").differences
    page.goto(f"{serve(study)}/agreement?view=disagreements&difference={one.key}")
    line = page.locator(".qcd-line").first
    expect(line).to_contain_text("another code on the same words")
    page.locator("[data-qck-keys=on]").first.wait_for(state="attached")
    settled(page)
    page.get_by_role("radio", name="Other code").click()
    expect(line).to_contain_text("1 of 13")
    settled(page)

    page.keyboard.press("f")
    expect(page.get_by_role("alert")).to_contain_text("Write why it is settled so")
    settled(page)
    write(page, "The first one names managers, sft")
    page.keyboard.press("s")
    expect(page.locator(".st-key-difference-said")).to_contain_text("Tom Kessler’s coding was kept")
    expect(line).to_contain_text("1 of 12")
    settled(page)
    found = asked.disagreements().find(one.key)
    assert found is not None and found.resolution is not None
    assert found.resolution.reason == "The first one names managers, sft"

    # Tom settles the next one in another tab; what Ruth writes meanwhile is not lost.
    asked.acting_as("Tom Kessler").settle(two.key, "open", "Both readings are in it")
    write(page, "Mine")
    page.keyboard.press("b")
    expect(page.get_by_role("alert")).to_contain_text("Tom Kessler has settled this already")
    expect(page.locator(".st-key-difference-why textarea")).to_have_value("Mine")
    assert len(asked.settlings(two.key)) == 1

    page.get_by_role("radio", name="Confusion").click()
    page.get_by_role("button", name="Look at them").first.click()
    expect(page.locator(".qcd-words").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
