"""The places of one interview that wait for a person, each in its context with its buttons."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.errors import QualcodeError, Refused
from qualcode.model import Span
from qualcode.project import Project
from qualcode.project.pseudonyms_look import NameProposal, Renamed
from qualcode.text.names_found import KINDS

AT_ONCE = 6
WORDS, INSTEAD, KIND = "names-hand-words", "names-hand-instead", "names-hand-kind"
SAYS = {
    "nhs number": "NHS number",
    "ni number": "National Insurance number",
    "email": "e-mail",
    "phone": "telephone",
}


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
    st.html(_STYLE)
    for one in found[:AT_ONCE]:
        _card(project, one)
    if len(found) > AT_ONCE:
        parts.muted(f"{parts.many(len(found) - AT_ONCE, 'more place')} after these.")
    with st.expander("A name the aid did not see"):
        _by_hand(project, transcript)


def key_of(one: NameProposal, what: str) -> str:
    """The key of a widget of a proposal."""
    return f"names-{what}-{one.transcript}-{one.span.start}-{one.span.end}"


def _card(project: Project, one: NameProposal) -> None:
    with st.container(border=True):
        st.html(
            f'<p class="qcn-said">…{escaped(one.lead)}<mark>{escaped(one.words)}</mark>'
            f"{escaped(one.rest)}…</p>"
        )
        parts.muted(_why(one))
        field, buttons = st.columns([1.2, 2], vertical_alignment="bottom")
        with field:
            st.text_input(
                "Words in its place",
                value=one.instead,
                key=key_of(one, "instead"),
                max_chars=200,
                help="Such as team manager, child A, school 2. The brackets come by themselves.",
            )
        with buttons, st.container(horizontal=True):
            # A word that anybody says too is decided place by place.
            everywhere = not one.ambiguous
            for label, what, wide in (
                ("Replace everywhere", "everywhere", True),
                ("Replace here", "here", False),
            ):
                st.button(
                    label,
                    key=key_of(one, what),
                    type="primary" if wide == everywhere else "secondary",
                    on_click=_replace,
                    args=(project, one, wide),
                )
            st.button(
                "Let stand", key=key_of(one, "stand"), on_click=_stand, args=(project, one, False)
            )
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
    if one.ambiguous:
        told += " It is an ordinary word too, or somebody else's name: look closely."
    elif not one.sure:
        told += " Not sure."
    return told


def _replace(project: Project, one: NameProposal, everywhere: bool) -> None:
    instead = st.session_state.get(key_of(one, "instead"), one.instead)
    _do(
        partial(
            project.replace_name,
            one.transcript,
            one.span,
            instead,
            kind=one.kind,
            everywhere=everywhere,
            found_by=one.by,
        ),
        "Replaced",
    )


def _stand(project: Project, one: NameProposal, everywhere: bool) -> None:
    _do(partial(project.let_stand, one.transcript, one.span, everywhere=everywhere), "Let stand")


def _do(act: partial[Renamed], did: str) -> None:
    try:
        done = act()
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return
    where = parts.many(done.transcripts, "interview")
    told = f"{did}: {parts.many(done.places, 'place')} in {where}."
    if done.waiting:
        told += f" {parts.many(done.waiting, 'place')} may be the same name and wait for a look."
    parts.tell(told)


def _by_hand(project: Project, transcript: str) -> None:
    st.text_input("The words as they stand in the interview", key=WORDS, max_chars=200)
    st.text_input("Words in their place", key=INSTEAD, max_chars=200)
    st.selectbox("What they are", KINDS, format_func=lambda k: SAYS.get(k, k), key=KIND, width=260)
    st.button(
        "Replace these words everywhere",
        key="names-hand",
        on_click=_hand,
        args=(project, transcript),
    )


def _hand(project: Project, transcript: str) -> None:
    words = st.session_state.get(WORDS, "").strip()
    instead, kind = st.session_state.get(INSTEAD, ""), st.session_state.get(KIND) or "person"

    def act() -> Renamed:
        spans = _places(project.transcript(transcript).text, words)
        return project.replace_name(transcript, spans, instead, kind=kind)

    before = len(st.session_state.get(parts.TOLD, []))
    _do(partial(act), "Replaced")
    told = st.session_state.get(parts.TOLD, [])[before:]
    if told and told[-1][0] == "done":
        st.session_state[WORDS] = st.session_state[INSTEAD] = ""


def _places(text: str, words: str) -> list[Span]:
    wanted = r"\s+".join(re.escape(part) for part in words.split())
    found = [
        Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){wanted}(?!\w)", text) if wanted
    ]
    if not found:
        raise Refused("These words do not stand in the interview; copy them as they are written.")
    return found


_STYLE = """<style>
.qcn-said {line-height:1.6;max-width:52rem;overflow-wrap:anywhere;margin:0}
.qcn-said mark {background:#FFE08A;color:#111;padding:0 .15rem;border-radius:.2rem}
</style>"""
