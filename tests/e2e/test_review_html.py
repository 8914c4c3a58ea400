"""`review.html` in a browser without a network: sealed, said, saved, and taken in again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from qualcode.errors import UnreadableFile
from qualcode.formats.sealed import ALTERED, seal
from qualcode.formats.verdicts import read_verdicts
from qualcode.model import CoderRole, Span
from qualcode.model.review import Judgement, Proposal
from qualcode.project import Project, Upload
from qualcode.report.review_html import review_page

MARGARET = "Margaret Osei"
PASSPHRASE = "four plain words here"
LEAD = "A long way \N{FOX FACE} to the marked words " * 20
HOSTILE = "<img src=x onerror=window.hit=1><script>window.hit=1</script>\u202e{{7*7}}"


@pytest.fixture
def requests(page: Page) -> list[str]:
    """Every address the page asks for."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda socket: seen.append(socket.url))
    # It asks before it is left with verdicts that no file holds.
    page.on("dialog", lambda dialog: dialog.accept())
    return seen


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.keyboard.press("Enter")


def save(page: Page, press: Callable[[], None]) -> Upload:
    with page.expect_download() as download:
        press()
    return Upload(download.value.suggested_filename, Path(download.value.path()).read_bytes())


def test_three_verdicts_by_keys_survive_a_reload_and_come_back_once(
    page: Page, requests: list[str], asked: Project, tmp_path: Path
) -> None:
    asked.add_coder(MARGARET, CoderRole.MENTOR)
    round = asked.start_round("Trust", reviewers=[MARGARET], count=8, seed=4)
    items = [row.item.id for row in asked.review_items(round.id)]
    file = tmp_path / "review.html"
    asked.export_review(round.id, file, passphrase=PASSPHRASE)

    page.goto(file.as_uri())
    unlock(page, "four plain words there")
    expect(page.get_by_role("alert")).to_contain_text("does not open this file")
    unlock(page)
    expect(page.get_by_text("8 items, about 7 minutes")).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator("mark")).to_have_text(asked.review_item(items[0]).coding.quote)  # type: ignore[union-attr]

    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Item 2 of 8")).to_be_focused()
    page.keyboard.press("q")
    page.keyboard.type("Is this hers, or the team's? a q d j")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Item 3 of 8")).to_be_visible()
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    page.get_by_text("Propose something else").press("Enter")
    chosen = page.get_by_label("Another code").select_option(index=3)
    mark = page.locator("mark").first
    words = mark.inner_text().split()
    mark.evaluate(
        "({firstChild: text}, n) => window.getSelection().setBaseAndExtent(text, 0, text, n)",
        len(words[0]) + 1,
    )
    page.get_by_role("button", name="Propose the selected words").click()
    expect(page.locator("#proposed-words")).to_have_text(words[0])

    # What was written stands there again after a reload, and not in plain words.
    page.reload()
    unlock(page)
    expect(page.get_by_text("3 of 8 said")).to_be_visible()
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "team" not in stored
    assert "question" not in stored
    page.get_by_role("button", name="Go on with item 4").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("k")
    expect(page.get_by_label("Why?")).to_have_value("Is this hers, or the team's? a q d j")

    sent = save(page, lambda: page.keyboard.press("s"))
    expect(page.get_by_text("3 verdicts and comments saved")).to_be_visible()
    assert sent.name == f"round-{round.number}-margaret.verdicts"
    assert b"team" not in sent.data
    assert json.loads(sent.data)["qualcode"] == "verdicts"

    taken = asked.import_verdicts(sent, PASSPHRASE)
    assert (taken.new, taken.known, taken.refused) == (3, 0, ())
    first, second, third = (asked.review_item(item) for item in items[:3])
    given = [view.verdicts[0] for view in (first, second, third)]
    assert [v.judgement for v in given] == [
        Judgement.AGREE,
        Judgement.QUESTION,
        Judgement.DISAGREE,
    ]
    assert {v.who for v in given} == {MARGARET}
    assert [memo.text for memo in second.thread] == ["Is this hers, or the team's? a q d j"]
    proposal = given[2].proposal
    assert proposal is not None
    assert proposal.code == chosen[0]
    assert third.coding is not None
    assert proposal.span is not None
    assert proposal.span.start == third.coding.span.start
    assert len(proposal.span) == len(words[0])

    again = save(page, lambda: page.get_by_role("button", name="Save my verdicts").last.click())
    assert again.data != sent.data  # sealed anew, and yet the same verdicts
    assert asked.import_verdicts(again, PASSPHRASE).new == 0
    flipped = bytearray(sent.data)
    flipped[-30] ^= 1
    with pytest.raises(UnreadableFile) as refused:
        asked.import_verdicts(Upload(sent.name, bytes(flipped)), PASSPHRASE)
    assert str(refused.value) == ALTERED
    # The page itself, each time it was opened, and the file it made for saving: nothing else.
    assert {url for url in requests if not url.startswith("blob:")} == {file.as_uri()}


