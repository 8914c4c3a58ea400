"""The lines of a PDF joined to the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from qualcode.formats.openings import find_openings
from qualcode.formats.pdf_lines import Line, Page

_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u2010\xad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = re.compile(r"[.?!…:][\"'”’)\]]*$")


def paragraphs(pages: Sequence[Page]) -> tuple[list[str], int, int]:
    """The paragraphs, how many margin numbers were left out, and how many words were joined.

    Numbers in the margin open paragraphs where they are rarer than lines (paragraph numbers);
    else a wide gap, a new type size, a speaker's label, or a short line that ends a sentence.
    """
    body = [(page, line) for page in pages for line in page.lines if not line.margin]
    left_out = len({line.number for page in pages for line in page.lines if line.margin})
    lines = [line for _, line in body]
    starts = _starts([page for page, _ in body], lines)
    words = Counter(w.casefold() for line in lines for w in _WORD.findall(line.text))
    texts: list[str] = []
    joined = 0
    for line, start in zip(lines, starts, strict=True):
        if start or not texts:
            texts.append(line.text)
            continue
        texts[-1], by_hyphen = _joined(texts[-1], line.text, words)
        joined += by_hyphen
    return texts, left_out, joined


def _starts(pages: Sequence[Page], lines: Sequence[Line]) -> list[bool]:
    """For every line whether it opens a paragraph."""
    numbered = sum(line.number is not None for line in lines)
    by_number = 2 < numbered < 0.8 * len(lines)
    openings, _ = find_openings([line.text for line in lines])
    gaps = [
        a.y - b.y
        for a, b, p, q in zip(lines, lines[1:], pages, pages[1:], strict=False)
        if p is q and a.y > b.y
    ]
    pitch = _usual(gaps) if gaps else 0.0
    width = median(len(line.text) for line in lines) if lines else 0
    starts = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if before is None or openings[i] is not None or abs(before.size - line.size) > 0.7:
            starts.append(True)
        elif by_number:
            starts.append(line.number is not None)
        elif pages[i] is pages[i - 1]:
            starts.append(before.y - line.y > 1.35 * pitch)
        else:
            ended = _ENDS.search(before.text) is not None and len(before.text) < 0.8 * width
            starts.append(ended)
    return starts


def _usual(gaps: Sequence[float]) -> float:
    """The distance of lines within a paragraph: the smallest that is common."""
    common = Counter(round(gap * 2) / 2 for gap in gaps)
    often = [gap for gap, n in common.items() if n >= 0.1 * len(gaps) and gap > 2]
    return min(often, default=median(gaps))


def _joined(before: str, line: str, words: Counter[str]) -> tuple[str, bool]:
    """Two lines of a paragraph as one; True where a word broken by a hyphen was made whole.

    Safe is a join only where the whole word occurs elsewhere in the file and the hyphenated one
    does not; otherwise the hyphen stays and the halves stand together.
    """
    broken = _BROKEN.search(before)
    rest = _WORD.match(line)
    if broken is None or rest is None or not rest.group()[0].islower():
        return f"{before} {line}", False
    whole = (broken[1] + rest.group()).casefold()
    with_hyphen = f"{broken[1]}-{rest.group()}".casefold()
    if before[-1] == "\xad" or (words[whole] and not words[with_hyphen]):
        return before[:-1] + line, True
    return before + line, False
