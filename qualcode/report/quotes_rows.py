"""Quotes as a table, one row each, for CSV and Excel: everything is text, nothing a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from qualcode.model import Codebook
from qualcode.report.export import FORMULA, writable
from qualcode.report.quotes_order import Arranged, in_order, role_told

FIRST = ("code", "name", "quote", "attribution", "direction", "source")
SPOKEN = ("role", "authority")
LAST = ("coder", "starred", "counter_example", "edited")
BETWEEN = " > "
LONGEST = 32_767  # characters of a cell of Excel, where a rare character counts as two
_SIGNS = frozenset(FORMULA)
_CUT = " … (cut here: the other files hold all of it)"
_WIDTHS = {"quote": 80, "attribution": 30, "name": 30, "path": 44, "source": 38}


def columns(arranged: Arranged, codebook: Codebook) -> list[str]:
    """The names of the columns: each level of the codebook, and what may be told of speakers."""
    deep = max((len(path_of(code.id, codebook)) for code in codebook), default=1)
    levels = [f"level_{n}" for n in range(1, deep + 1)]
    return [*FIRST, "path", *levels, *SPOKEN, *_attributes(arranged), *LAST]


def table(arranged: Arranged, codebook: Codebook) -> list[list[str]]:
    """The rows under `columns`, in the order the quotes stand in. Not told is empty.

    ``path`` is the code with all above it, and the levels are its parts from the top down. Role
    and authority are what the caption says, and other attributes stand only where enough people
    share them. Transcripts' and participants' ids stay out: they often say who was interviewed
    where.
    """
    names = _attributes(arranged)
    paths = {code.id: _levels(code.id, codebook) for code in codebook}
    deep = max((len(path) for path in paths.values()), default=1)
    levels = {
        id: [BETWEEN.join(path), *path, *[""] * (deep - len(path))] for id, path in paths.items()
    }
    told = {
        person: [values.get(name, "") for name in names]
        for person, values in arranged.attributes.items()
    }
    nothing, rows = [""] * len(names), []
    for q, counter in in_order(arranged, codebook):
        place = arranged.place(q)
        rows.append(
            [
                q.code,
                q.code_name,
                q.words,
                q.attribution or "",
                "; ".join(q.directions or (q.direction,)),
                q.coding,
                *levels[q.code],
                role_told(q, place),
                place,
                *told.get(q.person, nothing),
                "; ".join(q.coders or (q.coder,)),
                "yes" if q.starred else "",
                "yes" if counter else "",
                "yes" if q.edits else "",
            ]
        )
    return rows


def as_csv(arranged: Arranged, codebook: Codebook) -> str:
    """Rows with a heading. A cell a spreadsheet would run as a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = ([_named(c) for c in columns(arranged, codebook)], *table(arranged, codebook))
    writer.writerows([f"'{c}" if c[:1] in _SIGNS else c for c in row] for row in rows)
    return out.getvalue()


def as_xlsx(arranged: Arranged, codebook: Codebook, title: str, notes: Sequence[str]) -> bytes:
    """A workbook of one sheet, with what must be said of it on a second; every cell is text.

    A cell holds at most 32,767 characters; longer words are cut there, and it is said.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    # A cell of words may look like anything: nothing becomes a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    heads = columns(arranged, codebook)
    rows = table(arranged, codebook)
    with Workbook(out, options | {"strings_to_numbers": False}) as book:
        book.set_properties({"title": writable(title)[:255], "author": "", "comments": ""})
        sheet = book.add_worksheet("Quotes")
        head = book.add_format({"bold": True, "bg_color": "#E9EDF2", "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for n, name in enumerate(heads):
            sheet.set_column(n, n, _WIDTHS.get(name, 16), wrapped)
            sheet.write_string(0, n, writable(name), head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row):
                if cell:
                    sheet.write_string(r, c, _fitting(writable(cell)), wrapped)
        said = book.add_worksheet("Notes")
        said.set_column(0, 0, 110)
        for n, note in enumerate((title, *notes)):
            said.write_string(n, 0, _fitting(writable(note)), wrapped)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    return out.getvalue()


def path_of(code: str, codebook: Codebook) -> list[str]:
    """A code with all above it, from the top down."""
    path: list[str] = []
    at: str | None = code
    while at is not None:
        path.insert(0, at)
        at = codebook[at].parent
    return path


def _levels(code: str, codebook: Codebook) -> list[str]:
    return [codebook[at].title for at in path_of(code, codebook)]


def _attributes(arranged: Arranged) -> list[str]:
    """What is told of any speaker, in the order it was asked for."""
    told = {q.person for q in arranged.every}
    found: dict[str, None] = {}
    for person, values in arranged.attributes.items():
        if person in told:
            found.update(dict.fromkeys(values))
    return list(found)


def _named(column: str) -> str:
    # An attribute of a person may be called anything.
    return column.replace("\n", " ").strip() or "not named"


def _fitting(text: str) -> str:
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    room = LONGEST - len(_CUT)
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    return f"{kept}{_CUT}"
