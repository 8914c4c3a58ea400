"""Small pieces of the page Names: a place in its context, a question with both answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, in_label, sentence
from qualcode.project.pseudonyms_look import NameProposal, Renamed

SAYS = {
    "nhs number": "NHS number",
    "ni number": "National Insurance number",
    "email": "e-mail",
    "phone": "telephone",
}


@dataclass(frozen=True)
class Asked:
    """What was pressed when qualcode had to ask whether two names are one person's.

    ``key`` says of what it was asked; ``free`` are words for somebody else.
    """

    key: str
    instead: str
    wide: bool
    free: str
    question: str


def question(asked: Asked, kind: str, answer: Callable[[Asked, bool], None]) -> None:
    """Both answers, where only a person can say whether two names are one person's."""
    person = kind == "person"
    sentence(asked.question)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "It is the same person" if person else "It is the same",
            key=f"{asked.key}-same",
            on_click=answer,
            args=(asked, True),
        )
        st.button(
            f"{'Somebody' if person else 'Something'} else: {in_label(f'[{asked.free}]')}",
            key=f"{asked.key}-else",
            on_click=answer,
            args=(asked, False),
        )


def said(one: NameProposal) -> None:
    """A place with what is said around it, the name marked."""
    st.html(
        f'<p class="qcn-said">…{escaped(one.lead)}<mark>{escaped(one.words)}</mark>'
        f"{escaped(one.rest)}…</p>"
    )


def told_of(did: str, done: Renamed) -> None:
    """Say what an act on names did."""
    where = parts.many(done.transcripts, "interview")
    told = f"{did}: {parts.many(done.places, 'place')} in {where}."
    if done.waiting:
        told += f" {parts.many(done.waiting, 'place')} may be the same name and wait for a look."
    parts.tell(told)


def style() -> None:
    """The look of a place in its context."""
    st.html(_STYLE)


_STYLE = """<style>
.qcn-said {line-height:1.6;max-width:52rem;overflow-wrap:anywhere;margin:0}
.qcn-said mark {background:#FFE08A;color:#111;padding:0 .15rem;border-radius:.2rem}
</style>"""
