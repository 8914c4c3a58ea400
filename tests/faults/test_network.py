"""Nothing reaches for another machine: the guard of every test bites, and programs are traced."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualcode.launch import free_port, is_up
from tests import no_network
from tests.conftest import ROOT
from tests.offline import command_without_network

# Addresses that are kept for examples: nobody has them.
ELSEWHERE, NAME = "192.0.2.1", "elsewhere.invalid"


def caught() -> list[str]:
    """What the guard noted since; these were meant, so they are no failure."""
    noted = list(no_network.strays)
    no_network.strays.clear()
    return noted


def test_the_guard_notices_and_refuses_every_way_to_another_machine() -> None:
    """The control of the whole suite: each of these would pass without it."""
    with socket.socket() as line, pytest.raises(no_network.LeftTheMachine):
        line.connect((ELSEWHERE, 80))
    with socket.socket() as line, pytest.raises(no_network.LeftTheMachine):
        line.connect_ex((ELSEWHERE, 80))
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line,
        pytest.raises(no_network.LeftTheMachine),
    ):
        line.sendto(b"x", (ELSEWHERE, 53))
    with pytest.raises(no_network.LeftTheMachine):
        socket.getaddrinfo(NAME, 80)
    with pytest.raises(no_network.LeftTheMachine):
        socket.create_connection((NAME, 80), timeout=1)
    assert caught() == [ELSEWHERE] * 3 + [NAME] * 2


def test_the_guard_notices_what_the_caller_swallows() -> None:
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://{NAME}/", timeout=1)
    assert caught() == [NAME]


def test_the_guard_lets_this_machine_be_reached() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with socket.create_connection(door.getsockname(), timeout=5):
            pass
        # In a thread of its own: the browser's tests leave a loop running in this one.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, opened(door.getsockname()[1])).result(30)
    assert caught() == []


async def opened(port: int) -> None:
    _, writer = await asyncio.open_connection("localhost", port)
    writer.close()


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("localhost.evil.example", False),
        ("2001:db8::1", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, local: bool) -> None:
    assert no_network.is_local(host) is local


TRACE = [
    "strace",
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-e",
    "trace=connect,sendto,sendmsg",
    "-e",
    "signal=none",
    "-o",
]
SEEN = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def traced(folder: Path, *command: str, passes: bool = True) -> list[str]:
    """The addresses that a program and all it started reached for, as the system saw it."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    told = folder / "calls.txt"
    clean = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    ran = subprocess.run(
        [*TRACE, str(told), sys.executable, *command],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    if "ptrace" in ran.stderr and "not permitted" in ran.stderr:
        pytest.skip("this system lets no program be traced")
    assert (ran.returncode == 0) is passes, ran.stderr[-600:]
    return [a or b for a, b in SEEN.findall(told.read_text(errors="replace"))]


def test_a_traced_program_that_looks_up_a_name_is_seen(tmp_path: Path) -> None:
    """The control: a look-up is a message to a name server, even where none answers."""
    reach = f"import socket; socket.socket().connect_ex(('{ELSEWHERE}', 9))"
    slow = f"import socket; socket.setdefaulttimeout(.1); {reach}"
    # Where there is no network at all the system refuses it, and has seen it.
    sent = (
        "import contextlib, socket\nwith contextlib.suppress(OSError):"
        f" socket.socket(2, 2).sendto(b'x', ('{ELSEWHERE}', 9))"
    )
    assert ELSEWHERE in traced(tmp_path, "-c", slow) + traced(tmp_path, "-c", sent)


COMMANDS = [
    ("transcripts",),
    ("suggest", "--top", "2"),
    ("--names-seen", "report", "-o", "report.docx", "--interim"),
    ("names", "midtown-01-programme-manager"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[c[0].startswith("--")])
def test_a_command_reaches_for_no_other_machine(
    command: tuple[str, ...], built_sample: Path, tmp_path: Path
) -> None:
    shutil.copy(built_sample, tmp_path / "sample-study.qualcode")
    reached = traced(tmp_path, "-m", "qualcode", "--coder", "Ruth Adeyemi", *command)

    assert [one for one in reached if not no_network.is_local(one)] == []


# Visits pages as a browser does, since only then do their scripts run.
VISITOR = """
import shutil, sys
from playwright.sync_api import sync_playwright
address, *places = sys.argv[1:]
where = shutil.which("chromium") or shutil.which("chromium-browser")
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
    page = browser.new_page()
    page.goto(address)
    root = address.partition("/?")[0]
    for place in places:
        page.goto(f"{root}/{place}")
        page.locator("[data-testid=stMain] h1").first.wait_for(timeout=90_000)
        page.wait_for_timeout(1500)
        print(place)
    browser.close()
"""
VISITED = ("code", "themes", "quotes", "names", "suggestions", "keeping", "reports", "erasing")


@pytest.mark.long
def test_the_app_reaches_for_no_other_machine_while_its_pages_are_visited(
    built_sample: Path, tmp_path: Path
) -> None:
    if shutil.which("strace") is None or not (
        shutil.which("chromium") or shutil.which("chromium-browser")
    ):
        pytest.skip("strace or Debian's chromium is not installed")
    shutil.copy(built_sample, tmp_path / "sample-study.qualcode")
    told, log, port = tmp_path / "calls.txt", tmp_path / "app.log", free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    app = [sys.executable, "-m", "qualcode", "app", "--no-browser", "--port", str(port)]
    with log.open("w") as heard:
        running = subprocess.Popen(
            [*TRACE, str(told), *app],
            cwd=tmp_path,
            env=clean | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
            stdout=heard,
            stderr=heard,
            start_new_session=True,
        )
    try:
        assert is_up(f"http://127.0.0.1:{port}", 120), log.read_text()
        [address] = re.findall(r"http://127\.0\.0\.1:\d+/\?key=\S+", log.read_text())
        visit = subprocess.run(
            [sys.executable, "-c", VISITOR, address, *VISITED],
            capture_output=True,
            text=True,
            timeout=600,
        )
    finally:
        os.killpg(running.pid, 15)
        running.wait(20)

    assert visit.stdout.split() == list(VISITED), visit.stderr[-800:]
    # What it sends to its own socket is there, so the record is of this program at work.
    assert told.stat().st_size > 10_000
    reached = [a or b for a, b in SEEN.findall(told.read_text(errors="replace"))]
    assert [one for one in reached if not no_network.is_local(one)] == []


def unshared(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program where no network is but this machine's own."""
    ready = command_without_network(list(command))
    if ready is None:
        pytest.skip("this system makes no place without a network")
    return subprocess.run(ready, cwd=folder, capture_output=True, text=True, timeout=300)


def test_where_there_is_no_network_the_tests_of_one_room_pass(tmp_path: Path) -> None:
    """The whole suite there: `make test-offline`."""
    rooms = (
        "tests/suggest/test_engine.py",
        "tests/formats/test_encoding.py",
        "tests/cli/test_coding.py",
    )
    run = unshared(
        *(sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *rooms),
        folder=ROOT,
    )
    assert run.returncode == 0, run.stdout[-800:]
    assert " passed" in run.stdout


def test_such_a_place_has_no_way_out(tmp_path: Path) -> None:
    """The control."""
    reach = f"import socket; socket.create_connection(('{ELSEWHERE}', 80), timeout=3)"
    ran = unshared(sys.executable, "-c", reach, folder=tmp_path)
    assert ran.returncode != 0
    assert "Network is unreachable" in ran.stderr
