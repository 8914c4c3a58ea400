"""Text of every kind stays what it is: its offsets are right, and it is never more than text."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.harness import study_data, write_harness
from tests.e2e.oddities import Odd, Span, odd_documents, units
from tests.e2e.workbench import Bench, Sitting

SELECTIONS, DOCUMENTS = 1_700, 68
CODES = [
    {"id": str(n), "name": f"Code {n}", "parent": None, "hue": "#3d5a80"}
    | {"definition": "", "include": [], "exclude": [], "examples": [], "cues": [], "confused": []}
    for n in range(1, 10)
]

# Gives the workbench another document, selects between places counted in UTF-16 units, presses
# a digit, which codes, and says which act went into the outbox.
SELECT = """async ([data, picks, segs]) => {
    window.qcw_answer({...data, codings: []});
    const place = (at) => {
        const n = segs.findLastIndex(([start]) => start <= at);
        const words = document.querySelectorAll('.qcw-words')[n];
        const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        let left = at - segs[n][0];
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (left <= node.length) return [node, left];
            left -= node.length;
        }
    };
    const found = [];
    for (const [a, b, code] of picks) {
        const noticed = new Promise(done => {
            document.addEventListener('selectionchange', done, {once: true});
            setTimeout(done, 100);
        });
        getSelection().setBaseAndExtent(...place(a), ...place(b));
        await noticed;
        document.querySelector('.qcw-text').dispatchEvent(new KeyboardEvent('keydown',
            {key: code, code: `Digit${code}`, bubbles: true, cancelable: true}));
        const act = JSON.parse(sessionStorage.getItem('qcw-outbox')).at(-1).acts.at(-1);
        found.push([act.a, act.b, act.q]);
    }
    return found;
}"""


def selected(page: Page, odd: Odd, n: int, picks: Iterable[Span]) -> list[list[Any]]:
    """What the browser made of these selections: where, to where, and which words."""

    def in_units(spans: Iterable[Span]) -> list[list[Any]]:
        return [[units(odd.text[:a]), units(odd.text[:b])] for a, b in spans]

    data = study_data(odd.text, odd.passages) | {"doc": f"odd-{n}", "codes": CODES}
    given = [[*at, str(i % 9 + 1)] for i, at in enumerate(in_units(picks))]
    found: list[list[Any]] = page.evaluate(SELECT, [data, given, in_units(odd.passages)])
    return found


def test_1700_selections_in_odd_text_are_offsets_of_the_words_selected(
    page: Page, tmp_path: Path
) -> None:
    rng = random.Random(20061)
    page.goto(write_harness(tmp_path, study_data("Nothing yet.")))
    wrong: list[tuple[str, Span, list[Any]]] = []
    naive = tried = 0
    for n, odd in enumerate(odd_documents(rng, DOCUMENTS)):
        picks = odd.picks(rng, SELECTIONS // DOCUMENTS)
        for (a, b), found in zip(picks.values(), selected(page, odd, n, picks), strict=True):
            tried += 1
            if found != [a, b, odd.text[a:b]]:
                wrong.append((odd.text[a:b], (a, b), found))
            # The same selection, counted as JavaScript counts, mostly names other words.
            start, end = units(odd.text[:a]), units(odd.text[:b])
            naive += odd.text[start:end] != odd.text[a:b]

    assert (tried, wrong) == (SELECTIONS, [])
    assert naive > SELECTIONS / 2


SHORTCUTS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_no_letter_reaches_streamlits_own_shortcuts(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)
    page = sitting.page
    page.evaluate(
        """() => {
            window.leaked = [];
            document.addEventListener('keydown', (event) => window.leaked.push(event.key));
        }"""
    )
    sitting.drag("shared training")
    for letter in SHORTCUTS:
        sitting.press(f"Shift+{letter}" if letter.isupper() else letter)
        sitting.press("Escape")
    assert [key for key in page.evaluate("window.leaked") if len(key) == 1] == []
    expect(page.get_by_test_id("stDialog")).to_have_count(0)

    # The same where nothing has the focus, and where one types into a field of ours.
    page.evaluate("document.activeElement.blur()")
    sitting.press("c", "r")
    sitting.press("/")
    page.keyboard.type("crux 8a")
    assert [key for key in page.evaluate("window.leaked") if len(key) == 1] == []
    sitting.press("Escape")
    # Outside, letters are not ours: this is how they would be seen.
    page.get_by_test_id("stSidebar").get_by_role("link", name="Journal").focus()
    sitting.press("w")
    assert page.evaluate("window.leaked").count("w") == 1


def test_letters_typed_into_a_field_code_nothing(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk()
    sitting.open(talk)
    sitting.drag("shared training")
    for key in ("/", "m"):
        sitting.press(key)
        sitting.page.keyboard.type("8a 7b s x")
        sitting.press("Escape")
        sitting.press("Escape")
        sitting.drag("shared training")
    sitting.page.locator(".st-key-code-choice input").click()
    sitting.page.keyboard.type("8a7b")
    sitting.press("Escape")
    sitting.saved()
    assert bench.codings(talk) == []


HOSTILE = (
    "<script>window.__pwn = 1</script><img src=x onerror='window.__pwn = 2'>"
    "![x](http://example.invalid/x.png) **bold** $x^2$ and $y$ :red[loud] :smile: -- <- &amp; &lt;"
)
LABEL = "<b onclick=window.__pwn=3>Ana</b> **P** $1$ & $2$"
EVIL = f"""Interviewer: This is talk number {{n}}.

Ana: {HOSTILE}

Ana: A plain answer.
"""


def test_hostile_text_stays_text_everywhere(sitting: Sitting, bench: Bench) -> None:
    talk = bench.talk(EVIL)
    with bench.asked() as project:
        project.correct_label(talk, "Ana", LABEL)
    sitting.open(talk)
    shown = sitting.page.locator(".qcw-words").all_inner_texts()
    assert HOSTILE in shown
    expect(sitting.page.locator(".qcw-who").last).to_have_text(LABEL)

    # A code that is named with it, and a memo that quotes it.
    sitting.drag("A plain answer")
    sitting.press("v")
    sitting.page.keyboard.insert_text(HOSTILE[:70])
    sitting.press("Enter")
    sitting.saved()
    sitting.press("m")
    sitting.page.keyboard.insert_text(HOSTILE)
    sitting.press("Control+Enter")
    sitting.saved()
    sitting.page.reload()
    sitting.ready()
    sitting.press("e")
    expect(sitting.root.get_by_text(HOSTILE, exact=True).last).to_be_visible()
    sitting.chips("A plain answer").first.hover()
    sitting.press("/")
    sitting.page.keyboard.insert_text("pwn")
    expect(sitting.root.get_by_role("option").first).to_contain_text("<script>")

    [coding] = bench.codings(talk)
    assert coding.quote == "A plain answer"
    assert sitting.page.evaluate("window.__pwn") is None
    assert sitting.root.locator("script, img, iframe, .qcw-words *:not(.qcw-run)").count() == 0
