"""One cell of the matrix: its quotes beside the summary that is written from them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from qualcode.analysis.matrix import DUE, Matrix, MatrixCell
from qualcode.app import framework_grid as grid
from qualcode.app import parts, quote_cards
from qualcode.app.desk import act, tried
from qualcode.app.literal import escaped, sentence
from qualcode.model.summary import CellState, CellSummary, cell_key
from qualcode.project import Project
from qualcode.report.cells import FEW
from qualcode.report.matrix_published import heading
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote

LISTED, READING_PX = 40, 560
EMPTY = (CellState.NOT_RAISED, CellState.NOT_YET, CellState.NOT_ASKED)


@dataclass(frozen=True)
class Place:
    """A cell's place in the study, and its names in the session."""

    rows: str
    value: str | None
    code: str

    @property
    def given(self) -> tuple[str, str | None, str]:
        """As the verbs take it."""
        return self.rows, self.value, self.code

    @property
    def key(self) -> str:
        """What its widgets are called; it holds nobody's name."""
        return f"framework-{cell_key(*self.given)}"

    def link(self, coding: str) -> str:
        """What the tick of a quote is called."""
        return f"{self.key}-{coding}"


def show(project: Project, matrix: Matrix, where: dict[str, str]) -> None:
    """The cell chosen, and the way to the next one that waits."""
    with st.container(key="framework-cell"):
        cell = grid.chosen(matrix)
        _steps(matrix, cell)
        if cell is None:
            parts.muted("Click a cell of the grid, or choose a row and a code, to write in it.")
            return
        place = Place(matrix.by, cell.value, cell.code)
        row = next(r for r in matrix.rows if r.value == cell.value)
        code = next(c for c in matrix.columns if c.id == cell.code)
        parts.heading(f"{row.label}: {heading(code)}", _said(cell, row.people))
        every = project.cell_quotes(*place.given)
        quotes = project.cell_quotes(*place.given, where=where) if where else every
        _begin(place, cell.summary, every)
        left, right = st.columns([3, 2], gap="medium")
        with right:
            _writing(project, place, cell, every)
        with left:
            _quotes(project, place, quotes)
    st.html(_STYLE)


def _steps(matrix: Matrix, cell: MatrixCell | None) -> None:
    """Back and on through the cells that wait to be written or read again."""
    order = matrix.ordered()
    at = -1 if cell is None else order.index(cell)
    due = [n for n, c in enumerate(order) if c.state in DUE and n != at]
    before = [n for n in due if n < at] or due
    after = [n for n in due if n > at] or due
    with st.container(horizontal=True, gap="small"):
        for label, found, key in (
            ("← Cell to write before", before[-1:], "framework-before"),
            ("Next cell to write →", after[:1], "framework-next"),
        ):
            st.button(
                label,
                key=key,
                disabled=not found,
                on_click=grid.choose_cell,
                args=tuple(order[n] for n in found),
            )


def _said(cell: MatrixCell, of: int | None) -> str:
    if not cell.segments:
        return f"{cell.state.words.capitalize()}."
    who = (
        "People not known"
        if of is None
        else f"{cell.people} of {parts.many(of, 'person', 'people')}"
    )
    if of is not None and of >= FEW > (cell.people or 0) > 0:
        who += " (few people)"
    said = parts.many(cell.segments, "passage")
    return f"{who}, {said}, {cell.quotable} of them by people who allow quotes."


def _begin(place: Place, summary: CellSummary | None, quotes: list[Quote]) -> None:
    """Bring what stands into the text area, unless a draft of one's own waits there."""
    state, base = st.session_state, f"{place.key}-base"
    version = summary.version if summary else None
    text = summary.text if summary else ""
    linked = set(summary.quotes) if summary else set()
    if base not in state or (state[base][0] != version and not _drafted(place, quotes)):
        state[base] = (version, text, linked)
        state[f"{place.key}-text"] = text
        for quote in quotes:
            state[place.link(quote.coding)] = quote.coding in linked


def _drafted(place: Place, quotes: list[Quote]) -> bool:
    """Whether words were written or quotes ticked since the cell was brought in."""
    _, text, linked = st.session_state[f"{place.key}-base"]
    # A linked quote that is gone since was taken away by nobody here.
    still = {quote.coding for quote in quotes} & linked
    written = st.session_state.get(f"{place.key}-text") != text
    return bool(written) or set(_ticked(place, quotes)) != still


def _ticked(place: Place, quotes: list[Quote]) -> list[str]:
    ids = dict.fromkeys(quote.coding for quote in quotes)
    return [id for id in ids if st.session_state.get(place.link(id))]


