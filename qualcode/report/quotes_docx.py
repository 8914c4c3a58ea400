"""Quotes as a Word document with real styles."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from qualcode.model import Codebook, Direction
from qualcode.report.export import by_code, legend
from qualcode.report.quotes import Quote

# What XML 1.0 cannot hold; shown as a visible sign so that a report never dies on page 90.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_docx(quotes: Sequence[Quote], codebook: Codebook, title: str, note: str) -> bytes:
    """A .docx: title, note, a heading per indicator and letter, one paragraph a quote.

    Paragraphs are made as XML: python-docx alone takes a minute for tens of thousands.
    """
    import docx
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    quotation = document.styles["Quote"]
    quotation.font.italic = False
    quotation.font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    quotation.paragraph_format.left_indent = Cm(0.8)
    quotation.paragraph_format.space_after = Pt(8)
    document.core_properties.title = _legal(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    body = document.element.body
    end = body.sectPr
    names = {s: document.styles[s].style_id for s in ("Title", "Heading 1", "Heading 2", "Quote")}

    def add(text: str, style: str | None = None, mark: str = "") -> None:
        end.addprevious(_paragraph(text, names.get(style or ""), mark))

    add(title, "Title")
    add(note)
    add(legend())
    for code, own in by_code(quotes, codebook):
        add(
            f"{code}  {codebook[code].name}",
            "Heading 1" if codebook[code].parent is None else "Heading 2",
        )
        for q in own:
            caption = f" ({q.attribution})" if q.attribution else ""
            said = " ".join(q.words.split("\n"))
            add(f"“{said}”{caption}", "Quote", f" {Direction(q.direction).mark}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(text: str, style: str | None, mark: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = OxmlElement("w:p")
    if style:
        properties = OxmlElement("w:pPr")
        named = OxmlElement("w:pStyle")
        named.set(qn("w:val"), style)
        properties.append(named)
        paragraph.append(properties)
    for words in (text, mark):
        if words:
            run, held = OxmlElement("w:r"), OxmlElement("w:t")
            held.text = _legal(words)
            held.set(qn("xml:space"), "preserve")
            run.append(held)
            paragraph.append(run)
    return paragraph


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
