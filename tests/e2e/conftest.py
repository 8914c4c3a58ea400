"""A running app and a real browser, on loopback only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from qualcode.launch import KEY, free_port, is_up, server_command
from qualcode.project import Project, new
from qualcode.shipped import shipped
from tests.e2e.workbench import RUTH, TOM, Bench, Sitting, settled

__all__ = ["settled"]

Server = subprocess.Popen[bytes]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine is no failure.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            # Twice more, and named in the summary: a press can meet a page that redraws itself.
            item.add_marker(pytest.mark.flaky(reruns=2))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def served(script: str | None, folder: Path, **environment: str) -> tuple[str, Server]:
    """A server of its own in a folder: of the app, or of another script. Its address and itself."""
    port = free_port()
    command = server_command(port)
    if script is not None:
        command[command.index("run") + 1] = script
    clean = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    clean[KEY] = ""  # no key is asked; tests/faults/test_web_door.py is about the key
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=clean | environment, cwd=folder, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    assert is_up(address, 60), (folder / "server.log").read_text()
    return address, server


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, str], str]]:
    """One server for all tests that begin with a study; each lays its own on the desk."""
    folder = tmp_path_factory.mktemp("desk")
    note = folder / "desk.json"
    running: list[tuple[str, Server]] = []

    def lay(study: Path, coder: str) -> str:
        note.write_text(json.dumps({"study": str(study), "coder": coder}), encoding="utf-8")
        if not running or running[0][1].poll() is not None:
            script = str(Path(__file__).with_name("desk_app.py"))
            running[:] = [served(script, folder, QUALCODE_TEST_DESK=str(note))]
        return running[0][0]

    yield lay
    for _, server in running:
        server.terminate()
        server.wait(10)


@pytest.fixture
def serve(desk: Callable[[Path, str], str], tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serve the app with a study on the desk (or with none) and return its address.

    ``own`` starts a server for this test alone, in its folder, as `qualcode app` does; without
    a study it always does.
    """
    running: list[Server] = []

    def start(study: Path | None, coder: str = "Ruth Adeyemi", *, own: bool = False) -> str:
        if study is not None and not own:
            return desk(study, coder)
        named = {} if study is None else {"QUALCODE_STUDY": str(study)}
        address, server = served(None, tmp_path, QUALCODE_CODER=coder, **named)
        running.append(server)
        return address

    yield start
    for server in running:
        server.terminate()
        server.wait(10)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes script errors and any request that leaves this machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    strays: list[str] = []
    errors: list[str] = []
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "file:"))
            else strays.append(r.url)
        ),
    )
    page.on("pageerror", lambda e: errors.append(str(e)))
    yield page
    context.close()
    assert strays == []
    assert errors == []


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One study and one server for all tests of the workbench; each test has its own interview."""
    folder = tmp_path_factory.mktemp("bench")
    place = folder / "bench.qualcode"
    project = new(place, RUTH, codebook=shipped("codebooks/good_practice_indicators.yaml"))
    project.add_coder(TOM)
    project.set_options(decide_first=0.0)  # which passages those are differs from study to study
    project.close()
    bench = Bench(folder, place, free_port())
    bench.start()
    yield bench
    bench.kill()


@pytest.fixture
def sitting(page: Page, bench: Bench) -> Sitting:
    """Ruth, in front of the workbench; nobody walks her through it."""
    if bench.server is None or bench.server.poll() is not None:
        bench.start()  # a test that stops the server may have failed before it started it again
    return Sitting(page, bench)


@pytest.fixture
def study(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample study, as a file."""
    place = tmp_path / "sample-study.qualcode"
    shutil.copy(built_sample, place)
    return place


@pytest.fixture
def asked(study: Path) -> Iterator[Project]:
    """Ask the study itself, as Ruth."""
    project = Project.open(study, "Ruth Adeyemi")
    yield project
    project.close()
