"""The same acts in Taguette, a peer under the BSD licence: measured beside us, no dependency.

Its server and its client over HTTP are those of the shared bench folder; the page is Taguette's
own, used in its own way: words are drawn over with the mouse, ``n`` opens its window, a tag is
ticked, "Save & Close" is clicked. The stop watch is the one that times our page.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browsing import WINDOW, arm, first_picture, heap_mib, painted, stopwatch
from playwright.sync_api import Browser, Page
from timing import SHARED, Figures, percentile

HIGHLIGHT, ID = "#document-contents a.highlight", "data-highlight-id"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# Words in talk that nobody has highlighted yet: a drag within a highlight would open that one.
FREE_WORDS = """
(n) => {
  const nodes = [];
  const walker = document.createTreeWalker(
    document.getElementById("document-contents"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest("a.highlight")
        && walker.currentNode.data.trim().split(/\\s+/).length > 8) nodes.push(walker.currentNode);
  const node = nodes[n % nodes.length];
  const words = [...node.data.matchAll(/[\\p{L}\\p{N}’'-]+/gu)];
  const [first, last] = [words[1], words[6]];
  node.parentElement.scrollIntoView({block: "center"});
  const range = document.createRange();
  range.setStart(node, first.index);
  range.setEnd(node, last.index + last[0].length);
  const rects = range.getClientRects(), end = rects[rects.length - 1];
  const one = rects[0];
  return [one.left + 1, one.top + one.height / 2, end.right - 1, end.top + end.height / 2];
}
"""


@dataclass(frozen=True)
class Shown:
    """A document with its highlights in a Taguette that runs."""

    entrance: str
    document: str
    tags: list[int]
    highlights: int


@contextmanager
def taguette(venv: Path, interview: Path) -> Iterator[Shown]:
    """Taguette on loopback with the corpus's first interview in it, all its codings highlighted."""
    sys.path.insert(0, str(SHARED))
    import bench_taguette as bench
    from common import Corpus

    with tempfile.TemporaryDirectory() as folder:
        server = bench.Server(venv, Path(folder) / "bench.sqlite3")
        try:
            yield _filled(bench, server, Corpus(interview))
        finally:
            server.stop()
            server.log_path.unlink()


def _filled(bench: Any, server: Any, corpus: Any) -> Shown:
    client, doc = server.client, corpus.docs[0]
    form = {"name": "bench", "description": "", "_xsrf": client.cookies["_xsrf"]}
    answer, _ = client.request("POST", "/project/new", urllib.parse.urlencode(form), FORM)
    project = answer.headers["Location"].rsplit("/", 1)[1]
    client.get(f"/project/{project}")
    api = f"/api/project/{project}"
    tags = {
        path: client.json("POST", f"{api}/tag/new", {"path": path, "description": description})[
            "id"
        ]
        for path, description in corpus.codebook
    }
    page = corpus.path("html", doc).read_bytes()
    about = {"name": doc, "description": ""}
    number = client.upload(f"{api}/document/new", about, f"{doc}.html", page, "text/html")
    stored = client.json("GET", f"{api}/document/{number}/contents", None)["contents"]
    raw = bench.html_text(stored[0]["contents"]).encode("utf-8")
    text = corpus.text(doc)
    for coding in corpus.codings[doc]:
        # Its page has one line end where the text file has two, and it counts bytes.
        turns = text.count("\n\n", 0, coding["start"])
        start = len(text[: coding["start"]].encode("utf-8")) - turns
        end = start + len(coding["text"].encode("utf-8"))
        assert raw[start:end].decode("utf-8") == coding["text"]
        place = {"start_offset": start, "end_offset": end, "tags": [tags[coding["code"]]]}
        client.json("POST", f"{api}/document/{number}/highlight/new", place)
    found = re.search(r"token=([0-9a-f]+)", server.log_path.read_text())
    assert found is not None
    root = f"http://127.0.0.1:{server.port}"
    return Shown(
        entrance=f"{root}/?token={found.group(1)}",
        document=f"{root}/project/{project}/document/{number}",
        tags=list(tags.values()),
        highlights=len(corpus.codings[doc]),
    )


def measure(
    browser: Browser, venv: Path, interview: Path, figures: Figures, *, quick: bool
) -> None:
    """Add Taguette's rows: its picture, warm, and its highlights, by hand in its own page."""
    with taguette(venv, interview) as shown:
        context = browser.new_context(viewport=WINDOW)
        page = context.new_page()
        # Its first page waits for news from the internet, which is not there.
        page.goto(shown.entrance, wait_until="commit")
        stopwatch(page, HIGHLIGHT, ID, shown.highlights)
        first_picture(page, shown.document)
        times = [first_picture(page, shown.document) for _ in range(2 if quick else 9)]
        figures.add("taguette_open_300_warm_ms", statistics.median(times))
        whole, last = [], []
        rng = random.Random(5)
        for _ in range(6 if quick else 30):
            released, saved, done = highlight(page, rng.randrange(10_000), rng.choice(shown.tags))
            whole.append(done - released)
            last.append(done - saved)
        figures.add("taguette_painted_ms_median", statistics.median(last))
        figures.add("taguette_painted_ms_p95", percentile(last, 95))
        figures.add("taguette_released_painted_ms_median", statistics.median(whole))
        figures.add("taguette_page_mib", heap_mib(page))
        context.close()


def highlight(page: Page, where: int, tag: int) -> tuple[float, float, float]:
    """Highlight six words; when the mouse was released, Save clicked, the highlight painted."""
    x, y, to_x, to_y = page.evaluate(FREE_WORDS, where)
    arm(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y)
    page.mouse.up()
    page.keyboard.press("n")
    page.locator("#highlight-add-modal.show").wait_for()
    page.locator(f"#highlight-add-tags-{tag}").click()
    page.locator("#highlight-add-form [type=submit]").click()
    done, inputs = painted(page)
    page.locator(".modal-backdrop").first.wait_for(state="detached")
    ups = [at for kind, at in inputs if kind == "mouseup"]
    return ups[0], ups[-1], done
