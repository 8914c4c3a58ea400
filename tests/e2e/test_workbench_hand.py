"""What a hand does quickly or by the way: on a page of its own, with nothing in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.harness import study_data, write_harness
from tests.e2e.workbench import PLACE, SELECTED

TALK = "We argue about thresholds. Nobody agrees what counts.\n\nThe duty desk helps a lot."
LISTS: dict[str, Any] = {"include": [], "exclude": [], "examples": [], "cues": [], "confused": []}


def code(id: str, name: str, parent: str | None = None) -> dict[str, Any]:
    return {"id": id, "name": name, "parent": parent, "hue": "#3d5a80", "definition": ""} | LISTS


CODES = [code(str(n), f"Indicator {n}") for n in range(1, 9)]
CODES += [code("7.a", "Joint training", "7"), code("7.b", "Induction", "7")]


def opened(page: Page, folder: Path, **data: Any) -> None:
    page.goto(write_harness(folder, study_data(TALK) | {"codes": CODES} | data))


def codes(page: Page) -> list[str]:
    """The codes that are stored, after all that was done is."""
    expect(page.locator(".qcw-saved")).to_have_text("Saved")
    found: list[str] = page.evaluate("window.qcw_data.codings.map((one) => one[3])")
    return found


def click_on(page: Page, words: str) -> None:
    (left, top, _, bottom), (_, _, right, _) = page.evaluate(PLACE, [words, 0])
    page.mouse.click((left + right) / 2, (top + bottom) / 2)


def held(page: Page) -> Locator:
    return page.locator(".qcw-chip.qcw-held")


def test_a_double_click_on_the_palette_gives_one_code_and_nothing_moves(
    page: Page, tmp_path: Path
) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    seven = page.locator(".qcw-code[data-code='7']")
    before = seven.bounding_box()
    seven.dblclick()
    assert codes(page) == ["7"]
    page.wait_for_timeout(200)
    assert seven.bounding_box() == before


def test_a_click_on_coded_words_takes_the_topmost_coding_and_the_next_the_one_below(
    page: Page, tmp_path: Path
) -> None:
    wide = ["wide", 0, 26, "1", 0, 0, 0]
    narrow = ["narrow", 9, 25, "2", 0, 0, 0]
    opened(page, tmp_path, codings=[wide, narrow])
    click_on(page, "thresholds")
    expect(held(page)).to_have_attribute("data-coding", "narrow")
    click_on(page, "thresholds")
    expect(held(page)).to_have_attribute("data-coding", "wide")
    click_on(page, "Nobody")
    expect(held(page)).to_have_count(0)


def test_a_refusal_stands_until_it_is_closed_also_after_a_reload(
    page: Page, tmp_path: Path
) -> None:
    opened(page, tmp_path)
    page.evaluate("window.qcw_refuse = 'The first is not done.'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    refused = page.locator(".qcw-refusals")
    expect(refused).to_contain_text("The first")
    page.evaluate("window.qcw_refuse = 'Nor the second.'")
    for key in ("2", "ArrowRight", "3"):
        page.keyboard.press(key)
    expect(refused).to_contain_text("Nor the second")
    expect(refused).to_contain_text("The first")
    page.reload()
    expect(refused.locator("li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(refused).to_be_hidden()
    page.reload()
    expect(refused).to_be_hidden()


def test_a_memo_that_was_begun_is_there_again(page: Page, tmp_path: Path) -> None:
    one, other = ["one", 0, 26, "1", 0, 0, 0], ["other", 27, 53, "2", 0, 0, 0]
    opened(page, tmp_path, codings=[one, other])
    page.keyboard.press("e")
    page.keyboard.press("m")
    field = page.get_by_role("textbox")
    expect(page.get_by_role("button", name="Keep")).to_contain_text("Ctrl Enter")
    page.keyboard.type("Half a thought")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.press("m")
    expect(field).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("E")
    page.keyboard.press("m")
    expect(field).to_have_value("Half a thought")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("m")
    expect(field).to_have_value("")


def test_undo_says_what_it_did(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    assert codes(page) == ["1"]
    page.keyboard.press("u")
    expect(page.locator(".qcw-said")).to_have_text("Undone. A coding in “Interview”.")
    assert codes(page) == []


def test_an_undo_key_held_down_waits_for_the_answer(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.evaluate("window.qcw_wait = null")
    for _ in range(5):
        page.keyboard.down("u")
    acts = "window.qcw_sent.flatMap((one) => one.batches).flatMap((one) => one.acts)"
    assert [act["act"] for act in page.evaluate(acts)] == ["undo"]


@pytest.mark.parametrize(
    ("keys", "given"),
    [("1 0 Enter", ["10"]), ("1 Enter", ["1"]), ("2", ["2"]), ("1 2", ["12"]), ("1 1 Enter", [])],
)
def test_two_digits_open_the_tenth_indicator(
    page: Page, tmp_path: Path, keys: str, given: list[str]
) -> None:
    ids = [*range(1, 11), 12]
    opened(page, tmp_path, codes=[code(str(n), f"Indicator {n}") for n in ids])
    page.keyboard.press("ArrowRight")
    for key in keys.split():
        page.keyboard.press(key)
    if given:
        assert codes(page) == given
    else:
        # There is no eleventh: the second digit opens the first again.
        assert codes(page) == ["1"]


def test_a_digit_without_a_code_says_so_and_closes_the_open_one(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    for key in ("7", "9", "a"):
        page.keyboard.press(key)
    assert codes(page) == []
    page.keyboard.press("7")
    page.keyboard.press("9")
    expect(page.locator(".qcw-said")).to_have_text("No code has the digit 9.")
    expect(page.locator(".qcw-letters")).to_have_count(0)


PRESS = """([key, code, shiftKey]) => document.querySelector('.qcw-text').dispatchEvent(
    new KeyboardEvent('keydown', {key, code, shiftKey, bubbles: true, cancelable: true}))"""


def test_a_slash_above_the_seven_finds_codes_and_shift_and_five_does_nothing(
    page: Page, tmp_path: Path
) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.evaluate(PRESS, ["%", "Digit5", True])
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.evaluate(PRESS, ["/", "Digit7", True])
    expect(page.get_by_role("combobox")).to_be_focused()


def test_a_code_in_vivo_goes_on_the_words_its_form_was_opened_for(
    page: Page, tmp_path: Path
) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("v")
    click_on(page, "duty")
    page.get_by_label("Name, in the participant").fill("ourselves")
    page.get_by_role("button", name="Make and give it").click()
    [id] = codes(page)
    assert page.evaluate("window.qcw_data.codings[0].slice(1, 3)") == [0, 2]
    assert len(id) == 5 and id[0] == "v" and int(id[1:], 16) >= 0


def test_keys_behind_the_sheet_do_nothing_and_tab_stays_in_it(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    body = sheet.locator(".qcw-sheetbody")
    assert body.evaluate("node => node.scrollHeight <= node.clientHeight")
    for key in ("1", "u", "Tab", "Tab", "Tab", "x"):
        page.keyboard.press(key)
        assert sheet.evaluate("node => node.contains(document.activeElement)")
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("window.qcw_sent.length") == 0
    page.keyboard.press("1")
    assert codes(page) == ["1"]


def test_a_suggestion_says_in_words_how_sure_it_is(page: Page, tmp_path: Path) -> None:
    offer = ["o1", 0, 53, "1", "possible", "Because.", [[9, 25]]]
    opened(page, tmp_path, offers=[offer])
    expect(page.locator(".qcw-chip[data-offer]")).to_have_text("1possible")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Suggested: possible")).to_be_visible()


def test_work_that_waits_for_another_study_is_told(page: Page, tmp_path: Path) -> None:
    box = '[{"client":"c","study":"other","coder":"R","acts":[{"seq":1,"act":"undo","doc":"t"}]}]'
    page.add_init_script(f"sessionStorage['qcw-outbox'] = JSON.stringify({box})")
    opened(page, tmp_path)
    text = "Work on another study waits; open it again."
    expect(page.locator(".qcw-saved")).to_have_text(text)
    asked = "() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(asked)


def test_a_silent_app_is_told_within_three_seconds(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.evaluate("window.qcw_wait = null")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    text = "Not saved yet: the app does not answer. Go on; it is kept in this tab."
    expect(page.locator(".qcw-saved")).to_have_text(text, timeout=3_000)


def test_the_filter_shows_one_letter_alone(page: Page, tmp_path: Path) -> None:
    codings = [[id, 0, 26, id, 0, 0, 0] for id in ("7.a", "7.b", "7")]
    opened(page, tmp_path, codings=codings)
    chips = page.locator(".qcw-chip b")
    assert chips.all_inner_texts() == ["7", "7.a", "7.b"]  # by code at one place
    page.keyboard.press("f")
    page.get_by_role("button", name="7.b alone").click()
    expect(chips).to_have_text(["7.b"])
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.get_by_role("button", name="All codes again").click()
    expect(chips).to_have_count(3)


def test_words_selected_right_after_a_key_win_over_the_keys_own(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.evaluate(
        """() => {
            const words = document.querySelector('.qcw-words');
            document.querySelector('.qcw-text').dispatchEvent(
                new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
            // No time for the browser to tell of it before the key's own selection is set.
            setTimeout(() => {
                getSelection().setBaseAndExtent(words.firstChild, 27, words.firstChild, 40);
                const until = performance.now() + 80;
                while (performance.now() < until) { /* busy */ }
            }, 30);
        }"""
    )
    page.wait_for_timeout(600)
    assert page.evaluate(SELECTED) == "Nobody agrees"


TURNS = "What is hard?\n\nThe forms.\n\nAnything else?\n\nThe phone.\n\nThank you."


def test_questions_at_the_ends_of_a_selection_are_not_coded(page: Page, tmp_path: Path) -> None:
    segs, at = [], 0
    for n, part in enumerate(TURNS.split("\n\n")):
        segs.append([at, at + len(part), (n + 1) % 2, int(n % 2 == 0), 1, ""])
        at += len(part) + 2
    data = {"text": TURNS, "segs": segs, "speakers": ["P1", "I"]}
    opened(page, tmp_path, **data)
    for _ in range(5):
        page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate(SELECTED).startswith("What")
    page.keyboard.press("1")
    expect(page.locator(".qcw-said")).to_contain_text("The question in between is coded too.")
    assert codes(page) == ["1"]
    [[a, b]] = page.evaluate("window.qcw_data.codings.map((one) => one.slice(1, 3))")
    assert TURNS[a:b] == "The forms.\n\nAnything else?\n\nThe phone."


LONG = "\n\n".join(f"Passage {n} goes on about the weather and the bus." * 3 for n in range(60))


def test_only_ones_own_scrolling_to_the_end_counts_as_reading(page: Page, tmp_path: Path) -> None:
    end = LONG.rindex("Passage")
    at_end = ["c", end, end + 7, "1", 0, 0, 0]
    opened(page, tmp_path, text=LONG, segs=study_data(LONG)["segs"], codings=[at_end], read=False)
    reads = "window.qcw_sent.flatMap((o) => o.batches).flatMap((b) => b.acts).map((a) => a.act)"
    page.keyboard.press("e")
    page.wait_for_timeout(1_000)
    assert "read" not in page.evaluate(reads)
    page.keyboard.press("Escape")
    page.locator(".qcw-text").hover()
    page.mouse.wheel(0, -50_000)
    page.wait_for_timeout(200)
    assert "read" not in page.evaluate(reads)
    page.mouse.wheel(0, 50_000)
    page.wait_for_function(f"{reads}.includes('read')")
    # Taken back, it is not given again in the same visit.
    page.evaluate("() => { window.qcw_answer({read: true}); window.qcw_answer({read: false}) }")
    page.mouse.wheel(0, -50_000)
    page.wait_for_timeout(200)
    page.mouse.wheel(0, 50_000)
    page.wait_for_timeout(300)
    acts = "window.qcw_sent.flatMap((o) => o.batches).flatMap((b) => b.acts)"
    seqs = page.evaluate(f"[...new Set({acts}.filter((a) => a.act === 'read').map((a) => a.seq))]")
    assert len(seqs) == 1


@pytest.mark.parametrize(("width", "height"), [(640, 480), (390, 800)])
def test_in_a_narrow_place_the_palette_comes_when_words_are_selected(
    page: Page, tmp_path: Path, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, tmp_path)
    one = page.locator(".qcw-code[data-code='1']")
    expect(one).to_be_hidden()
    box = page.locator(".qcw-text").bounding_box()
    assert box and box["width"] > width * 0.85 and box["height"] > height * 0.4
    page.get_by_role("button", name="Codes", exact=True).click()
    expect(one).to_be_in_viewport()
    page.get_by_role("button", name="Codes", exact=True).click()
    expect(one).to_be_hidden()
    page.locator(".qcw-words").first.dblclick(position={"x": 40, "y": 15})
    one.click()
    assert codes(page) == ["1"]


def test_a_long_name_breaks_and_pushes_nothing(page: Page, tmp_path: Path) -> None:
    name = "Unterbrechungsfreiekommunikationsverantwortlichkeiten " * 4
    opened(page, tmp_path, codes=[code("1", name.strip())])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    expect(page.locator(".qcw-chip")).to_have_count(1)
    panel = page.locator(".qcw-panel")
    assert panel.evaluate("node => node.scrollWidth <= node.clientWidth")
    expect(page.locator(".qcw-saved")).to_have_text("Saved")
    lines = "node => node.getClientRects().length"
    assert page.locator(".qcw-saved").evaluate(lines) == 1
    height = page.locator(".qcw-saved").evaluate("n => n.getBoundingClientRect().height")
    assert height < 30 or page.locator(".qcw-said").evaluate("n => n.clientHeight") >= height - 2
