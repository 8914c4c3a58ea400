"""A finished report as its paragraphs: what a reader sees, and where each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableFile
from qualcode.formats.archive import Archive, open_archive
from qualcode.formats.docx import main_part, relations
from qualcode.formats.docx_body import attribute
from qualcode.formats.encoding import decode
from qualcode.formats.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

ENDINGS = (".docx", ".md", ".txt")
LONGEST_STRESSED = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLOCK = re.compile(r"quot|block ?text|zitat|citation", re.I)
_SPEAKER = re.compile(r"speaker|attribution|source of quot", re.I)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = re.compile(r"(?<![\\\w])(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.{1,300}?)(?<=[^\s\\])\1(?!\w)")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\](?!:)")
_INDENTED = re.compile(r"(?: {4,}|\t)")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its words, its number from 1 and the heading it stands under.

    ``place`` says where it is for a reader, such as ``paragraph 12, page 3``; ``block`` that it is
    set apart as a quotation, ``speaker`` that its style names who said the one before it.
    """

    text: str
    place: str
    heading: str = ""
    block: bool = False
    speaker: bool = False


@dataclass
class _Counting:
    """How far a document has been read."""

    paragraph: int = 0
    page: int = 1
    paged: bool = False
    heading: str = ""
    found: list[Paragraph] = field(default_factory=list)


