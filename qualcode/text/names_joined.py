"""Finds that belong together made one, and kinds that what stands around them tells better.

The finders each see a part: "May" may be a month and "Rowbotham" a town. Beside each other they are
somebody's first name and surname.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from qualcode.text.names_found import Found
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_stop import STOP
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_words import begins_sentence, fold, is_function

_BLANK = re.compile(r"[ \t]{1,2}|[ \t]*\n[ \t]*")
_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_a-z][^\W\d_]+)[ \t]{1,2}$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FAMILY = re.compile(r"\b[Tt]he[ \t]{1,2}$")
_WHERE = re.compile(
    r"\b(?:in|at|near|around)[ \t]{1,2}$"
    r"|\b(?:came|come|comes|coming|moved|moves|moving)\b[^.?!\n]{0,30}\bfrom[ \t]{1,2}$"
)
_UNKNOWN = "word no dictionary has"
_PLACES = ("place", "organisation")


def joined(text: str, found: Iterable[Found], people: Collection[str] = ()) -> list[Found]:
    """Finds in order, a first name and the surname after it in one, each of the likelier kind.

    Parameters
    ----------
    people : names of people known, so that their surnames are taken for no town
    """
    found = sorted(found)
    surnames = _surnames(text, found, people)
    often = Counter(fold(text[one.start : one.end]) for one in found)
    made: list[Found] = []
    for one in (_kind(text, one, surnames) for one in found):
        if made and _one_name(text, made[-1], one):
            last = made.pop()
            one = replace(last, end=one.end, sure=last.sure or one.sure, ambiguous=False)
        elif (early := _first_name_before(text, one, made[-1].end if made else 0)) is not None and (
            # "Will Millbrook pay?" asks about a town that is spoken of elsewhere, too.
            often[fold(text[one.start : one.end])] == 1 or not _asks(text, early)
        ):
            one = replace(one, start=early, kind="person", ambiguous=False)
        made.append(one)
    return made


def _surnames(text: str, found: Sequence[Found], people: Collection[str]) -> set[str]:
    """Last words of people's names of several words, folded."""
    whole = [text[one.start : one.end] for one in found if one.kind == "person"]
    return {fold(words[-1]) for name in (*whole, *people) if len(words := _WORD.findall(name)) > 1}


def _kind(text: str, one: Found, surnames: Collection[str]) -> Found:
    """A find with the kind that its words, or those before it, tell."""
    said = text[one.start : one.end]
    if len(_WORD.findall(said)) != 1:
        return one
    plain, before = fold(re.sub(r"['’]s$", "", said)), text[max(0, one.start - 60) : one.start]
    if one.kind in _PLACES and plain in surnames:
        return replace(one, kind="person")
    if one.kind == "place" and one.by == _UNKNOWN and plain.endswith("s"):
        # "The Trzaskowskis" are a family.
        return replace(one, kind="person") if _FAMILY.search(before) else one
    if one.kind == "person" and one.by == _UNKNOWN and plain not in surnames:
        return replace(one, kind="place", sure=False) if _WHERE.search(before) else one
    return one


def _one_name(text: str, first: Found, second: Found) -> bool:
    """Whether two finds beside each other are a first name and its surname."""
    if first.kind != "person" or second.kind not in ("person", *_PLACES):
        return False
    if not _BLANK.fullmatch(text[first.end : second.start]) or text[second.end :][:1] == ":":
        return False
    given, words = _WORD.findall(text[first.start : first.end]), text[second.start : second.end]
    return len(given) == 1 and _given(given[0]) and _surname(words)


def _first_name_before(text: str, one: Found, taken: int) -> int | None:
    """Where a first name begins that stands before a lone surname and was found by nobody."""
    if one.kind not in ("person", *_PLACES) or not _surname(text[one.start : one.end]):
        return None
    match = _BEFORE.search(text, max(taken, one.start - 40), one.start)
    return match.start(1) if match and _given(match[1]) else None


def _asks(text: str, at: int) -> bool:
    """Whether a sentence begins here with a word such as "Will"."""
    match = _WORD.match(text, at)
    return match is not None and is_function(fold(match[0])) and begins_sentence(text, at)


def _given(word: str) -> bool:
    return fold(word) in GIVEN or fold(word) in WORDLIKE


def _surname(said: str) -> bool:
    """Whether a single word with a capital may be a surname, and no first name."""
    words = _WORD.findall(re.sub(r"['’]s$", "", said))
    if len(words) != 1 or not words[0][0].isupper():
        return False
    plain = fold(words[0])
    if plain in STOP or plain in WORDLIKE:
        return False
    return plain in SURNAMES or plain not in GIVEN
