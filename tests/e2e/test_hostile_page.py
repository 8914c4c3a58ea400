"""Texts that try to be more than text, on every page; and a page that fails.

Each page is visited once by the researcher and once by the mentor, with everything folded opened:
no script of the texts may run, no window may ask, nothing may be fetched from elsewhere. The
texts are shown by the plain server, without the headers of `app/doorway.py`: those would hide a
fault from this test.
"""

from __future__ import annotations

import os
import queue
import re
import shutil
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from qualcode.app.doorway import FAILED
from qualcode.app.frame import PAGES
from qualcode.app.overview_reading import FOR_MENTORS
from qualcode.launch import KEY, KNOCK, _show
from tests.conftest import ROOT
from tests.e2e.conftest import served, settled
from tests.e2e.hostile import MENTOR, OWN, SECOND, STRINGS, line, plant

URLS = ["start", *(url for members in PAGES.values() for _, url, _ in members)]
OPEN_ALL = """() => document.querySelectorAll('details:not([open]) > summary').forEach(
    summary => summary.click())"""
# What would be there if a text had become more than text; frames, scripts and forms of ours stand
# outside of the page's own part.
ALIVE = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(e =>
    [...e.attributes].some(a => /^on/i.test(a.name) || /hostile\\.invalid/.test(a.value)
        && ['src', 'href', 'data', 'action', 'srcset', 'style', 'xlink:href'].includes(a.name)
        || /^\\s*javascript:/i.test(a.value) && ['src', 'href'].includes(a.name))
    ).map(e => e.outerHTML.slice(0, 200))"""


@dataclass
class Watched:
    """A page of the browser, and what it did that it must not."""

    page: Page
    deeds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(30_000)
        self.page.on("request", self._asked)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda e: self.deeds.append(f"an error: {e}"))
        self.page.on("popup", lambda p: self.deeds.append(f"a window: {p.url}"))
        self.page.on("download", lambda d: self.deeds.append("a download"))

    def _asked(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.deeds.append(f"a request: {url}")

    def _dialog(self, dialog: object) -> None:
        self.deeds.append("a dialog")
        dialog.dismiss()  # type: ignore[attr-defined]

    def look(self, address: str, url: str) -> str:
        """Open one page with everything folded in it; its text."""
        self.page.goto(f"{address}/{url}")
        self.page.locator("[data-testid=stMain] h1").first.wait_for()
        settled(self.page)
        self.page.evaluate(OPEN_ALL)
        self.page.wait_for_timeout(60)
        return self.judged(url)

    def judged(self, url: str) -> str:
        if hit := self.page.evaluate("window.hit"):
            self.deeds.append(f"{hit} scripts on {url}")
        self.deeds += [f"alive on {url}: {found}" for found in self.page.evaluate(ALIVE)]
        return str(self.page.locator("[data-testid=stMain]").inner_text())


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield Watched(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def planted(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile") / "hostile.qualcode"
    shutil.copy(built_sample, place)
    counted = plant(place)
    assert len(STRINGS) == len(set(STRINGS)) == 60
    assert sum(counted.values()) > 300, counted
    assert {"codes", "turns", "memos", "themes", "summaries", "comments", "verdicts"} <= set(
        counted
    )
    return place


def test_no_text_becomes_more_than_text_on_any_page_of_the_researcher(
    serve: Callable[..., str], watched: Watched, planted: Path
) -> None:
    address = serve(planted, OWN)
    said = {url: watched.look(address, url) for url in URLS}

    assert watched.deeds == []
    assert len(said) > 24
    # On a sample of places the texts are there, as they were typed.
    for text in (STRINGS[0], STRINGS[7], STRINGS[32], STRINGS[39], STRINGS[45], STRINGS[46]):
        shown = [url for url, words in said.items() if line(text)[:40] in " ".join(words.split())]
        assert shown, text


def test_no_text_becomes_more_than_text_on_any_page_of_the_mentor(
    serve: Callable[..., str], watched: Watched, planted: Path
) -> None:
    address = serve(planted, MENTOR)
    said = {url: watched.look(address, url) for url in ["start", *sorted(FOR_MENTORS)]}

    assert watched.deeds == []
    assert MENTOR in said["start"] or "Mentor" in watched.page.inner_text("body")


@pytest.mark.long
@pytest.mark.parametrize("who", [OWN, SECOND, MENTOR])
def test_no_text_becomes_more_than_text_in_any_view_of_a_page(
    serve: Callable[..., str], watched: Watched, planted: Path, who: str
) -> None:
    """Each choice of each page pressed once."""
    address, pressed = serve(planted, who), 0
    for url in URLS if who != MENTOR else ["start", *sorted(FOR_MENTORS)]:
        watched.look(address, url)
        choices = "[data-testid=stMain] [role=radio], [data-testid=stMain] [role=tab]"
        for n in range(min(watched.page.locator(choices).count(), 24)):
            if n < watched.page.locator(choices).count():
                watched.page.locator(choices).nth(n).click(force=True)
                settled(watched.page)
                watched.page.evaluate(OPEN_ALL)
                watched.judged(url)
                pressed += 1
    assert watched.deeds == []
    assert pressed > (10 if who == MENTOR else 20)  # her pages are fewer


def test_the_watch_sees_a_text_that_becomes_more(watched: Watched) -> None:
    """The control: the same texts, let loose on a page."""
    watched.page.route("**/hostile.invalid/**", lambda route: route.abort())
    body = "".join(STRINGS[7:9]) + STRINGS[31]
    watched.page.set_content(f'<div data-testid="stMain"><h1>x</h1>{body}</div>')
    time.sleep(0.3)
    watched.judged("the control")

    assert any("1 scripts" in deed for deed in watched.deeds)
    assert any(deed.startswith("a request: http://hostile.invalid") for deed in watched.deeds)
    assert sum("alive" in deed for deed in watched.deeds) >= 3


MARKERS = ("Wilhelmina Quarrington", "Zebedee", "quarrington-case")


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The app behind its own door, with a page that fails and a button that does."""
    home, folder = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    folder.mkdir()
    script = Path(__file__).with_name("failing_app.py")
    # The door asks for the app's settings, which otherwise lie beside the app's script.
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    temp = tmp_path / "temp"
    temp.mkdir()
    address, server = served(
        str(script), folder, HOME=str(home), TMPDIR=str(temp), QUALCODE_STUDY=""
    )
    yield address, tmp_path
    server.terminate()
    server.wait(10)


