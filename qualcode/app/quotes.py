"""The quotes page: passages for a report, each with the caption it would leave with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from qualcode.app import (
    parts,
    quote_cards,
    quote_context,
    quote_search,
    quotes_editing,
    quotes_leaving,
    quotes_reading,
)
from qualcode.app.literal import escaped, sentence
from qualcode.app.narrowing import Narrowing, choose, narrowed
from qualcode.app.quotes_leaving import Taken
from qualcode.errors import QualcodeError
from qualcode.model import Codebook, CoderRole
from qualcode.project import Project
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote

SHOWN = 100


def render(project: Project) -> None:
    """Choose quotes, see how each would leave, and take them along."""
    if project.acting_role is CoderRole.MENTOR:
        parts.title("Quotes", "What people said, each in its context.")
        quotes_reading.render(project)
        return
    parts.title("Quotes", "What people said, ready for a report.")
    if editing := quotes_editing.asked():
        quotes_editing.show(project, *editing)
        return
    if asked := quote_context.asked():
        quote_context.show(project, asked, project.quotes())
        return
    frames, codebook = project.frames(), project.codebook
    if frames.codings.empty:
        parts.empty(
            "Quotes are the passages you have coded. Code a few, and they are listed here with the"
            " captions they can leave with.",
            "Start coding",
            "code",
        )
        if not frames.people.empty:
            quote_search.in_talk(project, quote_search.typed(coded=False), {})
        return
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        code = _asked_code(codebook)
    with right:
        starred = st.checkbox("Starred only", key="quotes_starred", persist_state="session")
    only = narrowed(frames, project.respondents, "quotes")
    search = quote_search.typed()
    if search.talk:
        quote_search.in_talk(project, search, only.where)
        return
    found = project.quotes(code=code, starred=starred, **only.asked)
    marks: quote_search.Marks = {}
    if found and search:
        try:
            found, marks = quote_search.narrowed_by(project, found, search)
        except QualcodeError as error:
            sentence(str(error), kind="error")
            return
        parts.muted(f"{parts.many(len(found), 'quote')} found.")
    if not found:
        parts.muted("No quote is left by these filters. Take one of them back.")
        return
    taken = quotes_leaving.asked(project, found, {"code": code, **only.asked})
    quotes_leaving.take_along(project, found, taken, _title(codebook, code, only))
    apart = {(q.coding, q.person) for q in taken.counter}
    listed = [q for q in found if (q.coding, q.person) not in apart]
    _list(project, listed, taken, codebook, marks, "quotes")
    if taken.counter:
        st.subheader("Counter-examples", anchor=False)
        parts.muted(f"They say: {quotes_leaving.opposite_words(only.direction)}.")
        _list(project, taken.counter, taken, codebook, {}, "counter")
    _source(project)
    parts.muted(project.claims())


def _asked_code(codebook: Codebook) -> str | None:
    names = {code.id: code.name for code in codebook}
    return choose("Code", list(names), "quotes_code", lambda c: f"{c} {names[c]}", "All codes")


def _title(codebook: Codebook, code: str | None, only: Narrowing) -> str:
    title = f"Quotes: {codebook[code].title}" if code else "Quotes"
    return f"{title} ({only.direction.words})" if only.direction else title


def _list(
    project: Project,
    found: Sequence[Quote],
    taken: Taken,
    codebook: Codebook,
    marks: quote_search.Marks,
    key: str,
) -> None:
    """The first quotes, under the codes they stand for."""
    hues = colours(codebook)
    left = {(q.coding, q.person): q for q in taken.leaving or ()}
    # While something else keeps them back, what is replaced in them is seen all the same.
    waiting = [] if taken.leaving else project.edited_quotes(found[:SHOWN])
    edited = {(q.coding, q.person): q.words for q in waiting if q.edits and not q.withheld}

    def leaves(quote: Quote) -> str:
        if words := edited.get((quote.coding, quote.person)):
            return f"Would leave edited: “{words}”"
        return quotes_leaving.told_of(quote, taken, left)

    for code, own in groupby(found[:SHOWN], key=lambda q: q.code):
        st.html(
            f'<h3 class="qc-heading"><span style="color:{escaped(hues[code])}">■</span>'
            f" {escaped(codebook[code].title)}</h3>"
        )
        if marks:
            quote_search.marked_cards(list(own), marks, hues, f"{key}-{code}", leaves)
        else:
            quote_cards.cards(list(own), hues, f"{key}-{code}", leaves, edit=True)
    if len(found) > SHOWN:
        rest = parts.many(len(found) - SHOWN, "more quote")
        parts.muted(f"The first {SHOWN} are shown; {rest} will be in the file.")


def _source(project: Project) -> None:
    """A quote of a file, by the id that stands with it there."""
    with st.popover("Find a quote of a file again"):
        source = st.text_input("Source id", key="quotes_source", placeholder="3f2a91bc")
        if st.button("Find", key="quotes_source_find") and source:
            with parts.refusals():
                quote_context.open_quote(project.find_source(source).id)
                st.rerun()
