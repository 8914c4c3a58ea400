"""Numbers of files and records: by the words before them, by their shape, and read out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.text.names_found import Found
from qualcode.text.names_said import (
    DIGITS,
    GROUPS,
    MONTH,
    ORDINAL,
    RUN,
    SPELT,
    STROKE,
    figures,
    run_of,
)

_I = re.IGNORECASE
# What has a number: a file, a system it is kept in, a paper, a body that gives it out.
_CUE = (
    r"(?:case|cases|ref|refs|reference|referral|file|files|id|ids|urn|upn|uprn|uln|prn|crime"
    r"|incident|log|cad|mosaic|liquidlogic|lcs|ehm|eis|edt|carefirst|systmone|emis|rio|cpoms|ics|cps"
    r"|person|client|record|records|ehcp?|lac|unique|court|claim|tenancy|account|badge|collar"
    r"|shoulder|warrant|licence|license|passport|hospital|social care|social work england|swe|hcpc"
    r"|nmc|registration|registered|dbs|mfh|s\.?47|section 47|the 47|number|numbers|docket|policy"
    r"|serial|bail|custody|niche|athena|pnc|visa|home office|nass|arc|brp|booking|pin|code|system"
    r"|digits|figures|quote|quoted|quoting|ending)"
)
# Letters before the figures, but no words: "LCS 204418", "sw/4471", not "is 4471".
_WORD = (
    r"(?!(?:is|was|of|in|on|no|to|at|it|and|the|as|for|by|with|ends|from|about|or|but|so|said|say"
    r"|says|like|had|has|have|got|he|she|we|i|they|you|only|just|all|then|than|over|under|up|down"
    r"|after|until|till|since|number|ref|id|case|file|log|me|him|her|his|my|your|our|a|be|them|this"
    r"|that)\b)"
)
_CODE = rf"(?:{_WORD}[A-Z]{{1,6}}[ ./-]?)?\d[\dA-Z]*(?:[/.-][A-Z\d]+|[ ]\d{{2,}})*"
# Few words between: what follows is the number, however short.
_AT_ONCE = re.compile(
    rf"\b{_CUE}\b(?:['’]s)?[ .,:#]*"
    r"(?:(?:case|file|reference|ref|record|pupil|number|numbers|no|num|id|code|is|was|it['’]s|hers"
    r"|his|theirs|of|under|ends?|ending|in|on|with|the|her|your|my|our|their|this|that|plan|system"
    r"|already|said|says)\b[ .,:#]*|[:#,])*"
    rf"({_CODE})(?![\w/:%-])",
    _I,
)
# Some words between: only what is long, or holds letters or strokes.
_SOON = re.compile(rf"\b{_CUE}\b[^\n\d;?!£$€]{{0,40}}?(?<![\w£$€.,/-])({_CODE})(?![\w/:%-])", _I)
_LOG = re.compile(
    r"\b(?:log|cad|incident)\b[^\n\d;?!]{0,25}?"
    rf"(\d{{2,5}}(?: of (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})(?: {MONTH})?)?)"
    r"(?![\w/:-])",
    _I,
)
_READ_OUT = re.compile(rf"\b{_CUE}\b[^\n\d;?!]{{0,25}}?\b({RUN})", _I)
_STROKES = re.compile(rf"\b({RUN})", _I)
_SHAPES = re.compile(
    r"(?<![\w/-])(?:"
    r"[A-Z]{1,6}(?: ?[/-] ?[A-Z\d]+)* ?[/-] ?\d{2,}(?:[/-][A-Z\d]+)*"  # NSH/2019/0432
    r"|[A-Z]{1,4}\d{1,4}[/-]\s?\d{3,}"
    r"|[A-Z]{2}\d{2}[A-Z]\d{5}"  # a family court's
    r"|(?!ID|NO\b|REF)[A-Z]{2,6}[ .]?\d{4,}|[A-Z]\d{4,}[A-Z]?|\d{5,}[A-Z]{1,3}"
    r"|[A-Z]{1,6}(?: \d{2,4}){2,}"  # SW 20 114
    r"|\d{1,3}[A-Z]{1,3}(?:[/-]\d+)+"  # a police crime number
    r"|(?<![£$€.,\d])\d{5,14}(?![.,]\d)"  # a number of a record, said alone
    r"|\d{2,}(?:[/-]\s?\d+)*[/-]\s?\d{3,}(?:[/-]\d+)*|\d{4,}-\d{1,3}|\d{2}-\d{2}-\d{3,}"
    r")(?![\w/-])"
)
# "4471 was the case number": what it is comes after.
_AFTER = re.compile(
    rf"(?<![\w£$€.,/-])({_CODE}),?"
    r"(?: (?:is|was|that['’]s|as|the|her|his|our|my|their|its|a|for)){1,4}"
    r" (?:\w+ )?(?:case|reference|ref|file|crime|log|hospital|tenancy|referral|claim)"
    r"(?: (?:number|no|ref|id|reference))?\b",
    _I,
)
_SMALL = re.compile(r"(?<![\w/-])[a-z]{1,6}(?:[/-][a-z\d]+)*[/-]\d{2,}(?:[/-][a-z\d]+)*(?![\w/-])")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-/]\s?(?:(?:19|20)?\d\d))?")


def cases(text: str) -> Iterator[Found]:
    """Every number of a file or record; places are code points."""
    for pattern, least, by in (
        (_AT_ONCE, 3, "words before it"),
        (_LOG, 2, "words before it"),
        (_SOON, 4, "words before it"),
        (_AFTER, 3, "words after it"),
    ):
        for match in pattern.finditer(text):
            said = match.group(1)
            if _count(said) >= least and not _YEARS.fullmatch(said):
                yield Found(*match.span(1), "case reference", by, pattern is _AT_ONCE)
    for match in _SHAPES.finditer(text):
        said = match.group()
        if _count(said) >= 4 and not _YEARS.fullmatch(said):
            yield Found(*match.span(), "case reference", "shape")
    for match in _SMALL.finditer(text):
        said = match.group()
        if _count(said) >= 4 and not _YEARS.fullmatch(said.lstrip("abcdefghijklmnopqrstuvwxyz-/")):
            yield Found(*match.span(), "case reference", "shape")
    for match in GROUPS.finditer(text):
        if figures(match.group()) >= 7 and not _YEARS.fullmatch(match.group().split()[0]):
            yield Found(*match.span(), "case reference", "groups of figures")
    for match in SPELT.finditer(text):
        if figures(match.group()) >= 2:
            yield Found(*match.span(), "case reference", "read out")
    if STROKE.search(text):
        for match in _STROKES.finditer(text):
            if STROKE.search(match.group()) and figures(match.group()) >= 3:
                yield Found(*run_of(match), "case reference", "read out")
    for match in _READ_OUT.finditer(text):
        if figures(match.group(1)) >= 3:
            yield Found(*run_of(match), "case reference", "read out")
    for match in DIGITS.finditer(text):
        yield Found(*match.span(), "case reference", "digits said")


def _count(said: str) -> int:
    return sum(letter.isdigit() for letter in said)
