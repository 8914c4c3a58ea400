"""What the workbench shows: to every eye, on paper, where one left off, and what it keeps back."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, WebSocketRoute, expect

from qualcode.model import Span
from tests.e2e.workbench import OFFERED, RUTH, TOM, Bench, Sitting


def span_of(bench: Bench, talk: str, words: str) -> Span:
    with bench.asked() as project:
        at = project.transcript(talk).text.index(words)
    return Span(at, at + len(words))


def coded(bench: Bench, talk: str, words: str, code: str, coder: str = RUTH, **more: str) -> str:
    """A coding that was made before the page is opened; its id."""
    span = span_of(bench, talk, words)
    with bench.asked(coder) as project:
        return project.code(talk, span, code, **more).id


def found_by_axe(page: Page) -> list[str]:
    """What axe has to say of the workbench, one line a fault."""
    response: dict[str, Any] = Axe().run(page, context=".qcw").response
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_workbench(sitting: Sitting, bench: Bench, scheme: str) -> None:
    talk = bench.talk(OFFERED, suggest=True)
    coded(bench, talk, "shared goals", "1.a")
    coded(bench, talk, "We have common aims and shared goals", "2", TOM, direction="mixed")
    coded(bench, talk, "meets each week", "3.a", direction="absent_or_barrier")
    sitting.page.emulate_media(color_scheme=scheme)
    sitting.open(talk)
    page = sitting.page
    colour = page.locator("[data-testid=stApp]").evaluate("a => getComputedStyle(a).colorScheme")
    assert colour == scheme

    faults = {"at rest": found_by_axe(page)}
    sitting.press("e")
    faults["a coding in hand"] = found_by_axe(page)
    sitting.press("m")
    page.keyboard.type("A thought.")
    faults["a memo being written"] = found_by_axe(page)
    sitting.press("Control+Enter", "Escape", "j")
    faults["a suggestion in hand"] = found_by_axe(page)
    sitting.press("Escape", "/")
    page.keyboard.type("training")
    faults["the picker"] = found_by_axe(page)
    sitting.press("Escape", "d")
    faults["the entry of a code"] = found_by_axe(page)
    sitting.press("7")
    faults["an indicator opened"] = found_by_axe(page)
    sitting.press("Escape", "?")
    faults["the sheet of keys"] = found_by_axe(page)
    assert {where: found for where, found in faults.items() if found} == {}


def test_axe_can_find_something(sitting: Sitting, bench: Bench) -> None:
    sitting.open(bench.talk())
    sitting.root.evaluate("root => root.append(document.createElement('input'))")
    assert [fault for fault in found_by_axe(sitting.page) if fault.startswith("label")]


def test_paper_gets_text_colours_and_chips_and_no_panel(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    coded(bench, talk, "shared training", "6.a", direction="planned_or_hoped")
    sitting.open(talk)
    expect(sitting.root.locator(".qcw-panel")).to_be_visible()

    sitting.page.emulate_media(media="print")

    expect(sitting.root.locator(".qcw-panel")).to_be_hidden()
    expect(sitting.chips("shared training")).to_contain_text(["6.a"])
    run = sitting.root.locator(".qcw-run", has_text="shared training")
    look = run.evaluate(
        "node => { const s = getComputedStyle(node);"
        " return [s.backgroundImage, s.printColorAdjust, s.boxShadow]; }"
    )
    assert look[0].startswith("linear-gradient") and look[1] == "exact" and look[2] != "none"
    # The whole text stands on the paper, not only what its frame would show.
    heights = sitting.text.evaluate("t => [t.scrollHeight, t.clientHeight]")
    assert heights[1] >= heights[0]
    last = sitting.page.locator(".qcw-words").last
    expect(last).to_be_visible()


LONG = "Interviewer: This is talk number {n}.\n\n" + "\n\n".join(
    f"P01: Passage {n} says at some length that the weather was fair, that the bus was late, and"
    " that everybody came all the same, wet or dry."
    for n in range(1, 61)
)


def in_view(sitting: Sitting, words: str) -> bool:
    """Whether these words are seen within the text's own frame."""
    return bool(
        sitting.text.evaluate(
            """(text, words) => {
                const all = [...text.querySelectorAll('.qcw-words')];
                const box = all.find(p => p.textContent.includes(words)).getBoundingClientRect();
                const frame = text.getBoundingClientRect();
                return box.top < frame.bottom - 10 && box.bottom > frame.top + 10;
            }""",
            words,
        )
    )