def _writing(project: Project, place: Place, cell: MatrixCell, quotes: list[Quote]) -> None:
    """The summary, what changed under it, and what can be done."""
    summary, state = cell.summary, st.session_state
    overtaken = state[f"{place.key}-base"][0] != (summary.version if summary else None)
    if overtaken:
        _theirs(place, summary)
    elif cell.state is CellState.STALE:
        sentence(f"{project.summary_changes(*place.given)} Read it again.")
    st.text_area(
        "Summary in your own words", height=240, key=f"{place.key}-text", persist_state="session"
    )
    with st.container(horizontal=True, gap="small"):
        args = (project, place, quotes)
        st.button(
            "Save",
            type="primary",
            key="framework-save",
            on_click=_save,
            args=args,
            disabled=overtaken,
        )
        if cell.state is CellState.STALE and summary and not overtaken:
            st.button(
                "Still right",
                key="framework-confirm",
                on_click=_confirm,
                args=(project, place, summary),
            )
        if summary and not overtaken:
            st.button(
                "Drop the summary",
                key="framework-drop",
                type="tertiary",
                on_click=_drop,
                args=(project, place, summary),
            )
    if summary:
        parts.muted(_by(summary))
    elif cell.state in EMPTY:
        _not_asked(project, place, cell)
    _earlier(project, place, summary)


def _theirs(place: Place, summary: CellSummary | None) -> None:
    """What somebody else wrote while a draft of one's own stood here; neither is lost."""
    if summary is None:
        sentence("The summary was dropped meanwhile. Your draft is below.", kind="error")
    else:
        sentence("This cell was written meanwhile. Your draft is below; this stands:", kind="error")
        st.html(_as_written(summary))
    with st.container(horizontal=True, gap="small"):
        version = summary.version if summary else None
        st.button(
            "Keep my draft and go on",
            key="framework-mine",
            on_click=_keep_mine,
            args=(place, version),
        )
        st.button("Take what stands", key="framework-theirs", on_click=_take_theirs, args=(place,))


def _keep_mine(place: Place, version: str | None) -> None:
    base = f"{place.key}-base"
    # A draft as before, begun from what was just read.
    st.session_state[base] = (version, None, set())


def _take_theirs(place: Place) -> None:
    st.session_state.pop(f"{place.key}-base", None)


def _save(project: Project, place: Place, quotes: list[Quote]) -> None:
    state = st.session_state
    linked = _ticked(place, quotes)
    version = state[f"{place.key}-base"][0]
    text = state[f"{place.key}-text"]
    if tried(project.write_summary, *place.given, text, linked, started_from=version):
        state.pop(f"{place.key}-base", None)
        parts.tell("Saved.")


def _confirm(project: Project, place: Place, summary: CellSummary) -> None:
    if tried(project.confirm_summary, *place.given, started_from=summary.version):
        parts.tell("Noted that it was read again and is still right.")


def _drop(project: Project, place: Place, summary: CellSummary) -> None:
    if tried(project.drop_summary, *place.given, started_from=summary.version):
        st.session_state.pop(f"{place.key}-base", None)
        parts.tell("Dropped; the history keeps it.")


def _not_asked(project: Project, place: Place, cell: MatrixCell) -> None:
    asked = cell.state is not CellState.NOT_ASKED
    st.button(
        "Nobody here was asked about it" if asked else "They were asked after all",
        key="framework-not-asked",
        on_click=act,
        args=(project.set_not_asked, *place.given, asked),
    )


def _quotes(project: Project, place: Place, quotes: list[Quote]) -> None:
    """What was said, each coding with a tick that links it to the summary."""
    if not quotes:
        parts.muted("No passage of these people carries this code.")
        return
    parts.muted("Tick the quotes that stand for your summary; they go into files with it.")
    hues = colours(project.codebook)
    # Many quotes scroll by themselves, so that the summary stays beside them.
    with st.container(height=READING_PX if len(quotes) > 3 else "content", border=False):
        for coding, own in groupby(quotes[:LISTED], key=lambda q: q.coding):
            tick, card = st.columns([1, 14], gap="small")
            tick.checkbox(
                "Link this quote",
                key=place.link(coding),
                label_visibility="collapsed",
                persist_state="session",
            )
            with card:
                quote_cards.cards(list(own), hues, f"framework-{coding}")
    if len(quotes) > LISTED:
        parts.muted(f"The first {LISTED} of {len(quotes)} quotes; narrow the rows to see others.")


def _earlier(project: Project, place: Place, summary: CellSummary | None) -> None:
    versions = project.summary_versions(*place.given)
    older = [v for v in versions if summary is None or v.version != summary.version]
    if older:
        with st.expander(f"Earlier versions ({len(older)})"):
            for version in older:
                st.html(_as_written(version))


def _as_written(summary: CellSummary) -> str:
    return (
        f'<div class="qc-memo"><header><b>{escaped(summary.who)}</b>'
        f"<span>{escaped(parts.when(summary.written_at))}</span></header>"
        f"<p>{escaped(summary.text)}</p></div>"
    )


def _by(summary: CellSummary) -> str:
    told = f"Written by {summary.who}, {parts.when(summary.written_at)}."
    if summary.read_at != summary.written_at:
        told += f" Read again by {summary.read_by}, {parts.when(summary.read_at)}."
    return told


_STYLE = """<style>
.st-key-framework-cell button[kind="tertiary"] * {
 white-space:normal;overflow:visible;overflow-wrap:normal;word-break:keep-all}
</style>"""
