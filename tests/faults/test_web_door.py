"""The app's door, asked by real requests: who may come in, and on what terms."""

from __future__ import annotations

import base64
import html
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.app import doorway
from qualcode.app.doorway import TWICE, Gate, is_ours, page_headers
from qualcode.launch import HOST, KEY, KNOCK, SETTINGS, free_port, is_up, server_command
from qualcode.project import Project, new
from tests.conftest import ROOT

SECRET = "a-key-for-this-test"
ONCE = "a-knock-for-this-test"


@dataclass
class Running:
    """A server of the app, and ways to ask it as no browser would."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def cookie(self) -> str:
        return f"qualcode-{self.port}={SECRET}"

    def ask(
        self, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=given)
        answer = connection.getresponse()
        answer.said = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def knock(self, **headers: str) -> int:
        """The status with which a websocket is answered."""
        given = {"Host": f"{HOST}:{self.port}", "Cookie": self.cookie}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [
            "GET /_stcore/stream HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
            *(f"{name}: {value}" for name, value in given.items() if value),
        ]
        with socket.create_connection((HOST, self.port), timeout=20) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            return int(line.recv(64).split(b" ")[1])


def start(folder: Path, port: int, *extra: str, **environment: str) -> Running:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*server_command(port), *extra],
            env=clean | environment,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    return Running(port, process, folder)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("door")
    running = start(folder, free_port(), **{KEY: SECRET, KNOCK: ONCE})
    assert is_up(f"http://{HOST}:{running.port}", 60), (folder / "server.log").read_text()
    yield running
    running.process.terminate()
    running.process.wait(10)


def test_the_server_listens_on_this_machine_only(app: Running) -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("this system has no /proc to read listeners from")
    assert listeners(app.process.pid) == {(HOST, app.port)}


def listeners(pid: int) -> set[tuple[str, int]]:
    """What one process listens on, as the system's own list has it."""
    held = {str(f.readlink()) for f in Path(f"/proc/{pid}/fd").iterdir() if f.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in (Path(f"/proc/{pid}/net") / table).read_text().splitlines()[1:]:
            part = line.split()
            if part[3] == "0A" and f"socket:[{part[9]}]" in held:
                address, _, port = part[1].partition(":")
                packed = bytes.fromhex(address)[::-1]
                name = socket.inet_ntoa(packed) if len(packed) == 4 else address
                found.add((name, int(port, 16)))
    return found


def test_a_listener_on_every_address_would_be_seen() -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("this system has no /proc to read listeners from")
    with socket.socket() as anywhere:
        anywhere.bind(("0.0.0.0", 0))
        anywhere.listen()
        assert ("0.0.0.0", anywhere.getsockname()[1]) in listeners(os.getpid())


def test_without_the_key_nothing_is_answered_but_that_the_server_runs(app: Running) -> None:
    for path in ("/", "/code", "/static/", "/_stcore/host-config", "/media/x", "/?key=wrong"):
        answer = app.ask(path)
        assert answer.status == 403, path
        assert b"?key=" in answer.said  # type: ignore[attr-defined]
        assert SECRET.encode() not in answer.said  # type: ignore[attr-defined]
    assert app.ask("/_stcore/health").said == b"ok"  # type: ignore[attr-defined]
    wrong = f"qualcode-{app.port}=wrong"
    assert app.ask(Cookie=wrong).status == 403
    assert app.knock(Cookie=wrong) == 403
    assert app.knock(Cookie="") == 403


def test_the_key_lets_in_and_leaves_the_address(app: Running) -> None:
    answer = app.ask(f"/code?key={SECRET}&transcript=a%20b")
    assert (answer.status, leads_to(answer)) == (200, "/code?transcript=a+b")
    cookie = answer.getheader("set-cookie") or ""
    assert cookie == f"{app.cookie}; Path=/; HttpOnly; SameSite=Strict"
    assert SECRET.encode() not in answer.said  # type: ignore[attr-defined]
    assert app.ask("/code", Cookie=app.cookie).status == 200
    assert app.knock() == 101
    # An address that begins with two slashes, or with what browsers take for one, would lead to
    # another machine.
    astray = {
        "//elsewhere.invalid/": "/elsewhere.invalid/",
        "/%5Celsewhere.invalid": "/%5Celsewhere.invalid",
        "/a%20b/%C3%A9%22%3E": "/a%20b/%C3%A9%22%3E",
    }
    assert {path: leads_to(app.ask(f"{path}?key={SECRET}")) for path in astray} == astray


def leads_to(answer: http.client.HTTPResponse) -> str:
    """Where a page of the door leads on to."""
    said = answer.said.decode()  # type: ignore[attr-defined]
    [place] = re.findall(r'http-equiv="refresh" content="0;url=([^"]*)"', said)
    return html.unescape(place)


def test_a_key_leaves_the_address_of_a_browser_that_is_in_already(app: Running) -> None:
    for key in (SECRET, "of-an-earlier-start"):
        again = app.ask(f"/code?key={key}&transcript=x", Cookie=app.cookie)
        assert leads_to(again) == "/code?transcript=x"
    # The control: without a key it is the app that answers.
    assert b"stylesheet" in app.ask("/code?transcript=x", Cookie=app.cookie).said  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "before", ["foo[1]=x", 'prefs={"a": 1}', "a=b c", "x=\xe9", "alone", 'open="', "qualcode-{}=x"]
)
def test_cookies_of_other_programs_shut_nobody_out(app: Running, before: str) -> None:
    """Browsers send what programs on other ports of this machine have left."""
    other = before.replace("{}", str(app.port))
    assert app.ask("/code", Cookie=f"{other}; {app.cookie}").status == 200
    assert app.ask("/code", Cookie=f"{app.cookie}; {other}").status == 200
    assert app.ask("/code", Cookie=other).status == 403