def read_report(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a finished report that have words in them, in reading order.

    Of Word documents tables, text boxes, footnotes and endnotes too, tracked changes accepted;
    pages are told where Word has written down where they begin.

    Raises
    ------
    UnreadableFile
        The file is no .docx, .md or .txt, is damaged, locked, or holds no words.
    """
    ending = "".join(name.lower().rpartition(".")[1:])
    if ending not in ENDINGS:
        raise UnreadableFile(
            f"{name} is none of {', '.join(ENDINGS)}; save the report as one of these and check"
            " that."
        )
    found = _of_word(data, name) if ending == ".docx" else _of_text(data, name, ending)
    if not found:
        raise UnreadableFile(f"{name} holds no words; check that it is the right file.")
    return found


def _of_word(data: bytes, name: str) -> list[Paragraph]:
    if data.startswith(_OLE):
        raise UnreadableFile(
            f"{name} is password-protected or in the format of Word 97; save it from Word as .docx"
            " without a password."
        )
    archive = open_archive(data, name)
    main = main_part(archive, name)
    parts = {kind: path for kind, path, outside in relations(archive, main, name) if not outside}
    styles = _styles(archive, parts.get("styles", ""), name)
    at = _Counting()
    notes: list[tuple[str, str | None]] = []
    root = parse_xml(archive.read(main), name)
    for element in root.iter(*(ns + "p" for ns in _WORD)):
        if _hidden(element):
            continue
        at.paragraph += 1
        text = _words(element, at, notes)
        _take(at, text, _style_of(element, styles), f"paragraph {at.paragraph}", page=True)
    for kind in ("footnote", "endnote"):
        part = parts.get(f"{kind}s", "")
        if part not in archive:
            continue
        own = {attribute(e, "id"): e for e in parse_xml(archive.read(part), name)}
        marked = [id for which, id in notes if which == kind and id in own]
        for number, id in enumerate(marked, 1):
            at.heading = ""
            for element in own[id].iter(*(ns + "p" for ns in _WORD)):
                style = _style_of(element, styles)
                _take(at, _words(element, at, []), style, f"{kind} {number}", page=False)
    return at.found


def _take(at: _Counting, text: str, style: str, place: str, *, page: bool) -> None:
    text = " ".join(text.split())
    if not text or style.startswith("toc"):
        return
    if page and (style.startswith("heading") or style == "title"):
        at.heading = text
    told = f"{place}, page {at.page}" if page and at.paged else place
    speaker = bool(_SPEAKER.search(style))
    block = bool(_BLOCK.search(style)) and not speaker and "note" not in style
    at.found.append(Paragraph(text, told, at.heading, block, speaker))


def _words(paragraph: _Element, at: _Counting, notes: list[tuple[str, str | None]]) -> str:
    """What a reader sees of a paragraph; page breaks and marks of notes are noted on the way."""
    parts: list[str] = []
    for element in _own(paragraph):
        tag = element.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(element.text or "")
        elif tag in ("tab", "ptab", "cr") and _in_run(element):
            parts.append(" ")
        elif tag == "br":
            parts.append(" ")
            if attribute(element, "type") == "page":
                at.page, at.paged = at.page + 1, True
        elif tag == "noBreakHyphen":
            parts.append("\u2011")
        elif tag == "lastRenderedPageBreak":
            at.page, at.paged = at.page + 1, True
        elif tag in ("footnoteReference", "endnoteReference"):
            notes.append((tag.removesuffix("Reference"), attribute(element, "id")))
    return "".join(parts)


def _own(paragraph: _Element) -> Iterator[_Element]:
    """Elements of a paragraph in order, without those of paragraphs inside it (text boxes)."""
    waiting = [iter(paragraph)]
    skipped = {ns + tag for ns in _WORD for tag in ("p", "del", "moveFrom", "instrText", "pPr")}
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag not in skipped and element.tag != _FALLBACK:
            yield element
            waiting.append(iter(element))


def _in_run(element: _Element) -> bool:
    # The same tag defines tab stops in a paragraph's properties.
    above = element.getparent()
    return above is not None and above.tag.endswith("}r")


def _hidden(paragraph: _Element) -> bool:
    """Whether a paragraph stands where a newer form of the same drawing has said it already."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def _styles(archive: Archive, part: str, name: str) -> dict[str, str]:
    """Style id -> its name in small letters, after those it is based on where it says less."""
    if part not in archive:
        return {}
    named, based = {}, {}
    for element in parse_xml(archive.read(part), name):
        id = attribute(element, "styleId")
        if id is None or not element.tag.endswith("}style"):
            continue
        values = {c.tag.rpartition("}")[2]: attribute(c, "val") or "" for c in element}
        named[id], based[id] = values.get("name", id).lower(), values.get("basedOn", "")
    return {id: _telling(id, named, based) for id in named}


def _telling(id: str, named: dict[str, str], based: dict[str, str]) -> str:
    """A style's own name, or that of the heading or quotation it is based on."""
    seen: set[str] = set()
    at = id
    while at in named and at not in seen:
        seen.add(at)
        told = named[at]
        if told.startswith(("heading", "toc", "title")) or _BLOCK.search(told):
            return told
        at = based.get(at, "")
    return named[id]


def _style_of(paragraph: _Element, styles: dict[str, str]) -> str:
    for ns in _WORD:
        found = paragraph.find(f"{ns}pPr/{ns}pStyle")
        if found is not None:
            id = attribute(found, "val") or ""
            return styles.get(id, id.lower())
    return ""


def _of_text(data: bytes, name: str, ending: str) -> list[Paragraph]:
    text, _ = decode(data, name)
    at = _Counting()
    lines: list[str] = []
    first = 0
    block = False
    for number, line in enumerate([*text.split("\n"), ""], 1):
        quoted = line.lstrip().startswith(">")
        bare = re.sub(r"^\s*(?:>\s?)+", "", line) if quoted else line
        indented = ending == ".txt" and bool(_INDENTED.match(line))
        heading = ending == ".md" and re.match(r" {0,3}#{1,6}\s+\S", line)
        row = ending == ".md" and line.lstrip().startswith("|")
        # A list's entry, a table's row and a heading stand by themselves.
        alone = bool(
            heading or row or (ending == ".md" and re.match(r"\s*(?:[-*+]|\d+[.)])\s", bare))
        )
        if lines and (not bare.strip() or alone or (quoted or indented) != block):
            _take_lines(at, lines, first, block=block, marked=ending == ".md")
            lines = []
        if not bare.strip():
            continue
        if not lines:
            first, block = number, quoted or indented
        lines.append(bare.strip())
        if heading:
            at.heading = _without_markup(bare.strip().lstrip("# ").rstrip("# "))
            _take_lines(at, [at.heading], number, block=False, marked=False)
            lines = []
        elif row:
            _take_lines(at, lines, number, block=False, marked=True)
            lines = []
    return at.found


def _take_lines(at: _Counting, lines: list[str], first: int, *, block: bool, marked: bool) -> None:
    joined = " ".join(" ".join(lines).split())
    text = _without_markup(joined) if marked else joined
    if text.strip():
        speaker = block and bool(re.match(r"[—–]\s*\S", text))
        at.found.append(
            Paragraph(text.strip(), f"line {first}", at.heading, block and not speaker, speaker)
        )


def _without_markup(text: str) -> str:
    """Markdown's words as they are read: stress, marks of footnotes and escapes taken off.

    >>> _without_markup(r"she said *so*, and 3\\. stays \\*")
    'she said so, and 3. stays *'
    """
    bare = _FOOTNOTE.sub("", text)
    # Stress may stand within stress. Nobody stresses words in so long a paragraph but to attack.
    for _ in range(3 if len(bare) < LONGEST_STRESSED else 0):
        bare = _MARKUP.sub(r"\2", bare)
    return _ESCAPED.sub(r"\1", bare).strip()
