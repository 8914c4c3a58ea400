"""Tables of case records: one row a case, a column for each field of the form, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.formats.answers import MISSING, REASONS, armed, as_text, missing_in
from qualcode.formats.grid import Grid, Row
from qualcode.model import Problem, fold
from qualcode.model.answers import CaseRecord, Field, FieldType, Instrument, Item, Missing

_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


def read_cases(grid: Grid, instrument: Instrument) -> tuple[list[CaseRecord], list[Problem]]:
    """The case records of a table and everything wrong with it by row; none with any problem.

    The column ``form`` says which form a case is of; with one form in the instrument it may be
    left out. An empty cell is missing with no reason given.
    """
    problems = list(grid.problems)
    forms = {item.id.casefold(): item for item in instrument.forms}
    if not forms:
        sentence = "the table holds case records, but the instrument has no item of type record"
        return [], [*problems, Problem(sentence)]
    only = next(iter(forms.values())) if len(forms) == 1 else None
    if only is None and grid.lacks("form"):
        sentence = f"the column 'form' is needed; it says which of {', '.join(forms)} is meant"
        return [], [*problems, Problem(sentence)]
    problems += _columns_of(grid, instrument.forms)
    found: dict[tuple[str, str], CaseRecord] = {}
    for row in grid.rows:
        form = forms.get(row.get("form").casefold()) if row.get("form") else only
        case = " ".join(armed(row.get("case")).split())
        if form is None:
            problems.append(Problem("the form is not in the instrument", row.number))
        elif not case:
            problems.append(Problem("the column 'case' is empty", row.number))
        elif (form.id, case) in found:
            problems.append(Problem("the case stands in an earlier row", row.number))
        else:
            found[form.id, case] = _record(form, case, row, problems)
    problems.sort(key=lambda problem: problem.row or 0)
    return ([] if problems else list(found.values())), problems


def write_cases(records: Iterable[CaseRecord], form: Item, fields: Iterable[Field]) -> str:
    """CSV of one form's cases with these fields; with all of them `read_cases` reads it back."""
    shown = list(fields)
    rows = [
        [r.case, form.id, *(_written(r.values.get(f.id, Missing.UNSAID)) for f in shown)]
        for r in records
    ]
    return as_text([["case", "form", *(f.id for f in shown)], *rows])


def _written(value: str | Missing) -> str:
    if value is Missing.UNSAID:
        return ""
    return f"{MISSING} {value}" if isinstance(value, Missing) else value


def _columns_of(grid: Grid, forms: Sequence[Item]) -> list[Problem]:
    """Columns that are no field; and, where there is one form, fields that have no column."""
    fields = [f.id for form in forms for f in form.fields]
    known = {id.casefold() for id in fields} | {"case", "form"}
    listed = ", ".join(dict.fromkeys(fields))
    problems = [
        Problem(f"the column {column!r} is no field of a form; the fields are {listed}", 1)
        for column in grid.header
        if column not in known
    ]
    if len(forms) == 1:
        problems += [
            Problem(f"the column {id!r} is not there; leave its cells empty instead", 1)
            for id in fields
            if id.casefold() not in grid.header
        ]
    return problems


def _record(form: Item, case: str, row: Row, problems: list[Problem]) -> CaseRecord:
    values: dict[str, str | Missing] = {}
    for field in form.fields:
        text = armed(row.get(field.id.casefold()))
        try:
            value = _value(field, text)
        except ValueError:
            sentence = f"{field.id!r} is missing for no known reason; write one of {REASONS}"
            problems.append(Problem(sentence, row.number))
            continue
        if fault := field.fault(value):
            problems.append(Problem(f"{field.id!r} {fault}", row.number))
        values[field.id] = value
    return CaseRecord(form.id, case, values)


def _value(field: Field, text: str) -> str | Missing:
    if not text:
        return Missing.UNSAID
    reason = missing_in(text)
    if reason is not None:
        return reason
    if field.type is FieldType.YES_NO:
        return _YES_NO.get(fold(text), text)
    if field.type is FieldType.CATEGORY:
        return {fold(option): option for option in field.options}.get(fold(text), text)
    return text
