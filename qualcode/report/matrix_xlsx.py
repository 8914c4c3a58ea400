"""The framework matrix as an Excel workbook."""

from __future__ import annotations

import io
from typing import Any

from qualcode.report.export import writable
from qualcode.report.matrix_published import PublishedCell, PublishedMatrix

LONGEST = 32_000  # characters of a cell; Excel refuses more than 32,767
WIDE, PAPER_A4, LANDSCAPE_COLUMNS = 46, 9, 6
INK, QUIET, HEAD = "#22272E", "#5A626C", "#E9EDF2"
_ON_IN_WORD = "\n… (cut here: the Word file holds all of it)"


def as_xlsx(matrix: PublishedMatrix) -> bytes:
    """One sheet with the matrix, landscape, its heading repeated on every page; and its notes.

    Text stays text: nothing becomes a formula, a link or a number.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options | {"strings_to_numbers": False}) as book:
        book.set_properties({"title": "Framework matrix", "author": "", "comments": ""})
        sheet = book.add_worksheet("Framework matrix")
        _lay_out(sheet, len(matrix.columns))
        _fill(book, sheet, matrix)
        notes = book.add_worksheet("Notes")
        notes.set_column(0, 0, 110)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for n, note in enumerate(matrix.notes):
            notes.write_string(n, 0, writable(note), wrapped)
    return out.getvalue()


def _lay_out(sheet: Any, columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.freeze_panes(1, 1)
    sheet.set_footer("&CPage &P of &N")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, columns, WIDE)
    # Few columns fit the width of a page; many run over several, rows named on each.
    if columns <= LANDSCAPE_COLUMNS:
        sheet.fit_to_pages(1, 0)


def _fill(book: Any, sheet: Any, matrix: PublishedMatrix) -> None:
    base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9CFD6"}
    head = book.add_format({**base, "bold": True, "bg_color": HEAD, "font_color": INK})
    label = book.add_format({**base, "bold": True, "font_color": INK})
    plain = book.add_format({**base, "font_color": INK})
    quiet = book.add_format({**base, "italic": True, "font_color": QUIET})
    for c, title in enumerate((matrix.rows_are, *matrix.columns)):
        sheet.write_string(0, c, writable(title), head)
    for r, (name, people, cells) in enumerate(matrix.rows, 1):
        called = f"{name}\n{people}" if people else name
        sheet.write_string(r, 0, writable(called), label)
        for c, cell in enumerate(cells, 1):
            sheet.write_string(r, c, _text(cell), plain if cell.summary else quiet)


def _text(cell: PublishedCell) -> str:
    text = writable("\n".join(cell.lines))
    # Excel counts the two halves of a rare character as two.
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text[: LONGEST // 2] + _ON_IN_WORD
