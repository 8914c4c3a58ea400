"""The quotes page: passages for a report, each with the caption it would leave with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from qualcode.app import parts, quote_cards, quote_search
from qualcode.app.confirming import captions
from qualcode.app.literal import escaped, sentence
from qualcode.app.narrowing import Narrowing, choose, narrowed
from qualcode.errors import QualcodeError
from qualcode.model import Codebook
from qualcode.project import Project
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote

SHOWN = 100
STYLES = {
    "ladder": "As much as gives nobody away",
    "role-authority": "Role and authority",
    "role": "Role only",
    "none": "No name at all",
}
FORMS = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "csv": ("Table (CSV)", "text/csv"),
    "md": ("Markdown", "text/markdown"),
}


def render(project: Project) -> None:
    """Choose quotes, see how each would leave, and take them along."""
    parts.title("Quotes", "What people said, ready for a report.")
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
    leaving, how = _captions(project, found)
    _take_along(project, found, leaving, how, _title(codebook, code, only))
    _list(found, leaving or [], codebook, marks)
    parts.muted(project.claims())


def _asked_code(codebook: Codebook) -> str | None:
    names = {code.id: code.name for code in codebook}
    return choose("Code", list(names), "quotes_code", lambda c: f"{c} {names[c]}", "All codes")


def _captions(
    project: Project, found: Sequence[Quote]
) -> tuple[list[Quote] | None, dict[str, Any]]:
    """The quotes that may leave with their captions, None where that is refused; and how they
    leave, as `Project.captioned` takes it."""
    st.subheader("How they leave", anchor=False)
    style = st.selectbox(
        "Say who is speaking",
        list(STYLES),
        format_func=STYLES.__getitem__,
        key="quotes_style",
        persist_state="session",
        width=420,
    )
    return captions(project, found, style, "quotes")


def _take_along(
    project: Project,
    found: Sequence[Quote],
    leaving: Sequence[Quote] | None,
    how: dict[str, Any],
    title: str,
) -> None:
    """The download buttons, with how many quotes leave and how many stay."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        block = st.toggle("As indented blocks", key="quotes_block", persist_state="session")
        for ending, (name, mime) in FORMS.items():
            st.download_button(
                name,
                # Made when the button is pressed, from plain values: no widget is read by then.
                partial(
                    project.quotes_file,
                    found,
                    ending,
                    title=title,
                    block=block,
                    **how,
                ),
                file_name=f"quotes.{ending}",
                mime=mime,
                on_click="ignore",
                type="primary" if ending == "docx" else "secondary",
                disabled=not leaving,
                key=f"quotes_{ending}",
            )
    if leaving is not None:
        parts.muted(_counted(len(found), len(leaving)))


def _counted(found: int, leaving: int) -> str:
    stay = found - leaving
    if not stay:
        return f"{parts.many(leaving, 'quote')}."
    more = f"{stay} more {'stays' if stay == 1 else 'stay'} in the study"
    return f"{parts.many(leaving, 'quote')} can leave; {more}: the speakers allow no quotes."


def _title(codebook: Codebook, code: str | None, only: Narrowing) -> str:
    title = f"Quotes: {codebook[code].title}" if code else "Quotes"
    return f"{title} ({only.direction.words})" if only.direction else title


def _list(
    found: Sequence[Quote],
    leaving: Sequence[Quote],
    codebook: Codebook,
    marks: quote_search.Marks,
) -> None:
    """The first quotes, under the codes they stand for."""
    hues = colours(codebook)
    captions = {(q.coding, q.person): q.attribution for q in leaving}

    def leaves(quote: Quote) -> str:
        caption = captions.get((quote.coding, quote.person))
        return f"Leaves as: {caption}" if caption else ""

    for code, own in groupby(found[:SHOWN], key=lambda q: q.code):
        st.html(
            f'<h3 class="qc-heading"><span style="color:{escaped(hues[code])}">■</span>'
            f" {escaped(codebook[code].title)}</h3>"
        )
        if marks:
            quote_search.marked_cards(list(own), marks, hues, f"quotes-{code}", leaves)
        else:
            quote_cards.cards(list(own), hues, f"quotes-{code}", leaves)
    if len(found) > SHOWN:
        rest = parts.many(len(found) - SHOWN, "more quote")
        parts.muted(f"The first {SHOWN} are shown; {rest} will be in the file.")