def test_what_the_browser_was_started_with_opens_once_and_a_second_time_is_told(
    app: Running,
) -> None:
    log = app.folder / "server.log"
    assert app.ask(f"/?key={ONCE}").status == 200
    assert TWICE.strip() not in log.read_text()
    # The same browser again: it has the cookie.
    assert app.ask(f"/?key={ONCE}", Cookie=app.cookie).status == 200
    assert TWICE.strip() not in log.read_text()
    assert app.ask(f"/?key={ONCE}").status == 403
    assert TWICE.strip() in log.read_text()


@pytest.mark.parametrize("host", ["study.example", "127.0.0.1.evil.example", "0.0.0.0", "[::1]"])
def test_another_host_is_refused_with_the_key_too(app: Running, host: str) -> None:
    named = f"{host}:{app.port}"
    assert app.ask(Host=named, Cookie=app.cookie).status == 403
    assert app.ask("/_stcore/health", Host=named).status == 403
    assert app.knock(Host=named) == 403


def test_a_page_of_another_site_is_refused_with_the_key_too(app: Running) -> None:
    for origin in ("https://study.example", f"http://localhost:{app.port + 1}", "null"):
        assert app.knock(Origin=origin) == 403, origin
        assert app.ask(Origin=origin, Cookie=app.cookie).status == 403, origin
    assert app.knock(Origin=f"http://{HOST}:{app.port}") == 101


def test_an_upload_without_the_page_s_own_token_is_refused(app: Running) -> None:
    place = "/_stcore/upload_file/some-session/some-file"
    sent = app.ask(place, "PUT", b"x", Cookie=app.cookie)
    assert sent.status == 403
    assert b"XSRF" in sent.said  # type: ignore[attr-defined]
    assert app.ask(place, "DELETE", Cookie=app.cookie).status == 403


@pytest.mark.parametrize("name", ["interact", "mcp"])
def test_the_server_s_interface_for_programs_is_off(app: Running, name: str) -> None:
    answer = app.ask(
        f"/_stcore/agent/{name}",
        "POST",
        b"{}",
        Cookie=app.cookie,
        Content_Type="application/json",
    )
    assert answer.status >= 400
    assert b"does not serve the agent API" in answer.said  # type: ignore[attr-defined]


def test_every_answer_says_what_the_browser_may_do(app: Running) -> None:
    page = app.ask(Cookie=app.cookie)
    policy = page.getheader("content-security-policy") or ""
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    assert "'unsafe-inline'" not in scripts
    assert "'sha256-" in scripts
    for part in ("connect-src 'self'", "frame-ancestors 'none'", "img-src 'self' data: blob:"):
        assert part in policy
    assert page.getheader("cache-control") == "no-store"
    assert page.getheader("referrer-policy") == "no-referrer"
    assert page.getheader("x-content-type-options") == "nosniff"


def test_the_key_is_in_no_list_of_programs(app: Running) -> None:
    line = Path(f"/proc/{app.process.pid}/cmdline")
    if not line.exists():
        pytest.skip("this system has no /proc to read command lines from")
    assert b"streamlit" in line.read_bytes()
    assert SECRET.encode() not in line.read_bytes()


