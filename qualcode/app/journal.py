"""Journal: memos on the study, its interviews, codes and themes, newest first."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.model import Memo
from qualcode.project import Project

STUDY, TRANSCRIPT, CODE, THEME = "study", "transcript", "code", "theme"
ABOUT = {
    STUDY: "The study",
    TRANSCRIPT: "An interview or text",
    CODE: "A code",
    THEME: "A written theme",
}
ALL = "all"
SHOWN = {
    ALL: "Everything",
    STUDY: "The study",
    TRANSCRIPT: "Interviews",
    CODE: "Codes",
    THEME: "Themes",
}
# Offered where the study is one of reflexive analysis: the reader is part of what is read.
PROMPTS = (
    "What surprised me in this interview, and what does the surprise say about what I expected?",
    "Whom did I find it easy to agree with, and whom not?",
    "What in my own work or training makes me read this passage so?",
    "Which other reading of it would a colleague defend?",
    "What has changed in how I use this code since I began?",
)


def render(project: Project) -> None:
    """Write a memo; read those there are."""
    parts.title("Journal", "What struck you, what you decided and why. Memos stay as written.")
    names = _names(project)
    left, right = st.columns([1, 1.5], gap="large")
    with left:
        if project.about()["profile"] == "reflexive":
            with st.expander("Questions to write from", key="memo-prompts"):
                st.markdown("\n".join(f"- {prompt}" for prompt in PROMPTS))
        _write(project, names)
    with right:
        _list(project.memos(), names)


def _names(project: Project) -> dict[str, str]:
    """What a memo may be about, as it is kept -> its name for people."""
    titles = {f"{TRANSCRIPT} {row['id']}": row["title"] for row in project.transcripts()}
    codes = {f"{CODE} {code.id}": code.title for code in project.codes()}
    themes = {f"{THEME} {t.id}": f"Theme: {t.statement}" for t in project.written_themes()}
    return {STUDY: ABOUT[STUDY], **titles, **codes, **themes}


def _write(project: Project, names: dict[str, str]) -> None:
    with st.container(border=True, key="write"):
        kind = st.radio(
            "What is it about?",
            list(ABOUT),
            format_func=ABOUT.__getitem__,
            key="memo-kind",
        )
        about: str | None = STUDY
        if kind != STUDY:
            choices = [name for name in names if name.startswith(f"{kind} ")]
            about = st.selectbox(
                "Which one?",
                choices,
                format_func=lambda a: names.get(a, a),
                index=None,
                placeholder="Choose …",
                key=f"memo-{kind}",
            )
        count = st.session_state.get("memos-written", 0)
        text = st.text_area(
            "Your memo", key=f"memo-text-{count}", height=200, placeholder="Write freely."
        )
        if st.button("Keep this memo", type="primary", key="memo-save"):
            with parts.refusals():
                if about is None:
                    sentence("Choose what the memo is about.", kind="error")
                    return
                project.add_memo(text, about)
                st.session_state["memos-written"] = count + 1
                parts.tell("The memo is kept.")
                st.rerun()


def _list(memos: list[Memo], names: dict[str, str]) -> None:
    if not memos:
        parts.muted(
            "No memo yet. A memo can be one line: a hunch, a doubt about a code, what you would"
            " ask next time."
        )
        return
    kind_at, words_at = st.columns([1, 1.4])
    kind = kind_at.selectbox("Show", list(SHOWN), format_func=SHOWN.__getitem__, key="memo-shown")
    words = words_at.text_input("With the words", key="memo-words")
    shown = [m for m in memos if _matches(m, kind, words)]
    parts.muted(f"{parts.many(len(shown), 'memo')} of {len(memos)}, newest first.")
    st.html("".join(_as_html(memo, names) for memo in shown) or "<div></div>")


def _matches(memo: Memo, kind: str | None, words: str) -> bool:
    right_kind = kind in (ALL, None) or memo.about.split(" ")[0] == kind
    return right_kind and words.strip().casefold() in f"{memo.text} {memo.author}".casefold()


def _passage(about: str, names: dict[str, str]) -> str:
    """The name of a passage or coding: its interview's where that is known."""
    kind, _, id = about.partition(" ")
    interview = names.get(f"{TRANSCRIPT} {id.rpartition(':')[0]}")
    if kind == "segment":
        return f"A passage of: {interview}" if interview else "A passage no longer in view"
    return {"coding": "A coding", THEME: "A theme that was dropped"}.get(kind, about)


def _as_html(memo: Memo, names: dict[str, str]) -> str:
    about = names.get(memo.about) or _passage(memo.about, names)
    return (
        '<article class="qc-memo">'
        f"<header><b>{escaped(about)}</b>"
        f"<span>{escaped(memo.author)}, {parts.when(memo.made_at)}</span></header>"
        f"<p>{escaped(memo.text)}</p></article>"
    )
