"""A typist in the workbench: picks words, presses a code's keys, and is asked what became of it."""

from __future__ import annotations

import random
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from browsing import NotPainted, arm, painted
from playwright.sync_api import Page
from workbench_study import LONG, Press

from qualcode.model import Coding, Segment
from qualcode.project import Project

CHIP, ID = ".qcw-chip[data-coding]", "data-coding"
HAND_S = 0.04  # between the digit and the letter
PICKS = 5

# Words of the n-th passage, brought into view. Chips are not in the words' element, so its text
# nodes hold the passage and nothing else.
WORDS = """
async ([n, from, to]) => {
  const words = document.querySelectorAll(".qcw-words")[n];
  const edge = (at, isEnd) => {
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    let before = 0;
    while (walker.nextNode()) {
      const length = walker.currentNode.data.length;
      if (isEnd ? at <= before + length : at < before + length)
        return [walker.currentNode, at - before];
      before += length;
    }
  };
  const range = document.createRange();
  range.setStart(...edge(from, false));
  range.setEnd(...edge(to, true));
  const pane = words.closest(".qcw-text"), frame = pane.getBoundingClientRect();
  for (let tries = 0, before = null; tries < 20; tries += 1) {
    const box = range.getBoundingClientRect();
    const seen = box.height && box.top >= frame.top && box.bottom <= frame.bottom;
    // A passage out of view has no layout yet; those above it move it when they get theirs.
    if (seen && before === box.top) break;
    before = box.top;
    const above = box.top - frame.top - frame.height / 3;
    if (!box.height) words.scrollIntoView({block: "center", behavior: "instant"});
    else if (!seen) pane.scrollBy({top: above, behavior: "instant"});
    await new Promise(requestAnimationFrame);
  }
  return range;
}
"""
# The middle of the first and the last letter, for a mouse that is drawn over the words.
CORNERS = f"""
async (where) => {{
  const rects = (await ({WORDS.strip()})(where)).getClientRects();
  const first = rects[0], last = rects[rects.length - 1];
  return [first.left + 1, first.top + first.height / 2,
          last.right - 1, last.top + last.height / 2];
}}
"""
TIMES = "(window.qcwTimes || []).filter((one) => one.stored)"


@dataclass
class Typed:
    """What a run of presses left behind; times in ms."""

    pressed: list[Press] = field(default_factory=list)
    keyed: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    released: list[float] = field(default_factory=list)
    stored: dict[int, tuple[float, float]] = field(default_factory=dict)
    unpainted: int = 0
    slipped: int = 0

    def stored_ms(self) -> list[float]:
        """From each key to its acknowledgement.

        The page notes (key heard, acknowledged) for each act; the clock starts with the key's own
        time stamp, which is the last one before the page heard of it.
        """
        keyed = sorted(self.keyed)
        return [
            acknowledged - keyed[max(bisect_right(keyed, heard + 1) - 1, 0)]
            for heard, acknowledged in self.stored.values()
        ]


class Typist:
    """Codes one interview in a page that shows it."""

    def __init__(self, page: Page, text: str, segments: Sequence[Segment]) -> None:
        self.page = page
        self.text = text
        self.segments = segments
        self.typed = Typed()
        # An earlier typist's times in this page are not this one's.
        page.evaluate("window.qcwTimes = []")

    def run(
        self, presses: Iterable[Press], *, every_s: float, within_s: float, rng: random.Random
    ) -> Typed:
        """Type at random moments, ``every_s`` apart on average; return what was measured.

        A typist who has fallen behind stops after ``within_s`` seconds, whatever is left.
        """
        due = time.monotonic()
        end = due + within_s
        for press in presses:
            if due > end or time.monotonic() > end:
                break
            time.sleep(max(due - time.monotonic(), 0))
            due += every_s * rng.uniform(0.4, 1.6)
            self._pick(press)
            time.sleep(min(every_s / 8, 0.15))
            self._press(press, HAND_S)
        self.settle()
        return self.typed

    def hurry(self, presses: Iterable[Press]) -> Typed:
        """The same with the keys pressed as soon as the mouse is released."""
        for press in presses:
            self._pick(press)
            self._press(press, 0)
            time.sleep(0.25)
        self.settle()
        return self.typed

    def _pick(self, press: Press) -> None:
        """Draw the mouse over the words; the stop watch waits for one highlight more.

        Whoever sees that other words are selected draws again; so does the typist, a few times.
        """
        for _ in range(PICKS):
            x, y, to_x, to_y = self._corners(press)
            arm(self.page)
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(to_x, to_y)
            self.page.mouse.up()
            picked = self.page.evaluate("document.getSelection().toString().trim()")
            if picked.split() == self.text[press.start : press.end].split():
                return
            self.typed.slipped += 1
            time.sleep(0.2)

    def _corners(self, press: Press) -> list[float]:
        """Where the words are once they have stopped moving."""
        before: list[float] = []
        for _ in range(20):
            now: list[float] = self.page.evaluate(CORNERS, self._place(press))
            if now == before:
                break
            before = now
            time.sleep(0.03)
        return now

    def _press(self, press: Press, hand_s: float) -> None:
        first, second = press.keys
        self.page.keyboard.press(first)
        time.sleep(hand_s)
        self.page.keyboard.press(second)
        self.typed.pressed.append(press)
        try:
            at, inputs = painted(self.page, 3_000)
        except NotPainted:
            self.typed.unpainted += 1
            return
        keyed = [when for kind, when in inputs if kind == "keydown"][-1]
        self.typed.keyed.append(keyed)
        self.typed.painted.append(at - keyed)
        self.typed.released += [at - when for kind, when in inputs if kind == "mouseup"]
        self._hear()

    def _place(self, press: Press) -> list[int]:
        n, segment = next(
            (n, s)
            for n, s in enumerate(self.segments)
            if s.span.start <= press.start and press.end <= s.span.end
        )
        return [n, press.start - segment.span.start, press.end - segment.span.start]

    def _hear(self) -> None:
        for one in self.page.evaluate(TIMES):
            # A key that does nothing to the study is noted under the act before it.
            self.typed.stored.setdefault(one["seq"], (one["key"], one["stored"]))

    def settle(self, within_s: float = 20) -> None:
        """Wait until the page says that all is saved, or give up: what is lost is lost."""
        end = time.monotonic() + within_s
        while len(self.typed.stored) < len(self.typed.pressed) and time.monotonic() < end:
            time.sleep(0.1)
            self._hear()


def standing(study: Path, coder: str) -> list[Coding]:
    """One coder's codings in the interview, as the file holds them now."""
    project = Project.open(study, coder)
    try:
        return project.codings(transcript=LONG, coder=coder)
    finally:
        project.close()


def account(
    pressed: Iterable[Press], before: Iterable[Coding], after: Iterable[Coding]
) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """The presses that are no coding in the study (lost), and the codings nobody pressed.

    Each is (start, end, code). A coding counts for a press only with the same words and the same
    code, and once.
    """
    wanted = Counter((p.start, p.end, p.code) for p in pressed)
    known = {c.id for c in before}
    found = Counter((c.span.start, c.span.end, c.code) for c in after if c.id not in known)
    return sorted((wanted - found).elements()), sorted((found - wanted).elements())
