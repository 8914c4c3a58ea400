"""Code: read an interview, pick words, say what they are about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act, tried
from qualcode.app.literal import escaped, sentence
from qualcode.app.workbench import workbench
from qualcode.app.workbench.drawn import drawn
from qualcode.app.workbench.hearing import clients, hear, said, trouble
from qualcode.errors import QualcodeError
from qualcode.project import Desk, Project

HERE, CHOICE, GO = "code-here", "code-choice", "code-go"
_HELP = {
    "Read": "Whether you have read this interview.",
    "Coded through": "Whether you have coded this interview through.",
}


def render(project: Project) -> None:
    """The interview in hand, in the workbench."""
    rows = {row["id"]: row for row in project.transcripts()}
    if not rows:
        parts.title("Code", "Read an interview and say, passage by passage, what it is about.")
        parts.empty(
            "Here stands the interview you are coding. There is none in the study yet.",
            "Upload transcripts",
            "transcripts",
        )
        return
    st.html(_STYLE)
    go = _asked_for(project)
    with st.container(key="code-bar", gap="xsmall"):
        name, choice, ways = st.columns([0.6, 3, 3], vertical_alignment="center")
        name.title("Code", anchor=False)
        with choice:
            id = _choose(project, rows)
        with ways, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _ways(project, id)
        for kind, text in st.session_state.pop(parts.TOLD, []):
            sentence(text, kind=kind)
    # Nobody sees it: with it the workbench asks for the whole script, see rousing.js.
    st.button("Connect again", key="code-again")
    _surface(project, id, go)


def _asked_for(project: Project) -> dict[str, Any]:
    """The coding or the place that the address names, to be shown once."""
    go: dict[str, Any] = st.session_state.setdefault(GO, {"n": 0})
    named = tuple(st.query_params.get(name) for name in ("transcript", "coding", "at"))
    _, coding, at = named
    if (coding is None and at is None) or named == go.get("named"):
        return go
    where: dict[str, Any] = {"coding": None, "at": None}
    if coding is not None:
        try:
            found = project.coding(coding)
        except QualcodeError:
            parts.tell("The address names a coding that does not stand any more.", "note")
        else:
            st.query_params["transcript"] = found.transcript
            where = {"coding": found.id, "at": found.span.start}
            named = (found.transcript, coding, at)
    elif at is not None and at.isdecimal():
        where["at"] = int(at)
    st.session_state[GO] = {"n": go["n"] + 1, "named": named, **where}
    return dict(st.session_state[GO])


def _choose(project: Project, rows: dict[str, Any]) -> str:
    """The interview in hand: the one the address names, else the last, else the next to code."""
    order = project.to_code()
    named = st.query_params.get("transcript")
    if named is not None and named not in rows:
        parts.muted("The address names an interview that is not in this study.")
    last = st.session_state.get(HERE)
    id = next(one for one in (named, last, *order) if one in rows)
    done = _through(project)
    st.session_state[CHOICE] = id
    st.selectbox(
        "Interview",
        order,
        format_func=lambda one: rows[one]["title"] + (" ✓ coded through" if one in done else ""),
        key=CHOICE,
        label_visibility="collapsed",
        on_change=_turn_to,
    )
    st.session_state[HERE] = id
    if named != id:
        st.query_params["transcript"] = id
    return str(id)


def _turn_to() -> None:
    st.query_params["transcript"] = st.session_state[CHOICE]
    for name in ("coding", "at"):
        st.query_params.pop(name, None)


def _through(project: Project) -> set[str]:
    return {r.transcript for r in project.readings() if r.coder == project.coder and r.done_at}


def _ways(project: Project, id: str) -> None:
    """What is done with the interview as a whole."""
    if not len(project.codebook):
        if st.button("Add a codebook", key="code-codebook", type="primary"):
            parts.go("codebook")
    else:
        st.button(
            "Suggest codes",
            key="code-suggest",
            help="Suggest codes for this interview. Nothing is coded until you accept it.",
            on_click=_suggest,
            args=(project, id),
        )
    _mark("Coded through", project.done, id, f"done-{id}-{project.coder}", id in _through(project))


def _mark(label: str, verb: Callable[..., object], id: str, key: str, on: bool) -> None:
    """A mark of this person's on the interview; reading to its end gives one too.

    A button, since a toggle has a state of its own in the browser: an act that leaves the page
    before the page has heard of a new mark would bring the old state with it, as if pressed.
    """
    st.button(
        f"{'☑' if on else '☐'} {label}",
        key=key,
        type="tertiary",
        help=_HELP[label] + (" Press to take the mark back." if on else ""),
        on_click=act,
        args=(verb, id, not on),
    )


def _suggest(project: Project, id: str) -> None:
    if tried(project.suggest, id):
        found = len(project.desk(id).waiting)
        said = f"{parts.many(found, 'suggestion')} in this interview" if found else "Nothing new"
        parts.tell(f"{said}." if found else "Nothing new to suggest for this interview.")


@st.fragment
def _surface(project: Project, id: str, go: dict[str, Any]) -> None:
    """How far the interview is, and the workbench. A key press draws this anew and no more."""
    desk = project.desk(id, clients=clients())
    with st.container(key="code-facts", horizontal=True, vertical_alignment="center"):
        told = escaped(_how_far(desk))
        st.html(f'<div class="qcp-facts" title="{told}">{told}</div>', width="stretch")
        _mark("Read", project.mark_read, id, f"read-{id}-{project.coder}", desk.read)
    if not any(not segment.interviewer for segment in desk.segments):
        st.info("Nobody but the interviewer speaks in this text, so there is nothing to code.")
    workbench({**drawn(desk, go), "trouble": trouble(), "said": said()}, partial(hear, project))


def _how_far(desk: Desk) -> str:
    spoken = [s for s in desk.segments if not s.interviewer]
    mine = [c.span for c in desk.codings if c.coder == desk.coder]
    carry = sum(any(s.span.overlaps(span) for span in mine) for s in spoken)
    facts = [f"{carry} of {parts.many(len(spoken), 'passage')} coded by you"]
    if desk.waiting:
        facts.append(f"{parts.many(len(desk.waiting), 'suggestion')} waiting")
    if desk.hidden:
        waits = "waits" if desk.hidden == 1 else "wait"
        facts.append(
            f"{desk.hidden} more {waits} until you have coded their passages yourself, or the"
            " interview through"
        )
    return " · ".join(facts)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-code-bar) {max-width:100rem;
 padding:2.6rem 2.2rem 0}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-code-bar) {padding:4.4rem 1rem 0}}
.st-key-code-bar h1 {padding:0 !important;white-space:nowrap;line-height:1.2;
 margin-top:-.35rem;font-size:1.65rem !important}
.st-key-code-bar label p {white-space:normal !important;line-height:1.25}
.st-key-code-again {display:none}
@media (min-width:641px) and (max-width:1100px) {
 .st-key-code-bar h1 {font-size:1.1rem !important;margin-top:0}}
.qcp-facts {font-size:.86rem;line-height:1.5;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 78%, transparent)}
/* One line beside the tick, so that the text begins higher; whole on hovering. */
@media (min-width:641px) {
 .st-key-code-facts {flex-wrap:nowrap !important}
 .st-key-code-facts > :first-child {min-width:0 !important;flex:1 1 0 !important}
 .st-key-code-facts > :last-child {flex:none !important;width:auto !important}
 .qcp-facts {white-space:nowrap;overflow:hidden;text-overflow:ellipsis}}
</style>"""
