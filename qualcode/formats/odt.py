"""OpenDocument text files, read from their XML."""

# odfdo reads these files too, but its text output adds list marks and ASCII tables, and keeps
# tracked deletions in a place where they cannot be told from the rest; a transcript's text must
# hold what was said and nothing else, so the XML is walked here.

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableFile
from qualcode.formats.archive import Archive, open_archive
from qualcode.formats.draft import Draft
from qualcode.formats.flow import Flow, some
from qualcode.formats.turns import compose
from qualcode.formats.xml import parse_xml
from qualcode.model import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _DRAW, _OFFICE = (
    f"{{{_NS}{part}:1.0}}" for part in ("text", "table", "drawing", "office")
)
_STYLE = f"{{{_NS}style:1.0}}"
_SVG = f"{{{_NS}svg-compatible:1.0}}"
_XML_BLANKS = re.compile(r"[ \t\r\n]+")
_LONGEST_RUN = 10_000


def read_odt(data: bytes, name: str) -> Draft:
    """The words of an .odt file without tracked deletions, and a list of all it leaves out.

    Raises
    ------
    UnreadableFile
        It is encrypted, damaged, no OpenDocument text, or holds no words.
    """
    archive = open_archive(data, name)
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise UnreadableFile(
            f"{name} is password-protected; save a copy without a password and import that."
        )
    root = parse_xml(archive.read("content.xml"), name) if "content.xml" in archive else None
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableFile(f"{name} is not an OpenDocument text; save it as .odt and retry.")
    walk = _Walk()
    walk.read(body)
    for number, (kind, lines) in enumerate(walk.notes, 1):
        walk.flow.lines.append(f"[{kind} {number}] {' '.join(lines)}")
    text = compose(walk.flow.lines)
    if not text.strip():
        raise UnreadableFile(f"{name} holds no words; check that it is the right file.")
    said = [*walk.oddities(), *_left_out(archive, name)]
    return Draft(text, tuple(Problem(sentence) for sentence in said))


def _left_out(archive: Archive, name: str) -> list[str]:
    said = []
    if "styles.xml" in archive:
        pages = parse_xml(archive.read("styles.xml"), name)
        found = [e for e in pages.iter(f"{_STYLE}header", f"{_STYLE}footer") if _size(e)]
        if found:
            headers = some(len(found), "page header or footer", "page headers or footers")
            said.append(f"{headers} ({sum(map(_size, found))} characters) left out.")
    if any(part.startswith(("Basic/", "Scripts/")) for part in archive.names):
        said.append("The file carries macros; they were neither run nor kept.")
    return said


def _size(element: _Element) -> int:
    return sum(len(str(words).strip()) for words in element.itertext())


class _Walk:
    """A walk over the body; a handler that returns True skips what is below its element."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.notes: list[tuple[str, list[str]]] = []
        self._seen: Counter[str] = Counter()
        paragraph = lambda _: self.flow.open_paragraph()  # noqa: E731
        self._starts: dict[str, Callable[[_Element], object]] = {
            f"{_TEXT}p": paragraph,
            f"{_TEXT}h": paragraph,
            f"{_TEXT}s": self._blanks,
            f"{_TEXT}tab": lambda _: self.flow.add("\t"),
            f"{_TEXT}line-break": lambda _: self.flow.add("\n"),
            f"{_TEXT}tracked-changes": self._changes,
            f"{_TEXT}note": self._note,
            f"{_TEXT}ruby-text": lambda _: True,
            f"{_OFFICE}annotation": lambda e: self._skip(e, "comment"),
            f"{_OFFICE}forms": lambda _: True,
            f"{_SVG}title": lambda _: True,
            f"{_SVG}desc": lambda _: True,
            f"{_DRAW}image": lambda e: self._skip(e, "picture"),
            f"{_DRAW}object": lambda e: self._skip(e, "embedded object"),
            f"{_DRAW}object-ole": lambda e: self._skip(e, "embedded object"),
            f"{_DRAW}text-box": lambda _: self.flow.open_box(),
            f"{_TABLE}table": lambda _: self.flow.open_table(),
            f"{_TABLE}table-row": lambda _: self.flow.open_row(),
            f"{_TABLE}table-cell": lambda _: self.flow.open_cell(),
        }
        self._ends: dict[str, Callable[[], None]] = {
            f"{_TEXT}p": self.flow.close_paragraph,
            f"{_TEXT}h": self.flow.close_paragraph,
            f"{_DRAW}text-box": self.flow.close_box,
            f"{_TABLE}table": self.flow.close_table,
            f"{_TABLE}table-cell": self.flow.close_cell,
        }

    def read(self, root: _Element) -> None:
        """Walk the tree once, without recursion."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start":
                act = self._starts.get(element.tag)
                if act is not None and act(element) is True:
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._add(element.text)
                continue
            if element is not skipped and element.tag in self._ends:
                self._ends[element.tag]()
            if element is not root:
                self._add(element.tail)

    def _add(self, words: str | None) -> None:
        if words:
            # Any run of white space counts as one blank here; real blanks are elements.
            words = _XML_BLANKS.sub(" ", words)
            self.flow.add(words[1:] if words[0] == " " and self.flow.ends_with_blank() else words)

    def _blanks(self, element: _Element) -> None:
        count = element.get(f"{_TEXT}c", "1")
        self.flow.add(" " * min(int(count), _LONGEST_RUN) if count.isdecimal() else " ")

    def _changes(self, element: _Element) -> bool:
        for deletion in element.iter(f"{_TEXT}deletion"):
            self._skip(deletion, "tracked deletion")
        return True

    def _skip(self, element: _Element, what: str) -> bool:
        self._seen[what] += 1
        paragraphs = element.iter(f"{_TEXT}p", f"{_TEXT}h")
        self._seen[f"{what} characters"] += sum(map(_size, paragraphs))
        return True

    def _note(self, element: _Element) -> bool:
        body = element.find(f"{_TEXT}note-body")
        if body is not None:
            inner = _Walk()
            inner.read(body)
            kind = element.get(f"{_TEXT}note-class", "footnote")
            self.notes.append((kind, [line.strip() for line in inner.flow.lines if line.strip()]))
        return True

    def oddities(self) -> list[str]:
        """Sentences about the running text."""
        said = [
            f"{some(self._seen[what], what)} ({self._seen[f'{what} characters']} characters)"
            " left out."
            for what in ("tracked deletion", "comment")
            if self._seen[what]
        ]
        said += [
            f"{some(self._seen[what], what)} left out."
            for what in ("picture", "embedded object")
            if self._seen[what]
        ]
        if self.notes:
            said.append(f"Put at the end of the text, numbered: {some(len(self.notes), 'note')}.")
        return said + self.flow.oddities()
