"""Codings and summaries -> the framework matrix."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level
from qualcode.analysis.matrix import PARTICIPANT, Matrix, MatrixCell, MatrixRow, Place
from qualcode.analysis.matrix_caption import caption
from qualcode.analysis.matrix_counts import Grid, columns_of
from qualcode.model import Codebook
from qualcode.model.summary import CellState, CellSummary


def make_matrix(
    frames: Frames,
    codebook: Codebook,
    by: str,
    level: Level,
    *,
    where: Mapping[str, str | None],
    labels: Mapping[str | None, tuple[str, str]],
    summaries: Sequence[CellSummary],
    not_asked: Collection[tuple[str, str | None, str]],
    asked: Mapping[str, frozenset[str]],
    codebook_version: int,
) -> Matrix:
    """The matrix by an attribute, or by ``participant``.

    ``where`` narrows whom the counts and the empty cells speak of; summaries are of all people of
    their row. ``labels`` gives each value its label and a note, ``not_asked`` the cells a person
    said nobody was asked about, ``asked`` the codes that were asked for in each transcript of
    which that is known.
    """
    columns = columns_of(frames, codebook, level)
    grid = Grid(frames, codebook, by, columns, where)
    here = {(s.value, s.code): s for s in summaries if s.rows == by}
    under = cells_under(frames, codebook, by, here)
    by_hand = {(value, code) for rows, value, code in not_asked if rows == by}
    unasked = grid.unasked(asked, codebook)
    cells = {}
    for r, value in enumerate(grid.values):
        for c, code in enumerate(columns):
            place = (value, code.id)
            empty = _empty(place in by_hand or bool(unasked[r, c]), not grid.through[r])
            cells[place] = _cell(
                place, grid, r, c, here.get(place), under.get(place, frozenset()), empty
            )
    rows = tuple(_row(value, labels[value], grid, r) for r, value in enumerate(grid.values))
    astray = _astray(summaries, frames, codebook)
    coders = tuple(sorted(set(frames.codings["coder"][grid.inside])))
    made = Matrix(by, level, rows, columns, cells, astray, coders)
    return replace(made, caption=caption(made, frames, grid, where, codebook_version))


def cells_under(
    frames: Frames, codebook: Codebook, by: str, wanted: Iterable[Place]
) -> dict[Place, frozenset[str]]:
    """The codings in each of these cells, by everybody of the row."""
    places = list(wanted)
    asked = {code for _, code in places}
    codes = [code for code in codebook if code.id in asked]
    grid = Grid(frames, codebook, by, tuple(codes), {})
    at = {code.id: n for n, code in enumerate(codes)}
    rows = {value: n for n, value in enumerate(grid.values)}
    numbers = {
        rows[value] * len(codes) + at[code]: (value, code)
        for value, code in places
        if value in rows and code in at
    }
    found: dict[Place, set[str]] = {place: set() for place in places}
    kept_rows = np.isin(grid.cell, list(numbers))
    for cell, coding in zip(grid.cell[kept_rows], grid.coding[kept_rows], strict=True):
        found[numbers[int(cell)]].add(coding)
    return {place: frozenset(ids) for place, ids in found.items()}


def _row(value: str | None, label: tuple[str, str], grid: Grid, r: int) -> MatrixRow:
    people, interviews, through = grid.of_row(r)
    return MatrixRow(value, *label, people, interviews, through)


def _cell(
    place: Place,
    grid: Grid,
    r: int,
    c: int,
    summary: CellSummary | None,
    under: frozenset[str],
    empty: CellState,
) -> MatrixCell:
    new = gone = 0
    if summary is not None:
        new, gone = len(under - summary.under), len(summary.under - under)
        state = CellState.STALE if new or gone else CellState.WRITTEN
    else:
        state = CellState.TO_WRITE if grid.segments[r, c] else empty
    known = None if grid.people[r] is None else int(grid.said[r, c])
    segments, quotable = int(grid.segments[r, c]), int(grid.quotable[r, c])
    return MatrixCell(*place, known, segments, quotable, state, summary, new, gone)


def _empty(unasked: bool, unread: bool) -> CellState:
    if unasked:
        return CellState.NOT_ASKED
    return CellState.NOT_YET if unread else CellState.NOT_RAISED


def _astray(
    summaries: Sequence[CellSummary], frames: Frames, codebook: Codebook
) -> tuple[CellSummary, ...]:
    """Summaries whose code, attribute or value the study has no more."""
    codes = {code.id for code in columns_of(frames, codebook, Level.BOTH)}
    kinds = {s.rows for s in summaries} & {PARTICIPANT, *frames.attributes}
    values = {kind: set(frames.people[kind]) for kind in kinds}
    return tuple(
        s for s in summaries if s.code not in codes or s.value not in values.get(s.rows, ())
    )
