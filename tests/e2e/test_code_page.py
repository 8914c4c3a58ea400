"""Coding in a real browser: pick, code, withdraw, split, accept, done."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from qualcode.project import Project
from tests.e2e.conftest import settled

RUTH = "Ruth Adeyemi"
INTERVIEW = "city-07-teacher"


@pytest.fixture
def study(built_sample, tmp_path):
    """A copy of the sample study, as a file."""
    place = tmp_path / "sample-study.qualcode"
    shutil.copy(built_sample, place)
    return place


@pytest.fixture
def asked(study):
    """Ask the study itself, as Ruth."""
    project = Project.open(study, RUTH)
    yield project
    project.close()


def opened(page, address, transcript=INTERVIEW):
    page.goto(f"{address}/code?transcript={transcript}")
    page.locator(".qcc-passage.qcc-picked").wait_for()
    settled(page)


def button(page, key):
    return page.locator(f"[class*='st-key-{key}'] button").first


def pick(page, n):
    """Click a passage and wait until the panel shows it; its element."""
    passage = page.locator(".qcc-passage").nth(n)
    passage.click(position={"x": 120, "y": 16})
    beginning = passage.locator(".qcc-words").inner_text()[:40]
    expect(page.locator(".qcp-excerpt p")).to_contain_text(beginning)
    return passage


def choose_code(page, id):
    page.locator(".st-key-panel-code input").click()
    page.locator(".st-key-panel-code input").fill(id)
    page.get_by_role("option", name=re.compile(rf"^{re.escape(id)} ")).click()
    expect(page.locator(".qcp-code h4")).to_contain_text(id)


def test_a_passage_is_picked_coded_and_withdrawn(serve, page, study, asked):
    opened(page, serve(study))
    scroll = page.locator(".qcc-scroll")
    scroll.evaluate("area => { area.scrollTop = 500 }")
    passage = pick(page, 2)
    here = scroll.evaluate("area => area.scrollTop")
    expect(passage).to_have_class(re.compile("qcc-picked"))
    choose_code(page, "8.a")
    page.locator(".st-key-panel-direction").get_by_text("absent or barrier").click()
    button(page, "panel-code-it").click()

    chip = passage.locator(".qcc-chip").first
    expect(chip).to_contain_text("8.a")
    expect(chip).to_contain_text("✕")
    expect(chip).to_contain_text("RA")
    assert abs(scroll.evaluate("area => area.scrollTop") - here) < 2
    [coding] = asked.codings(transcript=INTERVIEW)
    assert (coding.code, coding.direction.value, coding.coder) == (
        "8.a",
        "absent_or_barrier",
        RUTH,
    )

    button(page, "withdraw-").click()
    expect(passage.locator(".qcc-chip:not(.qcc-offered)")).to_have_count(0)
    assert asked.codings(transcript=INTERVIEW) == []
    button(page, "code-undo").click()
    expect(passage.locator(".qcc-chip").first).to_contain_text("8.a")
    expect(page.get_by_text("Undone. Put code 8.a back")).to_be_visible()


def test_a_double_click_makes_one_coding(serve, page, study, asked):
    opened(page, serve(study))
    passage = pick(page, 1)
    choose_code(page, "4.c")
    page.locator(".st-key-panel-direction").get_by_text("absent or barrier").click()
    button(page, "panel-code-it").dblclick(delay=60)
    expect(passage.locator(".qcc-chip:not(.qcc-offered)")).to_have_count(1)
    # A slow second click finds the button at rest.
    expect(button(page, "panel-code-it")).to_be_disabled()
    expect(button(page, "panel-code-it")).to_have_text("Coded so already")
    settled(page)
    [coding] = asked.codings(transcript=INTERVIEW)
    assert (coding.code, coding.direction.value) == ("4.c", "absent_or_barrier")
    pick(page, 2)
    expect(button(page, "panel-code-it")).to_be_enabled()
    present = page.locator(".st-key-panel-direction [aria-checked=true]")
    expect(present).to_contain_text("present")


def test_the_keyboard_walks_through_the_passages(serve, page, study):
    opened(page, serve(study))
    pick(page, 0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = page.locator(".qcc-passage").nth(2)
    expect(third).to_be_focused()
    expect(page.locator(".qcp-excerpt p")).to_contain_text(third.inner_text()[:40])
    # Streamlit binds c to clearing its cache and r to a rerun; here they mean nothing.
    page.keyboard.press("c")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-panel-code input")).to_be_focused()
    # Quick clicks: the last one counts.
    for n in (1, 3, 0, 2, 4):
        page.locator(".qcc-passage").nth(n).click(position={"x": 120, "y": 16})
    last = page.locator(".qcc-passage").nth(4).locator(".qcc-words").inner_text()
    expect(page.locator(".qcp-excerpt p")).to_contain_text(last[:40])
    expect(page.locator(".qcc-picked")).to_have_count(1)


def test_a_suggestion_is_accepted_a_passage_split_and_the_interview_done(serve, page, study, asked):
    opened(page, serve(study))
    spoken = [p for p in asked.passages(INTERVIEW) if not p.segment.interviewer]
    offered = pick(page, next(n for n, p in enumerate(spoken) if p.waiting))
    button(page, "accept-").click()
    expect(offered.locator(".qcc-chip:not(.qcc-offered)")).to_have_count(1)
    [coding] = asked.codings(transcript=INTERVIEW)
    assert coding.basis.startswith("suggestion ")

    before = page.locator(".qcc-passage").count()
    page.get_by_text("Split or merge this passage").click()
    button(page, "panel-split").click()
    expect(page.locator(".qcc-passage")).to_have_count(before + 1)
    expect(page.get_by_text("reaches beyond this passage")).to_be_visible()
    expect(offered.locator(".qcc-chip").first).to_contain_text("↕")
    button(page, "panel-merge").click()
    expect(page.locator(".qcc-passage")).to_have_count(before)

    page.get_by_text("I have coded this interview through").click()
    expect(page.locator(".st-key-code-choice input")).to_have_value(re.compile("coded through"))
    assert any(r.transcript == INTERVIEW and r.done_at for r in asked.readings() if r.coder == RUTH)
