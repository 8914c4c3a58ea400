"""Starting the app: one Streamlit server on 127.0.0.1, and the browser on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from qualcode.errors import Refused
from qualcode.names import is_url
from qualcode.shipped import shipped

HOST = "127.0.0.1"
STARTED_WITHIN_S = 60.0


def launch(
    study: str | Path | None, *, coder: str, browser: bool = True, port: int | None = None
) -> None:
    """Run the app until it is stopped with Ctrl+C.

    Raises
    ------
    Refused
        The port is taken, or the server ends with an error.
    """
    port = port or free_port()
    environment = dict(os.environ)
    environment["QUALCODE_CODER"] = coder
    if study is not None:
        environment["QUALCODE_STUDY"] = str(study if is_url(study) else Path(study).resolve())
    address = f"http://{HOST}:{port}"
    sys.stderr.write(f"qualcode is open at {address} on this machine only. Stop it with Ctrl+C.\n")
    server = subprocess.Popen(server_command(port), env=environment)  # noqa: S603 - our own command
    if browser:
        threading.Thread(target=_show, args=(address,), daemon=True).start()
    try:
        status = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return
    if status:
        raise Refused("The app ended with an error; is another one using its port?")


def server_command(port: int) -> list[str]:
    """The command that serves the app; what must never differ is given here, not only in
    ``.streamlit/config.toml``."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(shipped("app.py")),
        "--server.address",
        HOST,
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
        "--server.fileWatcherType",
        "none",
    ]


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _show(address: str) -> None:
    if is_up(address, STARTED_WITHIN_S):
        webbrowser.open(address)


def is_up(address: str, within_s: float) -> bool:
    """Whether the server answers within some seconds."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
