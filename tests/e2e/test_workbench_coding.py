"""Select, press a key, done: what is done in the workbench is asked of the study itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from qualcode.model import Direction, Span
from tests.e2e.workbench import OFFERED, RUTH, TOM, Bench, Sitting, settled

PRESENT, ABSENT, PLANNED, MIXED = (direction.value for direction in Direction)
ACROSS = "Nobody agrees what counts, and the forms come back twice.\n\nP01: But the duty desk"


def test_words_picked_with_the_mouse_are_coded_by_a_digit_and_a_letter(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)

    sitting.drag("We argue about thresholds")
    sitting.press("8", "a")
    sitting.double_click("forms")
    sitting.press("7", "Enter")
    # Across two passages, with the code used last.
    sitting.drag("Nobody agrees", "duty desk")
    sitting.press("Enter")

    sitting.saved()
    assert bench.marks(talk) == [
        ("We argue about thresholds", "8.a", PRESENT),
        (ACROSS, "7", PRESENT),
        ("forms", "7", PRESENT),
    ]
    expect(sitting.chips("We argue")).to_have_count(3)
    assert {c.coder for c in bench.codings(talk)} == {RUTH}


def test_words_and_sentences_are_picked_with_the_arrows(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)

    sitting.double_click("We")
    sitting.press("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "1", "Enter")
    sitting.press("ArrowDown", "2", "Enter")
    sitting.press("Shift+ArrowDown", "3", "Enter")
    sitting.press("ArrowUp", "ArrowUp", "4", "Enter")

    sitting.saved()
    two = "Nobody agrees what counts, and the forms come back twice."
    assert bench.marks(talk) == [
        ("We argue about thresholds.", "4", PRESENT),
        ("argue about thresholds", "1", PRESENT),
        (two, "2", PRESENT),
        (f"{two}\n\nP01: But the duty desk helps.", "3", PRESENT),
    ]


def test_the_same_words_take_codes_from_keys_picker_and_palette(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)

    sitting.drag("the forms come back twice")
    sitting.press("5", "b", "/")
    sitting.page.keyboard.type("shared training")
    found = sitting.root.get_by_role("option")
    expect(found.first).to_be_visible()
    taken = found.first.locator("b").inner_text()
    sitting.press("Enter")
    sitting.palette("6").click()

    sitting.saved()
    marks = bench.marks(talk)
    assert {quote for quote, _, _ in marks} == {"the forms come back twice"}
    assert sorted(code for _, code, _ in marks) == sorted(["5.b", taken, "6"])


def test_a_code_in_vivo_is_named_with_the_words_picked(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)

    sitting.drag("too late to object")
    sitting.press("v")
    name = sitting.root.get_by_role("textbox")
    expect(name).to_have_value("too late to object")
    sitting.press("Enter")

    sitting.saved()
    [(quote, code, _)] = bench.marks(talk)
    assert quote == "too late to object"
    with bench.asked() as project:
        assert project.codebook[code].name == "too late to object"


def test_the_direction_is_given_before_or_after_and_changing_it_keeps_what_was(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)

    sitting.press("Shift+Digit2")
    sitting.drag("We hear about it on Fridays")
    sitting.press("7", "b")
    sitting.saved()
    [before] = bench.codings(talk)
    sitting.press("Shift+Digit4")
    sitting.saved()

    [after] = bench.codings(talk)
    assert (before.direction.value, after.direction.value) == (ABSENT, MIXED)
    assert (after.replaces, after.quote, after.code) == (before.id, before.quote, "7.b")


def test_a_coding_takes_memo_star_other_words_and_another_code_and_all_is_undone(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("the duty desk")
    sitting.press("3", "a")
    sitting.press("s", "m")
    sitting.page.keyboard.type("Ask Ana: 8 a Enter is not a code here.")
    sitting.press("Control+Enter")
    sitting.press("b", "Shift+ArrowRight", "Enter")
    sitting.saved()
    [wider] = bench.codings(talk)
    assert (wider.quote, wider.code, wider.starred) == ("the duty desk helps", "3.a", True)
    assert wider.replaces
    with bench.asked() as project:
        assert "Ask Ana: 8 a Enter is not a code here." in [m.text for m in project.memos()]

    sitting.press("r")
    sitting.page.keyboard.type("4.b")
    sitting.press("Enter")
    sitting.saved()
    [other] = bench.codings(talk)
    assert (other.code, other.replaces, other.starred) == ("4.b", wider.id, True)

    sitting.press("Delete")
    sitting.saved()
    assert bench.codings(talk) == []
    for key, left in (("u", ["4.b"]), ("u", ["3.a"]), ("Control+z", ["3.a"])):
        sitting.press(key)
        sitting.saved()
        assert [code for _, code, _ in bench.marks(talk)] == left
    assert [quote for quote, _, _ in bench.marks(talk)] == ["the duty desk"]
    sitting.press("U", "Control+y", "Control+Shift+z")
    sitting.saved()
    assert bench.codings(talk) == []


def test_suggestions_are_walked_through_and_decided_by_keys(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk(OFFERED, suggest=True)
    with bench.asked() as project:
        first, second, third = list(project.pending(talk))[:3]
    sitting.open(talk)

    in_hand = sitting.root.locator(".qcw-chip.qcw-held")
    sitting.press("j")
    expect(in_hand).to_have_attribute("data-offer", first.id)
    expect(sitting.root.locator(".qcw-reason")).to_contain_text("“common aims”")
    sitting.press("a", "j", "k", "j", "x", "j", "Shift+Digit3", "o")
    sitting.page.keyboard.type("8.c")
    sitting.press("Enter")

    sitting.saved()
    made = {c.basis: (c.quote, c.code, c.direction.value) for c in bench.codings(talk)}
    assert made == {
        f"suggestion {first.id}": (first.quote, first.code, PRESENT),
        f"suggestion {third.id}": (third.quote, "8.c", PLANNED),
    }
    with bench.asked() as project:
        said = {d.suggestion: d.verdict.value for d in project.decisions()}
    assert said[second.id].startswith("reject")


def test_keys_lead_to_uncoded_passages_and_from_coding_to_coding(
    sitting: Sitting, bench: Bench
) -> None:
    talk = bench.talk()
    with bench.asked() as project:
        text = project.transcript(talk).text
        for words, code in (("thresholds", "1"), ("duty desk", "2"), ("on Fridays", "1")):
            at = text.index(words)
            project.code(talk, Span(at, at + len(words)), code)
    sitting.open(talk)
    in_hand = sitting.root.locator(".qcw-chip.qcw-held")

    sitting.press("e", "e")
    expect(in_hand).to_contain_text("2")
    sitting.press("E")
    expect(sitting.chips("thresholds").first).to_have_class(re.compile("qcw-held"))
    sitting.press("g")
    expect(sitting.chips("on Fridays").first).to_have_class(re.compile("qcw-held"))
    sitting.press("n")
    assert sitting.selected().startswith("There was a plan for shared training.")


@pytest.mark.parametrize("key", ["Delete", "s", "Shift+Digit2"])
def test_a_colleagues_coding_stays_as_it_is(sitting: Sitting, bench: Bench, key: str) -> None:
    talk = bench.talk()
    with bench.asked(TOM) as project:
        at = project.transcript(talk).text.index("duty desk")
        project.code(talk, Span(at, at + 9), "2.a")
    sitting.open(talk)
    sitting.press("e")
    expect(sitting.root.locator(".qcw-chip.qcw-held")).to_contain_text("2.a")
    sitting.press(key)
    sitting.saved()
    [coding] = bench.codings(talk)
    assert (coding.coder, coding.direction.value, coding.starred) == (TOM, PRESENT, False)


def test_keys_work_after_the_bar_was_used_and_another_interview_chosen(
    sitting: Sitting, bench: Bench
) -> None:
    one, other = bench.talk(), bench.talk()
    sitting.open(one)
    sitting.page.get_by_role("button", name="Coded through").click()
    expect(sitting.text).to_be_focused()
    sitting.press("n", "7", "Enter")
    sitting.saved()
    assert [code for _, code, _ in bench.marks(one)] == ["7"]

    sitting.page.locator(".st-key-code-choice input").click()
    sitting.page.get_by_role("option", name=other).click()
    expect(sitting.page.locator(".qcw-text", has_text=f"number {other[5:]}.")).to_be_visible()
    settled(sitting.page)
    sitting.press("n", "8", "a")
    sitting.saved()
    assert [code for _, code, _ in bench.marks(other)] == ["8.a"]
    # Also with the focus on the closed list.
    sitting.page.locator(".st-key-code-choice input").focus()
    sitting.press("n", "8", "b")
    sitting.saved()
    assert [code for _, code, _ in bench.marks(other)] == ["8.a", "8.b"]


def test_a_drag_that_begins_in_selected_words_selects_anew(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("We argue about thresholds")
    sitting.drag("about", "Nobody")
    sitting.press("7", "Enter")

    expect(sitting.chips("Nobody agrees")).to_have_count(1)
    sitting.saved()
    assert bench.marks(talk) == [("about thresholds. Nobody", "7", PRESENT)]
