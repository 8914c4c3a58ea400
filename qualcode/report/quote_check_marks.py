"""The quotations of a finished report: what stands in quotation marks or is set apart, and who
is named after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.formats.report_text import Paragraph
from qualcode.model import Direction

# Fewer words in quotation marks are terms more often than quotations.
FEWEST = 4
LONGEST_NAME = 12
_PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_DOUBLE = re.compile('[“„«"]')
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w\[…(])")
_SINGLE_END = re.compile(r"(?<=\S)[’'](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MARKS = "".join(d.mark for d in Direction)
_TAIL = re.compile(rf"[\s{_MARKS}]+$")
_BRACKET = re.compile(r"[\s.,;:!?…”’'\"]*[(\[](?!…|\.\.\.)([^()\[\]]{2,160})[)\]]")
_LAST_BRACKET = re.compile(r"\(([^()]{2,160})\)[.\s]*$")
_DASHED = re.compile(r"\s*[—–-]\s*([^.—–\n]{2,160})[.\s]*$")


@dataclass(frozen=True)
class Quotation:
    """One quotation of a report.

    ``others`` are shorter readings of it, where a single mark may be an apostrophe or the end;
    ``named`` is what stands after it as its speaker, without brackets.
    """

    words: str
    place: str
    heading: str = ""
    named: str = ""
    block: bool = False
    others: tuple[str, ...] = ()


def find_quotations(paragraphs: Sequence[Paragraph]) -> tuple[list[Quotation], int]:
    """The quotations of at least four words, in order, and how many shorter ones there are.

    Taken are words between double marks (curly, straight, low or angle) or single ones, to the
    paragraph's end where none closes them, and whole paragraphs that are set apart.
    """
    found: list[Quotation] = []
    short = 0
    for n, paragraph in enumerate(paragraphs):
        if paragraph.speaker or _is_speaker(paragraphs, n):
            continue
        own = list(_marked(paragraph))
        long = [q for q in own if _long(q.words)]
        short += len(own) - len(long)
        if paragraph.block and not _led_by(paragraph, long):
            whole = _set_apart(paragraphs, n)
            # Marks inside it are somebody's words within these words.
            long = [whole] if _long(whole.words) else []
            short += not long
        found += long
    return found, short


def word_count(text: str) -> int:
    """How many words there are."""
    return len(_WORD.findall(text))


def _long(text: str) -> bool:
    return word_count(text) >= FEWEST


def _led_by(paragraph: Paragraph, own: Sequence[Quotation]) -> bool:
    return bool(own) and paragraph.text.lstrip()[:1] in _PAIRS


def _marked(paragraph: Paragraph) -> Iterator[Quotation]:
    text = paragraph.text
    doubles = list(_doubles(text))
    singles = list(_singles(text))
    # A single mark that curls opens for sure, so what it holds may hold double ones; a straight
    # one may be an apostrophe, so there the double ones are taken.
    outer = [s for s in singles if text[s[0] - 1] == "‘" and _long(text[s[0] : s[1]])]
    doubles = [d for d in doubles if not any(o[0] <= d[0] and d[1] <= o[1] for o in outer)]
    singles = [s for s in singles if not any(_meet(s, d) for d in doubles)]
    for start, end, others in sorted([*((a, b, ()) for a, b in doubles), *singles]):
        words = text[start:end].strip()
        if words:
            yield Quotation(
                words,
                paragraph.place,
                paragraph.heading,
                _after(text, end),
                paragraph.block,
                tuple(text[start:other].strip() for other in others),
            )


def _meet(one: tuple[int, int, tuple[int, ...]], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _doubles(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while opening := _DOUBLE.search(text, at):
        start = opening.end()
        closing = min(
            (p for c in _PAIRS[opening.group()] if (p := text.find(c, start)) >= 0), default=-1
        )
        # Quotations over several paragraphs open in each and close in the last.
        end = closing if closing >= 0 else len(text)
        yield start, end
        at = end + 1


def _singles(text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    at = 0
    while opening := _SINGLE.search(text, at):
        start = opening.end()
        following = _SINGLE.search(text, start)
        until = following.start() if following else len(text)
        ends = [m.start() for m in _SINGLE_END.finditer(text, start, until)][:6]
        if not ends:
            at = start
            continue
        stopped = [e for e in ends if text[e - 1] in ".?!,…"]
        best = stopped[-1] if stopped else ends[-1]
        yield start, best, tuple(e for e in reversed(ends) if e != best)
        at = best + 1


def _after(text: str, end: int) -> str:
    """Who is named right after a quotation, in brackets or behind a dash."""
    bracket = _BRACKET.match(text, end)
    if bracket:
        return bracket[1].strip()
    dashed = _DASHED.match(text, end + 1)
    if dashed and word_count(dashed[1]) <= LONGEST_NAME:
        return dashed[1].strip()
    return ""


def _set_apart(paragraphs: Sequence[Paragraph], n: int) -> Quotation:
    """A whole paragraph as a quotation, without marks around it and the speaker at its end."""
    paragraph = paragraphs[n]
    text = _TAIL.sub("", paragraph.text)
    named = ""
    if bracket := _LAST_BRACKET.search(text):
        named, text = bracket[1].strip(), text[: bracket.start()]
    elif paragraphs[n + 1 : n + 2] and (
        paragraphs[n + 1].speaker or _is_speaker(paragraphs, n + 1)
    ):
        named = _TAIL.sub("", paragraphs[n + 1].text).strip("—–-() .")
    text = _TAIL.sub("", text).strip()
    if text[:1] in _PAIRS and text[-1:] in _PAIRS[text[:1]]:
        text = text[1:-1].strip()
    return Quotation(text, paragraph.place, paragraph.heading, named, True)


def _is_speaker(paragraphs: Sequence[Paragraph], n: int) -> bool:
    """Whether a short paragraph below one that is set apart says who spoke."""
    if n == 0:
        return False
    own, before = paragraphs[n], paragraphs[n - 1]
    words = word_count(own.text)
    dashed = own.text.lstrip()[:1] in "—–-("
    return (
        before.block
        and words <= LONGEST_NAME
        and (own.speaker or dashed or (own.block and words <= 8 and own.text[-1] not in ".?!…"))
        and own.text.lstrip()[:1] not in '“„«"‘'
        and not own.text.rstrip().endswith(tuple(_MARKS))
    )
