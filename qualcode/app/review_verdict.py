"""Giving a verdict: agree, question or disagree, with a comment and a proposal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qualcode.app import draft, parts, review_address, review_change
from qualcode.app.literal import sentence
from qualcode.app.page_keys import Key
from qualcode.app.suggestion_acts import Hint
from qualcode.errors import QualcodeError
from qualcode.model.review import Judgement, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow, ItemView

SAID, REFUSED = "review-done", "review-refused"
BUTTONS = (
    (Judgement.AGREE, "Agree", "The code, its direction and its words fit"),
    (Judgement.QUESTION, "Question", "You are not sure, or something is unclear"),
    (Judgement.DISAGREE, "Disagree", "Something else fits better, or nothing does"),
)
PAST = {
    Judgement.AGREE: "You agree with",
    Judgement.QUESTION: "You question",
    Judgement.DISAGREE: "You disagree with",
}
KEYS = (
    Hint(Key("a", ".st-key-review-agree button"), "agree"),
    Hint(Key("q", ".st-key-review-question button"), "question"),
    Hint(Key("d", ".st-key-review-disagree button"), "disagree"),
    Hint(
        Key(
            "o",
            "[class*='st-key-review-propose-'] summary",
            "[class*='st-key-review-propose-'] input",
        ),
        "other code",
    ),
)
COMMENT_KEY = Hint(Key("c", "[class*='st-key-review-said-'] textarea", "focus"), "comment")


def form(project: Project, view: ItemView, waits: Sequence[ItemRow], *, judges: bool) -> None:
    """The comment, what is proposed, and the buttons."""
    if view.round.state is RoundState.FINAL:
        parts.muted("The round is finished; nothing is added to it any more.")
        return
    key = f"review-{view.row.item.id}"
    mine = next((v for v in view.verdicts if v.who == project.coder), None)
    draft.begin(key, mine.id if mine else "", {"comment": "", **review_change.EMPTY})
    judging = judges and view.round.state is RoundState.IN_REVIEW
    with st.container(key=f"review-said-{view.row.item.id}"):
        st.text_area(
            "Comment",
            key=draft.field(key, "comment"),
            height=96,
            placeholder="What you think, and why" if judging else "Say something to this item",
            persist_state="session",
        )
    if judging and view.coding is not None:
        with st.expander(_proposing(view, key), key=f"review-propose-{view.row.item.id}"):
            review_change.fields(project, view, key)
    refused(key)
    with st.container(horizontal=True, gap="xsmall", key="review-verdicts"):
        for judgement, words, hint in BUTTONS if judging else ():
            chosen = mine is not None and mine.judgement is judgement
            st.button(
                f"✓ {words}" if chosen else words,
                key=f"review-{judgement.value}",
                type="primary" if chosen else "secondary",
                help=hint,
                on_click=_judge,
                args=(project, view, judgement, mine.id if mine else None, tuple(waits)),
            )
        st.button(
            "Comment only" if judging else "Comment",
            key="review-comment",
            type="tertiary" if judging else "secondary",
            on_click=_comment,
            args=(project, view),
        )


def _proposing(view: ItemView, key: str) -> str:
    """The fold's name, which tells that something stands in it."""
    written = draft.changes(key).keys() - {"comment"}
    return "Propose something else" + (" (something is written here)" if written else "")


def told(key: str, act: Callable[[], object]) -> bool:
    """Act; a refusal is told beside the fields, which keep what is in them. Whether it was done."""
    st.session_state.pop(REFUSED, None)
    try:
        act()
    except QualcodeError as error:
        st.session_state[REFUSED] = (key, str(error))
        return False
    return True


def refused(key: str) -> None:
    """The refusal of the last act, until something else is done."""
    whose, said = st.session_state.get(REFUSED, (None, ""))
    if whose == key:
        sentence(said, kind="error")


def say(text: str) -> None:
    """Tell what was done, above whichever item comes next."""
    st.session_state[SAID] = (text, None)


def said(item: str) -> str:
    """What was just done, as long as one stays with the item that came next."""
    text, on = st.session_state.get(SAID, ("", None))
    if on not in (None, item):
        del st.session_state[SAID]
        return ""
    if text:
        st.session_state[SAID] = (text, item)
    return str(text)


def _judge(
    project: Project,
    view: ItemView,
    judgement: Judgement,
    seen: str | None,
    waits: tuple[ItemRow, ...],
) -> None:
    item, key = view.row.item, f"review-{view.row.item.id}"

    def judge() -> None:
        project.judge(
            item.id,
            judgement,
            comment=st.session_state.get(draft.field(key, "comment")) or "",
            proposal=review_change.given(view, key).proposal,
            seen=seen,
        )

    if told(key, judge):
        draft.let_go(key)
        say(f"{PAST[judgement]} item {item.n}.")
        go_on(item.id, item.n, waits)


def go_on(item: str, n: int, waits: Sequence[ItemRow]) -> None:
    """The next item that waits comes by itself; after the last of them the first."""
    others = [row.item for row in waits if row.item.id != item]
    onwards = next((one for one in others if one.n > n), others[0] if others else None)
    if onwards is not None:
        review_address.go_to(onwards.id)


def _comment(project: Project, view: ItemView) -> None:
    key = f"review-{view.row.item.id}"
    written = draft.field(key, "comment")
    if told(key, lambda: project.comment(view.row.item.id, st.session_state.get(written) or "")):
        st.session_state[written] = ""
        say(f"Your comment stands with item {view.row.item.n}.")
