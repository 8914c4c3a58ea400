"""Code: read an interview, pick a passage, say what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from qualcode.app import code_card, parts, picking
from qualcode.app.coding_panel import panel
from qualcode.app.conversation import drawn
from qualcode.app.desk import Desk, act, begin_anew, tried
from qualcode.app.literal import escaped, plainly, sentence
from qualcode.errors import QualcodeError
from qualcode.project import Passage, Project, seen_by
from qualcode.report.palette import colours

HERE, SAID, CHOICE, OTHERS = "code-here", "code-said", "code-choice", "code-others"


def render(project: Project) -> None:
    """An interview as a conversation, and beside it the panel for the picked passage."""
    rows = {row["id"]: row for row in project.transcripts()}
    if not rows:
        parts.title("Code", "Read an interview and say, passage by passage, what it is about.")
        parts.empty(
            "Here stands the interview you are coding. There is none in the study yet.",
            "Upload transcripts",
            "transcripts",
        )
        return
    style()
    with st.container(key="code-bar", gap="xsmall"):
        name, choice, through = st.columns([0.6, 3, 1.75], vertical_alignment="center")
        name.title("Code", anchor=False)
        with choice:
            id = _choose(project, rows)
        _read_once(project, id)
        with through:
            _done(project, id)
        passages = project.passages(id)
        shown = _bar(project, id, passages)
    spoken = [p for p in shown if not p.segment.interviewer]
    if not spoken:
        st.info("Nobody but the interviewer speaks in this text, so there is nothing to code.")
        return
    picked = picking.picked(project, id, spoken)
    codebook = project.codebook
    hues = colours(codebook)
    text, side = st.columns([1.42, 1], gap="medium")
    with text:
        picking.show(id, drawn(project.transcript(id), shown, codebook, hues), picked)
    with side, st.container(key="code-panel"):
        panel(Desk(project, picked, codebook, hues))
        _suggest(project, id, passages)


def _choose(project: Project, rows: dict[str, Any]) -> str:
    """The interview in hand: the one the address names, else the last, else the next to code."""
    order = project.to_code()
    named = st.query_params.get("transcript")
    if named is not None and named not in rows:
        parts.muted("The address names an interview that is not in this study.")
    last = st.session_state.get(HERE)
    id = next(one for one in (named, last, *order) if one in rows)
    done = _coded_through(project)
    st.session_state[CHOICE] = id
    st.selectbox(
        "Interview",
        order,
        format_func=lambda one: rows[one]["title"] + (" ✓ coded through" if one in done else ""),
        key=CHOICE,
        label_visibility="collapsed",
        on_change=_turn_to,
    )
    if last != id:
        st.session_state[HERE] = id
    if named != id:
        st.query_params["transcript"] = id
    return str(id)


def _turn_to() -> None:
    st.query_params["transcript"] = st.session_state[CHOICE]
    st.session_state.pop(SAID, None)
    begin_anew()


def _read_once(project: Project, id: str) -> None:
    read = st.session_state.setdefault("code-read", set())
    if (id, project.coder) not in read:
        project.mark_read(id)
        read.add((id, project.coder))


def _done(project: Project, id: str) -> None:
    key = f"done-{id}-{project.coder}"
    st.session_state[key] = id in _coded_through(project)
    st.toggle(
        "I have coded this interview through",
        key=key,
        on_change=lambda: act(project.done, id, st.session_state[key]),
    )


def _coded_through(project: Project) -> set[str]:
    return {r.transcript for r in project.readings() if r.coder == project.coder and r.done_at}


def _bar(project: Project, id: str, passages: Sequence[Passage]) -> Sequence[Passage]:
    """How far this interview is, and the ways on; returns the passages with what is shown."""
    spoken = [p for p in passages if not p.segment.interviewer]
    carry = sum(p.coded_by(project.coder) for p in spoken)
    waiting = sum(len(p.waiting) for p in spoken)
    facts = [f"{carry} of {parts.many(len(spoken), 'passage')} carry a code of yours"]
    if waiting:
        facts.append(f"{parts.many(waiting, 'suggestion')} waiting")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="qcp-facts">{escaped(" · ".join(facts))}</div>', width="stretch")
        others = any(c.coder != project.coder for p in passages for c in p.codings)
        all_seen = st.toggle("Codings of others", value=True, key=OTHERS) if others else True
        st.button(
            "Next uncoded",
            key="code-next",
            help="Go to the next passage without a code of yours",
            disabled=carry == len(spoken),
            on_click=_next_uncoded,
            args=(project, id),
        )
        st.button(
            "Undo",
            key="code-undo",
            help="Undo your last coding, change or withdrawal",
            on_click=_undo,
            args=(project, id),
        )
    if said := st.session_state.pop(SAID, None):
        st.html(f'<div class="qcp-facts" role="status">{escaped(said)}</div>')
    for kind, text in st.session_state.pop(parts.TOLD, []):
        sentence(text, kind=kind)
    return passages if all_seen else seen_by(passages, project.coder)


def _next_uncoded(project: Project, id: str) -> None:
    spoken = [p for p in project.passages(id) if not p.segment.interviewer]
    at = next((n for n, p in enumerate(spoken) if p.id == picking.in_hand(id)), -1)
    for passage in [*spoken[at + 1 :], *spoken[: at + 1]]:
        if not passage.coded_by(project.coder):
            picking.move_to(id, passage.id)
            return


def _undo(project: Project, id: str) -> None:
    """Undo, and show where: at the first passage whose codings are others now."""
    before = {p.id: p.codings for p in project.passages(id)}
    try:
        said = project.undo()
    except QualcodeError as error:
        st.session_state[SAID] = plainly(str(error))
        return
    # People are told what and in which interview; where it stands they see.
    st.session_state[SAID] = "Undone. " + re.sub(r" \d+:\d+(?=\.$)", "", said)
    for passage in project.passages(id):
        if before.get(passage.id) != passage.codings and not passage.segment.interviewer:
            picking.move_to(id, passage.id)
            return


def _suggest(project: Project, id: str, passages: Sequence[Passage]) -> None:
    if not len(project.codebook) or any(p.waiting for p in passages):
        return
    st.button(
        "Suggest codes for this interview",
        key="code-suggest",
        help="Nothing is coded until you accept it.",
        on_click=_make_suggestions,
        args=(project, id),
    )


def _make_suggestions(project: Project, id: str) -> None:
    if tried(project.suggest, id):
        found = sum(len(p.waiting) for p in project.passages(id))
        st.session_state[SAID] = (
            f"{parts.many(found, 'suggestion')} for this interview."
            if found
            else "Nothing new to suggest for this interview."
        )


def style() -> None:
    """The look of the page: text and panel fill the window, each with its own scroll."""
    code_card.style()
    st.html(_STYLE)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-code-panel) {max-width:96rem;
 padding:2.6rem 2.2rem 0}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-code-panel) {padding:4.4rem 1rem 0}}
.st-key-code-panel {position:sticky;top:3.4rem;max-height:var(--qcc-height,62vh);overflow-y:auto;
 overscroll-behavior:contain;scrollbar-width:thin;padding:.1rem .5rem 2rem .2rem;
 flex-wrap:nowrap}
.st-key-code-panel h3 {font-size:1rem !important;padding:.4rem 0 .3rem !important}
.st-key-code-panel > div {flex-shrink:0}
.qcp-excerpt {font-size:.92rem;line-height:1.5;padding:.5rem .7rem;border-radius:.5rem;
 background:color-mix(in srgb, currentColor 5%, transparent)}
.qcp-excerpt p {margin:0;overflow:hidden;overflow-wrap:anywhere;display:-webkit-box;
 -webkit-box-orient:vertical;-webkit-line-clamp:3}
.qcp-excerpt b {font-size:.8rem;font-weight:600;display:block;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qcp-memo {padding:.45rem .7rem;margin-bottom:.4rem;border-radius:.5rem;overflow-wrap:anywhere;
 background:color-mix(in srgb, #E0A100 12%, transparent)}
.qcp-memo p {margin:0;font-size:.92rem;line-height:1.5}
.qcp-memo .qc-muted {font-size:.8rem}
.st-key-code-bar h1 {padding:0 !important;white-space:nowrap;line-height:1.2;
 margin-top:-.35rem}
[class*="st-key-standing-"] button, [class*="st-key-offer-"] button {min-height:2rem;
 padding:.1rem .7rem}
[class*="st-key-standing-"] [data-baseweb=select] > div {min-height:2rem}
.st-key-code-bar label p {white-space:normal !important;line-height:1.25}
.st-key-code-bar h1 {font-size:1.65rem !important}
.qcp-facts {font-size:.92rem;line-height:1.5;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 78%, transparent)}
</style>"""
