"""Files the study's instruments come from and go to: a box that takes one, a button that gives."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.errors import InvalidFile, QualcodeError
from qualcode.project import Upload


def take(label: str, key: str, taken: Callable[[Upload], str], hint: str) -> None:
    """A box for one file. ``taken`` does what is to be done with it and says what was done.

    ``label`` and ``hint`` are ours. Everything wrong with a file is listed line by line.
    """
    n = st.session_state.get(f"{key}-taken", 0)
    file = st.file_uploader(label, key=f"{key}-{n}")
    if file is None:
        parts.muted(hint)
        return
    try:
        said = taken(Upload(file.name, file.getvalue()))
    except InvalidFile as error:
        _list(file.name, [str(problem) for problem in error.problems])
        return
    except QualcodeError as error:
        sentence(str(error), kind="error")
        return
    st.session_state[f"{key}-taken"] = n + 1
    parts.tell(said)
    st.rerun()


def give(name: str, make: Callable[[], str], key: str) -> None:
    """A button that gives an instrument as YAML, to change it and bring it back."""
    st.download_button(
        "Take it home (YAML)",
        lambda: make().encode("utf-8"),
        file_name=name,
        mime="application/yaml",
        on_click="ignore",
        key=key,
    )


def _list(name: str, found: list[str]) -> None:
    sentence(f"{name} was not taken: {parts.many(len(found), 'thing')} to mend.", kind="error")
    items = "".join(f"<li>{escaped(line)}</li>" for line in found[:50])
    more = f"<p>And {len(found) - 50} more.</p>" if len(found) > 50 else ""
    st.html(f'<div class="qc-prose"><ul>{items}</ul>{more}</div>')