FAULTY = {
    "address": ("--server.address", "0.0.0.0"),
    "agents": ("--server.enableAgentApi", "true"),
    "origins": ("--server.enableCORS", "false"),
    "hosts": ("--server.allowedHosts", "study.example"),
    "details": ("--client.showErrorDetails", "full"),
}


def test_with_any_setting_changed_the_server_does_not_start(tmp_path: Path) -> None:
    """All at once: each takes a second to refuse."""
    started = {}
    for name, option in FAULTY.items():
        folder = tmp_path / name
        folder.mkdir()
        started[option[0]] = start(folder, free_port(), *option, **{KEY: SECRET})
    # A settings file where the server is started from, and a variable, are seen as well.
    folder = tmp_path / "file"
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text("[server]\ntrustedUserHeaders = {}\n")
    started["--server.maxUploadSize"] = start(
        folder, free_port(), "--server.maxUploadSize", "4000", **{KEY: SECRET}
    )
    for option, running in started.items():
        assert running.process.wait(60) != 0, option
        said = (running.folder / "server.log").read_text()
        assert (
            f"qualcode: qualcode does not start with these settings of Streamlit: {option[2:]}"
            in said
        )
        assert "Traceback" not in said


def test_every_setting_that_must_hold_is_given_on_the_command_line() -> None:
    command = server_command(8501)
    for name, value in SETTINGS.items():
        if value != []:
            assert f"--{name}" in command, name


def test_qualcode_app_prints_an_address_that_opens_it(tmp_path: Path) -> None:
    port = free_port()
    new(tmp_path / "one.qualcode", "maya").close()
    told: list[str] = []
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    running = subprocess.Popen(
        [sys.executable, "-m", "qualcode", "app", "--no-browser", "--port", str(port)],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stderr is not None
        reader = threading.Thread(target=lambda: told.extend(running.stderr or []), daemon=True)
        reader.start()
        assert is_up(f"http://{HOST}:{port}", 60)
        [place] = re.findall(rf"http://{HOST}:{port}(/\?key=\S+)", "".join(told))
        door = Running(port, running, tmp_path)  # type: ignore[arg-type]
        assert door.ask("/").status == 403
        assert leads_to(door.ask(place)) == "/"
    finally:
        os.killpg(running.pid, 15)
        running.wait(10)


def test_a_new_study_is_for_its_own_account_only(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps permissions elsewhere")
    before = os.umask(0o002)
    try:
        (tmp_path / "open to all").touch()
        new(tmp_path / "study.qualcode", "maya").close()
    finally:
        os.umask(before)
    assert (
        tmp_path / "open to all"
    ).stat().st_mode & 0o077  # the control: this system lets others in
    assert (tmp_path / "study.qualcode").stat().st_mode & 0o777 == 0o600
    project = Project.open(tmp_path / "study.qualcode", "maya")
    project.add_coder("Tom")
    project.close()
    assert [f.name for f in tmp_path.iterdir() if f.stat().st_mode & 0o077] == ["open to all"]


@pytest.mark.parametrize("off", [True, False])
def test_the_gate_without_its_key_lets_everybody_of_this_machine_in(
    off: bool,
) -> None:
    """The control of the tests above: what the key alone keeps out."""
    import asyncio

    sent: list[dict[str, object]] = []

    async def inner(scope: object, receive: object, send: Callable[..., object]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[misc]

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "path": "/",
        "query_string": b"",
        "server": (HOST, 1),
        "headers": [(b"host", b"127.0.0.1:1")],
    }
    gate = Gate(inner, key="" if off else SECRET)  # type: ignore[arg-type]
    # In a thread of its own: the browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, gate(scope, None, keep)).result(30)  # type: ignore[arg-type]
    assert sent[0]["status"] == (200 if off else 403)
    assert is_ours({"host": "127.0.0.1:1"})
    assert "script-src 'self' blob: 'unsafe-eval';" in page_headers(())["content-security-policy"]


def test_no_page_stands_in_for_a_module_of_python() -> None:
    """Streamlit puts the folder of its script before all others; `profile` and `code` are pages."""
    beside = {path.stem for path in Path(doorway.__file__).parent.glob("door/*.py")}
    assert beside & set(sys.stdlib_module_names) == set()
    assert {"profile", "code"} <= {path.stem for path in Path(doorway.__file__).parent.glob("*.py")}
