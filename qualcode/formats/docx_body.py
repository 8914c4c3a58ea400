"""A walk over the XML of a Word document's running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.formats.flow import Flow, some

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
)
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def attribute(element: _Element, name: str) -> str | None:
    """A WordprocessingML attribute, in either of its namespaces."""
    return next((v for ns in _WORD if (v := element.get(ns + name)) is not None), None)


def _has(element: _Element, *path: str) -> bool:
    return any(element.find("/".join(ns + step for step in path)) is not None for ns in _WORD)


def words_below(element: _Element) -> list[str]:
    """All words below an element, deleted or not."""
    wanted = [ns + tag for ns in _WORD for tag in ("t", "delText")]
    return [found.text or "" for found in element.iter(*wanted, *_MATH_TEXT)]


class Body:
    """A walk over the main part; a handler that returns True skips what is below its element."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.marks: list[tuple[str, str | None]] = []
        self._seen: Counter[str] = Counter()
        self._fields: list[bool] = []
        starts: dict[str, Callable[[_Element], object]] = {
            "p": lambda _: self.flow.open_paragraph(),
            "t": self._text,
            "tab": self._tab,
            "ptab": lambda _: self.flow.add("\t"),
            "br": lambda _: self.flow.add("\n"),
            "cr": lambda _: self.flow.add("\n"),
            "noBreakHyphen": lambda _: self.flow.add("\u2011"),
            "softHyphen": lambda _: self.flow.add("\u00ad"),
            "sym": self._symbol,
            "fldChar": self._field,
            "del": lambda e: self._skip(e, "tracked deletion"),
            "moveFrom": lambda e: self._skip(e, "moved passage at its old place"),
            "sdt": self._control,
            "tbl": lambda _: self.flow.open_table(),
            "tr": self._row,
            "tc": lambda _: self.flow.open_cell(),
            "txbxContent": lambda _: self.flow.open_box(),
            "footnoteReference": self._mark,
            "endnoteReference": self._mark,
            "vanish": self._hidden,
            "pPr": lambda _: True,
            "sectPr": lambda _: True,
            "rPrChange": lambda _: True,
        }
        ends: dict[str, Callable[[_Element], object]] = {
            "p": self._end_paragraph,
            "tbl": lambda _: self.flow.close_table(),
            "tc": lambda _: self.flow.close_cell(),
            "txbxContent": lambda _: self.flow.close_box(),
        }
        self._starts = {ns + tag: act for ns in _WORD for tag, act in starts.items()}
        self._starts |= dict.fromkeys(_MATH_TEXT, self._text)
        self._starts |= dict.fromkeys(_PICTURES, self._picture)
        # Programs that do not know a drawing's newer form read its fallback, the same words again.
        self._starts[_FALLBACK] = lambda _: True
        self._ends = {ns + tag: act for ns in _WORD for tag, act in ends.items()}

    def read(self, root: _Element) -> None:
        """Walk the tree once, without recursion."""
        from lxml import etree

        tags = [*self._starts]
        walk = etree.iterwalk(root, events=("start", "end"), tag=tags)
        for event, element in walk:
            acts = self._starts if event == "start" else self._ends
            act = acts.get(element.tag)
            if act is not None and act(element) is True:
                walk.skip_subtree()

    def aside(self, root: _Element) -> list[str]:
        """The paragraphs of a note, apart from the running text."""
        flow, self.flow = self.flow, Flow()
        self.read(root)
        flow, self.flow = self.flow, flow
        return [line.strip() for line in flow.lines if line.strip()]

    def _text(self, element: _Element) -> None:
        if element.text and not any(self._fields):
            self.flow.add(element.text.replace("\n", " "))

    def _tab(self, element: _Element) -> None:
        # The same tag defines tab stops, within tabs, in a paragraph's properties.
        self.flow.add("\t")

    def _symbol(self, element: _Element) -> None:
        self._seen["symbol"] += 1
        try:
            self.flow.add(chr(int(attribute(element, "char") or "", 16)))
        except (ValueError, OverflowError):
            self.flow.add("\ufffd")

    def _field(self, element: _Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _skip(self, element: _Element, what: str) -> bool:
        self._seen[what] += 1
        self._seen[f"{what} characters"] += sum(map(len, words_below(element)))
        return True

    def _control(self, element: _Element) -> bool:
        if _has(element, "sdtPr", "showingPlcHdr"):
            return self._skip(element, "unfilled form field")
        return False

    def _row(self, element: _Element) -> bool:
        if _has(element, "trPr", "del"):
            return self._skip(element, "deleted table row")
        self.flow.open_row()
        return False

    def _mark(self, element: _Element) -> None:
        self.marks.append((_NOTES[element.tag.rpartition("}")[2]], attribute(element, "id")))

    def _hidden(self, element: _Element) -> None:
        if attribute(element, "val") not in ("0", "false", "off"):
            self._seen["stretch of hidden text"] += 1

    def _picture(self, element: _Element) -> None:
        self._seen["picture"] += 1

    def _end_paragraph(self, element: _Element) -> None:
        # An instruction never reaches past its paragraph; a broken field must not swallow the rest.
        self._fields = [False] * len(self._fields)
        gone = _has(element, "pPr", "rPr", "del") or _has(element, "pPr", "rPr", "moveFrom")
        self.flow.close_paragraph(joined=gone)

    def oddities(self) -> list[str]:
        """Sentences about the running text."""
        seen = self._seen
        left_out = (
            "tracked deletion",
            "moved passage at its old place",
            "deleted table row",
            "unfilled form field",
        )
        said = [
            f"{some(seen[what], what)} ({seen[f'{what} characters']} characters) left out."
            for what in left_out
            if seen[what]
        ]
        if seen["picture"]:
            said.append(f"{some(seen['picture'], 'picture')} left out.")
        if seen["stretch of hidden text"]:
            said.append(f"{some(seen['stretch of hidden text'], 'run')} of hidden text kept.")
        if seen["symbol"]:
            said.append(f"{some(seen['symbol'], 'symbol')} of special fonts kept by their number.")
        return said + self.flow.oddities()
