"""The door of the app: who may come in by the network, and what the browser may do with a page.

Everything a browser asks for passes here first, before Streamlit sees it. A request is let in when

- it names this machine as its host, so that no foreign site can pose as us by its address book,
- it comes from a page of ours or from none, so that no other page of the browser can speak for it,
- it brings the key which `qualcode app` made when it started, in the address once and from then on
  in a cookie, so that other accounts of this machine, who reach 127.0.0.1 as well, stay outside.

The reasons stand in docs/decisions/0027-the-web-and-what-is-installed.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import os
import re
import secrets
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import streamlit
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from qualcode.app.literal import sentence
from qualcode.app.self_check import check_settings
from qualcode.discreet_log import keep_words_out, where
from qualcode.errors import Refused
from qualcode.launch import HOST, KEY, KNOCK, KNOCK_WITHIN_S, leading_to

HOSTS = (HOST, "localhost")
ASKED_BY_NOBODY = ("/_stcore/health",)  # says "ok" and nothing else: `qualcode app` waits for it
FAILED = (
    "Something in qualcode failed while it drew this page. What was called saved is saved."
    " Load the page again; if it fails again, tell whoever looks after qualcode the last line"
    " of the window it was started from: it names the place and none of your words."
)
OUTSIDE = (
    "This is qualcode, and your browser has not shown the key to it. Open the address that"
    " qualcode printed in the window it was started from; it ends in ?key= and some letters."
)
TWICE = (
    "qualcode: somebody came a second time with what the browser was started with, and was not let"
    " in. If qualcode did not open in your browser, somebody else may have come first: stop it with"
    " Ctrl+C and start it again.\n"
)
FOREIGN = "This request names another site than this machine, so qualcode does not answer it."


def doorway() -> dict[str, Any]:
    """What `app.py` gives to the server: the pages' script, the gate, and a word for failures.

    Ends the process with one sentence where the server's settings are not those that must hold.
    """
    keep_words_out()
    try:
        check_settings()
    except Refused as refused:
        sys.exit(f"qualcode: {refused}")
    key = os.environ.get(KEY)
    if key is None:
        key = new_key()
        port = config.get_option("server.port")
        sys.stderr.write(f"Open http://{HOST}:{port}/?key={key}\n")
    gate = Middleware(Gate, key=key, knock=os.environ.get(KNOCK, ""))
    return {
        "script_path": Path(__file__).parent / "door" / "face.py",
        "middleware": [gate],
        "on_script_error": failed,
    }


def new_key() -> str:
    """Letters nobody can guess."""
    return secrets.token_urlsafe(24)


def failed(error: Exception) -> bool:
    """Show one sentence instead of a failure, and note its kind and place."""
    sys.stderr.write(f"qualcode failed: {where(error)}\n")
    sentence(FAILED, kind="error")
    return True


class Gate:
    """Lets in what comes from this machine's own browser with the key.

    Parameters
    ----------
    key : what the address must bring once, and the cookie from then on; empty asks for none.
    knock : a second key, good for one visit soon after the start: the page that the browser is
        started with leads here with it.
    """

    def __init__(self, app: ASGIApp, key: str, knock: str = "") -> None:
        self.app = app
        self.key = key
        self.knock = knock
        self.knocked = False
        self.knock_until = time.monotonic() + KNOCK_WITHIN_S
        self.headers = [
            (name.encode(), value.encode()) for name, value in page_headers(_scripts()).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = {n.decode("latin-1"): v.decode("latin-1") for n, v in scope["headers"]}
        if not is_ours(asked):
            await refuse(scope, send, FOREIGN)
        elif not self.key or scope["path"] in ASKED_BY_NOBODY:
            await self.app(scope, receive, self._with_headers(scope, send))
        elif self._shows_key(scope, inside := self._has_key(asked, scope)):
            await self._admit(scope, send)
        elif inside:
            await self.app(scope, receive, self._with_headers(scope, send))
        else:
            await refuse(scope, send, OUTSIDE)

    def _cookie(self, scope: Scope) -> str:
        # Cookies know no ports: two studies open at once must not take each other's place.
        server = scope.get("server") or (HOST, 0)
        return f"qualcode-{server[1]}"

    def _has_key(self, asked: Mapping[str, str], scope: Scope) -> bool:
        # Cut by hand: a parser stops at the first one it cannot read, and programs on other ports
        # of this machine leave cookies of every form here.
        pairs = (one.partition("=") for one in asked.get("cookie", "").split(";"))
        name = self._cookie(scope)
        return any(held.strip() == name and _same(key.strip(), self.key) for held, _, key in pairs)

    def _shows_key(self, scope: Scope, inside: bool) -> bool:
        """Whether a page's address holds a key that lets in; any, where the browser is in."""
        shown = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("key", "")
        if not shown or scope["type"] != "http" or scope["method"] != "GET":
            return False
        if _same(shown, self.key):
            return True
        if self.knock and _same(shown, self.knock):
            first, self.knocked = not self.knocked, True
            if first:
                return inside or time.monotonic() < self.knock_until
            if not inside:
                sys.stderr.write(TWICE)
        return inside

    async def _admit(self, scope: Scope, send: Send) -> None:
        """Give the cookie, and lead to the same address without the key in it.

        By a page of ours, not by a redirect: a cookie that is for this site only would not be
        sent along with a redirect for somebody who comes from elsewhere.
        """
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = urlencode([(name, value) for name, value in query if name != "key"])
        # One slash at its beginning: two would name another machine.
        place = quote("/" + scope["path"].lstrip("/")) + (f"?{rest}" if rest else "")
        cookie = f"{self._cookie(scope)}={self.key}; Path=/; HttpOnly; SameSite=Strict"
        await answer(send, 200, leading_to(place), (b"set-cookie", cookie.encode()))

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        # The server's own scripts and fonts hold nothing of a study and may be kept.
        kept = scope["path"].startswith("/static/")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [h for h in self.headers if not (kept and h[0] == b"cache-control")]
                names = {name for name, _ in added}
                before = [h for h in message["headers"] if h[0].lower() not in names]
                message = {**message, "headers": [*before, *added]}
            await send(message)

        return sent


