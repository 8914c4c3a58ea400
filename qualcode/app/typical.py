"""Quotes that are most like the others of their code, and those least like them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import parts, quote_cards
from qualcode.app.confirming import captions
from qualcode.app.narrowing import choose
from qualcode.project import Project
from qualcode.project.typical import Typical, TypicalQuote
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote


def render(project: Project) -> None:
    """Choose a code; read its typical quotes and the ones that stand apart."""
    frames, book = project.frames(), project.codebook
    if frames.codings.empty:
        parts.empty(
            "Typical quotes are chosen from the passages you have coded. Nothing is coded yet.",
            "Start coding",
            "code",
        )
        return
    used = set(frames.codings["code"])
    ids = [code.id for code in book if used & book.family(code.id)]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        code = choose("Code", ids, "typical-code", lambda c: book[c].title, "Choose a code")
    with right:
        n = st.number_input("How many", 1, 20, 5, key="typical-n", persist_state="session")
    if code is None:
        parts.muted("Choose a code to see which quotes stand for the others.")
        return
    found = project.typical_quotes(code, int(n), least=2)
    if not found.most:
        parts.muted("No quote of this code has eight words or more that say something.")
        return
    hues = colours(book)
    _cards("Typical", found.most, hues)
    _cards("Least typical", found.least, hues)
    parts.muted(_told(found))
    parts.muted(project.claims())
    _take_along(project, found, f"Typical quotes: {book[code].title}")


def _cards(title: str, found: tuple[TypicalQuote, ...], hues: dict[str, str]) -> None:
    st.subheader(title, anchor=False)
    if not found:
        parts.muted("No other interview has a quote of this code.")
    ranks = {(t.quote.coding, t.quote.person): t for t in found}

    def about(quote: Quote) -> str:
        one = ranks[quote.coding, quote.person]
        return f"Rank {one.rank} · {one.words} words · likeness {one.likeness:.2f}"

    quote_cards.cards([t.quote for t in found], hues, f"typical-{title}", about)


def _told(found: Typical) -> str:
    short = f", {found.short} of them too short to be compared" if found.short else ""
    return (
        f"From {parts.many(found.of, 'quote')}{short}; at most one an interview. Typical means like"
        " the other quotes in its words. Typical is not important: what matters may be said once."
    )


def _take_along(project: Project, found: Typical, title: str) -> None:
    quotes = [t.quote for t in (*found.most, *found.least)]
    leaving, how = captions(project, quotes, "ladder", "typical")
    if leaving is None:
        return
    st.download_button(
        "Word",
        partial(project.quotes_file, quotes, "docx", title=title, order="given", **how),
        file_name="typical-quotes.docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        on_click="ignore",
        key="typical-docx",
    )
    if stay := len(quotes) - len(leaving):
        parts.muted(f"{parts.many(stay, 'quote')} will stay: the speakers allow no quotes.")
