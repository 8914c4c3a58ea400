"""A name the aid did not see: its places are shown before anything is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import sentence
from qualcode.app.names_parts import SAYS, Asked, question, said, told_of
from qualcode.errors import QualcodeError
from qualcode.model import Span
from qualcode.project import Project
from qualcode.project.pseudonyms_look import NameProposal
from qualcode.project.pseudonyms_names import OtherName
from qualcode.text.names_found import KINDS

WORDS, INSTEAD, KIND = "names-hand-words", "names-hand-instead", "names-hand-kind"
ASKED = "names-hand-asked"
SHOWN = 12


def render(project: Project, transcript: str) -> None:
    """Three fields, the places they would hit, and the buttons that replace them."""
    words = st.text_input("The words as they stand in the interview", key=WORDS, max_chars=200)
    instead = st.text_input("Words in their place", key=INSTEAD, max_chars=200)
    kind = st.selectbox(
        "What they are", KINDS, format_func=lambda k: SAYS.get(k, k), key=KIND, width=260
    )
    if not words.strip():
        parts.muted("Where they stand is shown here before anything is replaced.")
        return
    with parts.refusals():
        found = project.find_name(transcript, words, kind=kind)
        sure = [one for one in found if not one.ambiguous]
        waiting = [one for one in found if one.ambiguous]
        _sure(project, transcript, sure, instead, kind)
        _waiting(project, waiting, instead, kind)


def _sure(
    project: Project, transcript: str, found: Sequence[NameProposal], instead: str, kind: str
) -> None:
    if not found:
        return
    spans = [one.span for one in found]
    parts.muted(
        f"Without doubt: {parts.many(len(found), 'place')} in this interview.{_most(found)}"
    )
    for one in found[:SHOWN]:
        said(one)
    if instead.strip():
        try:
            told = project.replace_name(transcript, spans, instead, kind=kind, dry_run=True)
        except OtherName:
            pass  # asked about when the button is pressed
        except QualcodeError as error:
            sentence(str(error), kind="error")
            return
        else:
            where = parts.many(told.transcripts, "interview")
            parts.muted(
                f"In the whole study {parts.many(told.places, 'place')} in {where} would be"
                f" replaced; {told.waiting} would wait for a look."
            )
    st.button(
        "Replace these words everywhere",
        key="names-hand",
        on_click=_replace,
        args=(project, transcript, spans, True),
    )
    asked: Asked | None = st.session_state.get(ASKED)
    if asked and asked.key == _key(transcript, spans, instead):
        question(asked, kind, partial(_answer, project, transcript, spans))


def _waiting(project: Project, found: Sequence[NameProposal], instead: str, kind: str) -> None:
    """Places that may be something else, each with its own button."""
    if not found:
        return
    parts.muted(
        f"{parts.many(len(found), 'place')} may be an ordinary word, somebody else's name or a part"
        f" of a longer one; each is decided by itself.{_most(found)}"
    )
    for one in found[:SHOWN]:
        shown, press = st.columns([4, 1], vertical_alignment="center")
        with shown:
            said(one)
        press.button(
            "Replace here",
            key=f"names-hand-{one.transcript}-{one.span.start}",
            on_click=_replace,
            args=(project, one.transcript, [one.span], False),
        )
        asked: Asked | None = st.session_state.get(ASKED)
        if asked and asked.key == _key(one.transcript, [one.span], instead):
            question(asked, kind, partial(_answer, project, one.transcript, [one.span]))


def _most(found: Sequence[NameProposal]) -> str:
    return f" The first {SHOWN} are shown." if len(found) > SHOWN else ""


def _key(transcript: str, spans: Sequence[Span], instead: str) -> str:
    return f"names-hand-{transcript}-{spans[0].start}-{instead.strip()}"


def _answer(
    project: Project, transcript: str, spans: Sequence[Span], asked: Asked, same: bool
) -> None:
    _replace(project, transcript, spans, asked.wide, same, asked.instead if same else asked.free)


def _replace(
    project: Project,
    transcript: str,
    spans: Sequence[Span],
    wide: bool,
    same: bool | None = None,
    instead: str | None = None,
) -> None:
    typed = st.session_state.get(INSTEAD, "")
    words, kind = typed if instead is None else instead, st.session_state.get(KIND) or "person"
    st.session_state.pop(ASKED, None)
    try:
        done = project.replace_name(transcript, spans, words, kind=kind, everywhere=wide, same=same)
    except OtherName as error:
        key = _key(transcript, spans, typed)
        st.session_state[ASKED] = Asked(key, words, wide, error.free, str(error))
        return
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    told_of("Replaced", done)
    if wide:
        st.session_state[WORDS] = st.session_state[INSTEAD] = ""
