"""Quotes for a mentor: what people said, who speaks as closely as may be told, and in context."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from qualcode.app import parts, quote_cards, quote_context
from qualcode.app.code_card import direction_label
from qualcode.app.literal import escaped
from qualcode.app.narrowing import choose
from qualcode.model import Direction
from qualcode.project import Project
from qualcode.report.palette import UNKNOWN_HUE, colours
from qualcode.report.quotes import Quote

PAGE = 40


def render(project: Project) -> None:
    """The quotes of a code; or one of them where it was said."""
    book = project.codebook
    asked = quote_context.asked()
    if asked:
        quote_context.show(project, asked, project.quotes_for_reading())
        return
    names = {code.id: code.title for code in book}
    left, middle, right = st.columns([3, 1.4, 1], vertical_alignment="bottom")
    with left:
        code = choose("Code", list(names), "quotes_code", names.__getitem__, "All codes")
    with middle:
        direction = choose(
            "Direction", list(Direction), "quotes_direction", direction_label, "All directions"
        )
    with right:
        starred = st.checkbox("Starred only", key="quotes_starred", persist_state="session")
    found = project.quotes_for_reading(code=code, direction=direction, starred=starred)
    if not found:
        parts.muted("No quote to read here yet: nothing is coded so, or it may not be quoted.")
        return
    parts.muted(
        f"{parts.many(len(found), 'quote')}. Who speaks is told only as closely as gives nobody"
        " away; what people do not allow to be quoted is left out."
    )
    listed(_page(found), colours(book), "quotes")
    parts.muted(project.claims())


def listed(quotes: list[Quote], hues: dict[str, str], key: str) -> None:
    """Quotes as cards under their codes, each with a button that opens it in its context."""
    quote_cards.style()
    for code, own in groupby(quotes, key=lambda q: q.code):
        hue = hues.get(code, UNKNOWN_HUE)
        group = list(own)
        st.html(
            f'<h3 class="qc-heading"><span style="color:{escaped(hue)}" aria-hidden="true">■</span>'
            f" {escaped(f'{code} {group[0].code_name}')}</h3>"
        )
        for quote in group:
            drawn, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
            drawn.html(card(quote, hue))
            if opens.button("In context", key=f"{key}-{quote.coding}", type="tertiary"):
                quote_context.open_quote(quote.coding)
                parts.go("quotes", quote=quote.coding)


def card(quote: Quote, hue: str) -> str:
    """One quote as HTML, without a name."""
    ways = ", ".join(
        f'<b aria-hidden="true">{d.mark}</b> {d.words}' for d in map(Direction, quote.directions)
    )
    star = ' · <b title="starred">★</b>' if quote.starred else ""
    return (
        f'<article class="qc-quote" style="border-color:{escaped(hue)}">'
        f'<p class="qc-words">“{escaped(quote.words)}”</p>'
        f'<p class="qc-who">{escaped(quote.attribution or "")} · {ways}{star}</p>'
        f'<p class="qc-where">{escaped(quote.title)} · coded by'
        f" {escaped(', '.join(quote.coders))}</p></article>"
    )


def _page(found: list[Quote]) -> list[Quote]:
    pages = -(-len(found) // PAGE)
    if pages == 1:
        return found
    page = st.selectbox(
        "Quotes",
        range(pages),
        format_func=lambda n: f"{n * PAGE + 1} to {min((n + 1) * PAGE, len(found))}",
        key=f"quotes-page-{pages}",
        width=220,
    )
    return found[page * PAGE : (page + 1) * PAGE]
