"""Structured answers as files: the table with its notes, or the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualcode.analysis.answers import AnswerTable, Group
from qualcode.analysis.cases import CaseTable
from qualcode.errors import Refused
from qualcode.model import Respondents
from qualcode.report.cells import label_of
from qualcode.report.tables import KEPT_BACK, as_csv, as_xlsx


def labels_of(table: AnswerTable, respondents: Respondents) -> dict[Group, str]:
    """How each group of a table is written for people; all names differ."""
    found: dict[Group, str] = {}
    for group in table.turnout:
        label = label_of(table.by, group, respondents)
        # A value may be called as not known is, or as another role.
        while label in found.values():
            label += " (2)"
        found[group] = label
    return found


def shown_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    by: str | None = None,
    labels: Mapping[Group, str] | None = None,
) -> list[dict[str, Any]]:
    """Rows for people: groups by their names, ``c`` where a count is kept back."""
    found = []
    for row in rows:
        plain = {column: row.get(column) for column in columns}
        if by and labels:
            plain[by] = labels[row[by]]
        for count in ("participants", "cases"):
            if row.get("suppressed") and count in plain:
                plain[count] = KEPT_BACK
        found.append(plain)
    return found


def answers_file(
    table: AnswerTable, ending: str, respondents: Respondents, notes: Sequence[str]
) -> bytes:
    """An item's answers as the content of a .png, .svg, .csv or .xlsx file.

    In rows a kept-back count is empty and ``suppressed`` true.

    Raises
    ------
    Refused
        The ending is another one.
    """
    from qualcode.report.charts.answers import answers_chart

    labels = labels_of(table, respondents)
    rows = [{**r, table.by: labels[r[table.by]]} if table.by else r for r in table.rows]
    return _as_file(
        ending, rows, table.columns, [f"{table.item.id}: {table.item.text}", *notes],
        lambda: answers_chart(table, labels, dark=False, note=" ".join(notes)),
    )  # fmt: skip


def cases_file(table: CaseTable, ending: str, notes: Sequence[str]) -> bytes:
    """Counts of case records as the content of a file; a picture only of a form's fields.

    Raises
    ------
    Refused
        The ending is another one, or a picture is asked for of one or two fields.
    """
    from qualcode.report.charts.cases import cases_chart

    fields = "field" in table.columns
    return _as_file(
        ending, table.rows, table.columns, [f"{table.form.id}: {table.form.text}", *notes],
        (lambda: cases_chart(table, dark=False, note=" ".join(notes))) if fields else None,
    )  # fmt: skip


def _as_file(
    ending: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    notes: Sequence[str],
    chart: Callable[[], Any] | None,
) -> bytes:
    kind = ending.lstrip(".").casefold()
    if kind == "csv":
        return as_csv(rows, columns, notes)
    if kind == "xlsx":
        return as_xlsx({"Answers": (rows, columns)}, notes)
    if kind not in ("png", "svg") or chart is None:
        kinds = ".csv and .xlsx" if chart is None else ".png, .svg, .csv and .xlsx"
        raise Refused(f"This can be written as {kinds}; choose one of these endings.")
    from qualcode.report.charts.base import as_png, as_svg

    return as_png(chart()) if kind == "png" else as_svg(chart())
