"""Decide first: the passage without a code, the person's own codes, and then what was hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from qualcode.app import code_card, parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped, name
from qualcode.app.page_keys import Key
from qualcode.app.suggestion_acts import DONE, SAID, UNDO, Done, Hint, decide, remember
from qualcode.app.suggestion_card import codable, in_context
from qualcode.app.suggestion_reasons import sentence
from qualcode.app.suggestion_scope import REVEALED, Scope
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Direction, Segment, Suggestion
from qualcode.project import Project
from qualcode.report.palette import colours

CODES, CHOSEN, WAY, LATER = "first-codes", "first-chosen", "first-way", "first-later"
KEYS = (
    Hint(Key("o", ".st-key-first-codes input", "focus"), "your codes"),
    Hint(Key("a", ".st-key-first-give button"), "give these"),
    Hint(Key("n", ".st-key-first-none button"), "no code fits"),
    Hint(Key("s", ".st-key-first-skip button"), "skip"),
    UNDO,
)
REVEAL_KEYS = (Hint(Key("g", ".st-key-first-on button"), "go on"), UNDO)


@dataclass(frozen=True)
class Revealed:
    """A passage just decided on, the codings made, and the ids of what was hidden."""

    segment: Segment
    codings: tuple[Coding, ...]
    hidden: tuple[str, ...]


def due(scope: Scope) -> Segment | None:
    """The passage to ask about now, if it is the turn of one.

    They are spread evenly over the work, a suggestion first; those put off come at the end.
    """
    later = st.session_state.get(LATER, [])
    if not scope.blind:
        return None
    asked = [s for s in scope.blind if s.id not in later]
    if not scope.waiting:
        return (asked or sorted(scope.blind, key=lambda s: later.index(s.id)))[0]
    if all(one.skipped for one in scope.waiting):
        return asked[0] if asked else None
    left = len(scope.blind) / (len(scope.blind) + scope.blind_decided)
    waits = len(scope.waiting) / (len(scope.waiting) + scope.decided)
    return asked[0] if asked and left > waits else None


def ask(project: Project, passage: Segment, titles: Mapping[str, str]) -> None:
    """The passage as it is; beside it the question which codes fit."""
    words, decision = st.columns([1.15, 1], gap="medium")
    with words, st.container(border=True, key="offer-words"):
        st.html(in_context(project, passage.transcript, passage.span, titles))
    with decision, st.container(key="offer-decision"):
        st.html(
            '<p class="qco-why"><b class="qco-first">your decision first</b>'
            " On some passages nothing is shown until you have decided. So you can see how good"
            " the suggestions are, and they cannot sway you.</p>"
        )
        _codes(project, passage)


def _codes(project: Project, passage: Segment) -> None:
    codebook = project.codebook
    given = _given_so_far(passage)
    st.selectbox(
        "Which codes fit?",
        [id for id in codable(project) if id not in given],
        format_func=lambda id: code_card.label(codebook, id),
        index=None,
        placeholder="Choose a code, or type to find it",
        key=CODES,
        on_change=_take,
        args=(passage,),
    )
    for code in given:
        _given_line(project, passage, code)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Give these codes" if len(given) > 1 else "Give this code",
            key="first-give",
            type="primary",
            disabled=not given,
            on_click=_give,
            args=(project, passage),
        )
        st.button(
            "No code fits",
            key="first-none",
            disabled=bool(given),
            on_click=_give,
            args=(project, passage),
        )
        st.button(
            "Skip",
            key="first-skip",
            help="Not now; it comes again at the end",
            on_click=_later,
            args=(passage,),
        )


def _given_so_far(passage: Segment) -> list[str]:
    """The codes chosen for this passage, not given yet."""
    chosen: dict[str, list[str]] = st.session_state.setdefault(CHOSEN, {})
    return chosen.setdefault(passage.id, [])


def _take(passage: Segment) -> None:
    code = st.session_state[CODES]
    if code and code not in _given_so_far(passage):
        _given_so_far(passage).append(code)
    # Ready for the next one.
    st.session_state[CODES] = None


def _given_line(project: Project, passage: Segment, code: str) -> None:
    codebook = project.codebook
    st.html(f'<p class="qco-given"><b>{name(code_card.label(codebook, code))}</b></p>')
    way, leave = st.columns([2, 1], vertical_alignment="center")
    way.selectbox(
        "Direction",
        list(Direction),
        format_func=code_card.direction_label,
        key=f"{WAY}-{passage.id}-{code}",
        label_visibility="collapsed",
    )
    leave.button(
        "Take away",
        key=f"first-away-{code}",
        type="tertiary",
        on_click=_given_so_far(passage).remove,
        args=(code,),
    )


def _give(project: Project, passage: Segment) -> None:
    """Decide, and have what was hidden shown."""
    codes = list(_given_so_far(passage))
    ways = [st.session_state.get(f"{WAY}-{passage.id}-{c}") or Direction.PRESENT for c in codes]
    try:
        made = project.decide_blind(passage.id, list(zip(codes, ways, strict=True)))
        hidden = tuple(s.id for s in project.hidden_suggestions(passage))
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    st.session_state[CHOSEN].pop(passage.id)
    st.session_state[REVEALED] = Revealed(passage, tuple(made), hidden)
    if made:
        told = f"Coded as {', '.join(codes)} before anything was shown."
        done = st.session_state.setdefault(DONE, [])
        remember(done, Done("first", "", told, tuple(c.id for c in made)))
    else:
        st.session_state[SAID] = "No code fits: kept as your decision."


def _later(passage: Segment) -> None:
    later = st.session_state.setdefault(LATER, [])
    later.append(passage.id)
    st.session_state[SAID] = "Put off; the passage comes again at the end."


def revealed() -> Revealed | None:
    """The passage just decided on, until the person goes on."""
    found = st.session_state.get(REVEALED)
    return found if isinstance(found, Revealed) else None


def reveal(project: Project, shown: Revealed, titles: Mapping[str, str]) -> None:
    """What was decided, and what would have been suggested."""
    hidden = _still_there(project, shown)
    words, decision = st.columns([1.15, 1], gap="medium")
    with words, st.container(border=True, key="offer-words"):
        marked = [span for s in hidden for reason in s.reasons for span in reason.spans]
        segment = shown.segment
        st.html(in_context(project, segment.transcript, segment.span, titles, marked))
    with decision, st.container(key="offer-decision"):
        _given(project, shown)
        if hidden:
            st.html('<h4 class="qco-would">This would have been suggested</h4>')
        else:
            parts.muted("Nothing would have been suggested here.")
        given = {coding.code for coding in shown.codings}
        for offered in hidden:
            _line(project, offered, offered.code in given)
        st.button(
            "Go on", key="first-on", type="primary", on_click=_go_on, args=(project, hidden, given)
        )


def _given(project: Project, shown: Revealed) -> None:
    codebook = project.codebook
    said = "".join(
        f'<p class="qco-given"><span aria-hidden="true">{escaped(c.direction.mark)}</span>'
        f" {escaped(code_card.label(codebook, c.code))}, {c.direction.words}</p>"
        for c in shown.codings
    )
    st.html(
        f'<h4 class="qco-would">You gave</h4>{said}'
        if said
        else '<h4 class="qco-would">You said that no code fits</h4>'
    )


def _line(project: Project, offered: Suggestion, agreed: bool) -> None:
    codebook = project.codebook
    note = " You gave it too." if agreed else ""
    hue = colours(codebook).get(offered.code, "#7C7F86")
    st.html(
        f'<div class="qcp-line qcp-offer" style="--hue:{escaped(hue)}">'
        f"<b>{name(code_card.label(codebook, offered.code))}</b>"
        f'<span class="qc-muted"><i class="qcp-band">{code_card.BANDS[offered.band]}</i>'
        f" {escaped(sentence(offered) + note)}</span></div>"
    )
    if agreed:
        return
    if not project.is_waiting(offered.id):
        parts.muted("Decided.")
        return
    with st.container(horizontal=True, gap="small"):
        for verdict, label in (("accept", "Accept too"), ("reject", "Reject")):
            st.button(
                label,
                key=f"{verdict}-{offered.id}",
                on_click=decide,
                args=(project, offered, verdict),
            )


def _still_there(project: Project, shown: Revealed) -> list[Suggestion]:
    found = []
    for id in shown.hidden:
        try:
            found.append(project.suggestion(id))
        except QualcodeError:
            # Suggestions were made anew meanwhile.
            continue
    return found


def _go_on(project: Project, hidden: list[Suggestion], given: set[str]) -> None:
    """What was seen and left open waits behind the others."""
    st.session_state.pop(REVEALED, None)
    st.session_state[SAID] = ""
    for offered in hidden:
        if offered.code not in given and project.is_waiting(offered.id):
            tried(project.decide, offered.id, "skip")
