"""In a real browser: a mentor gives verdicts by keyboard, and a coder settles what she doubts."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from qualcode.model import CoderRole
from qualcode.model.review import ItemState, Judgement, Outcome
from qualcode.project import Project
from tests.e2e.conftest import settled

MENTOR = "Margaret *Osei* <b>"
SAID = "Rather <script>alert(1)</script> **trust**."


def listening(page):
    """Wait until the page hears keys."""
    settled(page)
    page.locator("[data-qck-keys=on]").wait_for(state="attached")


def leave_field(page):
    """Escape gives the keyboard back to the page."""
    page.keyboard.press("Escape")
    page.wait_for_function("!document.activeElement.matches('input, textarea')")
    listening(page)


@pytest.fixture
def made(asked):
    """A round for a mentor with a hostile name."""
    asked.add_coder(MENTOR, CoderRole.MENTOR)
    return asked.start_round("_Autumn_ <i>", count=4, reviewers=[MENTOR], seed=3)


def test_a_mentor_gives_three_verdicts_by_keyboard(serve, page, study, asked, made):
    items = [row.item.id for row in asked.review_items(made.id)]
    address = serve(study, MENTOR)
    page.goto(f"{address}/rounds")
    expect(page.get_by_text("4 of 4 items wait for your verdict.")).to_be_visible()
    expect(page.locator("h3", has_text="_Autumn_ <i>")).to_be_visible()
    listening(page)
    page.keyboard.press("a")
    expect(page.get_by_text("Item 2 of 4")).to_be_visible()

    listening(page)
    page.keyboard.press("c")
    page.keyboard.type(SAID)
    leave_field(page)
    page.keyboard.press("q")
    expect(page.get_by_text("Item 3 of 4")).to_be_visible()

    listening(page)
    page.keyboard.press("o")
    expect(page.get_by_label("Another code")).to_be_focused()
    leave_field(page)
    left, top, right = page.evaluate(
        "(() => {const r = document.querySelector('.qcr-own mark').getClientRects()[0];"
        " return [r.left + 1, r.top + r.height / 2, r.right - 1]})()"
    )
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, top)
    page.mouse.up()
    page.get_by_role("button", name="Take the marked words").click()
    expect(page.get_by_label("Other words")).not_to_have_value("")
    settled(page)
    page.get_by_role("button", name="Disagree").focus()
    page.keyboard.press("d")
    expect(page.get_by_text("Item 4 of 4")).to_be_visible()
    listening(page)
    page.keyboard.press("p")
    expect(page.get_by_text("Item 3 of 4")).to_be_visible()

    rows = asked.review_items(made.id)
    assert [row.state for row in rows[:3]] == [
        ItemState.AGREED, ItemState.QUESTIONED, ItemState.DISAGREED,
    ]  # fmt: skip
    assert [memo.text for memo in asked.review_item(items[1]).thread] == [SAID]
    [verdict] = asked.review_item(items[2]).verdicts
    words = asked.review_item(items[2]).coding
    assert words.span.start <= verdict.proposal.span.start
    assert len(verdict.proposal.span) < len(words.span)

    # On a telephone, by the address of one item: nothing reaches over the edge.
    page.set_viewport_size({"width": 400, "height": 850})
    page.goto(f"{address}/rounds?item={items[1]}")
    expect(page.get_by_text("Item 2 of 4")).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_visible()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    agree = page.get_by_role("button", name="Agree", exact=True)
    assert agree.bounding_box()["height"] >= 44
    agree.click()
    expect(page.get_by_text("Item 4 of 4")).to_be_visible()
    assert asked.review_items(made.id)[1].state is ItemState.AGREED


def test_what_she_doubts_is_settled_in_the_same_place(serve, page, study, asked, made):
    items = [row.item.id for row in asked.review_items(made.id)]
    code = asked.review_item(items[1]).coding.code
    with closing(Project.open(study, MENTOR)) as mentor:
        mentor.judge(items[0], Judgement.QUESTION, comment="Is it?")
        mentor.judge(items[1], Judgement.DISAGREE, comment=SAID)
    page.goto(f"{serve(study)}/rounds?round={made.number}")
    expect(page.get_by_text("2 of 4 items wait for your answer.")).to_be_visible()
    listening(page)
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("reason")
    listening(page)
    page.keyboard.press("r")
    page.keyboard.type("Read again with the question.")
    leave_field(page)
    page.keyboard.press("1")
    expect(page.get_by_text("Item 1 is settled: kept as it is.")).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_visible()

    settled(page)
    page.get_by_label("Reason").fill("The definition misled me.")
    leave_field(page)
    page.keyboard.press("5")
    expect(page.get_by_label("The new definition")).to_be_focused()
    page.get_by_label("The new definition").fill("Only what people do, not what they hope.")
    # What was typed is sent first: a press while the page redraws itself would be lost.
    leave_field(page)
    page.get_by_role("button", name="Change the codebook so").click()
    expect(page.get_by_text(re.compile("Nothing waits to be settled"))).to_be_visible()

    assert asked.codebook[code].definition == "Only what people do, not what they hope."
    settlings = [asked.review_item(id).resolutions[0].outcome for id in items[:2]]
    assert settlings == [Outcome.KEEP, Outcome.CODEBOOK]
    settled(page)
    page.get_by_text("Lead this round on").click()
    page.get_by_role("button", name="Finish the round").click()
    page.get_by_role("button", name="Finish all the same").click()
    expect(page.get_by_text("This round is finished.")).to_be_visible()
