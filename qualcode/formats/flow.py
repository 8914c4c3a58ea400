"""The paragraphs of an office document, gathered in reading order while its XML is walked."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Meeting programs put time, name and words on three lines of one paragraph, and people who
# press Shift+Enter do the same: there a line break separates turns and must stay one.
_STARTS_A_TURN = re.compile(r"\s*(?:[^\W\d_][\w .'’()/&-]{0,38}:\s|.*\b\d{1,2}:\d{2}\b)")
_LABEL_LENGTH = 40
_LABEL_HEADINGS = {"speaker", "name", "who", "participant", "voice"}


class Flow:
    """Paragraphs, tables and text boxes as they open and close; ``lines`` is what came of them.

    A newline added to a paragraph stands for a line break within it. It becomes a blank, counted
    in ``blanks``, unless one of the lines starts a turn: then each becomes a line of its own,
    counted in ``split``. ``speaker_tables`` counts tables read as speaker and words.
    """

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._carried: list[str] = [""]
        self._open: list[list[str]] = []
        self._held: list[list[str]] = []
        self._tables: list[list[list[list[str]]]] = []
        self.blanks = self.split = self.tables = self.speaker_tables = self.boxes = 0

    @property
    def lines(self) -> list[str]:
        """The paragraphs so far."""
        return self._lines[0]

    @property
    def in_table(self) -> bool:
        """Whether a table is open."""
        return bool(self._tables)

    def add(self, text: str) -> None:
        """Words of the open paragraph; outside one there are none."""
        if self._open:
            self._open[-1].append(text)

    def ends_with_blank(self) -> bool:
        """Whether a further blank would follow the paragraph's start or another blank."""
        parts = self._open[-1] if self._open else []
        return not parts or parts[-1].endswith((" ", "\n"))

    def open_paragraph(self) -> None:
        """Start a paragraph, perhaps within one (in a text box)."""
        self._open.append([])
        self._held.append([])

    def close_paragraph(self, *, joined: bool = False) -> None:
        """End it; ``joined`` when its mark was deleted, so that the next one continues it."""
        text = self._carried[-1] + "".join(self._open.pop())
        held = self._held.pop()
        self._carried[-1] = text if joined else ""
        if not joined:
            self._lines[-1].extend(self._broken(text) if "\n" in text else (text,))
        self._lines[-1].extend(held)

    def _broken(self, text: str) -> list[str]:
        lines = text.strip("\n").split("\n")
        if any(_STARTS_A_TURN.match(line) for line in lines):
            self.split += len(lines) - 1
            return [line for line in lines if line.strip()]
        self.blanks += len(lines) - 1
        return [" ".join(lines)]

    def open_box(self) -> None:
        """Start a text box; its paragraphs follow the one it hangs on."""
        self.boxes += 1
        self._start_lines()

    def close_box(self) -> None:
        """End it."""
        lines = self._end_lines()
        (self._held[-1] if self._held else self._lines[-1]).extend(lines)

    def open_table(self) -> None:
        """Start a table, perhaps in a cell of another."""
        self.tables += 1
        self._tables.append([])

    def open_row(self) -> None:
        """Start a row."""
        if self._tables:
            self._tables[-1].append([])

    def open_cell(self) -> None:
        """Start a cell."""
        self._start_lines()

    def close_cell(self) -> None:
        """End it."""
        cell = [line for line in self._end_lines() if line.strip()]
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(cell)
        else:
            self._lines[-1].extend(cell)

    def close_table(self) -> None:
        """End a table: row by row, each cell's paragraphs in turn."""
        rows = self._tables.pop()
        self.speaker_tables += names_speakers(rows)
        self._lines[-1].extend(table_lines(rows))

    def oddities(self) -> list[str]:
        """Sentences about tables, text boxes and line breaks."""
        said = []
        if plain := self.tables - self.speaker_tables:
            said.append(f"{some(plain, 'table')} read row by row.")
        if self.speaker_tables:
            said.append(f"{some(self.speaker_tables, 'table')} read as speaker and words.")
        if self.boxes:
            boxes = some(self.boxes, "text box", "text boxes")
            said.append(f"{boxes} kept, after the paragraph holding it.")
        if self.blanks:
            said.append(f"Read as blanks within paragraphs: {some(self.blanks, 'line break')}.")
        if self.split:
            said.append(f"Read as line ends between turns: {some(self.split, 'line break')}.")
        return said

    def _start_lines(self) -> None:
        self._lines.append([])
        self._carried.append("")

    def _end_lines(self) -> list[str]:
        lines = self._lines.pop()
        carried = self._carried.pop()
        return [*lines, carried] if carried else lines


Rows = Sequence[Sequence[Sequence[str]]]


def names_speakers(rows: Rows) -> bool:
    """Whether a table is a transcript in two columns: who speaks, and what is said.

    The first column must hold short labels, and one of them twice or with a colon; a table of
    facts about the interview holds each name once.
    """
    rows = _without_heading(rows)
    if len(rows) < 2 or any(len(row) != 2 or len(row[0]) > 1 for row in rows):
        return False
    labels = [row[0][0].strip() for row in rows if row[0]]
    if not labels or max(map(len, labels)) > _LABEL_LENGTH:
        return False
    return len(set(labels)) < len(labels) or all(label.endswith(":") for label in labels)


def table_lines(rows: Rows) -> list[str]:
    """A table as paragraphs; one of speaker and words as ``speaker: words``."""
    if not names_speakers(rows):
        return [line for row in rows for cell in row for line in cell]
    spoken = _without_heading(rows)
    lines = [line for row in rows[: len(rows) - len(spoken)] for cell in row for line in cell]
    for label, words in spoken:
        said = list(words)
        if label:
            name = label[0].strip().removesuffix(":")
            lines.append(f"{name}: {said.pop(0) if said else ''}".rstrip())
        lines += said
    return lines


def _without_heading(rows: Rows) -> Rows:
    first = " ".join(rows[0][0]).strip().casefold() if rows and rows[0] else ""
    return rows[1:] if first.rstrip("s:") in _LABEL_HEADINGS else rows


def some(number: int, thing: str, things: str | None = None) -> str:
    """A count in words.

    >>> some(1, "footnote"), some(3, "footnote")
    ('1 footnote', '3 footnotes')
    """
    return f"{number} {thing if number == 1 else things or thing + 's'}"
