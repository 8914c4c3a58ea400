"""Tables of codings made elsewhere or exported by `qualcode codings --format csv`."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import InvalidFile
from qualcode.formats.codebook_table import armed
from qualcode.formats.grid import Row, read_grid
from qualcode.formats.participants import transcript_named
from qualcode.model import Direction, Problem, Span

_DIRECTIONS = {
    "": Direction.PRESENT,
    **{direction.value: direction for direction in Direction},
    **{direction.words: direction for direction in Direction},
    "absent": Direction.ABSENT,
    "barrier": Direction.ABSENT,
    "planned": Direction.PLANNED,
    "hoped": Direction.PLANNED,
}


@dataclass(frozen=True)
class CodingRow:
    """One coding as a table gives it: its place by quote, by span, or both."""

    transcript: str
    code: str
    coder: str
    direction: Direction = Direction.PRESENT
    quote: str | None = None
    span: Span | None = None
    row: int | None = None
    made_at: str = ""


def read_codings(data: bytes, name: str) -> tuple[list[CodingRow], list[Problem]]:
    """The codings of a CSV or Excel table; rows with a problem are left out and listed.

    An empty direction means present. Further columns, such as the ids and times of the study the
    table was exported from, are not read.

    Raises
    ------
    UnreadableFile
        No table.
    InvalidFile
        A column is missing: transcript, code, coder, and quote or both start and end.
    """
    grid = read_grid(data, name)
    missing = grid.lacks("transcript", "code", "coder")
    if grid.lacks("quote") and grid.lacks("start", "end"):
        missing.append("quote' (or 'start' and 'end")
    if missing:
        raise InvalidFile(
            f"{name} lacks the columns '{', '.join(missing)}' and has {grid.columns()}; add them.",
            grid.problems,
        )
    problems = list(grid.problems)
    found: list[CodingRow] = []
    for row in grid.rows:
        wrong: list[str] = []
        coding = _coding(row, wrong)
        problems += [Problem(sentence, row.number) for sentence in wrong]
        if not wrong:
            found.append(coding)
    return found, problems


def _coding(row: Row, wrong: list[str]) -> CodingRow:
    wrong += [
        f"the column {c!r} is empty" for c in ("transcript", "code", "coder") if not row.get(c)
    ]
    direction = _DIRECTIONS.get(" ".join(row.get("direction").casefold().split()))
    if direction is None:
        wrong.append(f"the direction is none of {', '.join(Direction)}")
    quote = armed(row.cells.get("quote") or "") or None
    quote = quote if quote and quote.strip() else None
    span = _span(row, wrong)
    if quote is None and span is None and not wrong:
        wrong.append("neither a quote nor start and end say which words are coded")
    return CodingRow(
        transcript_named(row.get("transcript")),
        row.get("code"),
        " ".join(row.get("coder").split()),
        direction or Direction.PRESENT,
        quote,
        span,
        row.number,
    )


def _span(row: Row, wrong: list[str]) -> Span | None:
    start, end = row.get("start"), row.get("end")
    if not start and not end:
        return None
    if not (start.isdecimal() and end.isdecimal() and max(len(start), len(end)) < 16):
        wrong.append("start and end must both be whole numbers of characters")
    elif int(start) >= int(end):
        wrong.append("the end must lie after the start")
    else:
        return Span(int(start), int(end))
    return None
