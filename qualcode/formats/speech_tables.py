"""Tables of a document that are talk: who speaks, what is said, and perhaps when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.formats.labels import TIME, fold_label, is_interviewer, is_plausible
from qualcode.formats.openings import find_openings

Rows = Sequence[Sequence[Sequence[str]]]

_LABEL_LENGTH = 40
_LABEL_HEADINGS = {"speaker", "name", "who", "participant", "voice"}
_ID = re.compile(r"[pr][-_ ]?\d{1,4}[a-z]?", re.I)
_TIME = re.compile(rf"\s*[\[(]?({TIME})[\])]?\s*")
_TALK = re.compile(r"[.?!…][\"'”’)\]]*\s*$")
_MANY_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Said:
    """One row: a label, or none where the speaker above goes on."""

    label: str
    words: Sequence[str]
    time: str = ""

    @property
    def talks(self) -> bool:
        words = " ".join(self.words)
        return _TALK.search(words) is not None or len(words.split()) >= _MANY_WORDS


def speakers_in(lines: Sequence[str]) -> tuple[frozenset[str], int]:
    """The folded labels of the paragraphs that open a turn, and the index of the first of them."""
    openings, _ = find_openings(lines)
    at = [i for i, opening in enumerate(openings) if opening]
    return frozenset(fold_label(o.label) for o in openings if o), at[0] if at else len(lines)


def spoken_lines(rows: Rows, known: Collection[str]) -> tuple[list[str], list[str]] | None:
    """The words of a heading row, and the turns below it; None when the table is no talk.

    It is talk when one column holds short labels and another the words, with times in a third or
    not, and a label stands twice, or most labels name a speaker and what they say is talk: a
    table of facts about the interview holds each name once, beside a name, a date or a place.
    """
    heading = [line for cell in rows[0] for line in cell] if _has_heading(rows) else []
    said = _said(rows[1:] if heading else rows)
    labels = [row.label for row in said if row.label]
    if not labels or max(map(len, labels)) > _LABEL_LENGTH:
        return None
    naming = [row for row in said if row.label and _names_a_speaker(row.label, known)]
    repeated = len({label.removesuffix(":") for label in labels}) < len(labels)
    talk = sum(row.talks for row in naming) * 3 >= len(naming) > 0
    if not repeated and not (talk and len(naming) * 2 >= len(labels)):
        return None
    return heading, [line for row in said for line in _turn(row)]


def _names_a_speaker(label: str, known: Collection[str]) -> bool:
    name = label.removesuffix(":").strip()
    if not is_plausible(name):
        return False
    return (
        label.endswith(":")
        or fold_label(name) in known
        or is_interviewer(name)
        or _ID.fullmatch(name) is not None
    )


def _has_heading(rows: Rows) -> bool:
    """Whether the first row names the columns; ``Participant | Well.`` is a turn."""
    if len(rows) < 2:
        return False
    cells = [" ".join(cell).strip() for cell in rows[0]]
    named = any(cell.casefold().rstrip("s:") in _LABEL_HEADINGS for cell in cells[:2])
    return named and not any(_TALK.search(cell) or len(cell.split()) > 3 for cell in cells)


def _said(rows: Rows) -> list[_Said]:
    """The rows by label, words and time; none when the columns are not those."""
    width = max(map(len, rows), default=0)
    if width not in (2, 3) or any(len(row) != width for row in rows):
        return []
    timed = [i for i in range(width) if width == 3 and _are_times([row[i] for row in rows])]
    if len(timed) != width - 2:
        return []
    found = []
    for row in rows:
        label, words = (cell for i, cell in enumerate(row) if i not in timed)
        time = row[timed[0]][0] if timed and row[timed[0]] else ""
        if len(label) > 1:
            return []
        stamp = _TIME.fullmatch(time)
        found.append(_Said(label[0].strip() if label else "", words, stamp[1] if stamp else ""))
    return found


def _are_times(cells: Sequence[Sequence[str]]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell) == 1 and _TIME.fullmatch(cell[0]) for cell in filled)


def _turn(row: _Said) -> list[str]:
    said = list(row.words)
    stamp = f"[{row.time}] " if row.time else ""
    if row.label:
        name = row.label.removesuffix(":").rstrip()
        return [f"{stamp}{name}: {said.pop(0) if said else ''}".rstrip(), *said]
    return [stamp + said[0], *said[1:]] if said else [stamp.strip()] if stamp else []
