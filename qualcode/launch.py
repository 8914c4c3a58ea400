"""Starting the app: one Streamlit server on 127.0.0.1, and the browser on it."""

from __future__ import annotations

import os
import secrets
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
# The server's keys stand in its environment, which other accounts cannot read; on a command line
# everybody could. The browser is started with one that is good for a single visit, soon.
KEY, KNOCK = "QUALCODE_KEY", "QUALCODE_KNOCK"
KNOCK_WITHIN_S = 120.0

# What the server must go by, and does not start without (`app/self_check.py`). Reasons:
# docs/decisions/0005 and 0027.
SETTINGS: dict[str, str | int | bool | list[str]] = {
    "server.address": HOST,
    "server.headless": True,
    "server.allowedHosts": ["localhost", HOST],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.scriptHealthCheckEnabled": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 50,
    "server.maxMessageSize": 64,
    "server.baseUrlPath": "",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.allowedOrigins": [],
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "global.developmentMode": False,
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "info",
    "runner.magicEnabled": False,
}


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
    environment[KEY], environment[KNOCK] = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    if study is not None:
        environment["QUALCODE_STUDY"] = str(study if is_url(study) else Path(study).resolve())
    address = f"http://{HOST}:{port}"
    sys.stderr.write(
        f"qualcode is open at {address}/?key={environment[KEY]}\n"
        "on this machine and for you only: the letters after key= let your browser in."
        " Stop it with Ctrl+C.\n"
    )
    server = subprocess.Popen(server_command(port), env=environment)  # noqa: S603 - our own command
    if browser:
        threading.Thread(target=_show, args=(address, environment[KNOCK]), daemon=True).start()
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
    command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py"))]
    for name, value in (SETTINGS | {"server.port": port}).items():
        for one in value if isinstance(value, list) else [value]:
            command += [f"--{name}", str(one).lower() if isinstance(one, bool) else str(one)]
    return command


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _show(address: str, knock: str) -> None:
    if is_up(address, STARTED_WITHIN_S):
        webbrowser.open(f"{address}/?key={knock}")


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
