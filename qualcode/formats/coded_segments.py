"""Coded segments as analysis programs list them: document, code, and the words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from qualcode.errors import InvalidFile
from qualcode.formats.code_paths import Path, path_of
from qualcode.formats.grid import Grid, read_grid
from qualcode.formats.participants import transcript_named
from qualcode.formats.pdf_table import read_printed_table
from qualcode.model import Problem, Span

COLUMNS = ("document name", "code", "segment")
_NAMES = {
    "document": ("document name", "document", "transcript", "source"),
    "code": ("code", "coded with"),
    "segment": ("segment", "coded segment", "quote", "quotation content", "text"),
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class CodedSegment:
    """Words of a document that carry a code, which is named by the way to it."""

    transcript: str
    code: Path
    words: str
    row: int


def read_coded_segments(data: bytes, name: str) -> tuple[list[CodedSegment], list[Problem]]:
    """The coded segments of a PDF or of a CSV or Excel table; rows that lack a cell are listed.

    Raises
    ------
    UnreadableFile
        Damaged, or neither a PDF nor a table.
    InvalidFile
        A column is missing: document name, code, segment.
    """
    problems: list[Problem] = []
    rows: list[tuple[int, list[str]]]
    if b"%PDF-" in data[:1024]:
        printed = read_printed_table(data, name, COLUMNS, COLUMNS[:2])
        rows = [(r.number, [r.cells.get(column, "") for column in COLUMNS]) for r in printed]
    else:
        grid = read_grid(data, name)
        columns = _columns(grid, name)
        rows = [(r.number, [r.get(column) for column in columns]) for r in grid.rows]
        problems += grid.problems
    found = []
    for number, (document, code, words) in rows:
        path = path_of(code)
        if document.strip() and path and words.strip():
            found.append(CodedSegment(transcript_named(document.strip()), path, words, number))
        else:
            problems.append(Problem("the document, the code or the words are empty", number))
    return found, problems


def _columns(grid: Grid, name: str) -> list[str]:
    chosen = [next((c for c in names if not grid.lacks(c)), None) for names in _NAMES.values()]
    missing = [what for what, column in zip(_NAMES, chosen, strict=True) if column is None]
    if missing:
        raise InvalidFile(
            f"{name} lacks the columns '{', '.join(missing)}' and has {grid.columns()}; add them.",
            grid.problems,
        )
    return [column for column in chosen if column is not None]


class WordPlaces:
    """Finds words in a text whatever stands between them: blanks, line breaks, punctuation.

    Words printed into a table are broken into other lines than in their document.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        found = [(_plain(m.group()), m.span()) for m in _WORD.finditer(text)]
        self._spans = [span for _, span in found]
        self._line = "".join(f" {word}" for word, _ in found) + " "
        self._at: list[int] = []
        at = 0
        for word, _ in found:
            self._at.append(at)
            at += len(word) + 1

    def find(self, words: str) -> list[Span]:
        """Every place where the words stand one after another, with closing punctuation."""
        wanted = "".join(f" {_plain(m.group())}" for m in _WORD.finditer(words)) + " "
        if not wanted.strip():
            return []
        count = wanted.count(" ") - 1
        found = []
        at = self._line.find(wanted)
        while at >= 0:
            first = bisect_left(self._at, at)
            start, end = self._spans[first][0], self._spans[first + count - 1][1]
            found.append(Span(start, self._closed(end)))
            at = self._line.find(wanted, at + 1)
        return found

    def _closed(self, end: int) -> int:
        while end < len(self._text) and self._text[end] in ".,;:!?…”’\"')":
            end += 1
        return end


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
