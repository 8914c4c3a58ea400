"""The app with a desk that tests lay a study on: one server serves many tests, one by one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import streamlit as st

from qualcode.app import hand, main


@st.cache_resource
def on_the_desk() -> dict[str, str | None]:
    """What was laid on it last."""
    return {}


if __name__ == "__main__":
    laid = json.loads(Path(os.environ["QUALCODE_TEST_DESK"]).read_text(encoding="utf-8"))
    if on_the_desk() != laid:
        hand._desk.clear()
        hand._store.clear()
        os.environ["QUALCODE_STUDY"], os.environ["QUALCODE_CODER"] = laid["study"], laid["coder"]
        on_the_desk().update(laid)
    main()