def test_a_failure_is_one_sentence_on_the_page_and_no_words_in_the_log(
    failing: tuple[str, Path], page: Page
) -> None:
    address, folder = failing
    refused: list[str] = []
    page.on(
        "console",
        lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None,
    )
    for where in ("drawing", "pressing"):
        page.goto(f"{address}/?fail={where}")
        if where == "pressing":
            page.get_by_role("button", name="Fail").click()
        page.get_by_text(FAILED[:60]).wait_for()
        said = page.locator("body").inner_text()
        assert "Traceback" not in said
        assert "ValueError" not in said
        assert not [m for m in MARKERS if m in said]

    log = (folder / "work" / "server.log").read_text()
    assert "ValueError from KeyError at " in log  # the control: it was noted, with its place
    assert "failing_face.py:" in log
    left = [f for f in folder.rglob("*") if f.is_file()]
    assert len(left) >= 1
    for file in left:
        held = file.read_bytes().lower()
        assert not [m for m in MARKERS if m.lower().encode() in held], file.name
    assert refused == []


def test_the_door_s_rules_let_every_page_work(
    tmp_path: Path, browser: Browser, study: Path
) -> None:
    """With the headers of the door each page draws itself, charts and the workbench included."""
    address, server = served(None, tmp_path, QUALCODE_STUDY=str(study), QUALCODE_CODER=OWN)
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    seen = Watched(context.new_page())
    broken: list[str] = []
    seen.page.on(
        "console",
        lambda m: broken.append(m.text) if re.search("Content Security Policy", m.text) else None,
    )
    try:
        for url in ("code", "themes", "patterns", "framework", "answers", "quotes", "start"):
            said = seen.look(address, url)
            assert FAILED[:40] not in said
            if url == "code":
                seen.page.locator(".qcw-text").wait_for()
            if url == "themes":
                seen.page.locator(".js-plotly-plot").first.wait_for()
        assert seen.deeds == []
        assert broken == []
        # The control: what the rules forbid is seen to be refused.
        seen.page.evaluate(
            "document.body.appendChild(Object.assign(new Image(), {src: 'http://elsewhere.invalid/x'}))"
        )
        seen.page.wait_for_timeout(200)
        assert len(broken) == 1
    finally:
        context.close()
        server.terminate()
        server.wait(10)


def test_the_browser_is_led_in_by_a_page_that_only_this_account_reads(
    tmp_path: Path, page: Page, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on the browser's command line is the place of a page, and no key."""
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.setenv("HOME", str(tmp_path))
    keys = {KEY: "the-key-of-this-test", KNOCK: "the-knock-of-this-test"}
    address, server = served(None, tmp_path, QUALCODE_STUDY=str(study), QUALCODE_CODER=OWN, **keys)
    ended = threading.Event()
    shown = threading.Thread(target=_show, args=(address, keys[KNOCK], ended))
    shown.start()
    try:
        place = opened.get(timeout=30)
        assert not [key for key in keys.values() if key in place]
        file = Path(place.removeprefix("file://"))
        assert keys[KNOCK] in file.read_text("utf-8")
        if os.name != "nt":
            assert file.stat().st_mode & 0o777 == 0o600
            assert file.parent.stat().st_mode & 0o777 == 0o700

        page.goto(place)
        page.locator("[data-testid=stMain] h1").first.wait_for()
        assert page.url == f"{address}/"
        [cookie] = [c for c in page.context.cookies() if c["name"].startswith("qualcode-")]
        assert (cookie["value"], cookie["sameSite"]) == (keys[KEY], "Strict")
        # Nor does going back show an address with a key.
        page.go_back()
        assert "key=" not in page.url
    finally:
        ended.set()
        shown.join(10)
        server.terminate()
        server.wait(10)
    assert not file.parent.exists()
