"""One quote edited for export: words cut or replaced, and how it leaves then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act
from qualcode.app.literal import escaped
from qualcode.errors import QualcodeError, Refused
from qualcode.model.quote_edit import QuoteEdit, edited_words, found_span
from qualcode.project import Project

OPEN, PART, INSTEAD, NTH = (
    "quote-editing",
    "quote-edit-part",
    "quote-edit-instead",
    "quote-edit-nth",
)


def open_editing(coding: str, words: str) -> None:
    """Edit this quote, for a button."""
    st.session_state[OPEN] = (coding, words)


def asked() -> tuple[str, str] | None:
    """The coding and the words a person is editing."""
    found: tuple[str, str] | None = st.session_state.get(OPEN)
    return found


def show(project: Project, coding: str, words: str) -> None:
    """The quote as it was said with its edits marked, what can be changed, and a preview."""
    st.button("← All quotes", key="quote-edit-back", on_click=_leave, type="tertiary")
    try:
        edits = project.quote_edits(coding, words=words)
    except QualcodeError as error:
        parts.muted(str(error))
        return
    st.html(_STYLE)
    said, change = st.columns([1.3, 1], gap="large")
    with said:
        st.subheader("As it was said", anchor=False)
        st.html(f'<p class="qc-said-whole">“{marked(words, edits)}”</p>')
        st.subheader("As it leaves", anchor=False)
        st.html(f'<p class="qc-said-whole">“{escaped(edited_words(words, edits))}”</p>')
        parts.muted(
            "The interview stays as it is, and every version of these edits is kept. They stand"
            " under every code these words have; a replacement is also made in other quotes that"
            " hold the same place."
        )
    with change:
        _add(project, coding, words)
        _list(project, coding, words, edits)


def marked(words: str, edits: Sequence[QuoteEdit]) -> str:
    """Words as HTML, with those that are cut or replaced struck out.

    >>> marked("a <b> c", [QuoteEdit(found_span("a <b> c", "<b>"))])
    'a <del>&lt;b&gt;</del> c'
    """
    shown, at = [], 0
    for edit in edits:
        inside = escaped(words[edit.span.start : edit.span.end])
        sign = f" <ins>{escaped(edit.sign)}</ins>" if edit.instead else ""
        shown += [escaped(words[at : edit.span.start]), f"<del>{inside}</del>{sign}"]
        at = edit.span.end
    return "".join([*shown, escaped(words[at:])])


def _add(project: Project, coding: str, words: str) -> None:
    st.text_area(
        "Words to cut or replace",
        key=PART,
        height=90,
        placeholder="Copy them from the quote on the left",
    )
    typed = st.session_state.get(PART, "").strip()
    times = words.count(typed) if typed else 0
    if (st.session_state.get(NTH) or 1) > max(times, 1):
        del st.session_state[NTH]
    if times > 1:
        st.number_input(f"Which of the {times} places", 1, times, key=NTH)
    st.text_input(
        "What stands there instead",
        key=INSTEAD,
        placeholder="the duty manager",
        help="Leave it empty to cut the words. The brackets are put around by themselves.",
    )
    with st.container(horizontal=True):
        for label, key, cut in (("Cut […]", "cut", True), ("Replace", "replace", False)):
            st.button(
                label,
                key=f"quote-edit-{key}",
                type="secondary" if cut else "primary",
                on_click=act,
                args=(_adding(project, coding, words, cut=cut),),
            )


def _adding(project: Project, coding: str, words: str, *, cut: bool) -> Callable[[], None]:
    """What adds the edit that is typed in."""

    def add() -> None:
        state = st.session_state
        part, instead = state.get(PART, "").strip(), "" if cut else state.get(INSTEAD, "")
        span = found_span(words, part, int(state.get(NTH) or 1) if words.count(part) > 1 else 1)
        kept = project.quote_edits(coding, words=words)
        cuts = [edit.span for edit in kept if not edit.instead]
        others = {edit.span: edit.instead for edit in kept if edit.instead}
        if cut:
            cuts.append(span)
        else:
            others[span] = instead
        project.edit_quote(coding, cuts=cuts, replacements=others, words=words)
        state[PART], state[INSTEAD] = "", ""
        state.pop(NTH, None)

    return add


def _list(project: Project, coding: str, words: str, edits: Sequence[QuoteEdit]) -> None:
    if not edits:
        parts.muted("Nothing is edited yet: the quote leaves as it was said.")
        return

    def without(gone: QuoteEdit) -> Callable[[], None]:
        def take_back() -> None:
            kept = [edit for edit in edits if edit != gone]
            project.edit_quote(
                coding,
                cuts=[edit.span for edit in kept if not edit.instead],
                replacements={edit.span: edit.instead for edit in kept if edit.instead},
                words=words,
            )
            if gone in project.quote_edits(coding, words=words):
                raise Refused(
                    "This replacement was made in another quote of the same place, or on the page"
                    " Names; take it back there."
                )

        return take_back

    for n, edit in enumerate(edits):
        told, back = st.columns([4, 1.4], vertical_alignment="center")
        covered = words[edit.span.start : edit.span.end]
        told.html(f"<p><del>{escaped(_short(covered))}</del> → {escaped(edit.sign)}</p>")
        back.button(
            "Take back", key=f"quote-edit-back-{n}", type="tertiary", on_click=act,
            args=(without(edit),),
        )  # fmt: skip
    st.button(
        "Take all edits back",
        key="quote-edit-clear",
        on_click=act,
        args=(lambda: project.clear_quote_edit(coding, words=words),),
    )


def _leave() -> None:
    for key in (OPEN, PART, INSTEAD, NTH):
        st.session_state.pop(key, None)


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:60]} … {text[-50:]}"


_STYLE = """<style>
.qc-said-whole {line-height:1.6;max-width:44rem;overflow-wrap:anywhere;unicode-bidi:isolate;
 border-left:.28rem solid #3187BE;padding-left:.9rem;margin:.2rem 0 1rem}
.qc-said-whole del, del {color:color-mix(in srgb, currentColor 66%, transparent)}
ins {text-decoration:none;font-weight:600}
</style>"""
