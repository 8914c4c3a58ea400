"""The framework matrix: rows of people by codes, and how each of its cells stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from qualcode.analysis.frequency import Level
from qualcode.model import Code
from qualcode.model.summary import CellState, CellSummary

PARTICIPANT = "participant"
Place = tuple[str | None, str]  # a row's value and a code
DUE = (CellState.TO_WRITE, CellState.STALE)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The people of one value: how many are known (None: nobody is), in how many interviews."""

    value: str | None
    label: str
    note: str
    people: int | None
    interviews: int
    coded_through: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One row by one code.

    ``people`` said it, of those of the row; None where they are not known. ``segments`` carry it,
    ``quotable`` of them by people who allow quotes. ``new`` codings came and ``gone`` ones left
    since the summary was written or read again.
    """

    value: str | None
    code: str
    people: int | None
    segments: int
    quotable: int
    state: CellState
    summary: CellSummary | None = None
    new: int = 0
    gone: int = 0

    @property
    def change(self) -> str:
        """What changed since the summary was written, in words; empty where nothing did."""
        parts = [f"{self.new} new"] if self.new else []
        parts += [f"{self.gone} not there any more"] if self.gone else []
        return f"Codings since it was written: {', '.join(parts)}." if parts else ""


@dataclass(frozen=True)
class Matrix:
    """Rows by codes in codebook order, a cell for each pair.

    ``astray`` are summaries whose row or code the study no longer has; nothing written is lost.
    """

    by: str
    level: Level
    rows: tuple[MatrixRow, ...]
    columns: tuple[Code, ...]
    cells: Mapping[Place, MatrixCell]
    astray: tuple[CellSummary, ...]
    coders: tuple[str, ...]
    caption: str = ""

    def ordered(self) -> list[MatrixCell]:
        """The cells row by row."""
        return [self.cells[r.value, c.id] for r, c in product(self.rows, self.columns)]

    def due(self) -> list[MatrixCell]:
        """The cells that wait for a summary or for somebody to read theirs again."""
        return [cell for cell in self.ordered() if cell.state in DUE]

    @property
    def meter(self) -> tuple[int, int, int]:
        """Cells written, cells there is something to write in, and how many written are stale."""
        states = [cell.state for cell in self.cells.values()]
        stale = states.count(CellState.STALE)
        written = states.count(CellState.WRITTEN) + stale
        return written, written + states.count(CellState.TO_WRITE), stale

    def records(self) -> list[dict[str, Any]]:
        """The cells as plain rows; what is not known is None."""
        labels = {row.value: row for row in self.rows}
        names = {code.id: code.name for code in self.columns}
        return [
            {
                "row": labels[cell.value].label,
                "code": cell.code,
                "name": names[cell.code],
                "participants": cell.people,
                "of_participants": labels[cell.value].people,
                "segments": cell.segments,
                "quotable": cell.quotable,
                "state": cell.state.value,
                "summary": cell.summary.text if cell.summary else None,
            }
            for cell in self.ordered()
        ]
