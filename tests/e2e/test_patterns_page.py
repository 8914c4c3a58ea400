"""Patterns in a real browser: a pair is clicked, a mark opens its coding."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import settled


def shown(page: Page, address: str, view: str, chart: str):
    """The marks that a click is taken by, once the chart is drawn."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/patterns?view={view}")
    marks = page.locator(f'.st-key-{chart} path[aria-roledescription="rect mark"]')
    marks.first.wait_for(timeout=60_000)
    settled(page)
    return marks


def test_a_click_on_a_pair_lists_its_quotes(serve, page, study, asked):
    shown(page, serve(study), "Co-occurrence", "pairs_chart")
    cell = page.locator('.st-key-pairs_chart path[aria-label*="4 and 8 stand in"]')
    cell.hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text("6 of 27 people")
    cell.click()

    quotes = page.locator(".qc-quote")
    expect(quotes).to_have_count(len(asked.pair_quotes("4", "8")))
    settled(page)
    expect(page.locator(".st-key-pairs_one input")).to_have_value(re.compile("^4 "))
    expect(page.locator(".st-key-pairs_other input")).to_have_value(re.compile("^8 "))


def test_a_click_on_a_mark_opens_its_coding(serve, page, study):
    shown(page, serve(study), "Portrait", "portrait_chart")
    page.locator('.st-key-portrait_chart path[aria-label*="present: words"]').last.click()

    expect(page).to_have_url(re.compile(r"/code\?transcript=.+&coding="))
