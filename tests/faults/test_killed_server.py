"""A database server is killed in the middle of work: what was told as stored is there after it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.conftest import ROOT
from tests.faults.test_killed import stored
from tests.store import cluster
from tests.store.conftest import filled

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found in /proc"),
]
# The server's own settings but for where it listens: with fsync, as a team's server has it.
DATABASE = "worked"


class Server:
    """A PostgreSQL server that can be killed with all its processes, and started again."""

    def __init__(self, folder: Path) -> None:
        bin = cluster.binaries()
        if bin is None:
            pytest.skip("PostgreSQL's server binaries are not on this machine")
        first = cluster._start(bin, folder)
        self.port = first.port
        cluster.run(self.port, f"CREATE DATABASE {DATABASE}")
        first.process.send_signal(signal.SIGINT)
        first.process.wait(30)
        settings = (f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1")
        self.command = [
            *(str(bin / "postgres"), "-D", str(folder / "data"), "-p", str(self.port)),
            *(part for setting in settings for part in ("-c", setting)),
        ]
        self.options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if os.geteuid() == 0:
            self.options |= {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.url = cluster.url(self.port, DATABASE)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, **self.options)  # type: ignore[call-overload]
        end = time.monotonic() + cluster.STARTED_WITHIN_S
        while time.monotonic() < end:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL did not start again")

    def kill(self) -> None:
        """All of its processes at once, with no time to write anything more."""
        own = self.process.pid
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        for pid in (own, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)
        time.sleep(0.2)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    # Not under pytest's own folder, which another account may not enter.
    folder = Path("/tmp") / f"qc-killed-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        made = Server(folder)
        filled(made.url).close()
        yield made
        made.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("times", [1, pytest.param(100, marks=pytest.mark.long)])
def test_kills_of_the_server_lose_nothing_that_was_told_as_stored(server, times):
    chance, told = random.Random(5), list[str]()
    for _ in range(times):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.at_work", server.url, "1000000", ""],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as coder:
            first = os.read(coder.stdout.fileno(), 1)
            time.sleep(chance.uniform(0.05, 0.35))
            server.kill()
            rest, _ = coder.communicate(timeout=60)
        told += (first + rest).decode().rpartition("\n")[0].split()
        server.start()
        now = stored(server.url, None)
        for sign in "+-":
            assert {one[1:] for one in told if one[0] == sign} <= now[sign]
            assert now[sign] == now[f"acts {sign}"]
        assert now["found"] == set()

    assert len(told) >= times
