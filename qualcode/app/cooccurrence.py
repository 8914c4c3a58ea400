"""Codes that stand together: a triangle of pairs, and the quotes of one pair."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from qualcode.analysis.cooccurrence import CooccurrenceTable, Unit
from qualcode.analysis.pairs_told import sentence
from qualcode.app import chart, parts, quote_cards
from qualcode.app.narrowing import Narrowing, choose, narrowed
from qualcode.app.pattern_parts import chosen_point, nothing_yet, take_along, under
from qualcode.model import Code
from qualcode.project import Project
from qualcode.report.palette import colours

CHART, ONE, OTHER, CLICKED = "pairs_chart", "pairs_one", "pairs_other", "pairs_clicked"
MOST_CODES, LISTED, ROWS = 60, 40, 500
WHAT = "Here stands which codes meet in the same words."


def render(project: Project) -> None:
    """The pairs as a chart, the quotes of one of them, and all as a table."""
    if nothing_yet(project, WHAT):
        return
    unit, level, siblings = _asked(project)
    only = narrowed(project.frames(), project.respondents, "pairs")
    table = project.cooccurrence(unit, level, siblings=siblings, **only.asked)
    if table.rows.empty:
        parts.muted("A pair takes two codes; there are none to put together here.")
        return
    _take_the_click(table)
    _drawn(project, table)
    _pair(project, table, only)
    _as_table(table)
    under(project, table.caption)
    files = {
        kind: partial(project.cooccurrence_file, kind, unit, level, siblings=siblings)
        for kind in ("png", "svg", "csv", "xlsx")
    }
    note = (
        "What is taken along shows everyone, without the filters, and keeps pairs with few people"
        " back."
    )
    take_along(project, "cooccurrence", files, note)


def _asked(project: Project) -> tuple[str, str, bool]:
    """What the codes share, which codes, and whether those of one indicator are paired."""
    letters = any(code.parent for code in project.codebook)
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        unit = st.segmented_control(
            "Together in the same",
            ["passage", "turn", "interview"],
            format_func=str.capitalize,
            default="passage",
            required=True,
            key="pairs_unit",
            persist_state="session",
        )
        level = "indicators"
        if letters:
            level = st.segmented_control(
                "Show",
                ["indicators", "letters", "both"],
                format_func=str.capitalize,
                default="indicators",
                required=True,
                key="pairs_level",
                persist_state="session",
            )
        siblings = level == "indicators" or not st.checkbox(
            "Leave out pairs within one indicator", key="pairs_apart", persist_state="session"
        )
    return str(unit), str(level), siblings


def _take_the_click(table: CooccurrenceTable) -> None:
    """A click sets the two boxes, once; they may be changed by hand afterwards."""
    from qualcode.report.charts.base import CLICK

    point = chosen_point(CHART, CLICK)
    if point and point != st.session_state.get(CLICKED):
        st.session_state[ONE], st.session_state[OTHER] = point.get("a"), point.get("b")
    st.session_state[CLICKED] = point
    ids = [id for id, _ in table.codes]
    for key in (ONE, OTHER):
        if st.session_state.get(key) not in ids:
            st.session_state[key] = None


def _drawn(project: Project, table: CooccurrenceTable) -> None:
    from qualcode.report.charts.base import CLICK
    from qualcode.report.charts.cooccurrence import triangle

    if len(table.codes) > MOST_CODES:
        parts.muted(f"{len(table.codes)} codes are too many for a chart; here is the table.")
        return
    row = _row(table)
    chosen = (str(row["a"]), str(row["b"])) if row else None
    picture = triangle(table, project.codebook, dark=chart.is_dark(), chosen=chosen)
    chart.show(
        picture,
        "Triangle of pairs of codes, shaded by the interviews in which both stand; the same"
        " numbers stand in the table below",
        key=CHART,
        clicks=CLICK,
    )


def _row(table: CooccurrenceTable) -> dict[str, Any] | None:
    """The pair in the two boxes, whichever of them holds which code."""
    asked = {st.session_state.get(ONE), st.session_state.get(OTHER)}
    return next((row for row in table.records() if {row["a"], row["b"]} == asked), None)


def _pair(project: Project, table: CooccurrenceTable, only: Narrowing) -> None:
    """The quotes where both codes of the chosen pair stand."""
    st.subheader("Quotes of a pair", anchor=False)
    named = {id: Code(id, name).title for id, name in table.codes}
    left, right = st.columns(2)
    with left:
        one = choose("Code", list(named), ONE, named.__getitem__, "Click a cell, or choose")
    with right:
        choose("With", list(named), OTHER, named.__getitem__, "Click a cell, or choose")
    row = _row(table)
    if row is None:
        missing = one is not None and st.session_state.get(OTHER) is not None
        parts.muted(
            "These two are not listed as a pair here; choose two others."
            if missing
            else "Click a cell of the chart, or choose two codes here."
        )
        return
    parts.muted(sentence(row, table.unit))
    found = project.pair_quotes(row["a"], row["b"], table.unit.value, **only.asked)
    quote_cards.cards(found[:LISTED], colours(project.codebook), "pair")
    if len(found) > LISTED:
        parts.muted(f"The first {LISTED} of {len(found)} quotes.")


def _as_table(table: CooccurrenceTable) -> None:
    """The pairs that meet, most interviews first, in words beside the numbers."""
    st.subheader("The same as a table", anchor=False)
    rows = [row for row in table.records() if row["shared"]]
    rows.sort(key=lambda row: (-row["interviews"], -row["shared"]))
    never = len(table.rows) - len(rows)
    if rows:
        st.dataframe(
            _columns(rows[:ROWS], table.unit),
            hide_index=True,
            alt="Pairs of codes with interviews, people and passages",
        )
    more = f" The first {ROWS} are listed." if len(rows) > ROWS else ""
    apart = f"{parts.many(never, 'pair')} never {'meets' if never == 1 else 'meet'}."
    parts.muted(f"{parts.many(len(rows), 'pair')} met in what is in scope; {apart}{more}")


def _columns(rows: list[dict[str, Any]], unit: Unit) -> dict[str, list[Any]]:
    shown: dict[str, list[Any]] = {
        "Code": [Code(row["a"], row["a_name"]).title for row in rows],
        "With": [Code(row["b"], row["b_name"]).title for row in rows],
        "Interviews": [f"{row['interviews']} of {row['of_interviews']}" for row in rows],
        "People": [_people(row) for row in rows],
    }
    if unit is not Unit.INTERVIEW:
        shown[f"{unit.value.capitalize()}s"] = [row["shared"] for row in rows]
    shown["Jaccard"] = [row["jaccard"] for row in rows]
    shown["In words"] = [sentence(row, unit) for row in rows]
    shown["Related"] = [row["kin"] for row in rows]
    return shown


def _people(row: dict[str, Any]) -> str:
    if row["participants"] is None:
        return "not known"
    few = " (few people)" if 0 < row["participants"] < 3 else ""
    return f"{row['participants']} of {row['of_participants']}{few}"
