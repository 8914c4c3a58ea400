"""One suggestion: its words in their place, the code offered, why, and what one can do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from qualcode.app import code_card, parts, suggestion_reasons
from qualcode.app.literal import escaped
from qualcode.app.page_keys import Key
from qualcode.app.suggestion_acts import DIRECTION, OTHER, UNDO, Hint, decide
from qualcode.model import Direction, Span, Suggestion
from qualcode.project import Project
from qualcode.report.palette import colours

FAR = 600
WAYS = tuple(
    Hint(Key(f"shift+{n}", f".st-key-offers-direction [role=radio]:nth-of-type({n})"))
    for n in range(2, 5)
)
KEYS = (
    Hint(Key("a", "[class*='st-key-accept-'] button"), "accept"),
    Hint(Key("x", "[class*='st-key-reject-'] button"), "reject"),
    Hint(
        Key("o", ".st-key-offers-another button", "[class*='st-key-offers-other-'] input"),
        "other code",
    ),
    Hint(Key("s", "[class*='st-key-skip-'] button"), "skip"),
    Hint(
        Key("shift+1", ".st-key-offers-direction [role=radio]:nth-of-type(1)"),
        "direction",
        "⇧1–4",
    ),
    *WAYS,
    UNDO,
)


def card(project: Project, offered: Suggestion, titles: Mapping[str, str]) -> None:
    """The words in their place; beside them the code, why, and the verdicts."""
    codebook = project.codebook
    hues = colours(codebook)
    words, decision = st.columns([1.15, 1], gap="medium")
    with words, st.container(border=True, key="offer-words"):
        marked = [span for reason in offered.reasons for span in reason.spans]
        st.html(in_context(project, offered.transcript, offered.span, titles, marked))
        _open_button(offered.transcript, offered.span.start)
    with decision, st.container(key="offer-decision"):
        st.html(suggestion_reasons.as_html(offered))
        if offered.code in codebook:
            st.html(code_card.explained(codebook[offered.code], codebook, hues))
        else:
            parts.muted(f"The codebook has no code {offered.code} any more.")
        directions()
        _verdicts(project, offered)


def in_context(
    project: Project,
    transcript: str,
    span: Span,
    titles: Mapping[str, str],
    marked: Iterable[Span] = (),
) -> str:
    """The question, and the passage with the words in hand standing out; as HTML.

    What the suggestion rests on is underlined. A very long passage is cut well away from them.
    """
    text = project.transcript(transcript).text
    around = [s.span for s in project.segments(transcript) if s.span.overlaps(span)]
    start = min([span.start, *(s.start for s in around)])
    end = max([span.end, *(s.end for s in around)])
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > FAR:
        before = "… " + before[-FAR:].partition(" ")[2]
    if len(after) > FAR:
        after = after[:FAR].rpartition(" ")[0] + " …"
    question = project.question_before(transcript, span)
    asked = f'<p class="qco-asked">{escaped(question)}</p>' if question else ""
    own = code_card.highlighted(text[span.start : span.end], span.start, marked)
    return (
        f'<p class="qc-muted">{escaped(titles.get(transcript, transcript))}</p>{asked}'
        f'<p class="qcp-words"><span class="qco-around">{escaped(before)}</span>'
        f'<span class="qco-own">{own}</span>'
        f'<span class="qco-around">{escaped(after)}</span></p>'
    )


def _open_button(transcript: str, start: int) -> None:
    """The way to the interview, at these words."""
    if st.button("Open in the interview", key="offer-open", type="tertiary"):
        # What the Code page goes to once: it counts how often it was asked.
        times = st.session_state.get("code-go", {}).get("n", 0)
        st.session_state["code-go"] = {"n": times + 1, "at": start}
        parts.go("code", transcript=transcript)


def directions(key: str = DIRECTION) -> None:
    """How the passage stands to the code."""
    st.session_state.setdefault(key, Direction.PRESENT)
    st.segmented_control(
        "Direction",
        list(Direction),
        format_func=code_card.direction_label,
        required=True,
        key=key,
    )


def _verdicts(project: Project, offered: Suggestion) -> None:
    with st.container(horizontal=True, gap="small"):
        for verdict, label, hint in (
            ("accept", "Accept", "Code these words so"),
            ("reject", "Reject", "The code does not fit these words"),
            ("skip", "Skip", "Neither for now; it waits behind the others"),
        ):
            st.button(
                label,
                key=f"{verdict}-{offered.id}",
                type="primary" if verdict == "accept" else "secondary",
                help=hint,
                on_click=decide,
                args=(project, offered, verdict),
            )
        with st.popover("Other code", key="offers-another"):
            _another(project, offered)


def _another(project: Project, offered: Suggestion) -> None:
    codebook = project.codebook
    key = f"{OTHER}-{offered.id}"
    st.selectbox(
        "The code that fits",
        [id for id in codable(project) if id != offered.code],
        format_func=lambda id: code_card.label(codebook, id),
        index=None,
        placeholder="Choose a code, or type to find it",
        key=key,
    )
    st.button(
        "Accept with this code",
        key=f"other-{offered.id}",
        type="primary",
        disabled=st.session_state.get(key) is None,
        on_click=decide,
        args=(project, offered, "accept"),
        kwargs={"other": key},
    )


def codable(project: Project) -> list[str]:
    """Codes that can be given, those given last first."""
    codebook = project.codebook
    ids = code_card.options(codebook, project.recent_codes())
    return [id for id in ids if not getattr(codebook[id], "retired", False)]
