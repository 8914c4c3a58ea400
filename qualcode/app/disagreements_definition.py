"""What a code says, amended where two people see that they read it differently."""

from __future__ import annotations

import streamlit as st

from qualcode.app import code_card, draft, parts
from qualcode.app.disagreements_acts import Hand, settle
from qualcode.app.disagreements_words import SIDES
from qualcode.model import Code
from qualcode.model.review import Outcome

KEEP_AS = "as it was"
# What is amended, and how it is asked for; rules have a line each.
FIELDS = {
    "definition": "Definition",
    "include_when": "Use it when (one on each line)",
    "exclude_when": "Leave it out when (one on each line)",
}


def definition(hand: Hand) -> None:
    """The definition and rules of a code given here, as fields to write in."""
    book = hand.project.codebook
    codes = [code for code in hand.one.codes if code in book]
    if not codes:
        parts.muted("The codebook has neither of these codes any more.")
        return
    whose = codes[0]
    if len(codes) > 1:
        whose = str(
            st.selectbox(
                "Whose",
                codes,
                format_func=lambda id: code_card.label(book, id),
                key=hand.field("whose"),
                persist_state="session",
            )
        )
    typed, now = f"{hand.field('definition')}-{whose}", _now(book[whose])
    draft.begin(typed, repr(now), now)
    for name, asked in FIELDS.items():
        height = 130 if name == "definition" else 90
        st.text_area(asked, key=draft.field(typed, name), height=height, persist_state="session")
    if draft.base(typed) != repr(now):
        parts.muted(f"Somebody changed it while you wrote; now it says: {now['definition']}")
    keep = None if hand.alone else _keep(hand)
    parts.muted("The codebook gets a new version, with your reason; it is on the History page.")
    st.button(
        "Change the definition",
        key="difference-amend",
        on_click=_amend,
        args=(hand, whose, typed, keep),
    )


def _now(code: Code) -> dict[str, str]:
    # A rule from a file may have line breaks of its own; here a line is a rule.
    rules = {
        name: "\n".join(" ".join(rule.split()) for rule in getattr(code, name))
        for name in ("include_when", "exclude_when")
    }
    return {"definition": code.definition, **rules}


def _keep(hand: Hand) -> str | None:
    """What becomes of the two codings here."""
    sides = {KEEP_AS: None, **{f"{c}’s": side for c, side in zip(hand.coders, SIDES, strict=True)}}
    kept = st.selectbox(
        "And the codings here",
        list(sides),
        format_func=lambda one: "stay as they are" if one == KEEP_AS else f"become {one}",
        key=hand.field("keep"),
        persist_state="session",
    )
    return sides.get(str(kept))


def _amend(hand: Hand, whose: str, typed: str, keep: str | None) -> None:
    changed = draft.changes(typed)
    # Nothing changed: the definition goes as it is, and the refusal says so.
    given = changed or {"definition": st.session_state.get(draft.field(typed, "definition"), "")}
    if settle(hand, Outcome.CODEBOOK, definition_of=whose, keep=keep, **given):
        draft.let_go(typed)
