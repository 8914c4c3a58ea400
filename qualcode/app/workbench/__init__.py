"""The coding workbench: a component of our own, in one ES module and one style sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

KEY = "workbench"

# One module scope in several files, in this order: what a file uses at load stands before it.
SCRIPTS: tuple[str, ...] = (
    "making.js",
    "text.js",
    "book.js",
    "refusals.js",
    "rousing.js",
    "outbox.js",
    "leaving.js",
    "interning.js",
    "replay.js",
    "runs.js",
    "paint.js",
    "margin.js",
    "selecting.js",
    "keys.js",
    "acting.js",
    "holding.js",
    "going.js",
    "slot.js",
    "picker.js",
    "palette.js",
    "entry.js",
    "panel.js",
    "around.js",
    "tip.js",
    "sheet.js",
    "walk.js",
    "filter.js",
    "status.js",
    "bench.js",
    "hand.js",
    "heeding.js",
    "main.js",
)


# What changes with an act; the rest of the data stays while somebody codes.
LIVE = (
    *("study", "doc", "coder", "codings", "coders", "memos", "offers", "hidden", "recent"),
    *("direction", "place", "read", "go", "ack", "refused", "said", "trouble"),
)
WHOSE = ("study", "doc", "coder")


def workbench(data: dict[str, Any], on_acts: Callable[[], None]) -> None:
    """Draw the workbench; what the person does arrives as an outbox, see `hearing`.

    A component's data and code are sent whole whenever anything in them changes. So what stays,
    the text above all, is one component, and what changes another with almost no code.
    """
    still = {name: value for name, value in data.items() if name not in LIVE or name in WHOSE}
    _mount("qualcode_workbench", joined(), style())(key=f"{KEY}-still", data=still)
    live = {name: value for name, value in data.items() if name in LIVE}
    mount = _mount("qualcode_workbench_post", _script("post.js"))
    mount(key=KEY, data=live, on_outbox_change=on_acts)


def carrier(data: dict[str, Any], on_acts: Callable[[], None], key: str) -> None:
    """Nothing to be seen: it hands over what the browser still holds."""
    mount = _mount("qualcode_workbench", joined(), style())
    mount(key=key, data={"courier": True, **data}, on_outbox_change=on_acts)


def _mount(name: str, js: str, css: str | None = None) -> Any:
    # Registered on every run, as AppTest makes a new runtime each time; inline, so that it is
    # found however the package is installed.
    return st.components.v2.component(name, js=js, css=css, isolate_styles=False)


@cache
def joined() -> str:
    """The one ES module that the browser gets."""
    return "\n".join(_script(name) for name in SCRIPTS)


@cache
def _script(name: str) -> str:
    return files("qualcode.app.workbench").joinpath("js", name).read_text("utf-8")


@cache
def style() -> str:
    """The one style sheet."""
    return files("qualcode.app.workbench").joinpath("workbench.css").read_text("utf-8")
