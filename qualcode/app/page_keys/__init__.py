"""Keys for a page of Streamlit's own widgets: a small component of our own that presses them.

Streamlit's buttons have a ``shortcut``, but its own `c` and `r` would still be heard beside it,
a key held down would go on pressing, and neither a popover nor a choice of directions has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.resources import files

import streamlit as st


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and the CSS selector of what it presses.

    ``key`` is a single character, or ``shift+1`` to ``shift+9``. ``then`` is the selector of a
    field to write in that the press opens; ``focus``: the thing itself is one.
    """

    key: str
    press: str
    then: str = ""


def page_keys(
    keys: list[Key], *, on: bool = True, name: str, on_words: Callable[[], None] | None = None
) -> None:
    """Listen to these keys while the page is shown, except in fields.

    Words marked with the mouse inside an element of the class ``qck-words`` arrive in the session
    under ``name`` as ``words``.
    """
    # Registered on every run, as AppTest makes a new runtime each time; inline, so that it is
    # found however the package is installed.
    script = files("qualcode.app.page_keys").joinpath("page_keys.js").read_text("utf-8")
    mount = st.components.v2.component("qualcode_page_keys", js=script, isolate_styles=False)
    data = {"keys": [asdict(key) for key in keys], "on": on}
    mount(key=name, data=data, on_words_change=on_words or (lambda: None))
