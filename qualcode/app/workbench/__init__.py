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
    "outbox.js",
    "leaving.js",
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
    "main.js",
)


def workbench(data: dict[str, Any], on_acts: Callable[[], None], key: str = KEY) -> None:
    """Draw the workbench; what the person does arrives as an outbox, see `hearing`."""
    # Registered on every run, as AppTest makes a new runtime each time; inline, so that it is
    # found however the package is installed.
    mount = st.components.v2.component(
        "qualcode_workbench", js=joined(), css=style(), isolate_styles=False
    )
    mount(key=key, data=data, on_outbox_change=on_acts)


@cache
def joined() -> str:
    """The one ES module that the browser gets."""
    here = files("qualcode.app.workbench").joinpath("js")
    return "\n".join(here.joinpath(name).read_text("utf-8") for name in SCRIPTS)


@cache
def style() -> str:
    """The one style sheet."""
    return files("qualcode.app.workbench").joinpath("workbench.css").read_text("utf-8")