def hostile_round() -> dict[str, Any]:
    """A round in which every text tries to be more than text."""
    item = {
        "id": "one",
        "kind": "coding",
        "said": None,
        "verdicts": [[HOSTILE, "agree"]],
        "thread": [[HOSTILE, HOSTILE]],
        "settled": [[HOSTILE, HOSTILE, HOSTILE]],
        "code": "c",
        "direction": "mixed",
        "coder": HOSTILE,
        "interview": HOSTILE,
        "caption": HOSTILE,
        "lead": LEAD,
        "quote": HOSTILE,
        "rest": f" {HOSTILE}",
        "start": 0,
        "before": [[HOSTILE, HOSTILE, True, False], [HOSTILE, "", False, True]],
        "after": [[HOSTILE, HOSTILE * 9, False, False]],
    }
    theme = {
        **{name: item[name] for name in ("said", "verdicts", "thread", "settled")},
        "id": "two",
        "kind": "theme",
        "statement": HOSTILE,
        "codes": ["c", HOSTILE],
        "for": [[HOSTILE, HOSTILE]],
        "against": [[HOSTILE, HOSTILE]],
    }
    code = {
        "id": "c",
        "title": HOSTILE,
        "parent": "c",
        "definition": HOSTILE,
        **{key: [HOSTILE] for key in ("include", "exclude", "confused", "examples")},
        "usable": True,
    }
    return {
        "study": "s",
        "round": "r",
        "number": 2,
        "title": HOSTILE,
        "due": "2026-12-07",
        "reviewer": HOSTILE,
        "save_as": "round-2-reviewer.verdicts",
        "longest": 5000,
        "left_out": 1,
        "directions": [["mixed", "◐", "mixed", "both"], ["present", "●", "present", "there"]],
        "rules": [HOSTILE],
        "codes": [code, {**code, "id": "d"}],
        "items": [item, theme],
    }


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    file = tmp_path / "review.html"
    plain = json.dumps(hostile_round()).encode()
    file.write_bytes(review_page(seal("review", plain, PASSPHRASE)))
    return file.as_uri()


def test_hostile_words_are_shown_as_words_and_too_long_a_comment_is_kept(
    page: Page, requests: list[str], hostile: str
) -> None:
    page.goto(hostile)
    unlock(page)
    page.get_by_text("The codebook of this round").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("mark")).to_have_text(HOSTILE)
    page.get_by_role("button", name="Disagree").click()
    page.get_by_text("Propose something else").click()
    page.locator("mark").evaluate("(mark) => window.getSelection().selectAllChildren(mark)")
    page.get_by_role("button", name="Propose the selected words").click()
    page.get_by_label("Why?").fill("x" * 5001 + HOSTILE)
    expect(page.locator("#count")).to_contain_text("shorten it")
    page.get_by_role("button", name="Save my verdicts").click()
    expect(page.get_by_role("status")).to_contain_text("longer than 5,000 characters")
    page.get_by_label("Why?").fill(HOSTILE)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    page.get_by_role("button", name="Question").click()
    page.get_by_role("button", name="All items").last.click()
    sent = save(page, lambda: page.get_by_role("button", name="Save my verdicts").last.click())
    first, second = read_verdicts(sent.data, PASSPHRASE).verdicts
    # Places count code points, as everywhere; before the marked words only a part was shown.
    assert first.proposal == Proposal(span=Span(len(LEAD), len(LEAD + HOSTILE)))
    assert (first.comment, second.judgement) == (HOSTILE, Judgement.QUESTION)
    page.get_by_role("button", name="Forget what I wrote here").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_text("0 of 2 said")).to_be_visible()

    assert page.evaluate("[window.hit, localStorage.length, document.images.length]") == [
        None,
        0,
        0,
    ]
    assert {url for url in requests if not url.startswith("blob:")} == {hostile}


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A small screen; axe is let into the page, which lets nothing in by itself."""
    context = browser.new_context(
        viewport={"width": 400, "height": 800}, color_scheme=request.param, bypass_csp=True
    )
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(phone: Page, hostile: str) -> None:
    faults: dict[str, list[str]] = {}

    def look(place: str) -> None:
        found = Axe().run(phone).response["violations"]
        faults[place] = [f"{one['id']}: {one['nodes'][0]['html'][:90]}" for one in found]
        wide = phone.evaluate("document.documentElement.scrollWidth")
        faults[place] += [f"{wide} wide"] if wide > 400 else []

    phone.goto(hostile)
    look("locked")
    unlock(phone)
    phone.get_by_role("button", name="Begin").wait_for()
    phone.get_by_text("The codebook of this round").click()
    look("the first page")
    phone.get_by_role("button", name="Begin").click()
    phone.get_by_role("button", name="Disagree").click()
    phone.get_by_text("Propose something else").click()
    phone.get_by_text("When to use it").click()
    look("an item")
    phone.get_by_role("button", name="Next").click()
    look("a theme")
    phone.get_by_role("button", name="All items").last.click()
    look("the list")
    phone.get_by_role("button", name="Help").click()
    look("help")
    assert faults == {place: [] for place in faults}
