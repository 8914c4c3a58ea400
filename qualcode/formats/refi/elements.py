"""QDA-XML read as a stream: each thing is handed over when it ends, nothing else is held.

The parser is the standard library's expat and not lxml: a file of 64 MB never stands in memory as
a tree, every line has its number, and a document type is stopped where it begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from qualcode.errors import UnreadableFile

MAX_DEPTH = 60
MAX_CODE_DEPTH = 50
MAX_ELEMENTS = 600_000
MAX_CODES = 20_000
# An unfinished tag is parsed anew with every piece that arrives.
MAX_TAG = 1_000_000
MAX_WORDS = 20_000_000

_PIECE = 1 << 16
_TEXT_SOURCE = "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue"
_SELECTION = "Description Coding NoteRef"
_MEDIA = f"{_SELECTION} VariableValue"
_VALUES = "TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue"
# Every element of the standard and what may stand in it; Codebook and Project in one table.
CHILDREN: Mapping[str, frozenset[str]] = {
    parent: frozenset(children.split())
    for parent, children in {
        "": "Project CodeBook",
        "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description"
        " NoteRef",
        "Users": "User",
        "CodeBook": "Codes Sets",
        "Codes": "Code",
        "Code": "Description NoteRef Code",
        "Variables": "Variable",
        "Variable": "Description",
        "VariableValue": f"VariableRef {_VALUES}",
        "Cases": "Case",
        "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
        "Sources": "TextSource PictureSource PDFSource AudioSource VideoSource",
        "TextSource": _TEXT_SOURCE,
        "Representation": _TEXT_SOURCE,
        "Note": _TEXT_SOURCE,
        "TextDescription": _TEXT_SOURCE,
        "PlainTextSelection": _SELECTION,
        "Coding": "CodeRef NoteRef",
        "PictureSource": f"TextDescription PictureSelection {_MEDIA}",
        "PictureSelection": _SELECTION,
        "PDFSource": f"PDFSelection Representation {_MEDIA}",
        "PDFSelection": f"Representation {_SELECTION}",
        "AudioSource": f"Transcript AudioSelection {_MEDIA}",
        "AudioSelection": _SELECTION,
        "VideoSource": f"Transcript VideoSelection {_MEDIA}",
        "VideoSelection": _SELECTION,
        "Transcript": "Description PlainTextContent SyncPoint TranscriptSelection NoteRef",
        "TranscriptSelection": _SELECTION,
        "Notes": "Note",
        "Links": "Link",
        "Link": "NoteRef",
        "Sets": "Set",
        "Set": "Description MemberCode MemberSource MemberNote",
        "Graphs": "Graph",
        "Graph": "Vertex Edge",
    }.items()
}
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Node:
    """An element with its line, its attributes and what stands in it.

    ``inside`` holds nodes, and in place of those that a shape was given for, what it made.
    """

    tag: str
    line: int
    attributes: dict[str, str]
    inside: list[object] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Node]:
        """The nodes of one name that stand directly in this one."""
        return [one for one in self.inside if isinstance(one, Node) and one.tag == tag]

    def words(self, tag: str) -> str:
        """The text of the first such element; empty if there is none."""
        return next((one.text for one in self.all(tag)), "")


Shape = Callable[[Node], object]


@dataclass(slots=True)
class Walk:
    """What came of reading: the root, its namespace, how often each element stood in the file.

    ``unknown`` counts elements the standard does not have, which were passed over.
    """

    root: Node
    namespace: str
    elements: Counter[str]
    unknown: Counter[str]


def walk(pieces: Iterable[bytes], name: str, shapes: Mapping[str, Shape]) -> Walk:
    """Read QDA-XML; ``shapes`` turn a finished node of a tag into what is kept in its place.

    Raises
    ------
    UnreadableFile
        It is not well formed or not QDA-XML, carries a document type, or is deeper, larger or
        fuller than any real project.
    """
    return _Walker(name, shapes).through(pieces)


class _Walker:
    """The parser's handlers and what they have open."""

    def __init__(self, name: str, shapes: Mapping[str, Shape]) -> None:
        self._name = name
        self._shapes = shapes
        self._open: list[Node] = [Node("", 0, {})]
        self._words: list[str] = []
        self._size = 0
        self._passing = 0
        self._codes = 0
        self._count = 0
        self._fed = 0
        self._namespace = ""
        self._elements: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def through(self, pieces: Iterable[bytes]) -> Walk:
        try:
            for piece in pieces:
                for at in range(0, len(piece), _PIECE):
                    self._fed += len(piece[at : at + _PIECE])
                    self._parser.Parse(piece[at : at + _PIECE], False)
                    if self._fed - self._parser.CurrentByteIndex > MAX_TAG:
                        raise self._too_much("a tag of more than a million letters")
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableFile(
                f"{self._name} is cut short or damaged inside, near line"
                f" {self._parser.CurrentLineNumber}; export it again from the program it came"
                " from."
            ) from error
        root = self._open[0].inside[0]
        assert isinstance(root, Node), "no shape is given for a root"  # noqa: S101
        return Walk(root, self._namespace, self._elements, self._unknown)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = full.rpartition(" ")
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise self._too_much(f"more than {MAX_ELEMENTS:,} elements")
        if len(self._open) == 1:
            self._namespace = namespace
            if tag not in CHILDREN[""] or not namespace.casefold().startswith("urn:qda-xml:"):
                raise UnreadableFile(
                    f"{self._name} is not REFI-QDA; choose an export of that kind in the program"
                    " it came from."
                )
        self._elements[tag] += 1
        known = namespace == self._namespace
        if self._passing or not known or tag not in CHILDREN.get(self._open[-1].tag, _NOTHING):
            if not self._passing:
                self._unknown[tag[:40]] += 1
            self._passing += 1
            if self._passing > MAX_DEPTH:
                raise self._too_much(f"elements more than {MAX_DEPTH} deep")
            return
        if self._elements["Code"] > MAX_CODES:
            raise self._too_much(f"more than {MAX_CODES:,} codes")
        self._codes += tag == "Code"
        if len(self._open) > MAX_DEPTH or self._codes > MAX_CODE_DEPTH:
            raise self._too_much(f"codes more than {MAX_CODE_DEPTH} deep")
        self._words.clear()
        self._size = 0
        self._open.append(Node(tag, self._parser.CurrentLineNumber, attributes))

    def _end(self, _: str) -> None:
        if self._passing:
            self._passing -= 1
            return
        node = self._open.pop()
        if node.tag not in CHILDREN:
            node.text = "".join(self._words)
        self._words.clear()
        self._codes -= node.tag == "Code"
        shape = self._shapes.get(node.tag)
        self._open[-1].inside.append(shape(node) if shape else node)

    def _characters(self, words: str) -> None:
        # An element that holds others has no words of its own but the white space between them.
        if self._passing or self._open[-1].tag in CHILDREN:
            return
        self._size += len(words)
        if self._size > MAX_WORDS:
            raise self._too_much(f"a text of more than {MAX_WORDS // 1_000_000} million letters")
        self._words.append(words)

    def _doctype(self, *_: object) -> None:
        raise UnreadableFile(
            f"{self._name} carries a document type declaration, which could reach outside the"
            " file; export it again from the program it came from."
        )

    def _too_much(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"{self._name} holds {what}, more than any real project; export it again from the"
            " program it came from, in parts if it is so large."
        )
