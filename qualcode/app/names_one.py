"""The places of one interview that wait for a person, each in its context with its buttons."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import names_hand, parts
from qualcode.app.literal import in_label
from qualcode.app.names_parts import SAYS, Asked, question, said, style, told_of
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.pseudonyms_look import NameProposal
from qualcode.project.pseudonyms_names import OtherName

AT_ONCE = 6
MOST = 4  # people of one name that get a button each
ASKED = "names-asked"


def render(project: Project, transcript: str) -> None:
    """How far one is, and the next places."""
    with st.spinner("Reading the interview …"):
        found = project.propose_names(transcript)
    done = len(project.names_of(transcript))
    total = done + len(found)
    if total:
        st.progress(done / total, text=f"{done} of {total} looked at")
    if not found:
        parts.muted(
            "Nothing here waits for you that the aid takes for a name. It misses some: read the"
            " interview once more, and add by hand below what it did not see."
        )
    style()
    for one in found[:AT_ONCE]:
        card(project, one)
    if len(found) > AT_ONCE:
        parts.muted(f"{parts.many(len(found) - AT_ONCE, 'more place')} after these.")
    with st.expander("A name the aid did not see", key="names-by-hand"):
        names_hand.render(project, transcript)


def key_of(one: NameProposal, what: str) -> str:
    """The key of a widget of a proposal; with other words proposed it is another widget, so that
    no field keeps words that have become another name's."""
    return f"names-{what}-{one.transcript}-{one.span.start}-{one.span.end}-{one.instead}"


def card(project: Project, one: NameProposal) -> None:
    """One place in its context, what is doubtful about it, and what can be done."""
    with st.container(border=True):
        said(one)
        parts.muted(_why(one))
        field, buttons = st.columns([1, 2.8], vertical_alignment="bottom")
        with field:
            st.text_input(
                "Words in its place",
                # Of two people of the name neither is to be taken by pressing on.
                value="" if one.others else one.instead,
                key=key_of(one, "instead"),
                max_chars=200,
                help="Such as team manager, child A, school 2. The brackets come by themselves.",
            )
        with buttons, st.container(horizontal=True):
            _buttons(project, one)
        asked: Asked | None = st.session_state.get(ASKED)
        if asked and asked.key == key_of(one, "asked"):
            question(asked, one.kind, partial(_answer, project, one))


def _buttons(project: Project, one: NameProposal) -> None:
    for instead in (one.instead, *one.others)[:MOST] if one.others else ():
        st.button(
            f"Here: {in_label(f'[{instead}]')}",
            key=f"{key_of(one, 'here')}-{instead}",
            on_click=_try,
            args=(project, one, instead, False, None),
        )
    # A word that anybody says too is decided place by place.
    everywhere = not one.ambiguous
    same = "The same person: replace everywhere" if one.kind == "person" else "Replace everywhere"
    for label, what, wide in (
        (same if one.like else "Replace everywhere", "everywhere", True),
        ("Replace here", "here", False),
    ):
        if wide and one.others:
            continue
        st.button(
            label,
            key=key_of(one, what),
            type="primary" if wide == everywhere and not one.others else "secondary",
            on_click=_replace,
            args=(project, one, wide),
        )
    st.button("Let stand", key=key_of(one, "stand"), on_click=_stand, args=(project, one, False))
    st.button(
        "Let stand everywhere",
        key=key_of(one, "stand-all"),
        on_click=_stand,
        args=(project, one, True),
        type="tertiary",
    )


def _why(one: NameProposal) -> str:
    kind = SAYS.get(one.kind, one.kind)
    told = f"{kind[:1].upper()}{kind[1:]}, found by: {one.by}."
    if one.others:
        others = " or ".join(f"[{instead}]" for instead in (one.instead, *one.others))
        told += f" It may be {others}: choose who is meant here, or write other words."
    elif one.ambiguous:
        told += " It is an ordinary word too, or somebody else's name: look closely."
    elif not one.sure:
        told += " Not sure."
    if one.like and not one.others:
        told += (
            f" A name like it has [{one.instead}] already. Is it the same"
            f" {'person' if one.kind == 'person' else 'one'}? If not, write other words."
        )
    return told


def _replace(project: Project, one: NameProposal, wide: bool) -> None:
    instead = st.session_state.get(key_of(one, "instead"), "" if one.others else one.instead)
    _try(project, one, instead, wide, None)


def _answer(project: Project, one: NameProposal, asked: Asked, same: bool) -> None:
    instead = asked.instead if same else asked.free
    _try(project, one, instead, asked.wide, same)


def _try(project: Project, one: NameProposal, instead: str, wide: bool, same: bool | None) -> None:
    st.session_state.pop(ASKED, None)
    try:
        told_of(
            "Replaced",
            project.replace_name(
                one.transcript,
                one.span,
                instead,
                kind=one.kind,
                everywhere=wide,
                same=same,
                found_by=one.by,
            ),
        )
    except OtherName as error:
        # A nickname, or two people of one name: only a person can say which.
        asked = Asked(key_of(one, "asked"), instead, wide, error.free, str(error))
        st.session_state[ASKED] = asked
    except QualcodeError as error:
        parts.tell(str(error), "error")


def _stand(project: Project, one: NameProposal, everywhere: bool) -> None:
    st.session_state.pop(ASKED, None)
    try:
        told_of("Let stand", project.let_stand(one.transcript, one.span, everywhere=everywhere))
    except QualcodeError as error:
        parts.tell(str(error), "error")