def is_ours(asked: Mapping[str, str]) -> bool:
    """Whether a request's host, and the page it comes from, are this machine; by its headers.

    >>> is_ours({"host": "127.0.0.1:8501"}), is_ours({"host": "study.example:8501"})
    (True, False)
    >>> is_ours({"host": "localhost:1", "origin": "http://localhost:1"})
    True
    >>> is_ours({"host": "localhost:1", "origin": "http://localhost:2"})
    False
    """
    host = asked.get("host", "")
    if re.sub(r":\d+$", "", host) not in HOSTS:
        return False
    origin = asked.get("origin")
    return origin is None or (
        urlsplit(origin).scheme == "http" and origin.partition("://")[2] == host
    )


def page_headers(scripts: tuple[str, ...]) -> dict[str, str]:
    """The headers of every answer: nothing is fetched elsewhere, framed by others or kept.

    ``scripts`` are the scripts that the server's own page holds, as they stand in it.
    """
    digests = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts)
    own = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = {
        "default-src": "'self'",
        # blob: is how Streamlit loads a component's script; charts are drawn by code that is made
        # in the page from their specification.
        "script-src": f"'self' blob: 'unsafe-eval' {own}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "connect-src": "'self'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def _scripts() -> tuple[str, ...]:
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return tuple(re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S))


def _same(shown: str, held: str) -> bool:
    return hmac.compare_digest(shown.encode(), held.encode())


async def refuse(scope: Scope, send: Send, why: str) -> None:
    """Answer with 403 and one sentence."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>qualcode</title>'
        f'<p style="font:1.1rem/1.5 sans-serif;max-width:40rem;margin:4rem auto">'
        f"{html.escape(why)}</p></html>"
    )
    await answer(send, 403, body)


async def answer(send: Send, status: int, page: str, *more: tuple[bytes, bytes]) -> None:
    """Answer with a page of ours, and with the headers of every answer."""
    body = page.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *more,
        *((name.encode(), value.encode()) for name, value in page_headers(()).items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
