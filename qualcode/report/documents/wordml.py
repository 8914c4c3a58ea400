"""Pieces of a Word document that are made as XML, since a report may hold thousands of quotes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from qualcode.report.export import writable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_CM = 16.0  # the width of the text on the page
MOST_KEPT = 9  # rows
# Blanks that hold a line together stay.
_BLANKS = re.compile("[ \t\r\n\f\v\u0085\u2028\u2029]+")
TWIPS = 567  # in a centimetre
LINE, HEAD_FILL = "C9CED6", "EEF1F4"
CONTENTS = "qualcode-contents"  # stands for the list of headings until they are known

# Styles the pieces ask for by name; a template without one gets its ordinary paragraphs.
QUOTE, CAPTION, NOTE, TO_WRITE, CELL, HEAD_CELL = (
    *("Quote", "Caption", "Report Note", "To Write"),
    *("Report Cell", "Report Head"),
)


@dataclass(frozen=True)
class Paragraph:
    """Words in a style; ``edge`` is a colour (hex, no #) for a line at its left."""

    text: str
    style: str = "Normal"
    edge: str = ""
    keep_next: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of words under a row of heads; ``widths`` are shares of the page's width.

    A cell may hold several lines, a paragraph each. ``split`` lets rows run over to the next page,
    for those that are high.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    styles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    split: bool = False


@dataclass(frozen=True)
class Picture:
    """A PNG with its caption, and what it shows in words for those who do not see it.

    The width is in centimetres.
    """

    png: bytes
    says: str
    caption: str
    width: float = TEXT_CM


@dataclass(frozen=True)
class Contents:
    """Where the list of headings goes."""


Piece = Paragraph | Table | Picture | Contents


@dataclass(frozen=True)
class Block:
    """Pieces that stand for one tag of a template, ``{{p name}}`` alone in its paragraph."""

    pieces: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces)


def block(pieces: Iterable[Piece]) -> Block:
    """Several pieces as one block."""
    return Block(tuple(pieces))


def elements(piece: Piece, styles: Mapping[str, str], part: Any) -> list[Any]:
    """A piece as elements of a document's body.

    Parameters
    ----------
    styles : name of a style -> its id in this document
    part : the document's main part, which pictures are added to
    """
    if isinstance(piece, Picture):
        return _picture(piece, styles, part)
    if isinstance(piece, Contents):
        return _parsed([_paragraph(Paragraph(CONTENTS), styles)])
    if isinstance(piece, Table):
        # Two tables that touch would grow into one, and a page may not end with one.
        return _parsed([_table(piece, styles), _paragraph(Paragraph("", NOTE), styles)])
    return _parsed([_paragraph(piece, styles)])


def many(pieces: Sequence[Piece], styles: Mapping[str, str], part: Any) -> list[Any]:
    """Pieces as elements; runs of paragraphs are parsed together, which is what makes it quick."""
    made: list[Any] = []
    waiting: list[str] = []
    for piece in pieces:
        if isinstance(piece, Paragraph):
            waiting.append(_paragraph(piece, styles))
            continue
        made += _parsed(waiting)
        waiting = []
        made += elements(piece, styles, part)
    return made + _parsed(waiting)


def _parsed(xml: Sequence[str]) -> list[Any]:
    if not xml:
        return []
    from docx.oxml import parse_xml

    return list(parse_xml(f'<w:body xmlns:w="{W}">{"".join(xml)}</w:body>'))


def _paragraph(one: Paragraph, styles: Mapping[str, str]) -> str:
    properties = ""
    if one.style in styles:
        properties = f"<w:pStyle w:val={quoteattr(styles[one.style])}/>"
    if one.keep_next:
        properties += "<w:keepNext/>"
    if one.edge:
        properties += (
            '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8"'
            f" w:color={quoteattr(one.edge)}/></w:pBdr>"
        )
    said = _runs(one.text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"


def _runs(text: str) -> str:
    if not text:
        return ""
    words = " ".join(filter(None, _BLANKS.split(text)))
    return f'<w:r><w:t xml:space="preserve">{escape(writable(words))}</w:t></w:r>'


def _table(table: Table, styles: Mapping[str, str]) -> str:
    whole = TEXT_CM * TWIPS / sum(table.widths)
    widths = [round(width * whole) for width in table.widths]
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    borders = f"<w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = []
    if any(table.heads):
        cells = "".join(
            _cell(text, width, HEAD_CELL, styles, f'<w:shd w:val="clear" w:fill="{HEAD_FILL}"/>')
            for text, width in zip(table.heads, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
    for n, row in enumerate(table.rows):
        # A small table stays on one page.
        keep = not table.split and n < len(table.rows) - 1 <= MOST_KEPT
        cells = "".join(
            _cell(text, width, table.styles.get((n, k), CELL), styles, keep=keep)
            for k, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        whole_row = "" if table.split else "<w:trPr><w:cantSplit/></w:trPr>"
        rows.append(f"<w:tr>{whole_row}{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(
    text: str,
    width: int,
    style: str,
    styles: Mapping[str, str],
    fill: str = "",
    *,
    keep: bool = False,
) -> str:
    lines = text.split("\n") or [""]
    inside = "".join(_paragraph(Paragraph(line, style, keep_next=keep), styles) for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{inside}</w:tc>'


def _picture(picture: Picture, styles: Mapping[str, str], part: Any) -> list[Any]:
    """A picture over its caption, in a row of its own that no page breaks.

    Beside a bare picture LibreOffice forgets which headings stay with what follows them.
    """
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    inline = part.new_pic_inline(io.BytesIO(picture.png), width=Cm(picture.width))
    inline.docPr.set("descr", writable(picture.says))
    wide = f'w:w="{round(TEXT_CM * TWIPS)}" w:type="dxa"'
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    under = _paragraph(Paragraph(picture.caption, CAPTION), styles)
    made = _parsed(
        [
            f'<w:tbl><w:tblPr><w:tblW {wide}/><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{none}</w:tblCellMar></w:tblPr>"
            f'<w:tblGrid><w:gridCol w:w="{round(TEXT_CM * TWIPS)}"/></w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW {wide}/></w:tcPr>"
            f"<w:p><w:pPr><w:keepNext/></w:pPr></w:p>{under}</w:tc></w:tr></w:tbl>",
            # Two tables that touch would grow into one.
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
            "</w:pPr></w:p>",
        ]
    )
    run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
    drawing.append(inline)
    run.append(drawing)
    next(made[0].iter(f"{{{W}}}p")).append(run)
    return made
