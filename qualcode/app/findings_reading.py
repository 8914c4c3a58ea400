"""Written themes for a mentor: the statement, its codes, and quotes for it and against it."""

from __future__ import annotations

import streamlit as st

from qualcode.app import address, parts, pick, quote_cards, quote_context
from qualcode.app.code_card import label
from qualcode.app.findings import OPEN
from qualcode.app.literal import in_label
from qualcode.app.quotes_reading import card
from qualcode.project import Project
from qualcode.project.reading_along import ThemeRead
from qualcode.report.feedback_files import counted
from qualcode.report.palette import UNKNOWN_HUE, colours
from qualcode.report.quotes import Quote
from qualcode.report.themes_list import priority_words

STATUS = {"open": "still open", "keep": "to keep", "drop": "to be dropped"}


def render(project: Project) -> None:
    """The themes by priority; one of them open."""
    parts.muted(
        "A theme is what the researcher concludes over one or several codes. Say what you make of"
        " it in a round, or on the Feedback page."
    )
    themes = project.themes_for_reading()
    if not themes:
        parts.muted("No theme is written yet.")
        return
    left, right = st.columns([1, 2.4], gap="large")
    with left:
        items = [pick.Item(t.id, t.statement, note=STATUS[t.status]) for t in themes]
        chosen = pick.pick(items, OPEN, label="Written themes")
    theme = next(t for t in themes if t.id == chosen)
    address.shows("theme", theme.id)
    with right:
        _open(project, theme)
    _quotes(project, theme)
    parts.muted(project.claims())


def _open(project: Project, theme: ThemeRead) -> None:
    book = project.codebook
    parts.heading(theme.statement)
    parts.muted(f"{priority_words(theme.priority).capitalize()}; {STATUS[theme.status]}.")
    if named := [label(book, code) for code in theme.codes]:
        parts.muted(f"Rests on: {'; '.join(named)}.")
    if said := project.feedback(theme=theme.id):
        parts.muted(f"Feedback: {counted(said)}.")
    with st.container(horizontal=True, gap="small"):
        st.button("Who says it, in tables", key="theme-people", on_click=_tables)
        for code in theme.codes:
            words = f"Quotes with {in_label(code)}"
            if code in book and st.button(words, key=f"theme-quotes-{code}"):
                st.session_state["quotes_code"] = code
                quote_context.leave()
                parts.go("quotes")


def _tables() -> None:
    st.session_state["themes_view"] = "Frequencies"
    address.shows("theme", None)


def _quotes(project: Project, theme: ThemeRead) -> None:
    quote_cards.style()
    hues = colours(project.codebook)
    columns = st.columns(2, gap="large")
    sides = (("Speaks for it", theme.quotes_for), ("Speaks against it", theme.quotes_against))
    for column, (side, quotes) in zip(columns, sides, strict=True):
        with column:
            st.subheader(side, anchor=False)
            if not quotes:
                parts.muted("Nothing chosen that may be read here.")
            for quote in quotes:
                _card(quote, hues.get(quote.code, UNKNOWN_HUE), side)
    if theme.withheld:
        more = parts.many(theme.withheld, "more chosen passage is", "more chosen passages are")
        parts.muted(f"{more} not shown: withdrawn, or said by people who allow no quotes.")


def _card(quote: Quote, hue: str, side: str) -> None:
    st.html(card(quote, hue))
    if st.button("In context", key=f"{side[7:10]}-{quote.coding}", type="tertiary"):
        quote_context.open_quote(quote.coding)
        parts.go("quotes", quote=quote.coding)
