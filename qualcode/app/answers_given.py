"""Structured answers: one item at a time, each person a dot, the table under it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.analysis.answers import AnswerTable
from qualcode.analysis.frequency import natural
from qualcode.app import answers_bring, answers_cases, chart, parts
from qualcode.app.downloads import downloads
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose
from qualcode.errors import QualcodeError, Refused
from qualcode.model import CoderRole
from qualcode.model.answers import Item, ItemType
from qualcode.project import Project
from qualcode.report.answers_tables import labels_of, shown_rows
from qualcode.report.cells import label_of

MOST_GROUPS = 40
EVERYONE = "Everyone together"
HEADS = {
    "option": "Answer",
    "missing": "Missing",
    "participants": "People",
    "of_participants": "of",
    "median": "Median",
    "lowest": "Lowest",
    "highest": "Highest",
    "each": "Each person",
}


def render(project: Project) -> None:
    """Choose an item; its answers as a chart, as a table, and to take along."""
    instrument = project.instrument()
    reads = project.acting_role is CoderRole.MENTOR
    if instrument is None and reads:
        parts.muted("No structured answers are in the study yet.")
        return
    if instrument is None:
        parts.muted(
            "Rankings, scales, splits of 100 per cent and forms for case records belong here. An"
            " instrument file says which; tables of answers follow."
        )
        answers_bring.bring(project)
        return
    items = {item.id: item for item in instrument}
    if st.session_state.get("answers_item") not in items:
        st.session_state["answers_item"] = next(iter(items))
    chosen = st.selectbox(
        "Item",
        list(items),
        format_func=lambda id: f"{id}: {items[id].text}",
        key="answers_item",
        persist_state="session",
    )
    item = items[str(chosen)]
    if item.type is ItemType.RECORD and reads:
        answers_cases.read(project, item)
    elif item.type is ItemType.RECORD:
        answers_cases.show(project, item)
    else:
        _answers(project, item)
    if reads:
        return
    with st.expander("Bring in files, or take a person's answers out", key="answers-bring"):
        answers_bring.bring(project)


def _answers(project: Project, item: Item) -> None:
    by, where = _asked(project)
    try:
        table = project.answers(item.id, by, where)
    except QualcodeError as refused:
        sentence(str(refused))
        return
    if not table.answered:
        parts.muted(
            "Nobody here has answered this item yet. Bring in a table of answers, or take back a"
            " filter."
        )
        parts.muted(table.caption)
        return
    drawn = table
    if len(table.turnout) > MOST_GROUPS:
        groups = len(table.turnout)
        parts.muted(f"{groups} groups are too many for a chart, so it shows everyone together.")
        drawn = project.answers(item.id, None, where)
    _draw(project, drawn)
    st.subheader("The same as a table", anchor=False)
    _as_table(project, table)
    parts.muted(table.caption)
    parts.muted(project.claims())
    if project.acting_role is not CoderRole.MENTOR:
        _take_along(project, item, by, where)


def _asked(project: Project) -> tuple[str | None, dict[str, str]]:
    """What to compare by, and whom to keep."""
    known = project.answer_values()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if "answers_by" not in st.session_state and known.get("role"):
            st.session_state["answers_by"] = "role"
        by = choose("Compare by", list(known), "answers_by", str, EVERYONE)
        if project.acting_role is CoderRole.MENTOR:
            return by, {}  # a mentor is shown what may leave, and that takes no filter
        narrow = [name for name in known if len(known[name]) > 1]
        name = choose("Narrow by", narrow, "answers_attribute", str, "Everyone")
        values = sorted(known[name], key=natural) if name else []
        value = choose(
            "To",
            values,
            "answers_value",
            lambda v: label_of(name, v, project.respondents),
            "Any" if name else "–",
            disabled=not name,
        )
    return by, {name: value} if name and value else {}


def _draw(project: Project, table: AnswerTable) -> None:
    from qualcode.report.charts.answers import answers_chart

    labels = labels_of(table, project.respondents)
    drawn = answers_chart(table, labels, dark=chart.is_dark())
    chart.show(drawn, "Each person's answer, by group", key="answers_chart")


def _as_table(project: Project, table: AnswerTable) -> None:
    labels = labels_of(table, project.respondents)
    columns = [c for c in table.columns if c not in ("item", "suppressed")]
    rows = shown_rows(table.rows, columns, table.by, labels)
    for row in rows:
        # Words, not numbers: an empty place is no missing number.
        row |= {name: row[name] or "" for name in ("option", "missing") if name in row}
        if "each" in row:
            row["each"] = " ".join(f"{x:g}" for x in row["each"])
    heads = {c: HEADS.get(c, c) for c in columns}
    # A group stands before its answers; an attribute may be called as a column of ours is.
    if table.by:
        columns = [table.by, *(c for c in columns if c != table.by)]
        heads[table.by] = f"By {table.by}"
    shown = {heads[c]: [row[c] for row in rows] for c in columns}
    st.dataframe(shown, hide_index=True, alt="People for every answer and group")


def _take_along(project: Project, item: Item, by: str | None, where: dict[str, str]) -> None:
    """What may leave, in words, and the buttons; where nothing may, why."""
    st.subheader("To take along", anchor=False)
    try:
        leaving = project.answers_leaving(item.id, by, where)
    except Refused as refused:
        sentence(str(refused))
        return
    parts.muted(leaving.caption)
    kinds = ("png", "svg", "csv", "xlsx")
    makers = {kind: partial(project.answers_file, item.id, kind, by, where) for kind in kinds}
    downloads(f"answers-{item.id}", makers, project)
