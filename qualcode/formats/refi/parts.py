"""Each element of QDA-XML as a record, made when the element ends.

Those that need the text or the rest of the file to be understood stay raw (see `raws`);
`assemble` makes them whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from qualcode.formats.refi.dialects import Marked
from qualcode.formats.refi.elements import Node, Shape
from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.letters import colour_of, folded_guid, proper_guid, time_of
from qualcode.formats.refi.raws import RawCoding, RawMedia, RawNote, RawSelection, RawText
from qualcode.model.exchange import (
    VALUE_KINDS,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiNote,
    RefiSet,
    RefiUser,
    RefiValue,
    RefiVariable,
)

# Python's own int takes any length, underscores and digits of any script.
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")
_TRUTH = {"1": "true", "0": "false"}
_DIRECTIONS = ("Associative", "OneWay", "Bidirectional")


class Parts:
    """Makes records of nodes; what it cannot understand goes to the findings."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.shapes: Mapping[str, Shape] = {
            "User": lambda node: RefiUser(
                self._guid(node), node.attributes.get("name", ""), node.attributes.get("id", "")
            ),
            "Variable": self._variable,
            "VariableValue": self._value,
            "Case": self._case,
            "Coding": self._coding,
            "PlainTextSelection": self._selection,
            "TextSource": self._text,
            "Representation": self._text,
            "Note": self._note,
            "Transcript": self._transcript,
            "PictureSource": lambda node: self._media(node, "picture"),
            "PDFSource": lambda node: self._media(node, "pdf"),
            "AudioSource": lambda node: self._media(node, "audio"),
            "VideoSource": lambda node: self._media(node, "video"),
            "Link": self._link,
            "Set": self._set,
        }

    def _guid(self, node: Node) -> str:
        guid = folded_guid(node.attributes.get("guid", ""))
        if not guid:
            self._findings.wrong(f"a {node.tag} has no guid; it was given one", node.line)
            guid = proper_guid(f"{node.tag} {node.line}")
        return sys.intern(guid)

    def _user(self, node: Node) -> str:
        changed = any(key.startswith(("modifying", "modified")) for key in node.attributes)
        self._findings.lost(
            "the project",
            "remark on who changed something last, and when",
            "remarks on who changed something last, and when",
            number=int(changed),
        )
        return sys.intern(folded_guid(node.attributes.get("creatingUser", "")))

    def _time(self, node: Node) -> str:
        written = node.attributes.get("creationDateTime", "")
        time = time_of(written) if written else ""
        if time is None:
            self._findings.wrong("a date and time that is none was left out", node.line)
        return time or ""

    def code(self, node: Node, parent: str | None) -> RefiCode:
        """A code without those below it."""
        return RefiCode(
            self._guid(node),
            node.attributes.get("name", ""),
            parent,
            self._colour(node),
            node.words("Description"),
            node.attributes.get("isCodable", "true").strip() not in ("false", "0"),
            refs(node, "NoteRef"),
        )

    def _colour(self, node: Node) -> str | None:
        written = node.attributes.get("color", "")
        colour = colour_of(written)
        if written and colour is None:
            self._findings.wrong("a colour that is none was left out", node.line)
        return colour

    def _variable(self, node: Node) -> RefiVariable:
        kind = node.attributes.get("typeOfVariable", "")
        if kind not in VALUE_KINDS:
            self._findings.wrong("a variable of no known type is read as text", node.line)
            kind = "Text"
        name = node.attributes.get("name", "")
        return RefiVariable(self._guid(node), name, kind, node.words("Description"))

    def _value(self, node: Node) -> RefiValue:
        variable = refs(node, "VariableRef")
        for one in node.inside:
            if isinstance(one, Node) and one.tag != "VariableRef":
                kind = one.tag.removesuffix("Value")
                words = one.text if kind == "Text" else one.text.strip()
                words = _TRUTH.get(words, words) if kind == "Boolean" else words
                return RefiValue(variable[0] if variable else "", words, kind)
        return RefiValue(variable[0] if variable else "", None)

    def _case(self, node: Node) -> RefiCase:
        return RefiCase(
            self._guid(node),
            node.attributes.get("name", ""),
            node.words("Description"),
            refs(node, "CodeRef"),
            _values(node),
            refs(node, "SourceRef"),
            refs(node, "SelectionRef"),
        )

    def _coding(self, node: Node) -> RawCoding:
        code = refs(node, "CodeRef")
        notes = refs(node, "NoteRef")
        coding = RefiCoding(
            self._guid(node), code[0] if code else "", self._user(node), self._time(node), notes
        )
        return RawCoding(coding, node.line)

    def _selection(self, node: Node) -> RawSelection | None:
        start = node.attributes.get("startPosition", "")
        end = node.attributes.get("endPosition", "")
        return self._marked(node, start, end)

    def _marked(self, node: Node, start: str, end: str) -> RawSelection | None:
        if not (_WHOLE.fullmatch(start) and _WHOLE.fullmatch(end)):
            self._findings.wrong(
                "a selection whose positions are no whole numbers was left out", node.line
            )
            return None
        return RawSelection(
            Marked(self._guid(node), int(start), int(end), node.attributes.get("name", "")),
            node.line,
            [one for one in node.inside if isinstance(one, RawCoding)],
            node.words("Description"),
            self._user(node),
            self._time(node),
            refs(node, "NoteRef"),
        )

    def _text(self, node: Node) -> RawText:
        content = node.all("PlainTextContent")
        return RawText(
            self._guid(node),
            node.attributes.get("name", ""),
            node.line,
            "text",
            node.attributes.get("plainTextPath", ""),
            "richTextPath" in node.attributes,
            content[0].text if content else None,
            [one for one in node.inside if isinstance(one, RawSelection)],
            [one for one in node.inside if isinstance(one, RawCoding)],
            _values(node),
            refs(node, "NoteRef"),
            node.words("Description"),
            self._user(node),
            self._time(node),
        )

    def _note(self, node: Node) -> RawNote:
        text = self._text(node)
        for thing, there in (
            ("selection", text.selections),
            ("coding", text.codings),
            ("value", text.values),
            ("note", text.notes),
        ):
            self._findings.lost(
                "the notes", f"{thing} on a note", f"{thing}s on notes", number=len(there)
            )
        note = RefiNote(
            text.guid, text.name, text.content or "", text.user, text.time, text.description
        )
        return RawNote(note, "" if text.content is not None else text.path, node.line)

    def _transcript(self, node: Node) -> RawText:
        """A transcript's selections run from one point of the recording to another."""
        raw = self._text(node)
        points = {
            folded_guid(point.attributes.get("guid", "")): point.attributes.get("position", "")
            for point in node.all("SyncPoint")
        }
        self._findings.lost(
            "the sources",
            "time mark of a recording",
            "time marks of recordings",
            number=len(points),
        )
        for one in node.all("TranscriptSelection"):
            ends = (folded_guid(one.attributes.get(f"{e}SyncPoint", "")) for e in ("from", "to"))
            marked = self._marked(one, *(points.get(end, "") for end in ends))
            if marked is not None:
                raw.selections.append(marked)
        return raw

    def _media(self, node: Node, kind: str) -> RawMedia:
        areas = [
            (folded_guid(one.attributes.get("guid", "")), _codings(one))
            for one in node.inside
            if isinstance(one, Node) and one.tag.endswith("Selection")
        ]
        texts = [one for one in node.inside if isinstance(one, RawText)]
        for text in texts:
            text.kind = kind
        whole = self._text(node)
        whole.kind = kind
        return RawMedia(kind, whole, texts, areas)

    def _link(self, node: Node) -> RefiLink:
        direction = node.attributes.get("direction", "")
        if direction and direction not in _DIRECTIONS:
            self._findings.wrong("a link's direction that is none was left out", node.line)
            direction = ""
        return RefiLink(
            self._guid(node),
            node.attributes.get("name", ""),
            folded_guid(node.attributes.get("originGUID", "")),
            folded_guid(node.attributes.get("targetGUID", "")),
            direction,
            self._colour(node),
            refs(node, "NoteRef"),
        )

    def _set(self, node: Node) -> RefiSet:
        return RefiSet(
            self._guid(node),
            node.attributes.get("name", ""),
            node.words("Description"),
            refs(node, "MemberCode"),
            refs(node, "MemberSource"),
            refs(node, "MemberNote"),
        )


def refs(node: Node, tag: str) -> tuple[str, ...]:
    """The guids a node's references of one kind point to; codebooks write ``guid`` for them."""
    return tuple(
        sys.intern(folded_guid(one.attributes.get("targetGUID") or one.attributes.get("guid", "")))
        for one in node.all(tag)
    )


def _values(node: Node) -> tuple[RefiValue, ...]:
    return tuple(one for one in node.inside if isinstance(one, RefiValue))


def _codings(node: Node) -> int:
    return sum(isinstance(one, RawCoding) for one in node.inside)
