"""Numbers as they are read out: "oh seven seven double oh", "c p stroke one one eight"."""

from __future__ import annotations

import re

DIGIT = (
    r"(?:zero|oh|nought|nil|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|o)"
)
_TEEN = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand)"
)
NUMBER = rf"(?:{DIGIT}|{_TEEN})"
_LETTER = (
    r"(?:alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|oscar|papa"
    r"|quebec|romeo|sierra|tango|uniform|victor|whisky|whiskey|x-ray|yankee|zulu|zebra|[a-z])"
)
_SIGN = r"(?:dash|slash|forward slash|stroke|oblique|hyphen|point|dot|hash)"
_GAP = r"[\s,.-]{1,3}(?:(?:then|and|er|erm|um)[\s,]{1,2})?"
# Letters said as one are told from words by the sign after them: "ls dash two two".
_TOKEN = rf"(?:{NUMBER}|{_LETTER}|{_SIGN}|\d+|[a-z]{{2,4}}(?=\s{_SIGN}))"

# Digits one after the other, without a word that tells what of.
DIGITS = re.compile(rf"\b(?:{DIGIT}{_GAP}){{3,}}{DIGIT}\b", re.IGNORECASE)
# Groups of figures, some of them perhaps said: "999 123 45 60", "nine nine nine 123 4560".
GROUPS = re.compile(
    rf"(?<![\w£$€.,/-])(?:\d{{1,5}}|{DIGIT})"
    rf"(?:(?:[ .-]|, ?(?=\d{{3}}|{DIGIT}))(?:\d{{1,5}}|{DIGIT}))+(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
# Letters and figures said or written one by one: "N E eight nine Z X", "5 5 0 2 1".
SPELT = re.compile(
    rf"(?<![\w'’])(?:[A-Z]|(?i:{DIGIT})|\d)(?:[ ,-]{{1,2}}(?:[A-Z]|(?i:{DIGIT})|\d)){{3,}}"
    r"(?![\w'’])"
)
STROKE = re.compile(r"\b(?:slash|stroke|oblique|hyphen|dash)\b", re.IGNORECASE)
# Letters, signs and numbers, to be used after a word that tells what of.
RUN = rf"{_TOKEN}(?:{_GAP}{_TOKEN})+(?![\w/-])"

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
ORDINAL = rf"(?:{_ORDINAL})"
YEAR = (
    rf"(?:nineteen|twenty|two thousand(?: and)?)(?:[ -](?:hundred|and|{NUMBER}))*"
    r"|(?:forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?|(?:19|20)\d\d|['’]?\d\d(?!\d)"
)


def figures(said: str) -> int:
    """How many figures a number has, in figures or in words; eleven and twenty-two have two.

    >>> figures("c p stroke one one 8"), figures("twenty-two oh four")
    (3, 4)
    """
    long = re.findall(rf"\b{_TEEN}\b", said, re.IGNORECASE)
    rest = re.sub(rf"\b{_TEEN}\b", " ", said, flags=re.IGNORECASE)
    return 2 * len(long) + len(re.findall(rf"\b{DIGIT}\b|\d", rest, re.IGNORECASE))


def run_of(match: re.Match[str]) -> tuple[int, int]:
    """Where the run of a match's first group stands, without words that only sound like letters."""
    start, end = match.span(1)
    said = match.group(1)
    end -= len(said) - len(_TAIL.sub("", said))
    return start + len(said) - len(_HEAD.sub("", said)), end


_TAIL = re.compile(rf"(?:{_GAP}(?:[ai]|o|{_SIGN}))+$", re.IGNORECASE)
_HEAD = re.compile(rf"^(?:[ai]{_GAP})+", re.IGNORECASE)
