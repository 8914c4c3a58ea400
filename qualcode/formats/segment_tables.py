"""The columns of coded-segment tables, as MAXQDA, ATLAS.ti, NVivo and Taguette name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.errors import InvalidFile
from qualcode.formats.code_paths import Path, path_of
from qualcode.formats.grid import Grid, Row
from qualcode.formats.participants import transcript_named
from qualcode.formats.refi.letters import time_of
from qualcode.model import Problem

# What a column means -> what programs call it, the surest name first.
NAMES = {
    "document": (
        *("document name", "document", "transcript", "source", "source name"),
        *("file", "file name"),
    ),
    "code": ("code", "coded with", "code name", "hierarchical name", "node", "tag"),
    "segment": (
        *("segment", "coded segment", "coded segments", "quote", "quotation content"),
        *("coded text", "content", "text"),
    ),
}
_CODES = ("codes", "tags")
_FURTHER = {
    "coder": ("coder", "author", "created by", "coded by", "coded by initials", "user"),
    "comment": ("comment", "comments"),
    "created": ("created", "creation date", "created on", "creation time"),
    "begin": ("begin", "beginning", "start"),
}
# "D 3: Interview 7", as ATLAS.ti numbers documents; "Codes\\Trust", as NVivo begins every way.
_NUMBERED = re.compile(r"D\s*\d{1,5}\s*[:–-]\s*(?=\S)")
_ROOT = re.compile(r"(?:codes|nodes)\s*\\+\s*(?=\S)", re.I)
# "Trust\n2 quotations" and "● Trust", as ATLAS.ti sets codes in a cell.
_BULLET = re.compile(r"^[\s●○•◆◇–*-]+(?=\S)")


@dataclass(frozen=True)
class CodedSegment:
    """Words of a document that carry a code, which is named by the way to it.

    ``code`` is empty for a marked passage that carries none. ``coder``, ``comment`` and
    ``created`` are as the table has them, empty where it has none. ``begin`` is where the words
    begin by the table's own counting: a character or a paragraph.
    """

    transcript: str
    code: Path
    words: str
    row: int
    coder: str = ""
    comment: str = ""
    created: str = ""
    begin: int | None = None

    @property
    def made_at(self) -> str:
        """When it was coded, in UTC; empty unless it is a time that can be read in one way only.

        >>> CodedSegment("a", ("b",), "c", 2, created="2026-05-01 10:00").made_at
        '2026-05-01T10:00:00.000000+00:00'
        >>> CodedSegment("a", ("b",), "c", 2, created="1/5/2026 10:00").made_at
        ''
        """
        return time_of(self.created) or "" if len(self.created) > 9 else ""


class SegmentTable:
    """A table of coded segments with its columns found.

    Raises
    ------
    InvalidFile
        There is no column for the document, for the code or for the words.
    """

    def __init__(self, grid: Grid, name: str) -> None:
        self._grid = grid
        self._columns = {what: _first(grid, names) for what, names in (NAMES | _FURTHER).items()}
        self._several = _first(grid, _CODES) if self._columns["code"] is None else None
        missing = [what for what in NAMES if self._columns[what] is None]
        if self._several is not None:
            missing.remove("code")
        if missing:
            raise InvalidFile(
                f"{name} lacks the columns '{', '.join(missing)}' and has {grid.columns()}; add"
                " them.",
                grid.problems,
            )
        self.problems = list(grid.problems)

    def segments(self) -> Iterator[CodedSegment]:
        """Each row once for every code it names; what is wrong is listed in `problems`."""
        for row in self._grid.rows:
            document, words = document_of(self._cell(row, "document")), self._cell(row, "segment")
            codes = self._codes(row)
            if self._several is not None:
                codes = codes or [()]
            if not (document and codes and words):
                self.problems.append(
                    Problem("the document, the code or the words are empty", row.number)
                )
                continue
            begin = self._cell(row, "begin")
            for code in codes:
                yield CodedSegment(
                    document,
                    code,
                    words,
                    row.number,
                    " ".join(self._cell(row, "coder").split()),
                    self._cell(row, "comment"),
                    self._cell(row, "created"),
                    int(begin) if begin.isdecimal() and len(begin) < 10 else None,
                )

    def _cell(self, row: Row, what: str) -> str:
        column = self._columns[what]
        return row.get(column) if column is not None else ""

    def _codes(self, row: Row) -> list[Path]:
        if self._several is None:
            return [path] if (path := way_of(self._cell(row, "code"))) else []
        cell = row.get(self._several)
        parts = re.split(r"[\n;]", cell)
        return list(dict.fromkeys(path for part in parts if (path := way_of(part))))


def document_of(name: str) -> str:
    """A document as the study calls it, without folders and ATLAS.ti's numbers before it.

    >>> document_of("D 3: Interview 7.docx"), document_of("Files\\\\\\\\East\\\\\\\\Interview 7")
    ('Interview-7', 'Interview-7')
    """
    return transcript_named(_NUMBERED.sub("", name.strip().rpartition("\\")[2].strip(), count=1))


def way_of(code: str) -> Path:
    """The way to a code, without NVivo's root of all and the bullets of a list.

    >>> way_of("Codes\\\\\\\\Trust\\\\\\\\Managers"), way_of("● Trust"), way_of("Trust > Managers")
    (('Trust', 'Managers'), ('Trust',), ('Trust', 'Managers'))
    """
    return path_of(_ROOT.sub("", _BULLET.sub("", code), count=1))


def _first(grid: Grid, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if not grid.lacks(name)), None)
