"""Settling a difference: the reason, the buttons and their keys, and what both could become."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.disagreement import Lane
from qualcode.app import code_card, parts
from qualcode.app.disagreements_acts import Hand, act, take
from qualcode.app.disagreements_definition import definition
from qualcode.app.disagreements_words import SIDES, shorter
from qualcode.app.literal import escaped, in_label
from qualcode.app.page_keys import Key, page_keys
from qualcode.app.suggestion_acts import Hint
from qualcode.app.suggestion_card import codable
from qualcode.model import CoderRole, Direction, Span
from qualcode.model.review import Outcome
from qualcode.project import Project
from qualcode.project.codebook import LONGEST_REASON
from qualcode.project.reconciling_queue import Difference

KEYS = (
    Hint(Key("r", ".st-key-difference-why textarea", "focus"), "write the reason"),
    Hint(Key("f", ".st-key-difference-keep-first button"), "first button"),
    Hint(Key("s", ".st-key-difference-keep-second button"), "second button"),
    Hint(Key("b", ".st-key-difference-both button"), "both stand"),
    Hint(Key("o", ".st-key-difference-leave-open button"), "leave open"),
    Hint(Key("n", ".st-key-difference-next button"), "next"),
    Hint(Key("p", ".st-key-difference-previous button"), "previous"),
)


def decide(hand: Hand) -> None:
    """The reason, and what can become of it."""
    one = hand.one
    if one.lane is Lane.AGREE:
        parts.muted("They agree here; there is nothing to settle.")
        return
    if hand.project.acting_role is CoderRole.MENTOR:
        parts.muted("The coders settle this; what you think of it belongs in a round.")
        return
    take(hand)
    again = " anew" if one.settled else ""
    with st.container(key="difference-why"):
        st.text_area(
            f"Why is it settled{again} so?",
            key=hand.field("reason"),
            height=68,
            max_chars=LONGEST_REASON,
            placeholder="One sentence, kept with it",
            persist_state="session",
        )
    _buttons(hand)
    both = "it" if hand.alone else "both"
    with st.expander(f"Make {both} something else", key="difference-other"):
        _other(hand)
    with st.expander("Change the definition", key="difference-definition"):
        definition(hand)


def listen(project: Project, one: Difference | None) -> None:
    """The keys, and one line that says which there are."""
    acting = one is not None and one.lane.differs
    acting = acting and project.acting_role is not CoderRole.MENTOR
    hints: tuple[Hint, ...] = KEYS if acting else KEYS[-2:]
    if one is not None and None in (one.first, one.second):
        hints = tuple(hint for hint in hints if hint.of.key != "b")
    shown = "".join(
        f"<span><kbd>{escaped(hint.shown)}</kbd> {escaped(hint.words)}</span>" for hint in hints
    )
    if one is not None:
        st.html(f'<div class="qcd-keys">{shown}</div>')
    page_keys([hint.of for hint in hints], name="differences-keys")


def _buttons(hand: Hand) -> None:
    codings = (hand.one.first, hand.one.second)
    with st.container(horizontal=True, gap="small"):
        for side, coder, coding in zip(SIDES, shorter(hand.coders), codings, strict=True):
            words = f"Keep {in_label(coder)}’s"
            hint = "Its coding counts; the other's becomes like it"
            if hand.alone:
                words = "Keep it" if coding else "Take it away"
                hint = "The coding stands" if coding else "The coding is withdrawn"
            _button(hand, f"keep-{side}", words, hint, Outcome.KEEP, keep=side)
        if not hand.alone:
            hint = "Each is right in its way; both codings stand"
            _button(hand, "both", "Both stand", hint, Outcome.BOTH)
        hint = "The words can be read both ways; it stays so"
        _button(hand, "leave-open", "Leave it open", hint, Outcome.OPEN)


def _button(
    hand: Hand, name: str, words: str, hint: str, outcome: Outcome, **given: object
) -> None:
    st.button(
        words,
        key=f"difference-{name}",
        help=hint,
        on_click=act,
        args=(hand, outcome),
        kwargs=given,
    )


def _other(hand: Hand) -> None:
    """Another code, direction or other words for both."""
    project, one = hand.project, hand.one
    book = project.codebook
    code, direction = hand.field("code"), hand.field("direction")
    st.selectbox(
        "Code",
        [*one.codes, *(id for id in codable(project) if id not in one.codes)],
        format_func=lambda id: code_card.label(book, id),
        index=None,
        placeholder="As it is",
        key=code,
        persist_state="session",
    )
    st.selectbox(
        "Direction",
        list(Direction),
        format_func=code_card.direction_label,
        index=None,
        placeholder="As it is",
        key=direction,
        persist_state="session",
    )
    spans = _spans(one, hand.coders)
    if len(spans) > 1:
        st.selectbox(
            "Words",
            list(spans),
            index=None,
            placeholder="As each has them",
            key=hand.field("span"),
            persist_state="session",
        )
    chosen = spans.get(str(st.session_state.get(hand.field("span"))))
    given = {
        "code": st.session_state.get(code),
        "direction": st.session_state.get(direction),
        "span": chosen,
    }
    st.button(
        "Change to this",
        key="difference-change",
        disabled=not any(given.values()),
        on_click=act,
        args=(hand, Outcome.CHANGE),
        kwargs=given,
    )


def _spans(one: Difference, coders: tuple[str, str]) -> dict[str, Span]:
    """The words both could be about: either's, all of them, or what they share."""
    if one.first is None or one.second is None:
        return {}
    a, b = one.first.span, one.second.span
    offered = {f"{coders[0]}’s": a, f"{coders[1]}’s": b}
    offered["all words of both"] = Span(min(a.start, b.start), max(a.end, b.end))
    if a.overlaps(b):
        offered["only what both have"] = Span(max(a.start, b.start), min(a.end, b.end))
    kept: dict[str, Span] = {}
    for words, span in offered.items():
        if span not in kept.values():
            kept[words] = span
    return kept
