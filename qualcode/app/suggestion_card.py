"""One suggestion: the words, the code offered with its reason, and what one can do with it."""

from __future__ import annotations

import streamlit as st

from qualcode.app import code_card, parts
from qualcode.app.desk import tried, waits
from qualcode.app.literal import escaped
from qualcode.app.quote_cards import open_interview
from qualcode.model import Direction, Suggestion
from qualcode.project import Project
from qualcode.report.palette import colours

DIRECTION, OTHER, SAID = "offers-direction", "offers-other", "offers-said"
# What the line said last; the suggestion that an undo brought back, shown until decided on.
LAST, BACK = "offers-said-last", "offers-back"


def card(project: Project, offered: Suggestion, title: str) -> None:
    """The words with the question before them; beside them the code, why, and the verdicts."""
    codebook = project.codebook
    hues = colours(codebook)
    words, decision = st.columns([1.25, 1], gap="large")
    with words, st.container(border=True, key="offer-words"):
        question = project.question_before(offered.transcript, offered.span)
        marked = [span for reason in offered.reasons for span in reason.spans]
        asked = f'<p class="qco-asked">{escaped(question)}</p>' if question else ""
        st.html(
            f'<p class="qc-muted">{escaped(title)}</p>{asked}<p class="qcp-words">'
            f"{code_card.highlighted(offered.quote, offered.span.start, marked)}</p>"
        )
        if st.button("Open in the interview", key="offer-open", type="tertiary"):
            open_interview(offered.transcript, at=offered.span.start)
    with decision, st.container(key="offer-decision"):
        st.html(
            f'<p class="qco-why"><b class="qco-{offered.band.value}">'
            f"{code_card.BANDS[offered.band]}</b> {escaped(code_card.why(offered))}</p>"
        )
        if offered.code in codebook:
            st.html(code_card.explained(codebook[offered.code], codebook, hues))
        else:
            parts.muted(f"The codebook has no code {offered.code} any more.")
        _decision(project, offered)


def _decision(project: Project, offered: Suggestion) -> None:
    st.session_state.setdefault(DIRECTION, Direction.PRESENT)
    st.segmented_control(
        "Direction",
        list(Direction),
        format_func=code_card.direction_label,
        required=True,
        key=DIRECTION,
    )
    with st.container(horizontal=True, gap="small"):
        for verdict, label, hint in (
            ("accept", "Accept", "Code the passage so"),
            ("reject", "Reject", "It does not fit"),
            ("skip", "Skip", "Neither for now; it waits behind the others"),
        ):
            st.button(
                label,
                key=f"{verdict}-{offered.id}",
                type="primary" if verdict == "accept" else "secondary",
                help=hint,
                on_click=_decide,
                args=(project, offered, verdict),
            )
        with st.popover("Another code"):
            _another(project, offered)


def _another(project: Project, offered: Suggestion) -> None:
    codebook = project.codebook
    other = st.selectbox(
        "The code that fits",
        [id for id in code_card.options(codebook) if id != offered.code],
        format_func=lambda id: code_card.label(codebook, id),
        index=None,
        placeholder="Choose a code, or type to find it",
        key=f"{OTHER}-{offered.id}",
    )
    st.button(
        "Accept with this code",
        key=f"other-{offered.id}",
        type="primary",
        disabled=other is None,
        on_click=_decide,
        args=(project, offered, "accept", other),
    )


def _decide(project: Project, offered: Suggestion, verdict: str, code: str | None = None) -> None:
    """Decide, unless a click before this one has decided already."""
    if not waits(project, offered.transcript, offered.id):
        last = st.session_state.get(LAST)
        if last and last[2] == offered.id:
            st.session_state[SAID] = last
        return
    direction = st.session_state.get(DIRECTION) or Direction.PRESENT
    if not tried(project.decide, offered.id, verdict, code=code, direction=direction):
        return
    st.session_state[DIRECTION] = Direction.PRESENT
    st.session_state.pop(BACK, None)
    given = code or offered.code
    words = {
        "accept": f"Coded as {given}, {Direction(direction).words}.",
        "reject": f"Rejected {given}.",
        "skip": f"Skipped {given}; it waits behind the others.",
    }
    st.session_state[SAID] = (words[verdict], verdict, offered.id)


def said(project: Project) -> None:
    """What was just done, with the way back; the line keeps its place."""
    text, verdict, id = st.session_state[LAST] = st.session_state.pop(SAID, ("", "", ""))
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="offers-said-line"
    ):
        st.html(f'<div class="qco-said" role="status">{escaped(text)}</div>', width="content")
        if verdict:
            st.button(
                "Undo",
                key="offers-undo",
                type="tertiary",
                on_click=_undo,
                args=(project, verdict, id),
            )


def _undo(project: Project, verdict: str, id: str) -> None:
    """Make a suggestion wait again, and show it."""
    if verdict == "accept":
        done, text = tried(project.undo), "The coding is withdrawn, and the suggestion waits again."
    elif verdict == "reject":
        done, text = tried(project.decide, id, "skip"), "The suggestion waits again."
    else:
        # Skipped, it waits already; it only has to come back to the front.
        done, text = True, "Here it is again."
    if done:
        st.session_state[SAID], st.session_state[BACK] = (text, "", id), id


def brought_back(project: Project) -> Suggestion | None:
    """The suggestion an undo brought back, while it waits."""
    id = st.session_state.get(BACK)
    return next((s for s in project.pending() if s.id == id), None) if id else None


def style() -> None:
    """The look of the page."""
    code_card.style()
    st.html(_STYLE)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-offer-words) {max-width:90rem;
 padding-left:3rem;padding-right:3rem}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-offer-words) {padding-left:1rem;
 padding-right:1rem}}
.st-key-offers-said-line {min-height:1.4rem}
.st-key-offers-said-line button {min-height:0;padding:0}
.st-key-offer-decision button {white-space:nowrap}
.qco-count {text-align:right;padding-bottom:.55rem;font-size:.94rem}
.qco-said {min-height:1.3rem;font-size:.9rem;
 color:color-mix(in srgb, currentColor 78%, transparent)}
.st-key-offer-words {padding:1.1rem 1.3rem !important}
.st-key-offer-words .qcp-words {font-size:1.05rem;line-height:1.65;max-width:68ch}
.qco-asked {margin:.7rem 0;font-style:italic;line-height:1.55;overflow-wrap:anywhere;
 max-width:68ch;color:color-mix(in srgb, currentColor 72%, transparent)}
.qco-why {margin:0;line-height:1.5;overflow-wrap:anywhere;font-size:.94rem}
.qco-why b {font-weight:600;font-size:.84rem;padding:.1rem .55rem;margin-right:.3rem;
 border-radius:.8rem;border:1px dashed color-mix(in srgb, currentColor 50%, transparent)}
.qco-why b.qco-strong {border-style:solid}
</style>"""
