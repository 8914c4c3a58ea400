"""Case records as tables: yes, no, missing and withheld told apart, every denominator named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.answers import spread
from qualcode.analysis.answers_leaving import hide_cells
from qualcode.analysis.small_groups import kept_back
from qualcode.errors import Refused
from qualcode.model.answers import CaseRecord, Field, FieldType, Item, Missing, number

LEAST_FOR_PER_CENT = 20
RECORDED = "recorded"
_SORTS = (FieldType.YES_NO, FieldType.CATEGORY)


@dataclass(frozen=True)
class CaseTable:
    """Counts of cases, what to say under them, and a warning where the parts do not add up.

    ``summary`` is the median and range of a number; they do not leave the study.
    """

    form: Item
    rows: tuple[Mapping[str, Any], ...]
    columns: tuple[str, ...]
    cases: int
    caption: str
    warning: str = ""
    summary: str = ""
    published: bool = False


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
    return CaseTable(form, tuple(rows), columns, len(records), _caption(len(records)))


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
    pairs = Counter((_value(r, one), _value(r, two)) for r in records)
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
    caption = f"{one.id} by {two.id}. {_caption(len(records))}"
    warning = _warning(len(records) - lacking.total(), len(records))
    return CaseTable(form, tuple(rows), _CROSSED, len(records), caption, warning)


_ALONE = ("value", "missing", "cases", "of_cases", "percent", "suppressed")
_CROSSED = ("value", "other", "missing", "cases", "of_cases", "percent", "suppressed")


def _one_way(form: Item, records: Sequence[CaseRecord], one: Field) -> CaseTable:
    told = Counter(_value(r, one) for r in records)
    known = {v: n for v, n in told.items() if not isinstance(v, Missing)}
    of = sum(known.values())
    caption = f"{one.id}. {_caption(len(records))}"
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
    return CaseTable(form, tuple(rows), _ALONE, len(records), caption, warning, summary)


def values_of(field: Field) -> tuple[str, ...]:
    """The values a field of few values can have, in order."""
    return ("yes", "no") if field.type is FieldType.YES_NO else field.options


def _value(record: CaseRecord, field: Field) -> str | Missing:
    return record.values.get(field.id, Missing.UNSAID)


def _row(value: str | None, other: str | None, why: str | None, n: int, of: int) -> dict[str, Any]:
    share = round(100 * n / of) if of >= LEAST_FOR_PER_CENT else None
    row = {"value": value, "other": other, "missing": why, "cases": n, "of_cases": of}
    return {**row, "percent": share, "suppressed": False}


def cases_leaving(table: CaseTable, small: int) -> CaseTable:
    """A table of cases without small counts, and without what gives them back.

    Raises
    ------
    Refused
        The form is not cleared, or there are fewer than ``small`` cases.
    """
    refuse_uncleared(table.form)
    if table.cases < small:
        raise Refused(
            f"There are fewer than {small} case records, so no count of them can leave the study."
        )
    crossed = "other" in table.columns
    rows = _without_small_pairs(table, small) if crossed else _without_small(table, small)
    # Beside a total, the cases that lack a value could be worked out.
    both = {r["other"]: r["of_cases"] for r in table.rows if r.get("other")}
    together = sum(both.values())
    notes = [_caption(together if crossed else table.cases)]
    if any(row["suppressed"] for row in rows):
        notes.append(f"c stands for a count kept back because fewer than {small} cases may show.")
    done = " ".join(notes)
    return replace(table, rows=rows, caption=done, warning="", summary="", published=True)


def without_fields(table: CaseTable, fields: Collection[str]) -> CaseTable:
    """The table of a form's fields without some of them."""
    rows = tuple(row for row in table.rows if row.get("field") not in fields)
    return replace(table, rows=rows)


def refuse_uncleared(form: Item) -> None:
    """Refuse to let anything of a form leave that is not cleared.

    Raises
    ------
    Refused
        The instrument does not say ``cleared: yes``.
    """
    if not form.cleared:
        raise Refused(
            f"Case records of the form {form.id} are sensitive and not cleared to leave; write"
            " 'cleared: yes' at the form in the instrument file once you may share them."
        )


def _without_small(table: CaseTable, small: int) -> tuple[Mapping[str, Any], ...]:
    """Field by field: small counts, and the reasons beside them that would give them back."""
    rows = [dict(row) for row in table.rows]
    for name in dict.fromkeys(row.get("field") for row in rows):
        own = [row for row in rows if row.get("field") == name]
        back = kept_back({n: row["cases"] for n, row in enumerate(own)}, small)
        for n, row in enumerate(own):
            if n in back:
                row |= {"cases": None, "suppressed": True}
            # The values' own total, and a share of it, would give the hidden ones back.
            if back and "percent" in row:
                row |= {"percent": None, "of_cases": None}
    return tuple(rows)


def _without_small_pairs(table: CaseTable, small: int) -> tuple[Mapping[str, Any], ...]:
    """Value by other; reasons for missing are left out."""
    rows = [dict(row) for row in table.rows if row["missing"] is None]
    first, second = (list(dict.fromkeys(row[key] for row in rows)) for key in ("value", "other"))
    count = {(row["value"], row["other"]): row["cases"] for row in rows}
    hidden = hide_cells([[count[a, b] for a in first] for b in second], small)
    for row in rows:
        if (second.index(row["other"]), first.index(row["value"])) in hidden:
            row |= {"cases": None, "percent": None, "suppressed": True}
        if row["of_cases"] < small:
            row["of_cases"] = None
    return tuple(rows)


def _warning(parts: int, cases: int) -> str:
    if parts == cases:
        return ""
    lack = f"{cases - parts} {'lacks' if cases - parts == 1 else 'lack'}"
    return (
        f"The parts add up to {parts}, not to the {cases} cases: {lack} a value, and why is listed"
        " apart."
    )


def _caption(cases: int) -> str:
    return (
        f"Counts are case records, {cases} in all, not people interviewed. A case without a value"
        " is missing for the reason named, which is neither a no nor a zero; per cent stands only"
        f" beside {LEAST_FOR_PER_CENT} cases or more."
    )
