"""Cues that codings speak for, and cues they speak against, each with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import code_card, parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.app.suggestion_cues import add_words
from qualcode.project import Project

if TYPE_CHECKING:
    from qualcode.suggest.proposals import Proposal, Weak

NOT_NOW, CODE, FOUND = "cue-not-now", "cue-code", "cue-found"


def proposals(project: Project) -> None:
    """What could become a cue of a code, and which of its cues could go."""
    with st.expander("Cues your codings speak for", key="cue-proposals", on_change="rerun") as box:
        if not box.open:
            return
        codebook = project.codebook
        coded = {coding.code for coding in project.codings()}
        codes = [code.id for code in codebook if code.id in coded]
        if not codes:
            parts.muted("Nothing is coded yet.")
            return
        code = st.selectbox(
            "For which code?",
            codes,
            format_func=lambda id: code_card.label(codebook, id),
            key=CODE,
            persist_state="session",
        )
        found, weak = _found(project, code)
        put_off = st.session_state.setdefault(NOT_NOW, set())
        _proposed(project, code, [p for p in found if (code, p.words) not in put_off])
        _weak(project, code, [w for w in weak if (code, w.cue) not in put_off])


def _found(project: Project, code: str) -> tuple[Sequence[Proposal], Sequence[Weak]]:
    """Worked out once for each state of the study: it reads everything that was coded."""
    now = (project.version, code)
    kept = st.session_state.get(FOUND)
    if kept is None or kept[0] != now:
        found = (project.propose_cues(code), project.weak_cues().get(code, []))
        kept = st.session_state[FOUND] = (now, found)
    return kept[1]


def _proposed(project: Project, code: str, found: Sequence[Proposal]) -> None:
    parts.muted(
        "Words that passages of this code have more often than other passages, in at least three"
        " interviews. Read the lines on both sides before you add one."
        if found
        else "No words stand out in three interviews or more."
    )
    for n, one in enumerate(found):
        line, add, leave = _row()
        line.html(
            f'<div class="qco-proposal"><b>{escaped(one.words)}</b>'
            f' <span class="qc-muted">in {parts.many(one.interviews, "interview")}</span>'
            f"{_lines('With the code', one.lines_for)}"
            f"{_lines('Without it', one.lines_against)}</div>"
        )
        add.button("Add", key=f"cue-take-{n}", on_click=add_words, args=(project, code, one.words))
        leave.button(
            "Not now",
            key=f"cue-leave-{n}",
            type="tertiary",
            on_click=_put_off,
            args=(code, one.words),
        )


def _weak(project: Project, code: str, found: Sequence[Weak]) -> None:
    if found:
        st.html('<h4 class="qco-would">Cues that are mostly wrong</h4>')
    for n, one in enumerate(found):
        line, out, leave = _row()
        line.html(
            f'<div class="qco-proposal"><b>{escaped(one.cue)}</b> <span class="qc-muted">accepted'
            f" {one.accepted} of {one.judged}, in {parts.many(one.interviews, 'interview')}"
            "</span></div>"
        )
        out.button("Take out", key=f"weak-out-{n}", on_click=_out, args=(project, code, one.cue))
        leave.button(
            "Not now",
            key=f"weak-leave-{n}",
            type="tertiary",
            on_click=_put_off,
            args=(code, one.cue),
        )


def _out(project: Project, code: str, cue: str) -> None:
    left = tuple(one for one in project.codebook[code].cues if one != cue)
    if tried(project.edit_code, code, "A cue that was mostly wrong is taken out", cues=left):
        parts.tell(
            f"“{cue}” is no cue of {code} any more, from version {project.codebook_version} of"
            " the codebook on."
        )


def _put_off(code: str, words: str) -> None:
    st.session_state[NOT_NOW].add((code, words))


def _row() -> Sequence[st.delta_generator.DeltaGenerator]:
    return st.columns([6, 1, 1], vertical_alignment="center")


def _lines(title: str, lines: Sequence[str]) -> str:
    """Lines the words stand in, on demand; as HTML."""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<details><summary>{title} ({len(lines)})</summary><ul>{items}</ul></details>" * bool(
        lines
    )
