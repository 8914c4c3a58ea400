"""Passages chosen for a theme beside those against it, and more to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qualcode.app import parts, quote_cards
from qualcode.app.code_card import direction_label
from qualcode.app.desk import act
from qualcode.app.narrowing import choose
from qualcode.model import Direction
from qualcode.model.theme import Theme
from qualcode.project import Project
from qualcode.project.findings import ChosenPassage
from qualcode.report.palette import UNKNOWN_HUE, colours
from qualcode.report.quotes import Quote

OFFERED = 20


def passages(project: Project, theme: Theme) -> None:
    """Two columns, for and against; below them the quotes of the theme's codes."""
    hues = colours(project.codebook)
    chosen_for, against = project.chosen_passages(theme)
    columns = st.columns(2, gap="large")
    for column, side, chosen in zip(
        columns, ("Speaks for it", "Speaks against it"), (chosen_for, against), strict=True
    ):
        with column:
            st.subheader(side, anchor=False)
            _chosen(project, theme, chosen, hues)
    _more(project, theme, hues, chosen_for, against)
    # Their look, and the interview somebody has just asked to open.
    quote_cards.cards((), hues, "finding")


def _chosen(
    project: Project, theme: Theme, chosen: Sequence[ChosenPassage], hues: Mapping[str, str]
) -> None:
    if not chosen:
        parts.muted("Nothing chosen yet.")
    for passage in chosen:
        for quote in passage.quotes:
            st.html(quote_cards.card(quote, hues.get(quote.code, UNKNOWN_HUE)))
        if not passage.quotes:
            parts.muted(
                "A passage chosen here is gone: its coding was withdrawn or did not come with a"
                " merge, or its speaker is not counted any more."
            )
        with st.container(horizontal=True, gap="medium"):
            if passage.quotes:
                _opens(passage.quotes[0], "chosen")
            st.button(
                "Take away",
                key=f"finding-away-{passage.coding}",
                type="tertiary",
                on_click=act,
                args=(project.choose_passage, theme.id, passage.coding, None),
            )


def _opens(quote: Quote, key: str) -> None:
    st.button(
        "Open interview",
        key=f"finding-{key}-open-{quote.coding}",
        type="tertiary",
        on_click=quote_cards.open_later,
        args=(quote.transcript, quote.coding),
    )


def _more(
    project: Project,
    theme: Theme,
    hues: Mapping[str, str],
    *chosen: Sequence[ChosenPassage],
) -> None:
    """The quotes of the theme's codes that stand on no side yet, a page of them."""
    taken = {q.coding for side in chosen for passage in side for q in passage.quotes}
    with st.expander("Choose passages from its codes", key=f"finding-more-{theme.id}"):
        codes = [code for code in theme.codes if code in project.codebook]
        if not codes:
            parts.muted("Name the codes the theme rests on first, under Change this theme.")
            return
        direction = choose(
            "Direction", list(Direction), "finding-direction", direction_label, "All directions"
        )
        found: dict[str, Quote] = {}
        for code in codes:
            for quote in project.quotes(code=code, direction=direction):
                if quote.coding not in taken:
                    found.setdefault(quote.coding, quote)
        if not found:
            parts.muted("No other quote stands under these codes.")
            return
        shown = _page(list(found.values()))
        for quote in shown:
            st.html(quote_cards.card(quote, hues.get(quote.code, UNKNOWN_HUE)))
            with st.container(horizontal=True):
                for side, said in (("for", "Speaks for it"), ("against", "Speaks against it")):
                    st.button(
                        said,
                        key=f"finding-{side}-{quote.coding}",
                        on_click=act,
                        args=(project.choose_passage, theme.id, quote.coding, side),
                    )
                _opens(quote, "offered")


def _page(quotes: Sequence[Quote]) -> Sequence[Quote]:
    """Twenty quotes at a time."""
    pages = -(-len(quotes) // OFFERED)
    if pages == 1:
        return quotes
    page = st.selectbox(
        "Quotes",
        range(pages),
        format_func=lambda n: (
            f"{n * OFFERED + 1} to {min((n + 1) * OFFERED, len(quotes))} of {len(quotes)}"
        ),
        key=f"finding-page-{pages}",
        width=220,
    )
    return quotes[page * OFFERED : (page + 1) * OFFERED]
