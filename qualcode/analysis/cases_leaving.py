"""Case records as they may leave the study: small counts kept back, alike in every table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from qualcode.analysis.answers_leaving import hide_cells
from qualcode.analysis.cases import RECORDED, CaseTable, Value, caption_of, values_of
from qualcode.analysis.small_groups import kept_back
from qualcode.errors import Refused
from qualcode.model.answers import Field, FieldType, Item, Missing

# A value of a field; None for all cases without one.
_Line: TypeAlias = str | None


def cases_leaving(table: CaseTable, small: int) -> CaseTable:
    """A table of cases without small counts, and without what gives them back.

    A reader may hold the tables of every field, of one and of two: what one of them keeps back is
    kept back in the others.

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
    total: int | None = table.cases
    if table.tally is None:
        rows = _without_small(table, small)
    else:
        rows, total = _without_small_pairs(table, table.tally, small)
    names = " by ".join(one.id for one in table.fields)
    notes = [f"{names}."] if names else []
    notes.append(caption_of(total))
    if any(row["suppressed"] for row in rows):
        notes.append(f"c stands for a count kept back because fewer than {small} cases may show.")
    if any(row["of_cases"] is None for row in rows):
        notes.append("Where 'of' is empty, it would tell what is kept back.")
    return replace(
        table,
        rows=tuple(rows),
        caption=" ".join(notes),
        warning="",
        summary="",
        published=True,
        tally=None,
    )


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


def _without_small(table: CaseTable, small: int) -> list[dict[str, Any]]:
    """Field by field: small counts, and the reasons beside them that would give them back."""
    rows = [dict(row) for row in table.rows]
    for name in dict.fromkeys(row.get("field") for row in rows):
        own = [row for row in rows if row.get("field") == name]
        told = {row["value"] or Missing(row["missing"]): row["cases"] for row in own}
        one = table.fields[0] if table.fields else None
        back = _back(told, small, one is not None and one.type is FieldType.CATEGORY)
        for row in own:
            if (row["value"] or Missing(row["missing"])) in back:
                row |= {"cases": None, "suppressed": True}
            # The values' own total, and a share of it, would give the hidden ones back.
            if back and "percent" in row:
                row |= {"percent": None, "of_cases": None}
    return rows


def _back(told: Mapping[Value, int], small: int, category: bool) -> set[Value]:
    """Values, and reasons of having none, that a table of one field keeps back.

    The table of every field shows of a category how many cases have it and why others have not:
    reasons are decided on there, and a value is never hidden behind a reason shown there.
    """
    if not category:
        return kept_back(told, small)
    values = {v: n for v, n in told.items() if not isinstance(v, Missing)}
    reasons = {v: n for v, n in told.items() if isinstance(v, Missing)}
    recorded: dict[Value, int] = {RECORDED: sum(values.values())}
    hidden = kept_back({**recorded, **reasons}, small) & set(reasons)
    return hidden | kept_back({**values, **{r: reasons[r] for r in hidden}}, small)


def _without_small_pairs(
    table: CaseTable, pairs: Mapping[tuple[Value, Value], int], small: int
) -> tuple[list[dict[str, Any]], int | None]:
    """Value by other, and how many cases have both; None where that would tell too much."""
    one, two = table.fields
    hidden = _hidden(one, two, pairs, small)
    rows = [dict(row) for row in table.rows if row["missing"] is None]
    for row in rows:
        if (row["value"], row["other"]) in hidden:
            row |= {"cases": None, "percent": None, "suppressed": True}
        # Its own table tells how many have it: less those with both, those that lack the other.
        if (None, row["other"]) in hidden:
            row |= {"of_cases": None, "percent": None}
    if any(row["of_cases"] is None for row in rows):
        return rows, None
    return rows, sum(n for pair, n in pairs.items() if not any(map(_lacks, pair)))


def _hidden(
    one: Field, two: Field, pairs: Mapping[tuple[Value, Value], int], small: int
) -> set[tuple[_Line, _Line]]:
    """Cells of a table of two fields that must not be known; None is: without a value.

    What a field's own table keeps back is kept back here with all its cells. The total of those
    with a value and values of the other field must not be known where (None, value) is hidden.
    """
    if one.id > two.id:
        # The same cells whichever field is named first.
        turned = {(b, a): n for (a, b), n in pairs.items()}
        return {(a, b) for b, a in _hidden(two, one, turned, small)}
    count: Counter[tuple[_Line, _Line]] = Counter()
    own: tuple[Counter[Value], Counter[Value]] = Counter(), Counter()
    for (a, b), n in pairs.items():
        count[_line(a), _line(b)] += n
        own[0][a] += n
        own[1][b] += n
    across, down = _lines(one, own[0]), _lines(two, own[1])
    lost, gone = _lost(one, own[0], small), _lost(two, own[1], small)
    cells = hide_cells(
        [[count[a, b] for b in down] for a in across],
        small,
        [i for i, a in enumerate(across) if a in lost],
        [k for k, b in enumerate(down) if b in gone],
    )
    totals = {*((a, None) for a in lost), *((None, b) for b in gone)}
    return {(across[i], down[k]) for i, k in cells} | totals


def _lines(one: Field, counted: Mapping[Value, int]) -> list[_Line]:
    """A field's values; and None where cases lack one, for that nobody does hides nothing."""
    values: list[_Line] = list(values_of(one))
    return [*values, None] if any(map(_lacks, counted)) else values


def _lost(one: Field, counted: Mapping[Value, int], small: int) -> set[_Line]:
    """What a field's own table keeps back, reasons only where they hide a value."""
    told: dict[Value, int] = {value: counted.get(value, 0) for value in values_of(one)}
    told |= {reason: n for reason in Missing if (n := counted.get(reason, 0))}
    lines = {_line(value) for value in _back(told, small, one.type is FieldType.CATEGORY)}
    return lines if lines - {None} else set()


def _line(value: Value) -> _Line:
    return None if isinstance(value, Missing) else value


def _lacks(value: Value) -> bool:
    return isinstance(value, Missing)
