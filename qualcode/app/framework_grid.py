"""The whole matrix at a glance: every cell with its state, and a click opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.analysis.matrix import Matrix, MatrixCell
from qualcode.app import parts
from qualcode.app.chart import is_dark
from qualcode.app.narrowing import choose
from qualcode.model.summary import CellState
from qualcode.report.matrix_published import heading

if TYPE_CHECKING:
    import pandas as pd

# The cell chosen: the two selectboxes are the truth, a click only sets them.
ROW, CODE, GRID = "framework_row", "framework_code", "framework_grid"
ROW_PX, MOST_PX, COLUMN_PX = 35, 460, 158
LABEL_PX, NOTED_PX = 180, 290  # of a row's name, and of one with a note
_LIGHT = {
    CellState.WRITTEN: "#DDF0E6",
    CellState.STALE: "#FBE3CF",
    CellState.TO_WRITE: "#E3EDF8",
    CellState.NOT_YET: "#F1F2F4",
}
_DARK = {
    CellState.WRITTEN: "#17392C",
    CellState.STALE: "#52301A",
    CellState.TO_WRITE: "#1F3347",
    CellState.NOT_YET: "#23272E",
}
_MEANS = {
    CellState.WRITTEN: "summarised",
    CellState.STALE: "summarised, and the coding changed since",
    CellState.TO_WRITE: "coded, and not summarised yet",
    CellState.NOT_RAISED: "coded through, and nobody raised it",
    CellState.NOT_YET: "not all interviews of the row are coded through",
    CellState.NOT_ASKED: "nobody of the row was asked",
}


def show(matrix: Matrix) -> None:
    """The grid, what its signs mean, and the cell chosen."""
    columns = _columns(matrix)
    places = [row.value for row in matrix.rows]
    wide = NOTED_PX if any(row.note for row in matrix.rows) else LABEL_PX

    def clicked() -> None:
        cells = st.session_state[GRID]["selection"]["cells"]
        if cells and cells[0][1] in columns and cells[0][0] < len(places):
            st.session_state[ROW] = (places[cells[0][0]],)
            st.session_state[CODE] = columns[cells[0][1]]

    st.dataframe(
        _drawn(matrix, columns),
        hide_index=True,
        height=min(ROW_PX * (len(places) + 1) + 3, MOST_PX),
        column_config={
            matrix.by: st.column_config.Column(pinned=True, width=wide),
            **{title: st.column_config.Column(width=COLUMN_PX) for title in columns},
        },
        on_select=clicked,
        selection_mode="single-cell",
        key=GRID,
        alt="The framework matrix: how each cell stands. Below, two boxes choose a cell.",
    )
    parts.muted(" · ".join(f"{s.mark} {_MEANS[s]}" for s in _states(matrix)))
    _boxes(matrix)


def chosen_stays(matrix: Matrix) -> None:
    """Let go of a chosen row or code that is not on the page any more."""
    if st.session_state.get(CODE) not in [code.id for code in matrix.columns]:
        st.session_state[CODE] = None
    row = st.session_state.get(ROW)
    if row is not None and tuple(row) not in [(r.value,) for r in matrix.rows]:
        st.session_state[ROW] = None


def choose_cell(cell: MatrixCell) -> None:
    """Go to a cell."""
    st.session_state[ROW], st.session_state[CODE] = (cell.value,), cell.code


def chosen(matrix: Matrix) -> MatrixCell | None:
    """The cell chosen, if any."""
    row, code = st.session_state.get(ROW), st.session_state.get(CODE)
    return None if row is None or code is None else matrix.cells[row[0], code]


def told(cell: MatrixCell, people: int | None) -> str:
    """What stands in a cell of the grid."""
    if not cell.segments or cell.state not in (CellState.TO_WRITE, CellState.STALE):
        return f"{cell.state.mark} {cell.state.value}"
    said = "people not known" if people is None else f"{cell.people} of {people}"
    return f"{cell.state.mark} {cell.state.value} · {said}"


def _boxes(matrix: Matrix) -> None:
    labels = {(row.value,): _called(row.label, row.note) for row in matrix.rows}
    titles = {code.id: heading(code) for code in matrix.columns}
    left, right = st.columns(2)
    with left:
        choose("Row", list(labels), ROW, labels.__getitem__, "Click a cell, or choose")
    with right:
        choose("Code", list(titles), CODE, titles.__getitem__, "Click a cell, or choose")


def _called(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def _columns(matrix: Matrix) -> dict[str, str]:
    """Heading -> code, every heading once and none like that of the rows."""
    found: dict[str, str] = {}
    for code in matrix.columns:
        title = heading(code)
        while title in found or title == matrix.by:
            title += " "
        found[title] = code.id
    return found


def _drawn(matrix: Matrix, columns: dict[str, str]) -> Any:
    """The grid as a styled table: words and signs first, a colour beside them."""
    import pandas as pd

    cells = [[matrix.cells[row.value, code] for code in columns.values()] for row in matrix.rows]
    labels = [_called(row.label, row.note) for row in matrix.rows]
    texts = [
        [labels[r], *(told(cell, row.people) for cell in cells[r])]
        for r, row in enumerate(matrix.rows)
    ]
    table = pd.DataFrame(texts, columns=[matrix.by, *columns], dtype=object)
    fills = _DARK if is_dark() else _LIGHT
    looks = [
        ["", *(f"background-color:{fills[c.state]}" if c.state in fills else "" for c in line)]
        for line in cells
    ]

    def dressed(shown: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(looks, index=shown.index, columns=shown.columns)

    return table.style.apply(dressed, axis=None)


def _states(matrix: Matrix) -> list[CellState]:
    there = {cell.state for cell in matrix.cells.values()}
    return [state for state in CellState if state in there]
