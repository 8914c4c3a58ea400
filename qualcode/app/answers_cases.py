"""Case records: what is recorded of every field, and one field set against another."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.analysis.cases import CaseTable
from qualcode.app import chart, parts
from qualcode.app.downloads import downloads
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose
from qualcode.errors import QualcodeError, Refused
from qualcode.model.answers import FieldType, Item
from qualcode.project import Project

HEADS = {
    "text": "Field",
    "value": "Value",
    "other": "Against",
    "missing": "Missing",
    "cases": "Cases",
    "of_cases": "of",
    "percent": "Per cent",
}


def show(project: Project, form: Item) -> None:
    """A form's cases, for the researcher; what may leave only once it is cleared."""
    try:
        table = project.case_fields(form.id)
    except Refused as refused:
        sentence(str(refused))
        return
    if not table.cases:
        parts.muted("There are no case records of this form yet. Bring in a table of them below.")
        return
    from qualcode.report.charts.cases import cases_chart

    chart.show(
        cases_chart(table, dark=chart.is_dark()), "Cases for every field", key="answers_cases"
    )
    st.subheader("The same as a table", anchor=False)
    _as_table(table)
    parts.muted(project.claims())
    field, other = _crossed(project, form)
    st.subheader("To take along", anchor=False)
    try:
        leaving = project.cases_leaving(form=form.id)
    except Refused as refused:
        sentence(str(refused))
        return
    parts.muted(leaving.caption)
    kinds = ("png", "svg", "csv", "xlsx")
    downloads(
        f"cases-{form.id}", {k: partial(project.answers_file, form.id, k) for k in kinds}, project
    )
    if field is not None:
        parts.muted("The field chosen above, as it may leave:")
        make = {
            k: partial(project.cross_cases_file, k, field, other, form.id) for k in ("csv", "xlsx")
        }
        with parts.refusals():
            project.cases_leaving(field, other, form.id)
            downloads(f"cases-{form.id}-field", make, project)


def read(project: Project, form: Item) -> None:
    """A form's cases as they may leave, for a mentor."""
    try:
        table = project.cases_leaving(form=form.id)
    except QualcodeError as refused:
        sentence(str(refused))
        return
    _as_table(table)
    parts.muted(project.claims())


def _crossed(project: Project, form: Item) -> tuple[str | None, str | None]:
    """One field, alone or against another."""
    st.subheader("One field, or two", anchor=False)
    sorts = (FieldType.YES_NO, FieldType.CATEGORY)
    texts = {one.id: one.text or one.id for one in form.fields}
    left, right = st.columns(2)
    with left:
        field = choose("Field", list(texts), "cases_field", texts.__getitem__, "Choose a field")
    with right:
        few = [one.id for one in form.fields if one.type in sorts and one.id != field]
        alone = field not in {one.id for one in form.fields if one.type in sorts}
        other = choose(
            "Against", few, "cases_other", texts.__getitem__, "Nothing else", disabled=alone
        )
    other = None if alone else other
    if field is None:
        return None, None
    table = project.cross_cases(field, other, form.id)
    _as_table(table)
    for words in filter(None, (table.warning, table.summary)):
        parts.muted(words)
    return field, other


def _as_table(table: CaseTable) -> None:
    columns = [c for c in table.columns if c in HEADS]
    numbers = ("cases", "of_cases", "percent")
    shown = {
        HEADS[c]: [row[c] if c in numbers else row[c] or "" for row in table.rows] for c in columns
    }
    if all(share is None for share in shown.get(HEADS["percent"], [])):
        shown.pop(HEADS["percent"], None)
    if "text" in columns:
        shown["Field"] = [row["text"] or row["field"] for row in table.rows]
    st.dataframe(shown, hide_index=True, alt="Cases for every value and reason")
    parts.muted(table.caption)
