"""Older versions of a transcript: to read, with the codings that stood on them, and to put back."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.model import CoderRole, Span
from qualcode.model.corrected import OldText, TextVersion
from qualcode.model.transcript import merge
from qualcode.project import Project


def render(project: Project, transcript: str) -> None:
    """Choose a version, read it, put it back."""
    versions = project.text_versions(transcript)
    if len(versions) == 1:
        parts.muted("This transcript was never corrected: there is one version of it.")
        return
    older = versions[:-1]
    st.subheader(f"{parts.many(len(older), 'older version')}", anchor=False)
    names = {v.n: f"Version {v.n}, {parts.many(v.words, 'word')}" for v in older}
    n = st.selectbox(
        "Version",
        list(reversed(names)),
        format_func=lambda n: names.get(n, str(n)),
        key=f"corrections-version-{transcript}-{len(versions)}",
        width=320,
    )
    _about(older[n - 1])
    found = project.old_text(transcript, n)
    parts.muted(f"{parts.many(len(found.codings), 'coding')} stood on it; their words are marked.")
    with st.container(height=460, border=True):
        st.html(_text(found) + _STYLE)
    if project.acting_role is CoderRole.RESEARCHER:
        _back(project, transcript, n)


def _about(version: TextVersion) -> None:
    until = parts.when(version.until) if version.until else ""
    parts.muted(f"The newest until {until}, when {version.who} corrected it: {version.reason}")


def _text(found: OldText) -> str:
    """The whole text, the words that were coded marked, as HTML."""
    pieces, at = [], 0
    for span in merge(Span(c.span.start, c.span.end) for c in found.codings):
        pieces.append(escaped(found.text[at : span.start]))
        pieces.append(f"<mark>{escaped(found.text[span.start : span.end])}</mark>")
        at = span.end
    pieces.append(escaped(found.text[at:]))
    return f'<div class="qc-prose">{"".join(pieces)}</div>'


def _back(project: Project, transcript: str, n: int) -> None:
    with st.expander("Put this version back"):
        parts.muted(
            "It becomes the newest version again; the one there is now stays readable. Codings go"
            " back to where they were."
        )
        key = f"back-reason-{transcript}-{n}"
        st.text_input("Why?", key=key, max_chars=300)
        st.button("Put it back", key="back", on_click=_put_back, args=(project, transcript, n, key))


def _put_back(project: Project, transcript: str, n: int, key: str) -> None:
    if tried(project.correct_back, transcript, n, st.session_state.get(key, "")):
        parts.tell(f"Version {n} stands again.")


_STYLE = """<style>
.qc-prose mark {background:color-mix(in srgb, #3187BE 22%, transparent);color:inherit}
</style>"""
