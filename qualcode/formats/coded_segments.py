"""Coded segments as analysis programs list them: document, code, and the words."""

from __future__ import annotations

import re
from bisect import bisect_left

from qualcode.formats.code_paths import path_of
from qualcode.formats.grid import read_grid
from qualcode.formats.participants import transcript_named
from qualcode.formats.pdf_table import read_printed_table
from qualcode.formats.segment_tables import CodedSegment, SegmentTable
from qualcode.model import Problem, Span

__all__ = ["COLUMNS", "CodedSegment", "WordPlaces", "read_coded_segments"]

COLUMNS = ("document name", "code", "segment")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_coded_segments(data: bytes, name: str) -> tuple[list[CodedSegment], list[Problem]]:
    """The coded segments of a PDF or of a CSV or Excel table; rows that lack a cell are listed.

    Raises
    ------
    UnreadableFile
        Damaged, or neither a PDF nor a table.
    InvalidFile
        A column is missing: document name, code, segment.
    """
    if b"%PDF-" not in data[:1024]:
        table = SegmentTable(read_grid(data, name), name)
        found = list(table.segments())
        return found, table.problems
    found, problems = [], []
    for row in read_printed_table(data, name, COLUMNS, COLUMNS[:2]):
        document, code, words = (row.cells.get(column, "") for column in COLUMNS)
        path = path_of(code)
        if document.strip() and path and words.strip():
            named = transcript_named(document.strip())
            found.append(CodedSegment(named, path, words, row.number))
        else:
            problems.append(Problem("the document, the code or the words are empty", row.number))
    return found, problems


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

    def beginning(self, spans: list[Span], begin: int) -> list[Span]:
        """Those of several places that begin at a character or in a paragraph of that number.

        Programs count one or the other, and blank lines or not; every way is tried, and only if
        all that fit mean one place is it the place. Else all stay.
        """
        fit = set()
        for span in spans:
            lines = self._text[: span.start].split("\n")
            talk = sum(bool(line.strip()) for line in lines[:-1]) + 1
            if begin in (span.start, len(lines), talk):
                fit.add(span)
        return list(fit) if len(fit) == 1 else spans

    def _closed(self, end: int) -> int:
        while end < len(self._text) and self._text[end] in ".,;:!?…”’\"')":
            end += 1
        return end


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
