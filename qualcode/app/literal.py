"""The one way user text reaches a page: as it was typed, never as Markdown or HTML."""

from __future__ import annotations

import html
import re
from typing import Literal

import streamlit as st

_KINDS = {"note": "ℹ", "error": "⚠", "done": "✓"}
# From this many letters on a name may be cut short.
LONG = 60
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:&-])")
_COMMAND = re.compile(
    r"[;.] `qualcode [a-z-]+` (makes|lists|moves)[^.`;]*\.$|, or say it with --coder\.$"
)


def escaped(text: str) -> str:
    """Text that HTML shows as it is, line breaks included."""
    return html.escape(text).replace("\n", "<br>")


def name(text: str) -> str:
    """A name as HTML: of one far too long three lines are seen, and all of it on hovering."""
    whole = f' title="{html.escape(text)}"' if len(text) > LONG else ""
    return f'<span class="qc-name"{whole}>{escaped(text)}</span>'


def in_label(text: str) -> str:
    """A name where Markdown is read, in a label or a heading, as it was typed.

    >>> print(in_label("*3.a* <b>"))
    \\*3.a\\* \\<b\\>
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def plainly(text: str) -> str:
    """A refusal without the command that a person at a terminal could type next.

    >>> plainly("There is no study a.qualcode; `qualcode new` makes one.")
    'There is no study a.qualcode.'
    """
    return _COMMAND.sub(".", text)


def sentence(text: str, *, kind: Literal["note", "error", "done"] = "note") -> None:
    """One sentence for the person, which may hold names of files, codes or people."""
    role = "alert" if kind == "error" else "status"
    shown = plainly(text) if kind == "error" else text
    st.html(
        f'<div class="qc-sentence qc-{kind}" role="{role}">'
        f'<span aria-hidden="true">{_KINDS[kind]}</span> {escaped(shown)}</div>' + _STYLE
    )


_STYLE = """<style>
.qc-sentence {padding:.6rem .9rem;border-radius:.5rem;border-left:.25rem solid;line-height:1.45;
 overflow-wrap:anywhere;
 background:color-mix(in srgb, currentColor 6%, transparent)}
.qc-note {border-color:#3187BE}
.qc-error {border-color:#D55E00}
.qc-done {border-color:#0B8F6B}
</style>"""
