"""Dates of birth: every full date, and parts of dates where a birth is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.text.names_found import Found
from qualcode.text.names_said import MONTH, NUMBER, ORDINAL, YEAR

_I = re.IGNORECASE
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_FULL = re.compile(
    rf"(?<![\w/.-])(?:[0-3]?\d\s?[/.-]\s?[01]?\d\s?[/.-]\s?(?:19|20)?\d\d(?![\w/-])"
    rf"|(?:19|20)\d\d[-/.][01]\d[-/.][0-3]\d(?![\w/-])"
    rf"|[0-3]\d [01]\d (?:19|20)\d\d(?![\w/-])"
    rf"|[0-3]?\d-{MONTH}-(?:19|20)?\d\d(?![\w/-])"
    rf"|(?:the )?{_DAY}(?:\s+of)?\s+{MONTH}\.?,?\s+(?:(?:19|20)\d\d|['’]\d\d)\b"
    rf"|{MONTH}\.?\s+(?:the )?{_DAY},?\s+(?:19|20)\d\d\b"
    rf"|(?:the )?(?:{_DAY}|{ORDINAL})\s+of\s+the\s+(?:{_DAY}|{ORDINAL}),?\s+(?:of\s+)?(?:{YEAR})\b"
    rf"|(?:the )?{ORDINAL}(?:\s+of)?\s+{MONTH},?\s+(?:{YEAR})\b"
    rf"|{MONTH}\s+(?:the )?{ORDINAL},?\s+(?:{YEAR})\b)",
    _I,
)
# Told as a birthday only by the words around.
_PART = re.compile(
    rf"\b(?:the )?{_DAY}(?:\s+of)?\s+{MONTH}\b(?:\s+\d\d\b)?|\b{MONTH}\s+(?:the )?{_DAY}\b"
    rf"|\b(?:the )?{ORDINAL}(?:\s+of\s+{MONTH}|\s+(?!may){MONTH})\b"
    rf"|\b{MONTH}\s+(?:the )?{ORDINAL}\b"
    rf"|(?<![\w/.-])[0-3]?\d[/.][01]?\d(?![\w/-]|\.\d)"
    rf"|(?<![\w/.-])[0-3]?\d [01]?\d \d\d(?![\w/.-])"
    rf"|\b(?:the )?(?:{_DAY}|{ORDINAL})\s+of\s+the\s+(?:{_DAY}|{ORDINAL})\b",
    _I,
)
_BORN = re.compile(
    r"\b(?:born|birth|birthdays?|b-?day|dob|d\.o\.b|date[- ]of[- ]birth|turn(?:s|ed|ing)"
    rf"|christened|(?:is|was|be|he['’]?s|she['’]?s|aged?)\s+(?:{NUMBER}|\d\d?)\s+on)\b",
    _I,
)
_BORN_IN = re.compile(
    rf"\b(?:born|dob|d\.o\.b\.?|date of birth)\b[^\n\d.;?!]{{0,12}}?"
    rf"\b((?:{MONTH}\s+)?(?:19|20)\d\d)\b",
    _I,
)
_DOB_SAID = re.compile(
    rf"\b(?:dob|d\.o\.b\.?|date of birth|birthday)\b[^\n\d.;?!]{{0,12}}?"
    rf"\b({NUMBER}(?:[\s,-]+{NUMBER}){{2,}})\b",
    _I,
)


def births(text: str) -> Iterator[Found]:
    """Every full date of a text, and days, months and years said of a birth."""
    for match in _FULL.finditer(text):
        yield Found(*match.span(), "date of birth", "full date", _of_birth(text, match))
    for match in _PART.finditer(text):
        if _of_birth(text, match):
            yield Found(*match.span(), "date of birth", "words around it", True)
    for pattern in (_BORN_IN, _DOB_SAID):
        for match in pattern.finditer(text):
            yield Found(*match.span(1), "date of birth", "words before it")


def _of_birth(text: str, match: re.Match[str]) -> bool:
    return bool(_BORN.search(text[max(0, match.start() - 45) : match.end() + 30]))
