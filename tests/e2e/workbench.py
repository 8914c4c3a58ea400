"""A study that is served and asked, and the coding workbench under a person's hands."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from qualcode.launch import HOST, KEY, is_up, server_command
from qualcode.model import Coding
from qualcode.project import Project, Upload

RUTH, TOM = "Ruth Adeyemi", "Tom Kessler"

# Nobody said this: invented for these tests. The number keeps one talk apart from the next.
TALK = """Interviewer: This is talk number {n}. How do referrals go between you?

P01: We argue about thresholds. Nobody agrees what counts, and the forms come back twice.

P01: But the duty desk helps. We know who to ring, and they ring back the same day.

Interviewer: And who decides in the end?

P01: The managers meet on Mondays. We hear about it on Fridays, when it is too late to object.

P01: There was a plan for shared training. It was good while it lasted. We still talk about it.
"""

# Talk that gets suggestions.
OFFERED = """Interviewer: This is talk number {n}. What do you aim for?

P01: We have common aims and shared goals, all of us, and we are on the same page.

P01: There is joint training every spring, and a multi-agency team meets each week.

P01: Information sharing is the hard part: nobody knows what confidentiality allows.
"""


@dataclass
class Bench:
    """A study file, the server that shows it, and ways to ask the study itself."""

    folder: Path
    study: Path
    port: int
    server: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start the server, on the same port each time."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
        environment |= {KEY: "", "QUALCODE_CODER": RUTH, "QUALCODE_STUDY": str(self.study)}
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                server_command(self.port), env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        assert is_up(self.url, 60), (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """The server is gone at once, without a chance to put anything in order."""
        assert self.server is not None
        self.server.send_signal(signal.SIGKILL)
        self.server.wait(10)

    @contextmanager
    def asked(self, coder: str = RUTH) -> Iterator[Project]:
        """The study as the file holds it now."""
        project = Project.open(self.study, coder)
        try:
            yield project
        finally:
            project.close()

    def talk(self, text: str = TALK, *, suggest: bool = False) -> str:
        """One more interview, so that no test meets another's codings; its id."""
        n = next(self.numbers)
        with self.asked() as project:
            upload = Upload(f"talk-{n}.md", text.replace("{n}", str(n)).encode())
            [taken] = project.import_files([upload]).imported
            if suggest:
                project.suggest(taken.id)
        return taken.id

    def codings(self, talk: str, coder: str | None = None) -> list[Coding]:
        """What stands in an interview, in the order of its text."""
        with self.asked() as project:
            found = project.codings(transcript=talk, coder=coder)
        return sorted(found, key=lambda c: (c.span, c.code, c.direction.value))

    def marks(self, talk: str, coder: str | None = None) -> list[tuple[str, str, str]]:
        """The same as words, code and direction."""
        return [(c.quote, c.code, c.direction.value) for c in self.codings(talk, coder)]


def settled(page: Page) -> None:
    """Wait until the script has run; call it after waiting for something of the page."""
    still = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    still.wait_for()
    # One run may ask for another: between the two the page only looks still.
    page.wait_for_timeout(120)
    still.wait_for()


# Where words stand on the page: [left, top, right, bottom] of their first and last characters.
PLACE = """([words, nth]) => {
    for (const passage of document.querySelectorAll('.qcw-words')) {
        const at = passage.textContent.indexOf(words);
        if (at < 0 || nth-- > 0) continue;
        const walk = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let seen = 0;
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const from = at - seen, to = at + words.length - seen;
            if (from >= 0 && from < node.length) range.setStart(node, from);
            if (to > 0 && to <= node.length) range.setEnd(node, to);
            seen += node.length;
        }
        passage.scrollIntoView({block: 'nearest', behavior: 'instant'});
        const boxes = [...range.getClientRects()];
        return [boxes[0], boxes.at(-1)].map(b => [b.left, b.top, b.right, b.bottom]);
    }
}"""

SELECTED = """() => [...CSS.highlights.get('qcw-selected') ?? []].map((part) => {
    const range = document.createRange();
    range.setStart(part.startContainer, part.startOffset);
    range.setEnd(part.endContainer, part.endOffset);
    return range.toString();
}).join(' | ')"""


@dataclass
class Sitting:
    """A person in front of the workbench."""

    page: Page
    bench: Bench

    def __post_init__(self) -> None:
        # Whoever tests has been walked through before.
        self.page.add_init_script("try { localStorage.setItem('qcw-walk', 'done') } catch {}")

    def open(self, talk: str, **query: str) -> None:
        named = "".join(f"&{key}={value}" for key, value in query.items())
        self.page.goto(f"{self.bench.url}/code?transcript={talk}{named}")
        self.ready()

    def ready(self) -> None:
        self.text.wait_for()
        settled(self.page)

    @property
    def root(self) -> Locator:
        return self.page.locator(".qcw")

    @property
    def text(self) -> Locator:
        return self.page.locator(".qcw-text")

    @property
    def status(self) -> Locator:
        return self.page.locator(".qcw-saved")

    def place(self, words: str) -> tuple[list[float], list[float]]:
        found = self.page.evaluate(PLACE, [words, 0])
        assert found, f"{words!r} is not on the page"
        return found[0], found[1]

    def drag(self, first: str, last: str | None = None) -> None:
        """Pick words with the mouse, from the first of them to the last."""
        mouse = self.page.mouse
        self.place(first)
        _, (_, end_top, right, end_bottom) = self.place(last or first)
        (left, top, _, bottom), _ = self.place(first)
        mouse.move(left + 1, (top + bottom) / 2)
        mouse.down()
        mouse.move((left + right) / 2, (top + end_bottom) / 2)
        mouse.move(right - 0.5, (end_top + end_bottom) / 2)
        mouse.up()
        self.seen()

    def double_click(self, word: str) -> None:
        (left, top, _, bottom), (_, _, right, _) = self.place(word)
        self.page.mouse.dblclick((left + right) / 2, (top + bottom) / 2)
        self.seen()

    def read_down(self) -> None:
        """Scroll to the last passage by the wheel, as long as it takes."""
        self.text.hover()
        for _ in range(60):
            self.page.mouse.wheel(0, 100_000)
            self.page.wait_for_timeout(100)
            if self.text.evaluate("t => t.scrollTop + t.clientHeight >= t.scrollHeight - 2"):
                return
        raise AssertionError("the end of the text does not come into view")

    def seen(self) -> None:
        """Wait until the selection has come to rest, as a person does before the next key."""
        self.page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(done), 1))")
        assert self.selected() != "", "nothing is selected"

    def selected(self) -> str:
        """The words that are painted as selected."""
        return str(self.page.evaluate(SELECTED))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        """Wait until the page says that everything is stored."""
        expect(self.status).to_have_text("Saved")

    def palette(self, code: str) -> Locator:
        """The button of a code in the palette."""
        return self.root.locator(f".qcw-code[data-code='{code}']")

    def chips(self, words: str) -> Locator:
        """The chips under the passage with these words."""
        return self.page.locator(".qcw-seg", has_text=words).locator(".qcw-chip")
