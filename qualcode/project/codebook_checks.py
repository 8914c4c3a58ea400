"""What to mend in a codebook: gaps, definitions too alike, rules that point nowhere, use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from qualcode.model import Code, Codebook
from qualcode.model.pointers import pointers

# Likeness of two definitions, 0 to 100: rapidfuzz's token_sort_ratio, which compares their words
# whatever their order. In the eight indicators and their 24 letters the likest two reach 61 and
# are rightly two codes; a definition in which one word in five was changed reaches 83 on average
# and never less than 74. 75 lies between, nearer to the copies: a false alarm costs trust.
TOO_ALIKE = 75.0

MISSING = {
    "definition": ("no definition", "has no definition; write what the code means."),
    "include_when": ("no include rule", "does not say when to use it; add at least one rule."),
    "exclude_when": ("no exclude rule", "does not say when to leave it out; add a rule for that."),
    "examples": ("no example", "has no example; add words from an interview that show it."),
}
ALIKE, NOWHERE = "definitions too alike", "points nowhere"
NEVER, ONE_CODER = "never used", "used by one coder only"


@dataclass(frozen=True)
class Check:
    """One thing to mend: the check's name, the code, and a sentence with the next step.

    ``other`` is the second code it is about, where there is one.
    """

    name: str
    code: str
    sentence: str
    other: str | None = None


def check_all(book: Codebook, uses: Mapping[tuple[str, str], int]) -> list[Check]:
    """Everything to mend, check by check; retired codes are left in peace.

    ``uses`` counts codings by (code, coder).
    """
    in_use = [code for code in book if not code.retired]
    found = [check for field in MISSING for check in _missing(in_use, field)]
    found += _alike(in_use)
    found += [check for code in in_use for check in _nowhere(code, book)]
    if uses:
        found += _never(in_use, book, uses)
    if len({coder for _, coder in uses}) > 1:
        found += _one_coder(in_use, uses)
    return found


def _missing(codes: list[Code], field: str) -> Iterator[Check]:
    name, rest = MISSING[field]
    return (Check(name, c.id, f"{c.id} {rest}") for c in codes if not _filled(getattr(c, field)))


def _filled(value: str | tuple[str, ...]) -> bool:
    return any(line.strip() for line in ([value] if isinstance(value, str) else value))


def _alike(codes: list[Code]) -> Iterator[Check]:
    from rapidfuzz import fuzz

    worded = [(c.id, re.sub(r"[\W_]+", " ", c.definition.casefold()).strip()) for c in codes]
    for (one, its), (other, their) in combinations([w for w in worded if w[1]], 2):
        if fuzz.token_sort_ratio(its, their, score_cutoff=TOO_ALIKE):
            yield Check(
                ALIKE,
                one,
                f"{one} and {other} have almost the same definition; say what sets them apart, or"
                " merge them.",
                other,
            )


def _nowhere(code: Code, book: Codebook) -> Iterator[Check]:
    named = [(id, "the codes it is confused with") for id in code.confused_with]
    named += [(id, "a rule for leaving it out") for r in code.exclude_when for id in pointers(r)]
    for id, where in dict.fromkeys(named):
        if id not in book:
            yield Check(
                NOWHERE,
                code.id,
                f"{code.id} names {id} in {where}, but the codebook has no {id}; name another code"
                " or take it out.",
            )
        elif book[id].retired:
            yield Check(
                NOWHERE,
                code.id,
                f"{code.id} names {id} in {where}, but {id} is retired; name a code in use or take"
                " it out.",
                id,
            )


def _never(
    codes: list[Code], book: Codebook, uses: Mapping[tuple[str, str], int]
) -> Iterator[Check]:
    used = {code for code, _ in uses}
    for code in codes:
        if not used & book.family(code.id):
            yield Check(
                NEVER,
                code.id,
                f"No coding carries {code.id}; look for it in the interviews, or retire it.",
            )


def _one_coder(codes: list[Code], uses: Mapping[tuple[str, str], int]) -> Iterator[Check]:
    for code in codes:
        coders = [coder for id, coder in uses if id == code.id]
        if len(coders) == 1:
            yield Check(
                ONE_CODER,
                code.id,
                f"Only {coders[0]} has used {code.id}; talk with the others about what it means.",
            )
