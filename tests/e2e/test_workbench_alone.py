"""The workbench on a page of its own: what comes quicker than a whole app lets one see."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.harness import study_data, write_harness
from tests.e2e.workbench import SELECTED

LISTS = {"include": [], "exclude": [], "examples": [], "cues": [], "confused": []}
CODES = [
    {"id": "7", "name": "Training", "parent": None, "hue": "#3d5a80", "definition": ""} | LISTS
]

# A hand so quick that the key comes before the browser has told of the mouse.
AT_ONCE = """() => {
    const words = document.querySelector('.qcw-words');
    const press = (key, shiftKey) => document.querySelector('.qcw-text').dispatchEvent(
        new KeyboardEvent('keydown', {key, shiftKey, bubbles: true, cancelable: true}));
    words.dispatchEvent(new MouseEvent('mousedown', {button: 0, bubbles: true}));
    getSelection().setBaseAndExtent(words.firstChild, 0, words.firstChild, 2);
    words.dispatchEvent(new MouseEvent('mouseup', {button: 0, bubbles: true}));
    press('ArrowRight', false);
    press('ArrowRight', true);
}"""


def test_keys_right_after_the_mouse_are_not_taken_back(page: Page, tmp_path: Path) -> None:
    page.goto(write_harness(tmp_path, study_data("We argue about thresholds.")))
    page.evaluate(AT_ONCE)
    page.wait_for_timeout(500)
    assert page.evaluate(SELECTED) == "argue about"


def test_a_workbench_whose_place_on_the_page_is_made_anew_goes_on_where_it_was(
    page: Page, tmp_path: Path
) -> None:
    """After a restart the new place stands beside the old one for a moment."""
    page.goto(write_harness(tmp_path, study_data("We argue. We learn.") | {"codes": CODES}))
    page.keyboard.press("ArrowRight")
    page.evaluate("window.qcw_mount()")
    assert page.evaluate(SELECTED) == "We"

    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("7")
    page.evaluate("() => { window.qcw_unmount(); window.qcw_mount(); }")
    expect(page.locator(".qcw-chip")).to_have_count(1)
    expect(page.locator(".qcw-saved")).to_have_text("Saved")
    acts = "window.qcw_data.codings.map(([id, a, b]) => [a, b])"
    assert page.evaluate(acts) == [[0, 8]]
