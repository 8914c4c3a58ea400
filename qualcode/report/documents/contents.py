"""The list of headings, in place from the first glance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from qualcode.report.documents.wordml import CONTENTS, TEXT_CM, TWIPS, W

LEVELS = ("Heading 1", "Heading 2")


def fill(body: Any, styles: Mapping[str, str]) -> None:
    """Write the headings of two levels where the mark for them stands, each a link to its place.

    Page numbers are fields, left empty here: only a program that lays pages out knows them.
    LibreOffice fills them at once, Word when it prints, makes a PDF or is asked to (F9). Inside a
    field for the whole list LibreOffice would fill none, and a setting that renews fields would
    make Word ask a question on opening.
    """
    places = [t.getparent().getparent() for t in body.iter(f"{{{W}}}t") if t.text == CONTENTS]
    if not places:
        return
    found = _headings(body, styles)
    for place in places:
        for element in _entries(found, styles):
            place.addprevious(element)
        place.getparent().remove(place)


def _headings(body: Any, styles: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Level, words and bookmark of every heading; the bookmarks are set."""
    from docx.oxml import OxmlElement

    level_of = {styles[name]: n for n, name in enumerate(LEVELS, 1) if name in styles}
    found: list[tuple[int, str, str]] = []
    for paragraph in body.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        level = level_of.get(style.get(f"{{{W}}}val")) if style is not None else None
        words = "".join(t.text or "" for t in paragraph.iter(f"{{{W}}}t")).strip()
        if level is None or not words:
            continue
        name, id = f"_Toc{len(found) + 1:06}", str(len(found) + 1)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(f"{{{W}}}id", id)
        start.set(f"{{{W}}}name", name)
        end.set(f"{{{W}}}id", id)
        first = paragraph.find(f"{{{W}}}r")
        first.addprevious(start)
        paragraph.append(end)
        found.append((level, words, name))
    return found


def _entries(found: list[tuple[int, str, str]], styles: Mapping[str, str]) -> list[Any]:
    from docx.oxml import parse_xml

    at_edge = f'w:val="right" w:leader="dot" w:pos="{round(TEXT_CM * TWIPS)}"'
    tab = f"<w:tabs><w:tab {at_edge}/></w:tabs>"
    lines = []
    for level, words, name in found:
        style = styles.get(f"toc {level}") or styles.get(f"Toc {level}")
        own = f'<w:pStyle w:val="{style}"/>' if style else f'<w:ind w:left="{(level - 1) * 340}"/>'
        style, indent = (own, "") if "pStyle" in own else ("", own)
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r>'
            f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r><w:r><w:tab/></w:r>'
            f"{_page_of(name)}</w:hyperlink>"
        )
        lines.append(f"<w:p><w:pPr>{style}{tab}{indent}</w:pPr>{link}</w:p>")
    return list(parse_xml(f'<w:body xmlns:w="{W}">{"".join(lines)}</w:body>')) if lines else []


def _page_of(bookmark: str) -> str:
    """A field for the page a bookmark stands on, without a number until somebody lays it out."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)
