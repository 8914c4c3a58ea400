"""What is said under a framework matrix: what it is, whom it speaks of, how far it is written."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level
from qualcode.analysis.matrix import Matrix
from qualcode.analysis.matrix_counts import Grid


def caption(
    made: Matrix, frames: Frames, grid: Grid, where: Mapping[str, str | None], version: int
) -> str:
    """Unit, people and interviews in scope, coders, filters and the codebook's version."""
    people, talks = grid.scope["participant"].nunique(), set(grid.scope["transcript"])
    through = len(talks & frames.coded_through)
    parts = [
        f"{about(made)} In scope: {_many(people, 'participant')} in"
        f" {_many(len(talks), 'transcript')}, of which {through}"
        f" {_are(through)} coded through."
    ]
    if where:
        only = ", ".join(f"{k} {'not known' if v is None else v}" for k, v in where.items())
        parts.append(f"Only: {only}; the summaries are of everybody in their row.")
    coders = f"Coders: {', '.join(made.coders)}."
    parts.append(coders if made.coders else "Nothing in scope is coded yet.")
    parts.append(f"Codebook version {version}.")
    parts.append(progress(made))
    if made.astray:
        parts.append(
            f"{_many(len(made.astray), 'summary', 'summaries')} of codes or rows that are gone"
            " stand outside the matrix."
        )
    return " ".join(parts)


def about(made: Matrix) -> str:
    """What the rows, the columns and the cells are, in sentences."""
    columns = {
        Level.INDICATORS: "an indicator",
        Level.LETTERS: "a letter",
        Level.BOTH: "an indicator or a letter",
    }
    if not made.columns:
        return (
            f"The codebook has no {made.level.value}, so the matrix has no columns; ask for others."
        )
    return (
        f"Each row is one {made.by}, each column {columns[made.level]}. A cell holds the"
        " researcher's own words on what these people said, with the quotes linked to it."
    )


def progress(made: Matrix) -> str:
    """How many cells are written, and how many of these are out of date, in sentences."""
    written, of, stale = made.meter
    told = f"{written} of {_many(of, 'cell')} with something to write {_are(written)} written."
    if stale:
        were = "was" if stale == 1 else "were"
        told += f" {stale} of these {were} written before the coding changed."
    return told


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _many(n: int, one: str, several: str = "") -> str:
    return f"{n} {one}" if n == 1 else f"{n} {several or one + 's'}"
