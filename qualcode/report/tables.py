"""Rows of plain values as the bytes of a CSV or Excel file, with what must be said under them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.report.export import FORMULA, writable

KEPT_BACK = "c"  # stands where a number is kept back so that nobody is given away
Row = Mapping[str, Any]


def as_csv(rows: Sequence[Row], columns: Sequence[str], notes: Sequence[str] = ()) -> bytes:
    """UTF-8 with a byte order mark, for Excel; what is not known is empty, notes stand below.

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_disarmed(name) for name in columns])
    writer.writerows([_disarmed(row[name]) for name in columns] for row in rows)
    writer.writerows([_disarmed(note)] for note in notes)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(
    sheets: Mapping[str, tuple[Sequence[Row], Sequence[str]]], notes: Sequence[str] = ()
) -> bytes:
    """A workbook: sheet name -> (rows, columns); text stays text, notes are a last sheet."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options | {"strings_to_numbers": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, (rows, columns) in sheets.items():
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            for n, column in enumerate(columns):
                cells = [_cell(row[column]) for row in rows]
                longest = max([len(column), *(len(str(c)) for c in cells if c is not None)])
                sheet.set_column(n, n, min(max(longest + 2, 8), 60))
                sheet.write_string(0, n, writable(column), bold)
                for k, cell in enumerate(cells, 1):
                    if isinstance(cell, str):
                        sheet.write_string(k, n, cell, wrapped)
                    elif cell is not None:
                        sheet.write(k, n, cell, wrapped)
        if notes:
            sheet = book.add_worksheet("Notes")
            sheet.set_column(0, 0, 100)
            for n, note in enumerate(notes):
                sheet.write_string(n, 0, writable(note), wrapped)
    return out.getvalue()


def _cell(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return writable("; ".join(str(v) for v in value))
    return writable(str(value))


def _disarmed(value: Any) -> str:
    cell = _cell(value)
    if cell is None:
        return ""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text
