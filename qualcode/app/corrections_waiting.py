"""Codings whose words were changed or are gone: the old words beside the new, and what to do."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.model.corrected import MoveState, ToPlace
from qualcode.project import Project
from qualcode.text.changed_words import Pieces, changed_words

SHOWN, PAGE = "corrections-shown", 10
WORDS = "corrections-words-"


def render(project: Project) -> None:
    """The list; nothing where nothing waits."""
    waiting = project.to_place()
    if not waiting:
        parts.muted("No coding waits to be looked at.")
        return
    st.subheader(f"{parts.many(len(waiting), 'coding')} to look at", anchor=False)
    parts.muted(
        "They are in no count and no file until you have said what becomes of them. Each keeps its"
        " coder, code, direction, star and notes."
    )
    easy = sum(one.move.span is not None and not one.move.speaker for one in waiting)
    if easy > 1:
        st.button(
            f"Keep all {easy} that have a proposed place",
            key="keep-all",
            on_click=_keep_all,
            args=(project,),
        )
    books = {code.id: code.title for code in project.codes()}
    shown = st.session_state.get(SHOWN, PAGE)
    for one in waiting[:shown]:
        _card(project, one, books)
    if len(waiting) > shown:
        st.button("Show more", key="corrections-more", on_click=_more)
    st.html(_STYLE)


def _card(project: Project, one: ToPlace, books: dict[str, str]) -> None:
    move = one.move
    id = move.coding.id
    with st.container(border=True, key=f"waits-{id}"):
        code = books.get(move.coding.code, move.coding.code)
        note = f"{one.title}. {move.coding.coder}, {move.coding.direction.words}. {_why(one)}"
        parts.heading(code, note)
        st.html(_beside(one))
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            if move.span is not None:
                st.button(
                    "Keep it on the new words",
                    key=f"keep-{id}",
                    type="primary",
                    on_click=_keep,
                    args=(project, id),
                )
            st.button("Let it go", key=f"let-go-{id}", on_click=_let_go, args=(project, id))
        with st.expander("Choose other words"):
            st.text_area(
                "Copy them from the text as it stands now",
                key=f"{WORDS}{id}",
                height=80,
            )
            st.button(
                "Put it on these words", key=f"place-{id}", on_click=_place, args=(project, id)
            )


def _why(one: ToPlace) -> str:
    if one.move.state is MoveState.UNPLACED:
        return "Its words are gone from the text."
    if one.move.speaker:
        return "The words are the same, but somebody else says them now."
    return "Words in it were changed."


def _beside(one: ToPlace) -> str:
    """The old words in their surroundings and the new ones, what differs marked, as HTML."""
    before, after = changed_words(one.move.coding.quote, one.move.words)
    old = (
        f'<span class="qcc-around">…{escaped(one.lead)}</span>{_marked(before, "del")}'
        f'<span class="qcc-around">{escaped(one.rest)}…</span>'
    )
    new = _marked(after, "ins") if one.move.words else '<span class="qcc-around">Not there.</span>'
    return (
        f'<div class="qcc-two"><div><b>Before</b><p>{old}</p></div>'
        f"<div><b>Now</b><p>{new}</p></div></div>"
    )


def _marked(pieces: Pieces, tag: str) -> str:
    return "".join(
        escaped(words) if same else f"<{tag}>{escaped(words)}</{tag}>" for words, same in pieces
    )


def _keep(project: Project, coding: str) -> None:
    if tried(project.place_again, coding):
        parts.tell("It stands on the new words.")


def _keep_all(project: Project) -> None:
    done = project.place_all_again()
    parts.tell(f"{parts.many(done, 'coding')} kept on the new words.")


def _let_go(project: Project, coding: str) -> None:
    if tried(project.let_go, coding):
        parts.tell("It stays withdrawn; the older version shows where it stood.")


def _place(project: Project, coding: str) -> None:
    words = st.session_state.get(f"{WORDS}{coding}", "")
    if tried(project.place_again, coding, words=words):
        parts.tell("It stands on the words you chose.")


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PAGE) + PAGE


_STYLE = """<style>
.qcc-two {display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1.2rem;
 line-height:1.6}
.qcc-two b {font-size:.84rem}
.qcc-two p {margin:.2rem 0 .6rem;overflow-wrap:anywhere}
.qcc-around {color:color-mix(in srgb, currentColor 60%, transparent)}
.qcc-two del {background:color-mix(in srgb, #D55E00 22%, transparent)}
.qcc-two ins {background:color-mix(in srgb, #0B8F6B 22%, transparent);text-decoration:none;
 border-bottom:.12rem solid #0B8F6B}
</style>"""