def test_a_link_to_one_coding_brings_it_in_hand_and_into_view(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk(LONG)
    coded(bench, talk, "Passage 3 says", "1.a")
    id = coded(bench, talk, "Passage 47 says", "2.b")
    sitting.open(talk, coding=id)
    expect(sitting.root.locator(f".qcw-chip.qcw-held[data-coding='{id}']")).to_be_visible()
    assert in_view(sitting, "Passage 47 says")
    assert not in_view(sitting, "Passage 3 says")


def test_the_place_one_left_is_found_again_also_after_a_restart(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk(LONG)
    sitting.open(talk)
    assert in_view(sitting, "Passage 1 says")
    sitting.text.evaluate("text => text.scrollTo(0, text.scrollHeight / 2)")
    first = sitting.text.evaluate(FIRST)
    sitting.saved()
    stands(bench, sitting.page, talk)

    for restart in (False, True):
        if restart:
            bench.kill()
            bench.start()
        sitting.page.goto("about:blank")
        sitting.open(talk)
        assert in_view(sitting, first)
    with bench.asked() as project:
        assert not any(r.read_at for r in project.readings() if r.transcript == talk)


FIRST = """text => {
    const top = text.getBoundingClientRect().top + 4;
    const all = [...text.querySelectorAll('.qcw-words')];
    return all.find(p => p.getBoundingClientRect().bottom > top).textContent.slice(0, 16);
}"""


def stands(bench: Bench, page: Page, talk: str) -> int:
    """The place the study remembers; waits until it has one."""
    for _ in range(60):
        with bench.asked() as project:
            if place := project.place(talk):
                return place
        page.wait_for_timeout(250)
    raise AssertionError("the study has no place")


def test_whoever_reaches_the_end_has_read_the_interview(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk(LONG)
    sitting.open(talk)
    sitting.read_down()
    expect(sitting.page.get_by_role("button", name="☑ Read")).to_be_visible()
    assert have_read(bench, talk) == [RUTH]


def have_read(bench: Bench, talk: str) -> list[str]:
    with bench.asked() as project:
        return [r.coder for r in project.readings() if r.transcript == talk and r.read_at]


def test_a_mark_that_the_page_has_not_heard_of_yet_is_not_taken_back(
    sitting: Sitting, bench: Bench
) -> None:
    """The next act leaves the page with the old tick, when answers take their time."""
    talk = bench.talk(LONG)
    held: list[str | bytes] = []
    slow = False

    def through(here: WebSocketRoute) -> None:
        server = here.connect_to_server()

        def answer(message: str | bytes) -> None:
            if slow:
                held.append(message)
            else:
                here.send(message)

        server.on_message(answer)
        lines.append(here)

    lines: list[WebSocketRoute] = []
    sitting.page.route_web_socket(lambda url: "_stcore" in url, through)
    sitting.open(talk)
    sitting.saved()
    slow = True
    sitting.read_down()
    for _ in range(60):
        if have_read(bench, talk):
            break
        sitting.page.wait_for_timeout(250)
    sitting.page.wait_for_timeout(1500)
    sitting.page.keyboard.press("Home")  # one more place to be kept, with the tick as it was
    sitting.page.wait_for_timeout(2500)
    slow = False
    while held:
        lines[-1].send(held.pop(0))
    expect(sitting.page.get_by_role("button", name="☑ Read")).to_be_visible()
    assert have_read(bench, talk) == [RUTH]


def test_nothing_of_a_suggestion_is_in_the_page_before_one_has_decided_oneself(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk(OFFERED, suggest=True)
    with bench.asked() as project:
        offers = list(project.pending(talk))
        project.set_options(decide_first=1.0)
    frames: list[str] = []
    sitting.page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda data: frames.append(
                data if isinstance(data, str) else data.decode("utf-8", "replace")
            ),
        ),
    )
    try:
        sitting.open(talk)
        sitting.press("j")
        assert offers
        sent = sitting.page.content() + "".join(frames)
        assert "common aims" in sent
        for offer in offers:
            assert offer.id not in sent
            assert offer.reason not in sent
        expect(sitting.root.locator("[data-offer]")).to_have_count(0)

        first = offers[0]
        sitting.drag(first.quote[:30])
        sitting.press("9" if first.code.startswith("8") else "8", "Enter")
        sitting.saved()
        shown = sitting.root.locator(".qcw-chip[data-offer]")
        on_it = [o.id for o in offers if o.span == first.span]
        expect(shown).to_have_count(len(on_it))
    finally:
        with bench.asked() as project:
            project.set_options(decide_first=0.0)


def test_the_filter_hides_codings_by_code_coder_and_direction(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    coded(bench, talk, "We argue about thresholds", "1.a")
    coded(bench, talk, "We argue about thresholds", "2.a", TOM)
    coded(bench, talk, "We argue about thresholds", "3", direction="mixed")
    sitting.open(talk)
    chips = sitting.chips("We argue")
    expect(chips).to_have_count(3)

    sitting.root.get_by_role("button", name="Show").click()
    menu = sitting.root.get_by_role("group", name="What is shown")
    for label, left in (
        ("1 Clarity and agreement", 2),
        (TOM, 2),
        ("mixed", 2),
    ):
        menu.get_by_label(label).uncheck()
        expect(chips).to_have_count(left)
        menu.get_by_label(label).check()
        expect(chips).to_have_count(3)
    left = "stripes => new Set(stripes.map(one => one.getBoundingClientRect().left)).size"
    stripes = sitting.root.locator(".qcw-stripe")
    assert stripes.evaluate_all(left) == 3
    menu.get_by_label("Margin by coder").check()
    assert stripes.evaluate_all(left) == 2
