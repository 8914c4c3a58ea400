"""Who speaks where: speaker turns found in a text, and paragraphs set as turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.formats.draft import Found
from qualcode.formats.labels import Opening, fold_label, is_interviewer, is_respondent
from qualcode.formats.openings import find_openings, numbered_lines
from qualcode.model import Problem, Span, Speaker, Turn

UNKNOWN = "Unknown speaker"
_BREAK = re.compile(r"#{1,6}[ \t]|[ \t]*([-*_=])[ \t]*(?:\1[ \t]*){2,}$")
_CUE_TIMES = re.compile(r"[ \t]*\d[\d:.,]*[ \t]*-->[ \t]*[\d:.,]+[ \t]*$")
_FACT = re.compile(r"[^\W\d_][\w ]{0,23}:[ \t]+\S")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text up to the start of the next one; its words begin at ``words``."""

    row: int
    start: int
    words: int
    opening: Opening | None = None
    breaks: bool = False


@dataclass(slots=True)
class _Gathered:
    turns: list[Turn] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)
    oddities: list[Problem] = field(default_factory=list)

    def label(self, written: str, row: int) -> str:
        """The spelling of a label that came first."""
        first = self.spellings.setdefault(fold_label(written), written)
        if first != written:
            self.oddities.append(
                Problem("a label spelled otherwise further up; taken as the same speaker", row)
            )
        return first


def find_turns(text: str) -> Found:
    """The turns and speakers of a text, which stays as it is.

    Words before the first label, words after a heading, and a text without labels belong to
    ``Unknown speaker``; headings belong to nobody. All that is listed.
    """
    lines = text.split("\n")
    openings, oddities = find_openings(lines)
    gathered = _Gathered(oddities=oddities)
    pieces = _pieces(lines, openings)
    ends = [piece.start for piece in pieces[1:]] + [len(text)]
    current: str | None = None
    for piece, end in zip(pieces, ends, strict=True):
        opening = piece.opening
        if opening is not None:
            current = gathered.label(opening.label, piece.row)
        elif piece.breaks:
            current = None
        span = _trimmed(text, piece.words, end)
        if span is not None:
            speaker = current or gathered.label(UNKNOWN, piece.row)
            id, time = (opening.id, opening.time) if opening else (None, None)
            gathered.turns.append(Turn(speaker, span, id, time))
        if (odd := _remark(piece, span, current, labelled=any(openings))) is not None:
            gathered.oddities.append(odd)
    if any(openings) and {turn.speaker for turn in gathered.turns} == {UNKNOWN}:
        gathered.oddities.append(
            Problem(
                f"passages with ids, but nobody is named; all words are listed under {UNKNOWN!r};"
                " write '[1] Name: words'"
            )
        )
    speakers, remarks = speaker_table(gathered.turns, text)
    ordered = sorted((*gathered.oddities, *remarks), key=lambda odd: odd.row or 0)
    return Found(tuple(gathered.turns), speakers, tuple(ordered))


def compose(paragraphs: Sequence[str]) -> str:
    """One text from paragraphs: a line each, a blank line before each that opens a turn.

    >>> compose(["INT: And then?", "P01: We waited.", "Nobody came."])
    'INT: And then?\\n\\nP01: We waited.\\nNobody came.'
    """
    lines = [line for p in paragraphs for line in p.split("\n") if line.strip()]
    openings, _ = find_openings(lines)
    return "\n".join(
        "\n" + line if i and opening else line
        for i, (line, opening) in enumerate(zip(lines, openings, strict=True))
    )


def speaker_table(turns: Sequence[Turn], text: str) -> tuple[tuple[Speaker, ...], list[Problem]]:
    """The speakers in order of appearance, with the interviewer proposed, and what to confirm.

    A label that says so makes an interviewer. Failing that, in a conversation of two where the
    other is called participant or the like, it is whoever asks the larger share of questions.
    """
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    asking = {label for label in labels if is_interviewer(label)}
    oddities: list[Problem] = []
    if not asking and len(labels) > 1:
        asking = _who_asks(labels, turns, text)
        oddities.append(
            Problem(f"{min(asking)!r} was taken as the interviewer; confirm the speakers")
            if asking
            else Problem("no label says who the interviewer is; confirm the speakers")
        )
    return tuple(Speaker(label, interviewer=label in asking) for label in labels), oddities


def _who_asks(labels: Sequence[str], turns: Sequence[Turn], text: str) -> set[str]:
    others = [label for label in labels if not is_respondent(label)]
    if len(labels) != 2 or len(others) != 1 or others == [UNKNOWN]:
        return set()
    spoken = Counter(turn.speaker for turn in turns)
    asked = Counter(t.speaker for t in turns if "?" in text[t.span.start : t.span.end])
    [other], [answering] = others, [label for label in labels if label not in others]
    more = asked[other] * spoken[answering] > asked[answering] * spoken[other]
    return {other} if more else set()


def _pieces(lines: Sequence[str], openings: Sequence[Opening | None]) -> list[_Piece]:
    """The text cut before every label, heading and paragraph number; the first piece is on top."""
    labelled = any(openings)
    numbers = numbered_lines(lines, openings) if labelled else {}
    pieces: list[_Piece] = []
    at, first = 0, _talk_begins(lines, openings) if labelled else 0
    for i, (line, opening) in enumerate(zip(lines, openings, strict=True)):
        if opening is not None:
            pieces.append(_Piece(i + 1, at, at + opening.words, opening))
        elif i == first:
            pieces.append(_Piece(i + 1, at, at))
        elif i > first and i in numbers:
            pieces.append(_Piece(i + 1, at, at + numbers[i]))
        elif i > first and labelled and (_CUE_TIMES.match(line) or _BREAK.match(line)):
            pieces.append(_Piece(i + 1, at, at + len(line), breaks=True))
        at += len(line) + 1
    return pieces


def _talk_begins(lines: Sequence[str], openings: Sequence[Opening | None]) -> int:
    """The first line that is not a title, a fact such as ``Date: May`` or blank."""
    for i, (line, opening) in enumerate(zip(lines, openings, strict=True)):
        words = line.strip()
        number = words.strip("[].)").isdecimal()
        heading = len(words.split()) <= 10 and words[-1:] not in (".", "?", "!", "…", ",", ";")
        skipped = not words or number or heading or _BREAK.match(line) or _FACT.match(line)
        if opening is not None or not skipped:
            return i
    return 0


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The words between two offsets without the blanks around them; None when there are none."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    length = len(words.strip())
    return Span(start, start + length) if length else None


def _remark(
    piece: _Piece, span: Span | None, current: str | None, *, labelled: bool
) -> Problem | None:
    if piece.opening is not None:
        return None if span else Problem("a speaker's label without words", piece.row)
    if not labelled:
        return Problem(
            f"no speaker labels found; all words are listed under {UNKNOWN!r}; write 'Name: words'"
            " at the start of a line, or the names alone on the line above the words"
        )
    if span and current is None:
        return Problem(f"words without a speaker's label are listed under {UNKNOWN!r}", piece.row)
    return None
