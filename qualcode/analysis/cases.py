"""Case records as tables: yes, no, missing and withheld told apart, every denominator named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from qualcode.analysis.answers import spread
from qualcode.errors import Refused
from qualcode.model.answers import CaseRecord, Field, FieldType, Item, Missing, number

LEAST_FOR_PER_CENT = 20
RECORDED = "recorded"
_SORTS = (FieldType.YES_NO, FieldType.CATEGORY)
Value: TypeAlias = str | Missing


@dataclass(frozen=True)
class CaseTable:
    """Counts of cases, what to say under them, and a warning where the parts do not add up.

    summary : the median and range of a number; they do not leave the study
    fields : the one or two fields counted; none where every field of the form is
    tally : of two fields, what a case has in each, a value or why there is none -> cases; None
        otherwise, and in what is published
    """

    form: Item
    rows: tuple[Mapping[str, Any], ...]
    columns: tuple[str, ...]
    cases: int
    caption: str
    warning: str = ""
    summary: str = ""
    published: bool = False
    fields: tuple[Field, ...] = ()
    tally: Mapping[tuple[Value, Value], int] | None = None


def field_of(form: Item, id: str) -> Field:
    """A field of a form.

    Raises
    ------
    Refused
        The form has no such field.
    """
    for one in form.fields:
        if one.id == id:
            return one
    known = ", ".join(one.id for one in form.fields)
    raise Refused(f"The form {form.id} has no field {id!r}; it has {known}.")


def count_fields(form: Item, records: Sequence[CaseRecord]) -> CaseTable:
    """Every field of a form: how many cases say yes, no, something else, or nothing and why.

    rows : field, text, value (yes, no or recorded), missing (a reason), cases, of_cases,
        suppressed
    """
    rows = []
    for one in form.fields:
        told = Counter(_kind(one, record) for record in records)
        values = ("yes", "no") if one.type is FieldType.YES_NO else (RECORDED,)
        for kind in (*values, *Missing):
            if told[kind] or not isinstance(kind, Missing):
                value, reason = (None, str(kind)) if isinstance(kind, Missing) else (kind, None)
                row = {"field": one.id, "text": one.text, "value": value, "missing": reason}
                counted = {"cases": told[kind], "of_cases": len(records), "suppressed": False}
                rows.append(row | counted)
    columns = ("field", "text", "value", "missing", "cases", "of_cases", "suppressed")
    return CaseTable(form, tuple(rows), columns, len(records), caption_of(len(records)))


def _kind(one: Field, record: CaseRecord) -> str | Missing:
    value = record.values.get(one.id, Missing.UNSAID)
    return value if isinstance(value, Missing) or one.type is FieldType.YES_NO else RECORDED


def cross_cases(
    form: Item, records: Sequence[CaseRecord], field: str, other: str | None = None
) -> CaseTable:
    """Cases by one field, or by two.

    Of two fields the denominator is the cases of the same value of ``other`` that have both.
    Per cent stands only where the denominator has at least 20 cases.

    Raises
    ------
    Refused
        A field is not there, or is not made of a few values.
    """
    one = field_of(form, field)
    if other is None:
        return _one_way(form, records, one)
    two = field_of(form, other)
    for asked in (one, two):
        if asked.type not in _SORTS:
            raise Refused(
                f"{asked.id} is a {asked.type} field; only yes/no fields and categories can be set"
                " against each other."
            )
    pairs: Counter[tuple[Value, Value]] = Counter((_value(r, one), _value(r, two)) for r in records)
    rows = []
    for second in values_of(two):
        of = sum(pairs[first, second] for first in values_of(one))
        rows += [_row(first, second, None, pairs[first, second], of) for first in values_of(one)]
    lacking: Counter[str] = Counter()
    for pair, n in pairs.items():
        why = [
            f"{f.id} {v}" for f, v in zip((one, two), pair, strict=True) if isinstance(v, Missing)
        ]
        if why:
            lacking["; ".join(why)] += n
    rows += [_row(None, None, why, n, len(records)) for why, n in sorted(lacking.items())]
    caption = f"{one.id} by {two.id}. {caption_of(len(records))}"
    warning = _warning(len(records) - lacking.total(), len(records))
    return CaseTable(
        form,
        tuple(rows),
        _CROSSED,
        len(records),
        caption,
        warning,
        fields=(one, two),
        tally=pairs,
    )


_ALONE = ("value", "missing", "cases", "of_cases", "percent", "suppressed")
_CROSSED = ("value", "other", "missing", "cases", "of_cases", "percent", "suppressed")


def _one_way(form: Item, records: Sequence[CaseRecord], one: Field) -> CaseTable:
    told = Counter(_value(r, one) for r in records)
    known = {v: n for v, n in told.items() if not isinstance(v, Missing)}
    of = sum(known.values())
    caption = f"{one.id}. {caption_of(len(records))}"
    if one.type in _SORTS:
        rows = [_row(value, None, None, told[value], of) for value in values_of(one)]
    else:
        rows = [_row(RECORDED, None, None, of, len(records))]
    summary = ""
    if one.type is FieldType.NUMBER and of:
        numbers = [
            float(x) for v, n in known.items() if (x := number(v)) is not None for _ in range(n)
        ]
        ends = {name: f"{value:g}" for name, value in spread(numbers).items() if value is not None}
        summary = f"Median {ends['median']}, from {ends['lowest']} to {ends['highest']}."
    rows += [_row(None, None, str(r), told[r], len(records)) for r in Missing if told[r]]
    warning = _warning(of, len(records))
    return CaseTable(
        form, tuple(rows), _ALONE, len(records), caption, warning, summary, fields=(one,)
    )


def values_of(field: Field) -> tuple[str, ...]:
    """The values a field of few values can have, in order."""
    return ("yes", "no") if field.type is FieldType.YES_NO else field.options


def _value(record: CaseRecord, field: Field) -> Value:
    return record.values.get(field.id, Missing.UNSAID)


def _row(value: str | None, other: str | None, why: str | None, n: int, of: int) -> dict[str, Any]:
    share = round(100 * n / of) if of >= LEAST_FOR_PER_CENT else None
    row = {"value": value, "other": other, "missing": why, "cases": n, "of_cases": of}
    return {**row, "percent": share, "suppressed": False}


def _warning(parts: int, cases: int) -> str:
    if parts == cases:
        return ""
    lack = f"{cases - parts} {'lacks' if cases - parts == 1 else 'lack'}"
    return (
        f"The parts add up to {parts}, not to the {cases} cases: {lack} a value, and why is listed"
        " apart."
    )


def caption_of(cases: int | None) -> str:
    """What is said under every table of cases; without how many where that is not told."""
    number = "" if cases is None else f" {cases} in all,"
    return (
        f"Counts are case records,{number} not people interviewed. A case without a value"
        " is missing for the reason named, which is neither a no nor a zero; per cent stands only"
        f" beside {LEAST_FOR_PER_CENT} cases or more."
    )
