"""Tables people write: CSV files and the first sheet of an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import UnreadableFile
from qualcode.formats.encoding import decode
from qualcode.formats.limits import MAX_ROWS
from qualcode.model import Problem

MAX_CELL = 10_000_000
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row of a table; ``number`` is its row in a spreadsheet, the heading being 1."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """A cell without outer blanks; empty when the table has no such column."""
        return self.cells.get(column, "").strip()

    def known(self, column: str) -> str | None:
        """A cell, or None when it is empty or says ``unknown``."""
        value = " ".join(self.get(column).split())
        return None if value.casefold() in ("", "unknown", "not known") else value


@dataclass(frozen=True)
class Grid:
    """A table with its column names in lower case and its rows that are not empty.

    ``oddities`` say how it was read (encoding, sheets, formulas); ``problems`` what is wrong with
    it (columns named twice or not at all, rows too short or too long).
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    oddities: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def lacks(self, *columns: str) -> list[str]:
        """Those of the columns that the table does not have."""
        return [column for column in columns if column not in self.header]

    def columns(self) -> str:
        """The columns for a message.

        >>> Grid(("id", "text")).columns()
        "the columns 'id', 'text'"
        """
        return "the columns " + ", ".join(repr(c) for c in self.header[:20])


def read_grid(data: bytes, name: str) -> Grid:
    """A table from a CSV file (comma, semicolon or tab) or an Excel workbook, told by content.

    Raises
    ------
    UnreadableFile
        It is encrypted or damaged, has no rows, more than 200,000 of them, or a cell of more
        than 10 MB.
    """
    if data.startswith(_OLE):
        raise UnreadableFile(
            f"{name} is password-protected or in the format of Excel 97; open it in Excel and save"
            " a copy as .xlsx without a password."
        )
    if data.startswith(b"PK"):
        from qualcode.formats.workbook import read_workbook

        cells, oddities = read_workbook(data, name)
        return replace(_grid(cells, name, padded=True), oddities=tuple(oddities))
    text, oddities = decode(data, name)
    return replace(_grid(_records(text, name), name), oddities=tuple(oddities))


def _records(text: str, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            # Excel writes this line to say which delimiter follows; it is no row of the table.
            yield [] if number == 1 and text[:4].casefold() == "sep=" else record
    except csv.Error as error:
        if "field larger" in str(error):
            raise UnreadableFile(
                f"Row {number + 1} of {name} has a cell of more than {MAX_CELL // 1_000_000} MB;"
                " split the text over several rows."
            ) from error
        raise UnreadableFile(
            f"Row {number + 1} of {name} has a quotation mark that is not closed or not doubled;"
            " save the table as CSV from a spreadsheet program again."
        ) from error


def _delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that cuts the heading into most columns."""
    if text[:4].casefold() == "sep=" and text[4:5] in (",", ";", "\t"):
        return text[4]
    heading = next((line for line in text.split("\n", 50) if line.strip()), "")

    def cells(delimiter: str) -> int:
        return len(next(csv.reader([heading], delimiter=delimiter), []))

    return max((",", ";", "\t"), key=cells)


def _grid(records: Iterable[Sequence[str]], name: str, *, padded: bool = False) -> Grid:
    """Rows by column name. The first row with words in it names the columns.

    ``padded`` says that empty cells at a row's end may be left out, as workbooks do.
    """
    found: list[Problem] = []
    header: list[str] = []
    rows: list[Row] = []
    for number, record in enumerate(records, 1):
        if number > MAX_ROWS:
            raise UnreadableFile(
                f"{name} has more than {MAX_ROWS:,} rows; split it into several tables."
            )
        if not any(cell.strip() for cell in record):
            continue
        if not header:
            header = [" ".join(cell.casefold().split()) for cell in record]
            found += _header_problems(header, number)
            continue
        found += _ragged(record, header, number, padded)
        pairs = zip(header, record, strict=False)
        rows.append(Row(number, {column: cell for column, cell in reversed(list(pairs)) if column}))
    if not header:
        raise UnreadableFile(f"{name} has no rows; check that it is the right file.")
    while not header[-1]:
        header.pop()
    columns = tuple(dict.fromkeys(filter(None, header)))
    return Grid(columns, tuple(rows), problems=tuple(found))


def _header_problems(header: Sequence[str], number: int) -> list[Problem]:
    problems = [
        Problem(f"the column {column!r} stands twice; the first is used", number)
        for column in dict.fromkeys(header)
        if column and header.count(column) > 1
    ]
    last = max(i for i, column in enumerate(header) if column)
    problems += [
        Problem(f"column {i} has no name and is left out", number)
        for i, column in enumerate(header[:last], 1)
        if not column
    ]
    return problems


def _ragged(
    record: Sequence[str], header: Sequence[str], number: int, padded: bool
) -> list[Problem]:
    if any(cell.strip() for cell in record[len(header) :]):
        return [Problem(f"has {len(record)} cells where the heading has {len(header)}", number)]
    if any(cell.strip() for cell, column in zip(record, header, strict=False) if not column):
        return [Problem("has words in a column without a name, which are left out", number)]
    if len(record) < len(header) and not padded:
        return [
            Problem(f"has only {len(record)} cells where the heading has {len(header)}", number)
        ]
    return []
