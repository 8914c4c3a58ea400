"""One quote where it was said: the passages around it, who speaks as closely as may be told."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qualcode.app import address, parts
from qualcode.app.code_card import explained
from qualcode.app.literal import escaped
from qualcode.errors import QualcodeError, UnknownItem
from qualcode.model import Direction
from qualcode.project import Project
from qualcode.project.contexts import Context
from qualcode.project.review_views import Line
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote

OPEN = "quote-open"
WITHHELD = "not shown: who says this does not allow quoting"


def asked() -> str | None:
    """The id of the quote that a button or the address asks for."""
    named = address.followed("quote")
    if named:
        st.session_state[OPEN] = named
    chosen: str | None = st.session_state.get(OPEN)
    address.shows("quote", chosen)
    return chosen


def open_quote(coding: str) -> None:
    """Show this quote in its context, for a button."""
    st.session_state[OPEN] = coding


def leave() -> None:
    """Back to the list, for a button."""
    st.session_state.pop(OPEN, None)


def show(project: Project, coding: str, known: Iterable[Quote]) -> None:
    """The quote with the passages around it, its code and its address."""
    st.button("← All quotes", key="quote-back", on_click=leave, type="tertiary")
    try:
        context = project.in_context(coding)
    except UnknownItem:
        # The verb's own sentence names a command, of which a reader in a browser knows nothing.
        parts.muted("The address names a quote that is not in this study.")
        return
    except QualcodeError as error:
        parts.muted(str(error))
        return
    quote = next((q for q in known if q.coding == coding), None)
    words, about = st.columns([1.5, 1], gap="large")
    with words:
        st.html(as_html(context) + _STYLE)
    with about:
        if quote is not None:
            _about(project, quote)
        st.caption("The address of this quote, for the people of this study:")
        st.code(address.link("quote", coding), language=None, wrap_lines=True)


def as_html(context: Context) -> str:
    """The passages in their order, the coded words marked."""
    own = (
        f"{escaped(context.lead)}<mark>{escaped(context.quote)}</mark>{escaped(context.rest)}"
        if context.quote
        else f"<i>{WITHHELD}</i>"
    )
    told = f"{context.caption}, {context.interview}" if context.interview else context.caption
    held = (
        '<p class="qc-muted">Who says this does not allow quoting: it leaves by no export.</p>'
        if context.withheld and context.quote
        else ""
    )
    return (
        '<div class="qc-context">'
        + "".join(_line(line) for line in context.before)
        + f'<div class="qc-own"><span>{escaped(told)}</span><p>{own}</p>{held}</div>'
        + "".join(_line(line) for line in context.after)
        + "</div>"
    )


def _line(line: Line) -> str:
    kind = "qc-said qc-asks" if line.interviewer else "qc-said"
    words = f"<i>{WITHHELD}</i>" if line.withheld and not line.words else escaped(line.words)
    return f'<div class="{kind}"><span>{escaped(line.speaker)}</span><p>{words}</p></div>'


def _about(project: Project, quote: Quote) -> None:
    book = project.codebook
    if quote.code in book:
        st.html(explained(book[quote.code], book, colours(book)))
    ways = ", ".join(f"{d.mark} {d.words}" for d in map(Direction, quote.directions))
    parts.muted(f"{ways}. Coded by {', '.join(quote.coders)}.")


_STYLE = """<style>
.qc-context {max-width:44rem;line-height:1.6;overflow-wrap:anywhere}
.qc-context span {font-size:.84rem;font-weight:600;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qc-context p {margin:.1rem 0 1rem;white-space:pre-wrap}
.qc-said p {color:color-mix(in srgb, currentColor 78%, transparent)}
.qc-asks p {font-style:italic}
.qc-own {border-left:.28rem solid #3187BE;padding-left:.9rem;margin-bottom:1rem}
.qc-own p:last-child {margin-bottom:0}
.qc-own mark {color:inherit;padding:.05rem 0;border-radius:.15rem;
 background:color-mix(in srgb, #3187BE 26%, transparent)}
</style>"""
