"""Headless Chromium, the app's server, and one stop watch inside the page for every tool measured.

The stop watch: an input's own time stamp is the start; a MutationObserver sees the highlight come
into the page; requestAnimationFrame and then a MessageChannel tell that its frame is painted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from qualcode.launch import KEY, free_port, is_up, server_command
from qualcode.shipped import shipped

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOW = {"width": 1400, "height": 900}

# What stands for one highlight in a page: elements of `selector`, each highlight counted once by
# `name`, as one that spans several paragraphs or runs is drawn in several pieces.
STOPWATCH = """
((selector, name, wanted) => {
  if (window.qcBench) return;
  const bench = window.qcBench = {inputs: []};
  for (const kind of ["keydown", "mouseup"])
    window.addEventListener(kind, (e) => bench.inputs.push([kind, e.timeStamp]), true);
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const paint = (then) => requestAnimationFrame(() => {
    waiting.push(() => then(performance.now()));
    channel.port2.postMessage(0);
  });
  const count = () => new Set(
    Array.from(document.querySelectorAll(selector), (e) => e.getAttribute(name))).size;
  const watches = [];
  const watch = (enough) => new Promise((done) => { watches.push({enough, done}); });
  const patient = (promise, ms) =>
    Promise.race([promise, new Promise((done) => { setTimeout(done, ms, null); })]);
  bench.first = watch(wanted);
  bench.arm = () => { bench.inputs = []; bench.next = watch(count() + 1); };
  bench.shown = (ms) => patient(bench.first, ms);
  bench.painted = async (ms) => [await patient(bench.next, ms), bench.inputs];
  new MutationObserver(() => {
    if (!watches.length) return;
    const now = count();
    for (const one of watches.filter((each) => now >= each.enough)) {
      watches.splice(watches.indexOf(one), 1);
      paint(one.done);
    }
  }).observe(document, {childList: true, subtree: true});
})
"""


class NotPainted(Exception):
    """What was waited for did not come into the page in time."""


def stopwatch(page: Page, selector: str, name: str, wanted: int) -> None:
    """Have every page opened from now on time itself; ``wanted`` highlights are a whole picture."""
    given = ", ".join(json.dumps(value) for value in (selector, name, wanted))
    page.add_init_script(f"{STOPWATCH.strip()}({given})")


def first_picture(page: Page, address: str, within_ms: int = 30_000) -> float:
    """Milliseconds from navigation to the painted text with the wanted highlights.

    Raises
    ------
    NotPainted
        They are not all there in time.
    """
    page.goto(address, wait_until="commit")
    at = page.evaluate(f"window.qcBench.shown({within_ms})")
    if at is None:
        raise NotPainted("The page did not show all its highlights in time.")
    return float(at)


def arm(page: Page) -> None:
    """Wait for one highlight more than there are now; forget the inputs so far."""
    page.evaluate("window.qcBench.arm()")


def painted(page: Page, within_ms: int = 10_000) -> tuple[float, list[tuple[str, float]]]:
    """When the armed highlight was painted, and the inputs since it was armed, as (kind, ms).

    Raises
    ------
    NotPainted
        Nothing new was painted in time.
    """
    at, inputs = page.evaluate(f"window.qcBench.painted({within_ms})")
    if at is None:
        raise NotPainted("No new highlight was painted in time.")
    return float(at), [(kind, float(when)) for kind, when in inputs]


def heap_mib(page: Page) -> float:
    """The page's JavaScript heap after a forced collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return float(metrics["JSHeapUsedSize"]) / 1024**2


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium process of its own, with nothing in its caches."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        sys.exit("This benchmark drives Debian's chromium; install it first.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def another(browser: Browser) -> Iterator[Browser]:
    """A second Chromium process beside one that runs: a cold start."""
    fresh = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=FLAGS
    )
    try:
        yield fresh
    finally:
        fresh.close()


@contextmanager
def app(study: Path, coder: str, *, fault: str = "") -> Iterator[str]:
    """The app on a study in a named person's hands; yields its address.

    ``fault`` names one of `faulty_app`'s, which the benchmark must be seen to notice.
    """
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    environment |= {KEY: "", "QUALCODE_CODER": coder, "QUALCODE_STUDY": str(study)}
    command, folder = server_command(port), study.parent
    if fault:
        # The app's settings lie in its own folder.
        folder = shipped("app.py").parent
        environment["QUALCODE_BENCH_FAULT"] = fault
        command[command.index("run") + 1] = str(Path(__file__).with_name("faulty_app.py"))
    with (study.parent / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        if not is_up(address, 60):
            sys.exit("The app did not start; its log is beside the study.")
        yield address
    finally:
        server.terminate()
        server.wait(20)
