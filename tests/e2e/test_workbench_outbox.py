"""Nothing that was pressed is lost or done twice, whatever happens to the server or the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.workbench import RUTH, Bench, Sitting

# One press is a digit and a letter, or a digit and Enter; all on the same words.
CODES = ["1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "3.a", "3.b", "4.a"]
CODES += ["4.b", "4.c", "5.a", "5.b", "5.c", "6.a", "6.b", "7.a", "7.b", "7.c"]

# Keys as a hand presses them, a code every so many milliseconds; it says how long they took.
BURST = """async ([codes, gap]) => {
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
        key, code: /[0-9]/.test(key) ? `Digit${key}` : '', bubbles: true, cancelable: true}));
    const began = performance.now();
    for (const [n, code] of codes.entries()) {
        const wait = began + n * gap - performance.now();
        if (wait > 0) await new Promise(done => setTimeout(done, wait));
        press(code[0]);
        press(code.length > 1 ? code[2] : 'Enter');
    }
    return performance.now() - began;
}"""


def burst(page: Page, codes: list[str], gap_ms: float = 20) -> float:
    """Give the selected words these codes, quickly; the milliseconds it took."""
    return float(page.evaluate(BURST, [codes, gap_ms]))


def codes_of(bench: Bench, talk: str) -> list[str]:
    return [code for _, code, _ in bench.marks(talk)]


@pytest.fixture
def leaving(page: Page) -> None:
    """The page may warn that something is not saved yet; this person leaves all the same."""

    def leave(dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        dialog.accept()

    page.on("dialog", leave)


def test_twenty_codes_in_less_than_half_a_second_are_all_stored(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("the forms come back twice")
    sitting.root.evaluate("root => { root.dataset.mine = 'the same' }")

    burst(sitting.page, CODES)

    sitting.saved()
    assert codes_of(bench, talk) == CODES
    expect(sitting.chips("the forms come back twice")).to_have_count(20)
    # The workbench was never taken off the page and built anew.
    expect(sitting.root).to_have_attribute("data-mine", "the same")
    expect(sitting.root).to_have_count(1)


def test_a_server_that_dies_in_mid_coding_loses_nothing_and_does_nothing_twice(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("shared training")
    burst(sitting.page, CODES[:8])
    bench.kill()
    burst(sitting.page, CODES[8:11])
    expect(sitting.status).to_contain_text("Not saved yet", timeout=3_500)
    # Streamlit would say so too, in a window over the page that takes the keys.
    sitting.page.wait_for_timeout(3_000)
    expect(sitting.page.get_by_role("dialog")).to_have_count(0)
    expect(sitting.text).to_be_focused()
    sitting.press("5", "c")
    expect(sitting.chips("shared training")).to_have_count(12)
    before = len(codes_of(bench, talk))
    assert before <= 8

    bench.start()

    expect(sitting.status).to_have_text("Saved", timeout=30_000)
    assert codes_of(bench, talk) == [*CODES[:11], "5.c"]
    with bench.asked() as project:
        acts = [e for e in project.history() if e.act == "code"]
        assert len({e.subject for e in acts}) == len(acts)


def test_a_restart_behind_a_page_at_rest_is_no_reason_to_load_it_anew(
    sitting: Sitting, bench: Bench
) -> None:
    """The new server knows nothing of the page, and nobody tells it until a key is pressed."""
    talk = bench.talk()
    sitting.open(talk)
    sitting.page.wait_for_timeout(500)
    bench.kill()
    bench.start()
    sitting.page.wait_for_timeout(4_000)
    sitting.root.evaluate("root => { root.dataset.mine = 'the same' }")
    sitting.drag("shared training")
    sitting.press("7", "a")
    expect(sitting.status).to_have_text("Saved", timeout=19_000)
    assert codes_of(bench, talk) == ["7.a"]
    expect(sitting.root).to_have_attribute("data-mine", "the same")


def test_a_page_left_right_after_a_press_loses_nothing(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("The managers meet on Mondays")

    press_and_go(sitting.page, "7", "a", "Journal")

    expect(sitting.page.get_by_role("heading", name="Journal", level=1)).to_be_visible()
    stored(bench, sitting.page, talk, ["7.a"])
    # And back again, where the next press goes on.
    sitting.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Code", exact=True).click()
    sitting.ready()
    expect(sitting.chips("The managers meet")).to_have_count(1)
    sitting.saved()


def press_and_go(page: Page, digit: str, letter: str, name: str) -> None:
    """Two keys and a click on another page, with nothing between them."""
    page.evaluate(
        """([digit, letter, name]) => {
            const press = (key) => document.activeElement.dispatchEvent(
                new KeyboardEvent('keydown', {key, code: /[0-9]/.test(key) ? `Digit${key}` : '',
                                              bubbles: true, cancelable: true}));
            press(digit);
            press(letter);
            const links = document.querySelectorAll('[data-testid=stSidebarNav] a');
            [...links].find(link => link.textContent.trim() === name).click();
        }""",
        [digit, letter, name],
    )


def stored(bench: Bench, page: Page, talk: str, codes: list[str], within_ms: int = 15_000) -> None:
    """Ask the study until these codes stand there."""
    for _ in range(within_ms // 250):
        if codes_of(bench, talk) == codes:
            return
        page.wait_for_timeout(250)
    assert codes_of(bench, talk) == codes


@pytest.mark.usefixtures("leaving")
def test_a_page_loaded_anew_right_after_a_press_loses_nothing(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("shared training")
    sitting.press("3", "b")
    sitting.page.reload()
    sitting.ready()
    sitting.saved()
    assert codes_of(bench, talk) == ["3.b"]

    # Also where the server never heard of it before.
    bench.kill()
    sitting.drag("It was good while it lasted")
    sitting.press("6", "b")
    bench.start()
    sitting.page.reload()
    sitting.ready()
    expect(sitting.status).to_have_text("Saved", timeout=30_000)
    assert sorted(codes_of(bench, talk)) == ["3.b", "6.b"]


def test_two_tabs_on_one_interview_see_each_other_and_lose_nothing(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    other = Sitting(sitting.page.context.new_page(), bench)
    other.page.set_default_timeout(20_000)
    sitting.open(talk)
    other.open(talk)

    sitting.drag("We argue about thresholds")
    other.drag("We argue about thresholds")
    for n in range(5):
        burst(sitting.page, [CODES[n]])
        burst(other.page, [CODES[n + 5]])
    sitting.saved()
    other.saved()
    # What the other did last is seen with one's own next act.
    sitting.press("8", "a")
    sitting.saved()
    other.press("8", "b")
    other.saved()

    found = bench.codings(talk)
    assert sorted(c.code for c in found) == sorted([*CODES[:10], "8.a", "8.b"])
    assert len({c.id for c in found}) == 12
    assert {c.coder for c in found} == {RUTH}
    expect(sitting.chips("We argue")).to_have_count(11)
    expect(other.chips("We argue")).to_have_count(12)
