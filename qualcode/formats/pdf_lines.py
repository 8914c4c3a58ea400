"""The lines of a PDF page, put together from where its pieces of text stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_BLANKS = re.compile(r"[ \t\r\n\x0b\x0c\xa0]+")
_NUMBER = re.compile(r"\d{1,5}")
# Letters that a printed page draws as one: nobody who looks for "office" types these.
_DRAWN_AS_ONE = str.maketrans(
    {chr(0xFB00 + n): letters for n, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl"))}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its left edge, its base line and type size in points from the page's foot.

    ``margin`` marks a bare number left of the words; ``number`` is the one beside this line.
    """

    text: str
    x: float
    y: float
    size: float
    margin: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page from top to foot, and the height of its upper edge."""

    lines: tuple[Line, ...]
    top: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Words drawn in one go; ``joins`` says that they touch the words before."""

    text: str
    x: float
    y: float
    size: float
    joins: bool


def read_page(page: PageObject) -> Page:
    """The visible lines of a page."""
    return Page(_with_margin_numbers(_lines(read_pieces(page))), float(page.cropbox.top))


def read_pieces(page: PageObject) -> list[Piece]:
    """Everything drawn on a page, in the order it was drawn; what lies outside its box is never
    seen and left out."""
    box = page.cropbox
    left, bottom, right, top = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    return [
        piece for piece in _drawn(page) if bottom <= piece.y <= top and left - 1 <= piece.x <= right
    ]


def _drawn(page: PageObject) -> list[Piece]:
    pieces: list[Piece] = []
    touches = False

    def take(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        nonlocal touches
        for i, part in enumerate(text.translate(_DRAWN_AS_ONE).split("\n")):
            if i:
                touches = False
            if not part.strip():
                touches = touches and not part
                continue
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
            # A piece with several lines gives the place of its first line only.
            height = float(size) * scale
            joins = touches and not part[0].isspace()
            pieces.append(Piece(part, x, y - i * height * 1.2, height, joins))
            touches = not part[-1].isspace()

    page.extract_text(visitor_text=take)
    return pieces


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """Pieces of one height make one line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        row = rows[-1] if rows else None
        if row and row[0].y - piece.y <= 0.3 * min(row[0].size, piece.size):
            row.append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        for group in _columns(row):
            text = "".join(
                part.text if part.joins and i else " " + part.text for i, part in enumerate(group)
            )
            text = _BLANKS.sub(" ", text).strip()
            first = group[0]
            lines.append(Line(text, min(p.x for p in group), first.y, max(p.size for p in group)))
    return lines


def _columns(row: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces from left to right, with a bare number at the left apart from the rest."""
    runs: list[list[Piece]] = []
    for piece in row:
        if piece.joins and runs:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    runs.sort(key=lambda run: run[0].x)
    flat = [piece for run in runs for piece in run]
    if len(runs) > 1 and len(runs[0]) == 1 and _NUMBER.fullmatch(flat[0].text.strip()):
        return [flat[:1], flat[1:]]
    return [flat]


def _with_margin_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with bare numbers left of all words marked, and given to the line beside them."""
    worded = [line.x for line in lines if not _NUMBER.fullmatch(line.text)]
    if not worded:
        return tuple(lines)
    edge = min(worded)
    beside = [x for x in lines if _NUMBER.fullmatch(x.text) and x.x + 0.4 * x.size < edge]
    marked = []
    for line in lines:
        if line in beside:
            marked.append(replace(line, margin=True, number=int(line.text)))
            continue
        near = [m for m in beside if abs(m.y - line.y) <= 0.5 * line.size]
        marked.append(replace(line, number=int(near[0].text)) if near else line)
    return tuple(marked)
