"""Quotes as cards: the words as they were said, and a quiet line on who, where and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from qualcode.app import parts, quotes_editing
from qualcode.app.literal import escaped
from qualcode.model import Direction
from qualcode.report.quotes import Quote


def cards(
    quotes: Sequence[Quote],
    hues: Mapping[str, str],
    key: str,
    about: Callable[[Quote], str] | None = None,
    *,
    edit: bool = False,
) -> None:
    """One card a quote, with a button that opens its interview.

    ``about`` gives a further line, such as the caption the quote would leave with; with ``edit``
    a second button opens it for cuts and replacements.
    """
    style()
    for n, quote in enumerate(quotes):
        drawn, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
        drawn.html(card(quote, hues.get(quote.code, "#7C7F86"), about(quote) if about else ""))
        with opens:
            st.button(
                "Open interview",
                key=f"{key}-open-{n}-{quote.coding}",
                type="tertiary",
                on_click=open_later,
                args=(quote.transcript, quote.coding),
            )
            if edit and not quote.withheld:
                st.button(
                    "Edit for export",
                    key=f"{key}-edit-{n}-{quote.coding}",
                    type="tertiary",
                    on_click=quotes_editing.open_editing,
                    args=(quote.coding, quote.words),
                )
    wanted = st.session_state.pop(_OPEN, None)
    if wanted is not None:
        open_interview(wanted[0], coding=wanted[1])


_OPEN = "interview_to_open"


def open_later(transcript: str, coding: str) -> None:
    """Note which coding to show in its interview; a page can only be left while the script runs."""
    st.session_state[_OPEN] = (transcript, coding)


def open_interview(transcript: str, **where: object) -> None:
    """Leave for the Code page with an interview open there: at a ``coding``, or ``at`` a place."""
    parts.go("code", transcript=transcript, **{name: str(value) for name, value in where.items()})


def card(quote: Quote, hue: str, about: str = "") -> str:
    """One card as HTML, for a page that lays out cards itself; `style` goes with it."""
    ways = [Direction(d) for d in quote.directions]
    marks = ", ".join(f'<b aria-hidden="true">{w.mark}</b> {w.words}' for w in ways)
    star = ' · <b title="starred">★</b>' if quote.starred else ""
    lines = [
        f'<p class="qc-words">“{escaped(quote.words)}”</p>',
        f'<p class="qc-who">{marks} · {escaped(quote.code)} · {escaped(who(quote))}{star}</p>',
        f'<p class="qc-where">{escaped(quote.title)} · coded by'
        f" {escaped(', '.join(quote.coders))}</p>",
    ]
    if about:
        lines.append(f'<p class="qc-leaves">{escaped(about)}</p>')
    if quote.withheld:
        lines.append(f'<p class="qc-stays">Stays in the study: {escaped(quote.withheld)}.</p>')
    return (
        f'<article class="qc-quote" style="border-color:{escaped(hue)}">{"".join(lines)}</article>'
    )


def who(quote: Quote) -> str:
    """The speaker as the researcher's own screen names them."""
    # Not known, or one that may not be named.
    place = quote.authority or "no authority named"
    named = f"{quote.role_name or 'role not known'}, {place}"
    return f"{quote.participant}: {named}" if quote.participant else named


def style() -> None:
    """The look of the cards."""
    st.html(_STYLE)


_STYLE = """<style>
.qc-quote {border-left:.28rem solid;padding:.1rem 0 .1rem .9rem;margin:.1rem 0}
.qc-quote p {margin:0}
.qc-words {line-height:1.55;max-width:48rem;overflow-wrap:anywhere}
.qc-quote .qc-who, .qc-quote .qc-where, .qc-quote .qc-leaves, .qc-quote .qc-stays {
 font-size:.86rem;line-height:1.5;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 74%, transparent)}
.qc-quote .qc-who {margin-top:.25rem;color:inherit}
.qc-quote .qc-leaves {color:inherit}
.qc-quote .qc-stays::before {content:"⃠ "}
</style>"""
