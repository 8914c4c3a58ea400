"""The one way user text reaches a page: as it was typed, never as Markdown or HTML."""

from __future__ import annotations

import html
from typing import Literal

import streamlit as st

_KINDS = {"note": "ℹ", "error": "⚠", "done": "✓"}


def escaped(text: str) -> str:
    """Text that HTML shows as it is, line breaks included."""
    return html.escape(text).replace("\n", "<br>")


def sentence(text: str, *, kind: Literal["note", "error", "done"] = "note") -> None:
    """One sentence for the person, which may hold names of files, codes or people."""
    role = "alert" if kind == "error" else "status"
    st.html(
        f'<div class="qc-sentence qc-{kind}" role="{role}">'
        f'<span aria-hidden="true">{_KINDS[kind]}</span> {escaped(text)}</div>' + _STYLE
    )


_STYLE = """<style>
.qc-sentence {padding:.6rem .9rem;border-radius:.5rem;border-left:.25rem solid;line-height:1.45;
 background:color-mix(in srgb, currentColor 6%, transparent)}
.qc-note {border-color:#3187BE}
.qc-error {border-color:#D55E00}
.qc-done {border-color:#0B8F6B}
</style>"""
