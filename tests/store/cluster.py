"""A PostgreSQL server of the tests' own, on a free port of this machine."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

STARTED_WITHIN_S = 30


def binaries():
    """The folder of the newest server found, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts)
    on_path = shutil.which("initdb")
    places = [*found, *([Path(on_path).resolve()] if on_path else [])]
    return places[-1].parent if places else None


@contextlib.contextmanager
def running():
    """Host and port of a server that is stopped, and its files removed, at the end."""
    bin = binaries()
    if bin is None:
        pytest.skip("PostgreSQL's server binaries are not on this machine")
    with tempfile.TemporaryDirectory(prefix="qc-pg-", ignore_cleanup_errors=True) as folder:
        server = _start(bin, Path(folder))
        try:
            yield server.port
        finally:
            # SIGINT is PostgreSQL's fast shutdown; it goes to the process started here alone.
            server.process.send_signal(signal.SIGINT)
            server.process.wait(timeout=30)


class _Server:
    def __init__(self, process, port):
        self.process, self.port = process, port


def _start(bin, folder):
    other = {}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        other = {"user": "postgres", "group": "postgres", "extra_groups": []}
    options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **other}
    data = folder / "data"
    subprocess.run(
        [
            bin / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-locale",
        ],
        check=True,
        **options,
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off")
    command = [bin / "postgres", "-D", data, "-p", str(port)]
    process = subprocess.Popen([*command, *(a for s in settings for a in ("-c", s))], **options)
    server = _Server(process, port)
    end = time.monotonic() + STARTED_WITHIN_S
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url(port, "postgres"), connect_timeout=2).close()
            return server
        time.sleep(0.1)
    process.kill()
    process.wait()
    raise RuntimeError("PostgreSQL did not start")


def url(port, database):
    return f"postgresql://postgres@127.0.0.1:{port}/{database}"


def run(port, statement):
    """One statement outside a transaction, on the server's own database."""
    with psycopg.connect(url(port, "postgres"), autocommit=True) as connection:
        connection.execute(statement)
