"""Excel workbooks as rows of text: values as last calculated, nothing evaluated or followed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from qualcode.errors import UnreadableFile
from qualcode.formats.archive import Archive, open_archive
from qualcode.formats.flow import some
from qualcode.formats.limits import MAX_ROWS
from qualcode.formats.xml import refuse_doctype
from qualcode.model import Problem

# Cells of one row that are read; Excel's own limit is 16,384, and no table here needs as many.
_WIDEST = 1_000
# Cells of a sheet, empty ones before the last of a row included: some seconds of work.
_MOST_CELLS = 5_000_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")


def read_workbook(data: bytes, name: str) -> tuple[Iterator[list[str]], list[Problem]]:
    """The rows of the first visible sheet that has any, and what was odd.

    Raises
    ------
    UnreadableFile
        It is encrypted, damaged, no workbook, or all its sheets are empty or hidden.
    """
    oddities = _guard(open_archive(data, name), name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # openpyxl warns about styles and validations, none of which are read.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = list(book.worksheets)
            hidden = [s.title for s in sheets if s.sheet_state != "visible"]
            full = [s for s in sheets if s.sheet_state == "visible" and _has_words(s)]
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise _damaged(name) from error
    if not full:
        raise UnreadableFile(f"{name} has no visible sheet with rows; unhide the sheet to be read.")
    if hidden:
        oddities.append(Problem(f"hidden sheets not read: {_titles(hidden)}"))
    if len(full) > 1:
        others = _titles([sheet.title for sheet in full[1:]])
        oddities.append(Problem(f"only the sheet {full[0].title!r} is read, not {others}"))
    return _rows(full[0], name), oddities


def _guard(archive: Archive, name: str) -> list[Problem]:
    """Read every XML part once, since openpyxl reads without these checks."""
    if "[Content_Types].xml" not in archive:
        raise UnreadableFile(f"{name} is not an Excel workbook; save it as .xlsx or .csv.")
    formulas = merged = False
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            content = archive.read(part)
            refuse_doctype(content, name)
            if part.startswith("xl/worksheets/"):
                formulas = formulas or _FORMULA.search(content) is not None
                merged = merged or _MERGED.search(content) is not None
    oddities = []
    if formulas:
        oddities.append(Problem("formulas stand as their last calculated values"))
    if merged:
        oddities.append(Problem("of merged cells only the first holds the value"))
    if links := sum(part.startswith("xl/externalLinks/externalLink") for part in archive.names):
        oddities.append(Problem(f"{some(links, 'link')} to other workbooks not followed"))
    if any(part.endswith("vbaProject.bin") for part in archive.names):
        oddities.append(Problem("the workbook carries macros; they were neither run nor kept"))
    return oddities


def _has_words(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    # A first row far down stands for as many empty ones, which `_rows` refuses.
    return any(n > MAX_ROWS or any(cell is not None for cell in row) for n, row in enumerate(rows))


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    read = 0
    try:
        # Not told how wide it is, openpyxl ends each row at its last cell.
        for row in sheet.iter_rows(values_only=True):
            read += len(row)
            if read > _MOST_CELLS:
                raise UnreadableFile(
                    f"{name} has more than {_MOST_CELLS:,} cells; split it into several tables."
                )
            cells = [_text(value) for value in row[:_WIDEST]]
            while cells and not cells[-1]:
                cells.pop()
            yield cells
    except UnreadableFile:
        raise
    except Exception as error:  # as above
        raise _damaged(name) from error


def _text(value: object) -> str:
    from openpyxl.utils.escape import unescape

    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes" if not value.second else "seconds")
        case date() | time():
            return value.isoformat()
        case str():
            text: str = unescape(value)
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return str(value)


def _titles(titles: list[str]) -> str:
    return ", ".join(repr(title) for title in titles)


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is damaged inside; open it in Excel and save it as .xlsx or .csv again."
    )
