"""Pieces of a Word document of quotes, made as XML text: thousands of them in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from qualcode.report.export import writable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTE, MARK = "footnote text", "footnote reference"
CONTENTS = ("toc 1", "toc 2")
_PART, _KIND = (
    "/word/footnotes.xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def run(words: str, *, colour: str = "") -> str:
    """Words in one look."""
    if not words:
        return ""
    look = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>' if colour else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(writable(words))}</w:t></w:r>'


def paragraph(
    style: str, inside: str, *, edge: str = "", bookmark: int = 0, close: bool = False
) -> str:
    """A paragraph of runs; ``style`` is a style's id, ``edge`` the colour of a line at its left.

    A ``close`` one stays right above the next.
    """
    line = (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{edge}"/></w:pBdr>'
        if edge
        else ""
    )
    keep, gap = ("<w:keepNext/>", '<w:spacing w:after="20"/>') if close else ("", "")
    if bookmark:
        inside = (
            f'<w:bookmarkStart w:id="{bookmark}" w:name="_Toc{bookmark:06}"/>{inside}'
            f'<w:bookmarkEnd w:id="{bookmark}"/>'
        )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{line}{gap}</w:pPr>{inside}</w:p>'


def footnote_mark(number: int, styles: Mapping[str, str]) -> str:
    """Where a footnote is called."""
    return (
        f'<w:r><w:rPr><w:rStyle w:val="{styles[MARK]}"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def contents(
    entries: Sequence[tuple[int, str, int]], deep: int, styles: Mapping[str, str]
) -> Iterable[str]:
    """The list of headings, (level, words, bookmark) each, in place from the first glance.

    A field that Word can renew, each entry a link. It has no page numbers: only the program that
    lays the pages out knows them, and wrong ones would be worse than none.
    """
    entries = [entry for entry in entries if entry[0] <= deep]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{deep}" \\n \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for n, (level, words, bookmark) in enumerate(entries):
        link = f'<w:hyperlink w:anchor="_Toc{bookmark:06}" w:history="1">{run(words)}</w:hyperlink>'
        opened, closed = begin if n == 0 else "", end if n == len(entries) - 1 else ""
        yield paragraph(styles[CONTENTS[level - 1]], f"{opened}{link}{closed}")


def fill(document: Any, xml: Iterable[str]) -> None:
    """Put paragraphs at the end of a document, before the settings of its last section."""
    from docx.oxml import parse_xml

    end = document.element.body.sectPr
    for element in list(parse_xml(f'<w:body xmlns:w="{W}">{"".join(xml)}</w:body>')):
        end.addprevious(element)


def add_styles(document: Any) -> None:
    """The styles of footnotes and of the list of contents, which the plain template lacks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    styles = document.styles
    for name, points, after in ((FOOTNOTE, 8.5, 0), (CONTENTS[0], 11, 2), (CONTENTS[1], 10, 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.paragraph_format.space_after = Pt(points), Pt(after)
    styles[CONTENTS[0]].paragraph_format.space_before = Pt(6)
    styles[CONTENTS[1]].paragraph_format.left_indent = Cm(0.8)
    mark = styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def add_footnotes(document: Any, notes: Sequence[str], styles: Mapping[str, str]) -> None:
    """The document's footnotes, numbered from 1 in their order."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    plain = f'<w:pPr><w:pStyle w:val="{styles[FOOTNOTE]}"/></w:pPr>'
    sign = f'<w:r><w:rPr><w:rStyle w:val="{styles[MARK]}"/></w:rPr><w:footnoteRef/></w:r>'
    lines = [
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{made}/></w:r></w:p></w:footnote>'
        for kind, id, made in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    ]
    lines += [
        f'<w:footnote w:id="{n}"><w:p>{plain}{sign}{run(f" {note}")}</w:p></w:footnote>'
        for n, note in enumerate(notes, 1)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    xml = f'{head}<w:footnotes xmlns:w="{W}">{"".join(lines)}</w:footnotes>'
    part = Part(PackURI(_PART), _KIND, xml.encode(), document.part.package)
    document.part.relate_to(part, _RELATION)
