"""Tables printed to PDF: rows of cells, told by where the words stand below their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.formats.pdf_lines import Piece, read_pieces

# Words stand a little higher or lower than their neighbours in a row, in parts of their size.
_LEVEL = 0.4


@dataclass(frozen=True)
class PrintedRow:
    """One row: its number among the rows, its cells by heading, and how far the first one is
    indented, in points from the page's left edge."""

    number: int
    cells: dict[str, str]
    indent: float


def read_printed_table(
    data: bytes, name: str, headings: Sequence[str], opening: Sequence[str]
) -> list[PrintedRow]:
    """The rows of the one table in a PDF.

    Parameters
    ----------
    headings : the columns from left to right, in lower case
    opening : the columns that stand filled on the first line of every row; other lines carry on
        the row above, also over a page's end

    Raises
    ------
    UnreadableFile
        Damaged, or no PDF.
    InvalidFile
        There is no line with these headings.
    """
    edges: list[float] = []
    title: list[str] = []
    found: list[tuple[float, dict[str, list[str]]]] = []
    for line in _lines(data, name):
        words = [piece.text.strip().casefold() for piece in line]
        if words == list(headings):
            edges, title = [piece.x for piece in line], words
        elif edges and words != title:
            cells = _cells(line, edges, headings)
            if all(cells.get(column) for column in opening):
                found.append((line[0].x, cells))
            elif found:
                for column, parts in cells.items():
                    found[-1][1].setdefault(column, []).extend(parts)
    if not edges:
        listed = "', '".join(headings)
        raise InvalidFile(
            f"{name} has no table with the columns '{listed}'; print or export that table again."
        )
    return [
        PrintedRow(n, {column: "\n".join(parts) for column, parts in cells.items()}, indent)
        for n, (indent, cells) in enumerate(found, 1)
    ]


def _cells(
    line: Sequence[Piece], edges: Sequence[float], headings: Sequence[str]
) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for piece in line:
        # Nothing stands left of its column but by a hair.
        column = max(n for n, edge in enumerate(edges) if n == 0 or piece.x >= edge - 2)
        cells.setdefault(headings[column], []).append(piece.text.strip())
    return {column: [" ".join(parts)] for column, parts in cells.items()}


def _lines(data: bytes, name: str) -> list[list[Piece]]:
    """The pieces of all pages, line by line from top to foot, each from left to right."""
    from pypdf import PdfReader

    from qualcode.formats.pdf import quiet

    lines: list[list[Piece]] = []
    try:
        with quiet():
            pages = [read_pieces(page) for page in PdfReader(BytesIO(data)).pages]
    except Exception:  # pypdf answers hostile files with many kinds of exception
        raise UnreadableFile(
            f"{name} is damaged or no PDF, and cannot be read; export it again."
        ) from None
    for pieces in pages:
        at: list[list[Piece]] = []
        for piece in sorted(pieces, key=lambda p: -p.y):
            if at and at[-1][0].y - piece.y <= _LEVEL * piece.size:
                at[-1].append(piece)
            else:
                at.append([piece])
        lines += [sorted(line, key=lambda p: p.x) for line in at]
    return lines
