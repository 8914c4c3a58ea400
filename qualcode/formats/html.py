"""Web pages into a draft: the text a reader would see, a line a paragraph."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableFile
from qualcode.formats.draft import Draft
from qualcode.formats.encoding import decode
from qualcode.formats.turns import compose
from qualcode.model import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN_TAGS = "script style head template noscript svg math iframe object"
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCK_TAGS = """address article aside blockquote body br caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol
    p pre section summary table tbody tfoot thead tr ul"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,30})", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def read_html(data: bytes, name: str) -> Draft:
    """The paragraphs of a page; scripts, styles and hidden matter are left out.

    Raises
    ------
    UnreadableFile
        No text, not text, mixed encodings, or not HTML.
    """
    from lxml import etree, html

    source, oddities = _source(data, name)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", source, count=1), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableFile(f"{name} cannot be read as a web page; save it as .docx.") from None
    found = _paragraphs(root)
    if not found:
        raise UnreadableFile(f"{name} has no text in it; check that it is the right file.")
    return Draft(compose(found), tuple(oddities))


def _source(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The page as text: in the encoding it names where that fits, else as `decode` finds."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            codec = codecs.lookup(named[1].decode("ascii"))
            if codec.name not in ("utf-8", "ascii", "iso8859-1", "cp1252"):
                # bytes.decode refuses what is no encoding of text, such as "hex" or "zlib".
                return decode(data.decode(codec.name).encode("utf-8"), name)
        except (LookupError, UnicodeError):
            pass
    return decode(data, name)


def _paragraphs(root: HtmlElement) -> list[str]:
    """The page's text cut at every block element; cells of a row stand apart by a tab."""
    from lxml import etree

    found: list[str] = []
    line: list[str] = []

    def close() -> None:
        cells = ("".join(line)).split("\0")
        text = "\t".join(_BLANKS.sub(" ", cell).strip() for cell in cells).strip()
        if text:
            found.append(text)
        line.clear()

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        unseen = tag in _UNSEEN or "hidden" in element.attrib
        if event == "start":
            hidden += unseen
            if tag in _BLOCKS and not _in_cell(element):
                close()
            line.append("" if hidden else element.text or "")
            continue
        hidden -= unseen
        if tag in _CELLS and element.getnext() is not None:
            line.append("\0")
        elif tag in _BLOCKS:
            line.append(" ") if _in_cell(element) else close()
        line.append("" if hidden else element.tail or "")
    close()
    return found


def _in_cell(element: HtmlElement) -> bool:
    """Whether an element stands in a table's cell, whose paragraphs stay on the row's line."""
    parent = element.getparent()
    while parent is not None and parent.tag not in ("table", "body"):
        if parent.tag in _CELLS:
            return True
        parent = parent.getparent()
    return False
