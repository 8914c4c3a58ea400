"""Direct identifiers: e-mails, telephones, NHS and NI numbers, postcodes, dates of birth …

What has a shape is found by its shape, what has none by the words before it. Postcodes, NI
numbers and registrations come from presidio's British recognisers, handed a text each; its engine,
which would look for models and lists on the net, is not started.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.text.names_cases import cases
from qualcode.text.names_dates import births
from qualcode.text.names_found import Found
from qualcode.text.names_lists import listed
from qualcode.text.names_said import NUMBER, RUN, figures, run_of

if TYPE_CHECKING:
    from presidio_analyzer import PatternRecognizer

_I = re.IGNORECASE
_AT = r"(?:\s?@\s?|\s?[(\[]at[)\]]\s?)"
_PROVIDER = r"(?:gmail|hotmail|outlook|yahoo|icloud|btinternet|googlemail|live)"
_EMAIL = re.compile(
    rf"\b[\w.+'-]+{_AT}[\w-]+(?:\s?\.\s?[\w-]+)+\b"
    r"|\b[\w-]+(?:(?: dot | underscore | dash | hyphen |\.)[\w-]+)*"
    r" at [\w-]+(?:(?: dot | dash |\.)[\w-]+)*(?: dot [a-z]{2,}|\.(?:com|co|org|net|uk|example))\b"
    rf"|\b[\w-]+(?:(?: dot | underscore | dash |\.)[\w-]+)* at {_PROVIDER}\b"
    r"|(?<![\w.])@[A-Za-z_][\w.]{2,}\w",
    _I,
)
# What somebody is called in an app: "kaylz_04".
_HANDLE = re.compile(r"(?<![\w@.-])(?=\w*[a-z])[a-z\d]+(?:_[a-z\d]+)+(?![\w@.-])", _I)
# A line's end within a sentence, which parts no number.
_ONE_LINE = re.compile(r"(?<![\n.?!:])\n(?![\n\s]|[^\n:]{1,40}:)")
_WEB = re.compile(r"\b(?:https?://|www\.)\S+[\w/]", _I)
_PHONE = re.compile(
    r"(?<![\w./-])(?:\+\s?44\s?(?:\(0\)\s?)?|\(?0(?=[\d\s().-]{9}))[\d][\d\s().-]{6,13}\d(?![\w/])"
    r"|\b(?:ext(?:ension|n)?\.?)\s?\d{3,5}\b",
    _I,
)
_SAID = re.compile(rf"\b(?:{NUMBER}[\s,-]+){{6,}}{NUMBER}\b", _I)
_RING = re.compile(
    r"\b(?:phone|mobile|mob|tel|telephone|landline|number|ring|text)\b[^\n\d]{0,25}"
    r"(\d[\d ]{4,9}\d)(?![\w/-])",
    _I,
)
_NHS = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_TEN = re.compile(r"(?<![\w-])[1-9]\d\d[ -]\d{3}[ -]\d{4}(?![\w-])")
_NHS_SAID = re.compile(r"\bnhs\b[^\n\d]{0,30}(\d{3}[ -]?\d{3}[ -]?\d{3,4}(?!\d))", _I)
_NI = re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)", _I)
# Figures and letters that are often taken for each other stand for both.
_POSTCODE = re.compile(r"(?<!\w)(?:[A-Z]{1,2}(?!0)\d[A-Z\d]?|GIR ?0AA)\s?[\dO][A-Z]{2}(?!\w)", _I)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd)$", _I)
_AREAS = listed("""
ab al ba bb bd bh bl bn br bs ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy ec en eh
ex fk fy gl gu ha hd hg hp hr hs hu hx ig ip iv ka kt kw ky la ld le ll ln ls lu me mk ml ne ng
nn np nr nw ol ox pa pe ph pl po pr rg rh rm sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf
tn tq tr ts tw ub wa wc wd wf wn wr ws wv yo ze
""")
_DISTRICT = re.compile(r"(?<!\w)([A-Z]{2})([1-9]\d?)(?![\w-])")
_DISTRICT_SAID = re.compile(r"\bpostcode\b[^\n\d]{0,15}\b([A-Z]{1,2} ?[1-9]\d?)\b", _I)
_POSTCODE_SAID = re.compile(rf"\bpost ?code\b(?:['’]s)?[^\n\d.;?!]{{0,15}}?\b({RUN})", _I)
_CAR = re.compile(
    r"\b(?:car|van|reg|registration|plate|vehicle|motor|taxi|bike|driv\w+|numberplate)\b", _I
)
_PLATE = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?[A-Z]{3}(?!\w)", _I)


def numbers(text: str) -> list[Found]:
    """Every direct identifier of a text, in order; places are code points."""
    text = _ONE_LINE.sub(" ", text)
    found = [
        *_mails(text),
        *_nhs(text),
        *_insurance(text),
        *_phones(text),
        *_vehicles(text),
        *_postcodes(text),
        *births(text),
        *cases(text),
        *_handles(text),
    ]
    return kept_apart([_whole(one, found) for one in found])


def _whole(one: Found, found: list[Found]) -> Found:
    """A find stretched over those that overlap it, so that no figure is left standing."""
    over = [other for other in found if one.start < other.end and other.start < one.end]
    start, end = min(other.start for other in over), max(other.end for other in over)
    return replace(one, start=start, end=end)


def kept_apart(found: list[Found]) -> list[Found]:
    """Of finds that overlap the one that came first in the list, in the order of their places."""
    kept: list[Found] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept)


def nhs_valid(digits: str) -> bool:
    """Whether ten digits bear the check digit of an NHS number.

    >>> nhs_valid("9434765919"), nhs_valid("9434765918")
    (True, False)
    """
    total = sum(int(d) * (10 - n) for n, d in enumerate(digits[:9]))
    check = (11 - total % 11) % 11
    return len(digits) == 10 and check != 10 and check == int(digits[9])


def _one(
    match: re.Match[str], kind: str, by: str = "shape", group: int = 0, *, sure: bool = True
) -> Found:
    start, end = match.span(group)
    return Found(start, end, kind, by, sure=sure)


def _mails(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        yield _one(match, "email")
    for match in _WEB.finditer(text):
        yield _one(match, "email", sure=False)


def _handles(text: str) -> Iterator[Found]:
    for match in _HANDLE.finditer(text):
        yield _one(match, "email", "name with an underscore", sure=False)


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def _nhs(text: str) -> Iterator[Found]:
    for match in _NHS.finditer(text):
        if nhs_valid(_digits(match.group())):
            yield _one(match, "nhs number", "check digit")
    for match in _NHS_SAID.finditer(text):
        yield _one(match, "nhs number", "words before it", 1)
    for match in _TEN.finditer(text):
        yield _one(match, "nhs number", sure=False)


def _insurance(text: str) -> Iterator[Found]:
    for start, end in _by_presidio(text, "UK_NINO"):
        yield Found(start, end, "ni number", "presidio", sure=True)
    for match in _NI.finditer(text):
        yield _one(match, "ni number")


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        digits = _digits(match.group())
        if match.group()[:1].lower() == "e" or 9 < len(digits) < 14:
            yield _one(match, "phone")
    for match in _SAID.finditer(text):
        yield _one(match, "phone", "digits said")
    for match in _RING.finditer(text):
        if 6 <= len(_digits(match.group(1))) <= 8:
            yield _one(match, "phone", "words before it", 1, sure=False)


def _postcodes(text: str) -> Iterator[Found]:
    for start, end in _by_presidio(text, "UK_POSTCODE"):
        if not _ORDINAL.search(text[start:end]):
            yield Found(start, end, "postcode", "presidio", sure=True)
    for match in _POSTCODE.finditer(text):
        if not _ORDINAL.search(match.group()):
            yield _one(match, "postcode")
    for match in _DISTRICT.finditer(text):
        if match.group(1).lower() in _AREAS:
            yield _one(match, "postcode", "district", sure=False)
    for match in _DISTRICT_SAID.finditer(text):
        yield _one(match, "postcode", "words before it", 1)
    for match in _POSTCODE_SAID.finditer(text):
        if figures(match.group(1)) > 1:
            yield Found(*run_of(match), "postcode", "read out")


def _vehicles(text: str) -> Iterator[Found]:
    for start, end in _by_presidio(text, "UK_VEHICLE_REGISTRATION"):
        current = _PLATE.fullmatch(text[start:end])
        if current or _CAR.search(text[max(0, start - 40) : start]):
            yield Found(start, end, "vehicle", "presidio", sure=True)
    for match in _PLATE.finditer(text):
        if _CAR.search(text[max(0, match.start() - 40) : match.start()]):
            yield _one(match, "vehicle")


@lru_cache(maxsize=1)
def _recognisers() -> dict[str, PatternRecognizer]:
    from presidio_analyzer.predefined_recognizers import (
        UkNinoRecognizer,
        UkPostcodeRecognizer,
        UkVehicleRegistrationRecognizer,
    )

    made = (UkNinoRecognizer(), UkPostcodeRecognizer(), UkVehicleRegistrationRecognizer())
    return {one.supported_entities[0]: one for one in made}


# A letter beside a figure, or two letters before six figures: without one there is no such number,
# and the recognisers need not be loaded, which takes a second and some 60 MiB.
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[^\W\d_]{2}(?:[ \-.]*\d){6}")


def _by_presidio(text: str, entity: str) -> list[tuple[int, int]]:
    if not _MIXED.search(text):
        return []
    found = _recognisers()[entity].analyze(text, [entity])
    return sorted((one.start, one.end) for one in found if one.score > 0)
