"""A written theme as an item: its statement, its codes, and passages for it and against it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualcode.app import parts, quote_context
from qualcode.app.code_card import label
from qualcode.app.literal import escaped
from qualcode.model import Direction
from qualcode.project import Project
from qualcode.project.review_views import ItemView
from qualcode.report.quotes import Quote


def show(project: Project, view: ItemView) -> None:
    """The theme as it was when the round was frozen."""
    theme = view.theme
    if theme is None:
        parts.muted("This theme was dropped.")
        return
    parts.heading(theme.statement, "A written theme")
    if theme.codes:
        book = project.codebook
        parts.muted(f"Rests on: {'; '.join(label(book, code) for code in theme.codes)}.")
    if not view.stands:
        parts.muted("The theme was changed since; it stands here as it was.")
    _side("Speaks for it", view.quotes_for, "for")
    _side("Speaks against it", view.quotes_against, "against")


def _side(title: str, quotes: Sequence[Quote], side: str) -> None:
    st.html(f"<h4>{title}</h4>")
    if not quotes:
        parts.muted("Nothing chosen.")
    for n, quote in enumerate(quotes):
        st.html(_quote(quote))
        if st.button("In context", key=f"review-{side}-{n}-{quote.coding}", type="tertiary"):
            quote_context.open_quote(quote.coding)
            parts.go("quotes", quote=quote.coding)


def _quote(quote: Quote) -> str:
    words = f"“{escaped(quote.words)}”"
    if not quote.words:
        words = "<i>not shown: this person allows no quotes</i>"
    ways = ", ".join(
        f'<b aria-hidden="true">{d.mark}</b> {d.words}' for d in map(Direction, quote.directions)
    )
    return (
        f'<blockquote class="qcr-quote"><p>{words}</p>'
        f'<p class="qcr-who">{escaped(quote.attribution or "")}, {escaped(quote.title)}'
        f" · {ways}</p></blockquote>"
    )
