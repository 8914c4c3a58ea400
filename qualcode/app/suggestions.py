"""Suggestions: decide one after another; only acceptance makes a coding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from qualcode.app import code_card, parts, suggestion_card
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project

ALL = "all"
INTERVIEW, INDICATOR = "offers-interview", "offers-indicator"


def render(project: Project) -> None:
    """One suggestion at a time, and the way to make more."""
    parts.title("Suggestions", "Decide one after another. Only your acceptance makes a coding.")
    titles = {row["id"]: row["title"] for row in project.transcripts()}
    if not titles:
        parts.empty(
            "Here wait the codes that are suggested for your interviews, each with its reason."
            " There is no interview in the study yet.",
            "Upload transcripts",
            "transcripts",
        )
        return
    if not len(project.codebook):
        parts.empty(
            "Suggestions come from the definitions and cue phrases of the codebook, which is"
            " empty.",
            "Add a codebook",
            "codebook",
        )
        return
    suggestion_card.style()
    waiting = project.waiting()
    if not waiting:
        suggestion_card.said(project)
        _nothing(project, titles)
        return
    transcript, indicator = _narrowed(project, waiting, titles)
    suggestion_card.said(project)
    offered = suggestion_card.brought_back(project) or project.next_pending(transcript, indicator)
    if offered is None:
        parts.muted("No suggestion waits in this choice; choose another interview or indicator.")
    else:
        suggestion_card.card(project, offered, titles[offered.transcript])
    _make(project, titles)


def _narrowed(
    project: Project, waiting: Counter[tuple[str, str]], titles: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """Which interview and which indicator to look at, with how many wait in each."""
    codebook = project.codebook
    by_text: Counter[str] = Counter()
    by_top: Counter[str] = Counter()
    for (transcript, code), n in waiting.items():
        by_text[transcript] += n
        by_top[codebook.top(code) if code in codebook else code] += n
    total = sum(waiting.values())
    left, middle, right = st.columns([1.3, 1.3, 1], vertical_alignment="bottom")
    with left:
        text = _choice(
            "Interview",
            INTERVIEW,
            [id for id in titles if by_text[id]],
            lambda id: (
                f"All interviews ({total})" if id == ALL else f"{titles[id]} ({by_text[id]})"
            ),
        )
    with middle:
        top = _choice(
            "Indicator",
            INDICATOR,
            [code.id for code in codebook.children(None) if by_top[code.id]],
            lambda id: (
                "All indicators" if id == ALL else f"{code_card.label(codebook, id)} ({by_top[id]})"
            ),
        )
    waits = "1 suggestion waits" if total == 1 else f"{total:,} suggestions wait"
    right.html(f'<div class="qco-count">{waits} for you</div>')
    return text, top


def _let_go() -> None:
    st.session_state.pop(suggestion_card.BACK, None)


def _choice(label: str, key: str, ids: Sequence[str], shown: object) -> str | None:
    options = [ALL, *ids]
    if st.session_state.get(key) not in options:
        st.session_state[key] = ALL
    chosen = st.selectbox(label, options, format_func=shown, key=key, on_change=_let_go)  # type: ignore[call-overload]
    return None if chosen == ALL else str(chosen)


def _nothing(project: Project, titles: Mapping[str, str]) -> None:
    with st.container(border=True, key="empty"):
        st.write(
            "No suggestion waits for you. Suggestions are codes offered for passages, each with"
            " its reason: a cue phrase of the codebook, or words shared with a definition."
        )
        pressed = st.button("Suggest for all interviews", type="primary", key="empty-go")
    if pressed:
        _suggest(project, titles, None)


def _make(project: Project, titles: Mapping[str, str]) -> None:
    with st.expander("Make suggestions anew", key="offers-make", on_change="rerun") as box:
        if not box.open:
            return
        parts.muted(
            "After a change of the codebook or of passages. What you have decided stays decided."
        )
        for_which = st.selectbox(
            "For which interview?",
            [ALL, *titles],
            format_func=lambda id: "All interviews" if id == ALL else titles[id],
            key="offers-for",
        )
        if st.button("Make suggestions", key="offers-go"):
            _suggest(project, titles, None if for_which == ALL else for_which)


def _suggest(project: Project, titles: Mapping[str, str], transcript: str | None) -> None:
    """Suggest with a bar that fills, then draw the page again."""
    bar = st.progress(0.0, "Reading the interviews")
    ids = [transcript] if transcript else []
    fill = parts.filling(bar, float(len(ids) or len(titles)))
    try:
        project.suggest(*ids, progress=fill)
    except QualcodeError as error:
        sentence(str(error), kind="error")
        return
    found = sum(n for (t, _), n in project.waiting().items() if not ids or t in ids)
    told = f"{parts.many(found, 'suggestion')} for you to decide on."
    parts.tell(told if found else "There is nothing new to suggest.")
    st.rerun()
