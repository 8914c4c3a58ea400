"""What changed since the acting person last looked, at the head of the Overview."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act
from qualcode.app.literal import escaped, in_label
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.news import News
from qualcode.project.news_lines import Line

MOST = 7
ALL = "news-all"
NAMED = {
    "round": "Look at round {}",
    "item": "Look at the item",
    "theme": "Look at the theme",
    "code": "Look at {}",
}
PLACES = {
    "codebook": "Look at the codebook",
    "agreement": "Look at disagreements",
    "history": "Look at the history",
}


def render(project: Project, *, pages: frozenset[str] | None = None) -> None:
    """The sentences with where each leads, and a button that says they were seen.

    ``pages`` are those this person is shown; None: all.
    """
    found = project.news()
    if not found.lines:
        if found.since is not None or project.acting_role is CoderRole.MENTOR:
            parts.muted(found.words)
        return
    with st.container(border=True, key="news"):
        st.subheader("What changed", anchor=False)
        parts.muted(_since(found))
        shown = found.lines if st.session_state.get(ALL) else found.lines[:MOST]
        st.html(_STYLE)
        for n, line in enumerate(shown):
            mark = "qc-news qc-mine" if line.mine else "qc-news"
            # Side by side where there is room; on a phone the door follows its sentence.
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(f'<div class="{mark}">{escaped(line.words)}</div>', width="content")
                leads = line.page not in ("", "overview")
                if leads and (pages is None or line.page in pages):
                    _door(n, line)
        if len(found.lines) > len(shown):
            st.button(
                f"Show {len(found.lines) - len(shown)} more",
                key="news-more",
                type="tertiary",
                on_click=lambda: st.session_state.update({ALL: True}),
            )
        st.button(
            "I have seen this",
            key="news-seen",
            type="primary",
            on_click=_seen,
            args=(project, found.seq),
        )


def _door(n: int, line: Line) -> None:
    if st.button(_label(line), key=f"news-{n}", type="tertiary"):
        parts.go(line.page, **line.named)


def _label(line: Line) -> str:
    """What a door is called: a list of doors is read aloud without the sentences beside them."""
    for what, value in line.named.items():
        if what in NAMED:
            return NAMED[what].format(in_label(value))
    return PLACES.get(line.page, f"Look at {line.page}")


def _since(found: News) -> str:
    if found.since is None:
        return found.words
    return f"Since you last looked on {parts.when(found.since)}."


def _seen(project: Project, seq: int) -> None:
    st.session_state.pop(ALL, None)
    act(project.note_look, seq)


_STYLE = """<style>
.qc-news {line-height:1.5;overflow-wrap:anywhere;max-width:46rem;padding-left:.8rem;
 border-left:.2rem solid transparent}
.qc-mine {border-color:#3187BE}
.st-key-news [data-testid="stVerticalBlock"] {gap:.35rem}
</style>"""
