r"""The groups of an RTF file: those with words, and those cut out or moved before decoding."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from qualcode.errors import UnreadableFile

# Marks that outlive decoding; from the private use area, which RTF writers leave alone.
CELL, ROW, START, LINE = "\ue000", "\ue001", "\ue002", "\ue003"
MAX_DEPTH = 200

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>.)|(?P<brace>[{}])|(?P<words>[^\\{}\r\n]+)",
    re.DOTALL,
)
_MARKS = {
    "cell": CELL,
    "nestcell": CELL,
    "row": ROW,
    "nestrow": ROW,
    "trowd": START,
    "line": LINE,
    "softline": LINE,
}
# Group by its first control word -> what it is counted as; None is dropped without a word:
# instructions of fields, list numbers and the older twin of a drawing.
_DROPPED: dict[str, str | None] = {
    "object": "embedded object",
    "pict": "picture",
    "annotation": "comment",
    "header": "page header",
    "headerl": "page header",
    "headerr": "page header",
    "headerf": "page header",
    "footer": "page header",
    "footerl": "page header",
    "footerr": "page header",
    "footerf": "page header",
    "fldinst": None,
    "listtext": None,
    "pntext": None,
    "shprslt": None,
    "nonesttables": None,
    "nonshppict": None,
    "stylesheet": None,
    "info": None,
}
_MOVED = {"footnote": "footnote", "shptxt": "text box"}


@dataclass
class Pruned:
    """RTF for the decoder, and how often each kind of thing was cut out or moved."""

    rtf: str = ""
    seen: Counter[str] = field(default_factory=Counter)


@dataclass
class _Group:
    out: list[str] | None
    deleted: bool = False
    opening: bool = True
    moved: str | None = None


def prune(data: bytes, name: str) -> Pruned:
    r"""Cut objects, pictures, comments, headers and deletions; move notes and boxes to the end.

    Raises
    ------
    UnreadableFile
        Groups are nested too deep, not closed, or a ``\bin`` reaches past the end.
    """
    cutter = _Cutter(name)
    at = data.index(b"{")
    while at < len(data) and not cutter.closed:
        found = _TOKEN.match(data, at)
        if found is None:
            # A line end counts for nothing in RTF, but the decoder tells fonts apart by it.
            at += 1
            cutter.line_end()
            continue
        at = found.end()
        if found["word"] == b"bin":
            at += max(0, int(found["number"] or 0))
            cutter.result.seen["stretch of raw data"] += 1
        else:
            cutter.take(found)
    if not cutter.closed or at > len(data):
        raise UnreadableFile(f"{name} is cut short; copy it again or save it as .docx.")
    return cutter.finish()


class _Cutter:
    """Follows the groups of one file; ``closed`` once the outermost has ended."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._main: list[str] = []
        self._end: list[str] = []
        self._groups: list[_Group] = []
        self.result = Pruned()
        self.closed = False

    def take(self, found: re.Match[bytes]) -> None:
        """Deal with one token."""
        if found["brace"] == b"{":
            self._open()
        elif found["brace"]:
            self._close()
        elif found["word"]:
            self._word(found["word"].decode("ascii"), found["number"], found)
        elif found["sign"]:
            self._sign(found)
        else:
            self._say(found)

    def line_end(self) -> None:
        """Keep the file's own line ends."""
        if self._groups:
            self._emit("\n")

    def finish(self) -> Pruned:
        """The pruned file, notes and boxes before its last brace."""
        self.result.rtf = "".join([*self._main[:-1], *self._end, "}"])
        return self.result

    def _open(self) -> None:
        if len(self._groups) >= MAX_DEPTH:
            raise UnreadableFile(
                f"{self._name} nests its groups more than {MAX_DEPTH} deep; save it as .docx."
            )
        outer = self._groups[-1] if self._groups else _Group(self._main)
        outer.opening = False
        self._groups.append(_Group(outer.out, outer.deleted))
        self._emit("{")

    def _close(self) -> None:
        self._emit("}")
        group = self._groups.pop()
        if group.moved and group.out is not None:
            self._end += ["{\\par ", *group.out]
        self.closed = not self._groups

    def _word(self, word: str, number: bytes | None, found: re.Match[bytes]) -> None:
        group = self._groups[-1]
        if group.opening and word in _DROPPED:
            kind = _DROPPED[word]
            if kind and group.out is not None:
                self.result.seen[kind] += 1
            # The brace already written is closed at once: the group stays balanced and empty.
            self._emit("}")
            group.out = None
        elif group.opening and word in _MOVED:
            self._move(group, _MOVED[word])
        elif word == "ftnalt" and group.moved == "footnote":
            self._retitle(group)
        elif word == "deleted":
            group.deleted = number != b"0"
        elif word == "plain":
            group.deleted = False
            self._emit("\\plain ")
        elif word in _MARKS:
            self._emit(_MARKS[word])
        elif not (word == "u" and group.deleted):
            self._emit(found[0].decode("latin-1"))
        group.opening = False

    def _move(self, group: _Group, kind: str) -> None:
        if group.out is None:
            return
        self._emit("}")
        self.result.seen[kind] += 1
        group.moved = kind
        group.out = []
        if kind == "footnote":
            group.out.append(f"[footnote {self.result.seen[kind]}] ")

    def _retitle(self, group: _Group) -> None:
        self.result.seen["footnote"] -= 1
        self.result.seen["endnote"] += 1
        group.moved = "endnote"
        if group.out:
            group.out[0] = f"[endnote {self.result.seen['endnote']}] "

    def _sign(self, found: re.Match[bytes]) -> None:
        if found["sign"] == b"*":
            # The word that follows names the group.
            self._emit("\\*")
            return
        self._groups[-1].opening = False
        if found["sign"] in (b"\n", b"\r"):
            self._emit("\\par ")
        elif not self._drop_deleted(1):
            self._emit(found[0].decode("latin-1"))

    def _say(self, found: re.Match[bytes]) -> None:
        self._groups[-1].opening = False
        words = found[0]
        if not self._drop_deleted(1 if found["hex"] else len(words)):
            # Bytes above ASCII are escaped, so that the decoder applies the file's code page.
            self._emit("".join(chr(b) if b < 128 else f"\\'{b:02x}" for b in words))

    def _drop_deleted(self, size: int) -> bool:
        group = self._groups[-1]
        if group.deleted and group.out is not None:
            self.result.seen["deleted"] += size
        return group.deleted

    def _emit(self, piece: str) -> None:
        out = self._groups[-1].out
        if out is not None:
            out.append(piece)
