"""The panel beside the conversation: what the picked passage says, carries and is offered."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qualcode.app import code_card, parts, passage_tools, picking
from qualcode.app.code_card import direction_label
from qualcode.app.conversation import reaches
from qualcode.app.desk import DIRECTION, Desk, act, waits
from qualcode.app.literal import escaped
from qualcode.model import Coding, Direction, Suggestion
from qualcode.project import Passage

CODE = "panel-code"
MOST_ROWS = 3


def panel(desk: Desk) -> None:
    """Everything one can do to a passage."""
    _words(desk.passage)
    if len(desk.codebook):
        _form(desk)
    else:
        st.write("The codebook is empty. Coding starts with a list of the ideas you look for.")
        if st.button("Add a codebook", key="panel-codebook"):
            parts.go("codebook")
    _standing(desk)
    _offered(desk)
    passage_tools.boundaries(desk)
    passage_tools.memos(desk)


def _words(passage: Passage) -> None:
    st.html(
        f'<div class="qcp-excerpt"><b>{escaped(passage.segment.speaker)}</b>'
        f"<p>{escaped(passage.words)}</p></div>"
    )


def _form(desk: Desk) -> None:
    recent = desk.project.recent_codes()
    options = code_card.options(desk.codebook, recent)
    if st.session_state.get(CODE) not in options:
        st.session_state.pop(CODE, None)
    code = st.selectbox(
        "Code",
        options,
        format_func=lambda id: code_card.label(desk.codebook, id),
        index=0 if recent else None,
        placeholder="Choose a code, or type to find it",
        key=CODE,
        persist_state="session",
    )
    st.session_state.setdefault(DIRECTION, Direction.PRESENT)
    st.segmented_control(
        "Direction",
        list(Direction),
        format_func=direction_label,
        required=True,
        key=DIRECTION,
    )
    have = code is not None and _coded_so(desk, desk.passage.codings, code)
    st.button(
        "Coded so already" if have else "Code it",
        type="primary",
        key="panel-code-it",
        disabled=code is None or have,
        width="stretch",
        on_click=_code_it,
        args=(desk,),
    )
    if code is not None and not have:
        st.html(code_card.explained(desk.codebook[code], desk.codebook, desk.hues))


def _coded_so(desk: Desk, codings: Iterable[Coding], code: str) -> bool:
    """Whether the passage has just this code and direction from the person already."""
    wanted = (desk.project.coder, code, desk.direction, desk.passage.segment.span)
    return any((c.coder, c.code, c.direction, c.span) == wanted for c in codings)


def _code_it(desk: Desk) -> None:
    """Code what the screen shows; a second click, or one on a passage left since, does nothing.

    The chosen direction stays until another passage is picked, so that a click too many finds
    the same coding and not one that contradicts it.
    """
    here, code = desk.passage.segment, st.session_state.get(CODE)
    if code is None or picking.in_hand(here.transcript) != desk.passage.id:
        return
    if not _coded_so(desk, desk.project.codings(transcript=here.transcript), code):
        act(desk.project.code, here.transcript, here.span, code, direction=desk.direction)


def _standing(desk: Desk) -> None:
    if not desk.passage.codings:
        return
    st.subheader("Codes on this passage", anchor=False)
    by_code: dict[str, list[Coding]] = {}
    for coding in desk.passage.codings:
        by_code.setdefault(coding.code, []).append(coding)
    mine = [c for c in desk.passage.codings if c.coder == desk.project.coder]
    crowded = len(mine) > MOST_ROWS
    for code, codings in by_code.items():
        notes = [(c, reaches(c, desk.passage)) for c in codings]
        with st.container(key=f"standing-{codings[0].id}", gap="xsmall"):
            st.html(code_card.standing_lines(code, notes, desk.codebook, desk.hues))
            for coding in () if crowded else codings:
                if coding in mine:
                    _own(desk, coding)
    if crowded:
        with st.container(key="standing-mine", gap="xsmall"):
            _one_of(desk, {c.id: c for c in mine})


def _one_of(desk: Desk, mine: dict[str, Coding]) -> None:
    """Where many codings stand, one row of controls for whichever is chosen."""
    chosen = st.selectbox(
        "Change one of yours",
        list(mine),
        format_func=lambda id: (
            f"{mine[id].direction.mark} {code_card.label(desk.codebook, mine[id].code)}"
        ),
        key=f"mine-{desk.passage.id}",
    )
    _own(desk, mine[chosen])


def _own(desk: Desk, coding: Coding) -> None:
    """What its coder can do to a coding."""
    key = f"turn-{coding.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            "Direction",
            list(Direction),
            index=list(Direction).index(coding.direction),
            format_func=direction_label,
            key=key,
            label_visibility="collapsed",
            on_change=lambda: act(desk.project.change_direction, coding.id, st.session_state[key]),
        )
        st.button(
            "★" if coding.starred else "☆",
            key=f"star-{coding.id}",
            help="Mark it to come back to",
            on_click=act,
            args=(desk.project.star, coding.id, not coding.starred),
        )
        st.button(
            "Withdraw",
            key=f"withdraw-{coding.id}",
            on_click=act,
            args=(desk.project.withdraw, coding.id),
        )


def _offered(desk: Desk) -> None:
    waiting = sorted(desk.passage.waiting, key=lambda s: -s.score)
    if not waiting:
        return
    st.subheader("Suggested for this passage", anchor=False)
    st.caption("Only your acceptance makes a coding.")
    for suggestion in waiting:
        whole = suggestion.span == desk.passage.segment.span
        note = "" if whole else " It was made for other boundaries."
        with st.container(key=f"offer-{suggestion.id}", gap="xsmall"):
            st.html(code_card.suggestion_line(suggestion, desk.codebook, desk.hues, note))
            _verdicts(desk, suggestion)


def _verdicts(desk: Desk, suggestion: Suggestion) -> None:
    mark = "" if desk.direction is Direction.PRESENT else f" as {desk.direction.mark}"
    with st.container(horizontal=True, gap="small"):
        for verdict, label in (("accept", f"Accept{mark}"), ("reject", "Reject"), ("skip", "Skip")):
            st.button(
                label,
                key=f"{verdict}-{suggestion.id}",
                on_click=_decide,
                args=(desk, suggestion.id, verdict),
            )


def _decide(desk: Desk, suggestion: str, verdict: str) -> None:
    """Decide, unless a click before this one has decided already."""
    if not waits(desk.project, desk.passage.segment.transcript, suggestion):
        return
    direction = desk.direction if verdict == "accept" else Direction.PRESENT
    act(desk.project.decide, suggestion, verdict, direction=direction)
