"""Starting the app: one Streamlit server on 127.0.0.1, and the browser on it."""

from __future__ import annotations

import html
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.errors import Refused
from qualcode.names import is_url
from qualcode.shipped import shipped

HOST = "127.0.0.1"
STARTED_WITHIN_S = 60.0
# The server's keys stand in its environment, which other accounts cannot read; on a command line
# everybody could. So the browser is started with a page of its own that holds one for a single
# visit, soon, and leads on.
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
    ended = threading.Event()
    shown = threading.Thread(target=_show, args=(address, environment[KNOCK], ended), daemon=True)
    if browser:
        shown.start()
    try:
        status = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return
    finally:
        ended.set()
        if browser:
            shown.join(5)
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


def _show(address: str, knock: str, ended: threading.Event) -> None:
    up, end = False, time.monotonic() + STARTED_WITHIN_S
    while not (up or ended.is_set()) and time.monotonic() < end:
        up = is_up(address, 1)
    if up:
        with page_that_leads_to(f"{address}/?key={knock}") as page:
            webbrowser.open(page.as_uri())
            ended.wait(KNOCK_WITHIN_S)


@contextmanager
def page_that_leads_to(address: str) -> Iterator[Path]:
    """A page that only this account can read and that leads on to an address; gone afterwards."""
    # On Linux in the home folder, not hidden: browsers in a sandbox of their own read no other.
    home = Path.home()
    own = home if sys.platform.startswith("linux") and os.access(home, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="qualcode-opens-", dir=own) as folder:
        page = Path(folder) / "qualcode.html"
        page.touch(0o600, exist_ok=False)
        page.write_text(leading_to(address), encoding="utf-8")
        yield page


def leading_to(address: str) -> str:
    """A page that leads on to an address at once."""
    place = html.escape(address)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>qualcode</title>'
        f'<meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={place}">'
        f'<p>qualcode opens here. <a href="{place}">Go on</a></p></html>\n'
    )


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
