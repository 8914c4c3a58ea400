"""The paragraphs of an office document, gathered in reading order while its XML is walked."""

from __future__ import annotations

import re

from qualcode.formats.speech_tables import Rows, speakers_in, spoken_lines

# Meeting programs put time, name and words on three lines of one paragraph, and people who
# press Shift+Enter do the same: there a line break separates turns and must stay one.
_STARTS_A_TURN = re.compile(r"\s*(?:[^\W\d_][\w .'’()/&-]{0,38}:\s|.*\b\d{1,2}:\d{2}\b)")


class Flow:
    """Paragraphs, tables and text boxes as they open and close; ``lines`` is what came of them.

    A newline added to a paragraph stands for a line break within it. It becomes a blank, counted
    in ``blanks``, unless one of the lines starts a turn: then each becomes a line of its own,
    counted in ``split``. ``speaker_tables`` counts tables read as speaker and words,
    ``doubtful_tables`` those read row by row below somebody's words, and ``headings`` the
    characters of heading rows left out there.

    A table in the running text is read at the end, when the speakers of the paragraphs are known.
    """

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._carried: list[str] = [""]
        self._open: list[list[str]] = []
        self._held: list[list[str]] = []
        self._tables: list[list[list[list[str]]]] = []
        self._waiting: list[tuple[int, Rows]] = []
        self.blanks = self.split = self.boxes = 0
        self.tables = self.speaker_tables = self.doubtful_tables = self.headings = 0

    @property
    def lines(self) -> list[str]:
        """The paragraphs so far."""
        self._place_tables()
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
        """End a table: turns where it is talk, else row by row, each cell's paragraphs in turn."""
        rows = self._tables.pop()
        if len(self._lines) == 1:
            self._waiting.append((len(self._lines[0]), rows))
        else:
            self._lines[-1].extend(self._table_lines(rows, frozenset(), below_talk=False))

    def _place_tables(self) -> None:
        """Put the tables that wait among the paragraphs, where they stood."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        paragraphs = self._lines[0]
        placed: list[str] = []
        done = 0
        known, first = speakers_in(paragraphs)
        for at, rows in waiting:
            placed += paragraphs[done:at]
            done = at
            below_talk = first < at or self.speaker_tables > 0
            placed += self._table_lines(rows, known, below_talk=below_talk)
        paragraphs[:] = placed + paragraphs[done:]

    def _table_lines(self, rows: Rows, known: frozenset[str], *, below_talk: bool) -> list[str]:
        found = spoken_lines(rows, known)
        if found is None:
            self.doubtful_tables += below_talk
            return [line for row in rows for cell in row for line in cell]
        heading, turns = found
        self.speaker_tables += 1
        if below_talk and heading:
            self.headings += sum(map(len, heading))
            return turns
        return heading + turns

    def oddities(self) -> list[str]:
        """Sentences about tables, text boxes and line breaks."""
        self._place_tables()
        said = []
        if plain := self.tables - self.speaker_tables - self.doubtful_tables:
            said.append(f"{some(plain, 'table')} read row by row.")
        if self.doubtful_tables:
            tables = some(self.doubtful_tables, "table")
            said.append(
                f"{tables} read row by row, as part of the turn before; check whose words they are."
            )
        if self.speaker_tables:
            said.append(f"{some(self.speaker_tables, 'table')} read as speaker and words.")
        if self.headings:
            said.append(f"The tables' column headings ({self.headings} characters) left out.")
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


def some(number: int, thing: str, things: str | None = None) -> str:
    """A count in words.

    >>> some(1, "footnote"), some(3, "footnote")
    ('1 footnote', '3 footnotes')
    """
    return f"{number} {thing if number == 1 else things or thing + 's'}"
