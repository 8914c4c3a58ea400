"""`review.html`: a sealed round and the page that opens it, in one file without any network."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

# One scope in several files, in this order: what a file uses at load stands before it.
SCRIPTS = (
    "making.js",
    "sealing.js",
    "said.js",
    "drafts.js",
    "leaving.js",
    "dialogs.js",
    "codebook.js",
    "context.js",
    "proposing.js",
    "item.js",
    "overview.js",
    "keys.js",
    "main.js",
)


def review_page(sealed: str) -> bytes:
    """The whole page around a sealed file of the kind ``review``.

    ``sealed`` is JSON of base64 and a random id, so it cannot end its own element. Scripts and
    style are let in by their hashes, everything else by nothing.
    """
    style, script = _asset("page.css"), joined()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    page = _asset("page.html")
    for name, text in (
        ("policy", policy),
        ("style", style),
        ("script", script),
        ("sealed", sealed),
    ):
        page = page.replace("{" + name + "}", text, 1)
    return page.encode("utf-8")


@cache
def joined() -> str:
    """The one script of the page."""
    body = "\n".join(_asset(f"js/{name}") for name in SCRIPTS)
    return f"(() => {{\n'use strict';\n{body}\n}})();"


@cache
def _asset(name: str) -> str:
    # Newlines as the browser hashes them, whatever the checkout made of them.
    text = files("qualcode.report.review_html").joinpath(name).read_text("utf-8")
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
