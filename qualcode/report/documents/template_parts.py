"""What a template brings along besides its words: only what a clean report may hold stays."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from qualcode.errors import Refused
from qualcode.report.documents.wordml import W

MOST_BYTES, MOST_PARTS = 50_000_000, 2000  # of a template, unpacked
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KEPT = frozenset(
    (
        "officeDocument", "core-properties", "styles", "settings", "fontTable", "font", "theme",
        "numbering", "footnotes", "endnotes", "header", "footer", "image", "hyperlink",
    )
)  # fmt: skip
# They name what is outside, or hold what nobody sees, and Word does without.
_DROPPED = tuple(
    f"{{{W}}}{name}"
    for name in (
        "attachedTemplate", "mailMerge", "docVars", "commentRangeStart", "commentRangeEnd",
        "commentReference",
    )
)  # fmt: skip
_FETCHING = re.compile(
    r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b", re.I
)
_CORE = (
    "author", "category", "comments", "content_status", "identifier", "keywords", "language",
    "last_modified_by", "subject", "title", "version",
)  # fmt: skip
_OUTSIDE = (
    "This template holds something that stands elsewhere or is built in, such as a linked picture,"
    " a chart or a file; take it out, or put it in as a plain picture."
)
_CHANGES = "This template holds tracked changes; accept or reject them all in Word first."


class NoTemplate(Exception):
    """The file is no Word document."""


def check_archive(template: bytes) -> None:
    """Raises `NoTemplate`, or `Refused` for what is too large."""
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        listed = parts.infolist()
        if sum(part.file_size for part in listed) > MOST_BYTES:
            raise Refused("This template is too large; take pictures out of it.")
        if "word/document.xml" not in parts.namelist() or len(listed) > MOST_PARTS:
            raise NoTemplate
        for part in listed:
            if not _plain(part.filename, parts.read(part)):
                raise NoTemplate


def _plain(name: str, data: bytes) -> bool:
    """Whether a part is UTF-8 without a document type, if it is XML at all."""
    begins = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    if name.lower().endswith((".xml", ".rels")):
        if not begins.startswith(b"<"):
            return False
    elif not begins.startswith(b"<"):
        return data[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"<\0" not in data[:8]
    said = re.search(rb"""^<\?xml[^>]*encoding=["']([^"']*)""", begins)
    if said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"<!DOCTYPE" not in data


def clean(document: Any) -> None:
    """Take out of an opened template what no report may bring along.

    Comments, macros, data, properties and what is fetched from outside go. What stands in the
    words and cannot go without a hole is refused.

    Raises
    ------
    Refused
        It has tracked changes, linked or built-in things, or fields that fetch something.
    """
    package = document.part.package
    for holder in (package, *package.iter_parts()):
        for key, one in list(holder.rels.items()):
            kind = one.reltype.rpartition("/")[2]
            if kind not in _KEPT or (one.is_external and kind != "hyperlink"):
                del holder.rels[key]
    about = document.core_properties
    for name in _CORE:
        setattr(about, name, "")
    for part in package.iter_parts():
        _clean_part(part)


def _clean_part(part: Any) -> None:
    from lxml import etree

    root, held = getattr(part, "_element", None), None
    if root is None:
        if not str(part.content_type).endswith("xml") or part.partname.endswith(".svg"):
            return
        held = root = etree.fromstring(
            part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
        )
    for one in list(root.iter(*_DROPPED)):
        if one.getparent() is not None:
            one.getparent().remove(one)
    field = ""
    for one in root.iter(etree.Element):
        if one.tag == f"{{{W}}}instrText":
            field += one.text or ""
        elif one.tag == f"{{{W}}}fldChar":
            if _FETCHING.match(field):
                raise Refused(_OUTSIDE)
            field = ""
        for name, value in ((str(n), str(v)) for n, v in one.attrib.items()):
            if name == f"{{{W}}}author":
                raise Refused(_CHANGES)
            if (
                (name.startswith(f"{{{_R}}}") and value and value not in part.rels)
                or name in (f"{{{_R}}}link", f"{{{_R}}}href")
                or (name == f"{{{W}}}instr" and _FETCHING.match(value))
                or (name == "src" and "imagedata" in one.tag)
            ):
                raise Refused(_OUTSIDE)
    if _FETCHING.match(field):
        raise Refused(_OUTSIDE)
    if held is not None:
        part._blob = etree.tostring(held, xml_declaration=True, encoding="UTF-8", standalone=True)


def holds(part: Any, words: str) -> bool:
    """Whether a part of a document has these words anywhere."""
    from lxml import etree

    root = getattr(part, "_element", None)
    if root is not None:
        return words in etree.tostring(root, encoding="unicode")
    return words.encode() in part.blob
