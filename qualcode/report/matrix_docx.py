"""The framework matrix as a Word document, landscape."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.report.matrix_published import PublishedCell, PublishedMatrix, quoted
from qualcode.report.quotes_docx import NOTE, QUIET, blank, dress, paragraph

AT_ONCE = 8  # columns a page can hold
CELL, STATE, CELL_QUOTE, HEAD = "Matrix Cell", "Matrix State", "Matrix Quote", "Matrix Heading"
_LOOKS: tuple[tuple[str, float, bool, str, float, float], ...] = (
    (CELL, 9, False, "22272E", 0, 3),
    (STATE, 8.5, False, QUIET, 0, 3),
    (CELL_QUOTE, 8.5, False, QUIET, 0, 3),
    (HEAD, 9, True, "22272E", 0, 2),
)
_TWIPS_PER_CM = 567
MARGIN_CM, LABEL_CM = 1.5, 3.4
A4, A3 = (29.7, 21.0), (42.0, 29.7)  # landscape, cm
ON_A4 = 5  # columns that are wide enough to read on A4


def as_docx(matrix: PublishedMatrix) -> bytes:
    """A .docx: one table with its heading repeated on every page, and what must be said below.

    Up to five columns stand on A4, more on A3, both landscape. More than eight would be too
    narrow to read: they go on in further tables, each with the rows named again. Cells are made
    as XML: python-docx alone takes minutes for thousands.
    """
    document = blank("Framework matrix")
    size = A4 if len(matrix.columns) <= ON_A4 else A3
    _turn(document, size)
    styles = _styled(document)
    end = document.element.body.sectPr

    def add(element: Any) -> None:
        end.addprevious(element)

    add(paragraph(styles["Title"], [("Framework matrix", "")], ""))
    starts = range(0, len(matrix.columns), AT_ONCE)
    for start in starts:
        if len(starts) > 1:
            last = min(start + AT_ONCE, len(matrix.columns))
            told = f"Columns {start + 1} to {last} of {len(matrix.columns)}"
            add(paragraph(styles["Heading 2"], [(told, "")], ""))
        add(_table(matrix, slice(start, start + AT_ONCE), size[0] - 2 * MARGIN_CM, styles))
    add(paragraph(styles[NOTE], [("", "")], ""))
    for note in matrix.notes:
        add(paragraph(styles[NOTE], [(note, "")], ""))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _turn(document: Any, size: tuple[float, float]) -> None:
    """Landscape, with narrow margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    for section in document.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(size[0]), Cm(size[1])
        section.left_margin = section.right_margin = Cm(MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(1.6)


def _styled(document: Any) -> dict[str, str]:
    """Our styles for cells; style -> its id."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    for name, *_ in _LOOKS:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    for look in _LOOKS:
        dress(document.styles, *look)
    document.styles[STATE].font.italic = True
    document.styles[CELL_QUOTE].paragraph_format.left_indent = Cm(0.25)
    return {style.name: style.style_id for style in document.styles}


def _table(matrix: PublishedMatrix, columns: slice, across: float, styles: dict[str, str]) -> Any:
    heads = matrix.columns[columns]
    widths = [LABEL_CM, *[(across - LABEL_CM) / len(heads)] * len(heads)]
    table = _part("w:tbl", _properties(across), _part("w:tblGrid", *(_column(w) for w in widths)))
    titles = [[paragraph(styles[HEAD], [(t, "")], "")] for t in (matrix.rows_are, *heads)]
    table.append(_row(titles, widths, heading=True))
    for name, people, cells in matrix.rows:
        label = [paragraph(styles[HEAD], [(name, "")], "")]
        if people:
            label.append(paragraph(styles[STATE], [(people, "")], ""))
        table.append(_row([label, *(list(_inside(c, styles)) for c in cells[columns])], widths))
    return table


def _inside(cell: PublishedCell, styles: dict[str, str]) -> Iterator[Any]:
    """The paragraphs of a cell; every cell of a table needs one."""
    for line in cell.summary.splitlines():
        if line.strip():
            yield paragraph(styles[CELL], [(line, "")], "")
    if cell.state or not cell.summary:
        yield paragraph(styles[STATE], [(cell.state, "")], "")
    for quote in cell.quotes:
        yield paragraph(styles[CELL_QUOTE], [(quoted(quote), "")], "")


def _properties(across: float) -> Any:
    lines = (
        _part(f"w:{side}", val="single", sz="4", space="0", color="C9CFD6")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    inner = (_part(f"w:{side}", w="85", type="dxa") for side in ("top", "left", "bottom", "right"))
    return _part(
        "w:tblPr",
        _part("w:tblW", w=str(round(across * _TWIPS_PER_CM)), type="dxa"),
        _part("w:tblBorders", *lines),
        _part("w:tblLayout", type="fixed"),
        _part("w:tblCellMar", *inner),
    )


def _row(cells: Sequence[Sequence[Any]], widths: Sequence[float], *, heading: bool = False) -> Any:
    made = _part("w:tr", _part("w:trPr", _part("w:tblHeader"))) if heading else _part("w:tr")
    for content, width in zip(cells, widths, strict=True):
        looks = [_part("w:tcW", w=str(round(width * _TWIPS_PER_CM)), type="dxa")]
        if heading:
            looks.append(_part("w:shd", val="clear", color="auto", fill="E9EDF2"))
        made.append(_part("w:tc", _part("w:tcPr", *looks), *content))
    return made


def _column(width: float) -> Any:
    return _part("w:gridCol", w=str(round(width * _TWIPS_PER_CM)))


def _part(name: str, *inside: Any, **attributes: str) -> Any:
    """An element of WordprocessingML with these attributes and parts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    for part in inside:
        element.append(part)
    return element
