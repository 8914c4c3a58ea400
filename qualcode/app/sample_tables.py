"""The tables of the Sample page."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qualcode.analysis.sample_groups import GroupTable
from qualcode.analysis.sample_rows import SampleRow, SampleTable, named, rate

ALL = "All"
FEW = 3


def grid(table: SampleTable) -> None:
    """Roles by authorities: interviews held of those planned, with the wholes at the edges."""
    authorities = [row.authority for row in table.by_authority]
    cells = {(row.role, row.authority): row for row in table.rows}
    rows: dict[str, list[str]] = {"Role": [*(named(r) for r in table.by_role), ALL]}
    for place in table.by_authority:
        held = [cells.get((role.role, place.authority)) for role in table.by_role]
        rows[_apart(str(place.authority), rows)] = [
            *(cell.words if cell else "–" for cell in held),
            place.words,
        ]
    wholes = [*table.by_role, table.total]
    rows[_apart(ALL, rows)] = [row.words for row in wholes]
    rows[_apart("People", rows)] = [_shown(row.participants) for row in wholes]
    st.dataframe(
        rows,
        hide_index=True,
        height=min(36 * (len(wholes) + 1), 780),
        column_config={"Role": st.column_config.TextColumn(width=250)},
        alt=f"Interviews held of those planned, by role and {len(authorities)} authorities",
    )


def _apart(name: str, taken: Iterable[str]) -> str:
    """A column's name; an authority may be called as another column is."""
    while name in taken:
        name += " "
    return name


def invitations(table: SampleTable) -> None:
    """How many were approached, agreed, declined and were not reached; where that is known."""
    asked = [row for row in _told(table) if row.approached is not None or row.agreed is not None]
    st.dataframe(
        {
            "Whom": [named(row) for row in asked],
            "Approached": [_shown(row.approached) for row in asked],
            "Agreed": [_shown(row.agreed) for row in asked],
            "Declined": [_shown(row.declined) for row in asked],
            "Not reached": [_shown(row.not_reached) for row in asked],
            "Rate": [rate(row) or "not known" for row in asked],
        },
        hide_index=True,
        alt="Invitations and how they went",
    )


def _told(table: SampleTable) -> list[SampleRow]:
    """Rows the plan tells invitations of: cells first, then the wholes."""
    wholes = [
        row
        for row in (*table.by_role, *table.by_authority)
        # A whole of one cell would say the same twice.
        if row.role is None or row.partly or not any(r.role == row.role for r in table.rows)
    ]
    return [*table.rows, *wholes, table.total]


def beside(table: GroupTable) -> None:
    """Our own people beside the reference: numbers, and percentages from 20 on."""
    rows = [*table.rows, table.total]
    st.dataframe(
        {
            "Group": [row.group for row in rows],
            "People interviewed": [_shown(row.participants) for row in rows],
            "Interviews": [_shown(row.interviews) for row in rows],
            "Share": [_percent(row.percent) for row in rows],
            "Reference": [_shown(row.of_n) for row in rows],
            "Share of the reference": [_percent(row.of_percent) for row in rows],
        },
        hide_index=True,
        alt="The people interviewed beside the reference",
    )


def crossed(table: GroupTable, sample: SampleTable) -> None:
    """Authorities by groups: people, and at the edge everybody of the authority, each once."""
    groups = list(dict.fromkeys(row.group for row in table.rows))
    places = list(dict.fromkeys(str(row.within) for row in table.rows))
    found = {(str(row.within), row.group): row.participants for row in table.rows}
    columns: dict[str, list[str]] = {"Authority": places}
    for group in groups:
        name = _apart(group, columns)
        columns[name] = [_people(found.get((place, group), 0)) for place in places]
    wholes = {row.authority: row.participants for row in sample.by_authority}
    columns[_apart(ALL, columns)] = [_people(wholes.get(place)) for place in places]
    st.dataframe(columns, hide_index=True, alt="People interviewed by authority and group")
    few = " ◥ few people." if any("◥" in cell for held in columns.values() for cell in held) else ""
    people, held = table.total.participants, table.total.interviews
    st.caption(f"In all {_shown(people)} participants in {_shown(held)} interviews.{few}")


def _people(number: int | None) -> str:
    return f"{number} ◥" if number and number < FEW else _shown(number)


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f}%"
