"""The Suggestions page in a real browser: its keys, its fields, and words marked with the mouse."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from qualcode.model import Direction
from tests.e2e.conftest import settled

RUTH = "Ruth Adeyemi"
HERE = "city-07-teacher"


def opened(page, address):
    page.goto(f"{address}/suggestions")
    page.locator(".st-key-offer-words").wait_for()
    page.locator("[data-qck-keys]").first.wait_for(state="attached")
    settled(page)


def shown(page, id):
    """Wait until the card of this suggestion is there and takes keys."""
    page.locator(f".st-key-accept-{id} button").first.wait_for()
    settled(page)


def waiting(project, transcript=HERE):
    return [one for one in project.queue() if one.transcript == transcript]


def test_keys_accept_reject_skip_and_take_back(serve, page, study, asked):
    first, second, third, *_ = waiting(asked)
    opened(page, serve(study))
    shown(page, first.id)

    page.keyboard.press("Shift+Digit2")
    expect(page.locator(".st-key-offers-direction [aria-checked=true]")).to_contain_text("absent")
    settled(page)
    page.keyboard.press("a")
    shown(page, second.id)
    page.keyboard.press("x")
    shown(page, third.id)
    page.keyboard.press("s")
    expect(page.get_by_text(f"Skipped {third.code}")).to_be_visible()
    settled(page)
    assert [d.verdict.value for d in asked.decisions()] == ["accept", "reject", "skip"]
    made = [c for c in asked.codings(transcript=HERE) if c.basis == f"suggestion {first.id}"]
    assert [(c.span, c.code, c.direction) for c in made] == [
        (first.span, first.code, Direction.ABSENT)
    ]

    for one in (third, second, first):
        page.keyboard.press("u")
        shown(page, one.id)
    assert asked.codings(transcript=HERE) == []


def test_no_single_letter_reaches_streamlit_and_a_key_held_down_decides_once(
    serve, page, study, asked
):
    first, second, *_ = waiting(asked)
    opened(page, serve(study))
    shown(page, first.id)
    page.evaluate(
        """() => { window.ran = 0; new MutationObserver(() => { window.ran += 1 }).observe(
        document.querySelector('[data-testid=stApp]'),
        {attributes: true, attributeFilter: ['data-test-script-state']}) }"""
    )
    for letter in "crCRq":
        page.keyboard.press(letter)
    page.wait_for_timeout(400)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("window.ran") == 0

    for _ in range(6):
        page.keyboard.down("x")
    page.keyboard.up("x")
    shown(page, second.id)
    page.wait_for_timeout(400)
    assert len(asked.decisions()) == 1


def test_another_code_is_found_by_writing_and_letters_stay_in_the_field(serve, page, study, asked):
    first, second, *_ = waiting(asked)
    opened(page, serve(study))
    shown(page, first.id)
    page.keyboard.press("o")
    field = page.locator(f".st-key-offers-other-{first.id} input")
    expect(field).to_be_focused()
    page.keyboard.type("8.a")
    assert asked.decisions() == []
    page.get_by_role("option", name=re.compile("^8.a ")).wait_for()
    page.keyboard.press("Enter")
    give = page.get_by_role("button", name="Accept with this code")
    expect(give).to_be_enabled()
    give.click()
    shown(page, second.id)

    assert [(d.verdict.value, d.code) for d in asked.decisions()] == [("accept", "8.a")]


def test_a_passage_is_decided_on_first_with_keys_alone(serve, page, study, asked):
    asked.set_options(decide_first=1.0)
    passage = asked.blind_passages()[0]
    opened(page, serve(study))
    expect(page.get_by_text("your decision first")).to_be_visible()
    expect(page.locator(".st-key-offer-words mark")).to_have_count(0)
    settled(page)

    page.keyboard.press("o")
    expect(page.locator(".st-key-first-codes input")).to_be_focused()
    page.keyboard.type("3.a")
    page.get_by_role("option", name=re.compile("^3.a ")).wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-first-give button")).to_be_enabled()
    settled(page)
    # The field has given the keyboard back.
    expect(page.locator(".st-key-first-codes input")).not_to_be_focused()
    page.keyboard.press("a")
    page.locator(".st-key-first-on button").wait_for()
    settled(page)
    expect(page.locator(".st-key-offer-decision")).to_contain_text("You gave")
    page.keyboard.press("g")
    page.locator(".st-key-first-none button").wait_for()
    settled(page)
    page.keyboard.press("n")
    expect(page.get_by_text("You said that no code fits")).to_be_visible()

    firsts = asked.first_decisions()
    assert [[code for code, _ in d.codes] for d in firsts] == [["3.a"], []]
    assert (firsts[0].transcript, firsts[0].span) == (passage.transcript, passage.span)


def test_words_marked_with_the_mouse_become_a_cue(serve, page, study, asked):
    first, second, *_ = waiting(asked)
    opened(page, serve(study))
    shown(page, first.id)
    page.keyboard.press("a")
    shown(page, second.id)
    page.get_by_text(f"Add a cue to {first.code}").click()
    words = page.locator(".qck-words")
    words.wait_for()
    settled(page)
    box = words.bounding_box()
    assert box is not None
    field = page.locator("[class*='st-key-cue-words-'] input")
    proposed = field.input_value()
    page.mouse.move(box["x"] + 12, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 20, steps=5)
    page.mouse.up()
    expect(field).not_to_have_value(proposed)
    marked = field.input_value()
    assert marked and asked.suggestion(first.id).quote.startswith(marked)
    settled(page)
    page.get_by_role("button", name="Add this as a cue").click()

    expect(page.get_by_text(f"is a cue of {first.code} now")).to_be_visible()
    assert marked in asked.codebook[first.code].cues


def test_the_way_into_the_interview(serve, page, study, asked):
    opened(page, serve(study))
    page.get_by_role("button", name="Open in the interview").click()

    expect(page).to_have_url(re.compile(rf"/code\?transcript={HERE}"))


def test_keys_can_be_switched_off(serve, page, study, asked):
    first, *_ = waiting(asked)
    opened(page, serve(study))
    shown(page, first.id)
    page.get_by_text("Settings", exact=True).click()
    label = page.get_by_text("Listen to keys")
    switch = page.get_by_role("switch", name="Listen to keys")
    label.wait_for()
    for _ in range(5):  # the settings unfold, and a press on the way down can miss
        settled(page)
        if not switch.is_checked():
            break
        label.click()
        page.wait_for_timeout(700)
    expect(page.locator(".qco-keys")).to_have_count(0)
    settled(page)
    page.mouse.click(700, 5)
    page.keyboard.press("a")
    page.wait_for_timeout(400)

    assert asked.decisions() == []


def test_long_names_and_hostile_words_stay_words_and_the_page_stays_narrow(
    serve, page, study, asked, tmp_path
):
    odd = (
        "Information sharing protocols <img src=x onerror='window.pwned=1'> ![x](http://x.invalid)"
    )
    file = tmp_path / "odd.md"
    file.write_text(f"I: And?\n\nP: {odd} {'unbroken' * 40}\n")
    [made] = asked.import_files([file]).imported
    asked.describe_transcript(made.id, title="**Long** <b>" + "name" * 80)
    asked.suggest(made.id)
    opened(page, serve(study))
    page.locator(".st-key-offers-interview input").click()
    page.locator(".st-key-offers-interview input").fill("**Long**")
    page.get_by_role("option", name=re.compile(r"^\*\*Long")).click()
    expect(page.locator(".st-key-offer-words")).to_contain_text("<img src=x onerror=")
    settled(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("window.pwned") is None
    page.keyboard.press("a")
    expect(page.get_by_text("Coded as")).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)
