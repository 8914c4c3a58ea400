"""The tables of the Sample page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from qualcode.analysis.sample_groups import GroupTable
from qualcode.analysis.sample_rows import SampleRow, SampleTable, named, rate
from qualcode.app import parts

ALL, BEYOND = "All", "Not planned"
FEW = 3
ROW = 35  # px; the height of a row of st.dataframe


def grid(table: SampleTable) -> None:
    """Roles by authorities: planned interviews held and those not planned, wholes at the edges."""
    authorities = [row.authority for row in table.by_authority]
    cells = {(row.role, row.authority): row for row in table.rows}
    wholes = [*table.by_role, table.total]
    beyond = any(row.not_planned for row in (*wholes, *table.by_authority))
    last = [ALL, BEYOND] if beyond else [ALL]
    rows: dict[str, list[str]] = {"Role": [*(named(r) for r in table.by_role), *last]}
    for place in table.by_authority:
        held = [cells.get((role.role, place.authority)) for role in table.by_role]
        rows[_apart(str(place.authority), rows)] = [
            *(cell.words if cell else "–" for cell in held),
            *_edge(place)[: len(last)],
        ]
    under = [""] * (len(last) - 1)
    rows[_apart(ALL, rows)] = [*(_edge(row)[0] for row in wholes), *under]
    if beyond:
        rows[_apart(BEYOND, rows)] = [*(_edge(row)[1] for row in wholes), *under]
    rows[_apart("People", rows)] = [*(_shown(row.participants) for row in wholes), *under]
    st.dataframe(
        rows,
        hide_index=True,
        height=min(ROW * (len(rows["Role"]) + 1) + 2, 780),
        column_config={
            "Role": st.column_config.TextColumn(width=250),
            **{
                name: st.column_config.TextColumn(width=_wide(name, cells))
                for name, cells in rows.items()
                if name != "Role"
            },
        },
        alt="Planned interviews held, and those not planned, by role and"
        f" {parts.many(len(authorities), 'authority', 'authorities')}",
    )


def _edge(row: SampleRow) -> tuple[str, str]:
    """A whole's planned interviews held, and apart from them those not planned."""
    held = "–" if row.state == "not planned" else replace(row, not_planned=None).words
    return held, str(row.not_planned) if row.not_planned else "–"


def _wide(name: str, cells: Iterable[str]) -> int:
    """The width in px in which a column's longest cell is not cut off."""
    longest = max(map(len, (name, *cells)))
    return min(max(7 * longest + 20, 66), 260)


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


def crossed(table: GroupTable) -> None:
    """Authorities by groups: people, and at the edges everybody of either, each once."""
    groups = list(dict.fromkeys(row.group for row in table.rows))
    places = list(dict.fromkeys(str(row.within) for row in table.rows))
    found = {(str(row.within), row.group): row.participants for row in table.rows}
    of_place, of_group = ({row.group: row.participants for row in rows} for rows in table.wholes)
    columns: dict[str, list[str]] = {"Authority": [*places, ALL]}
    for group in groups:
        name = _apart(group[:1].upper() + group[1:], columns)
        columns[name] = [
            *(_people(found.get((place, group), 0)) for place in places),
            _people(of_group[group]),
        ]
    columns[_apart(ALL, columns)] = [
        *(_people(of_place[place]) for place in places),
        _people(table.total.participants),
    ]
    st.dataframe(columns, hide_index=True, alt="People interviewed by authority and group")
    few = " ◥ few people." if any("◥" in cell for held in columns.values() for cell in held) else ""
    people, held = table.total.participants, table.total.interviews or 0
    who = "people not known" if people is None else parts.many(people, "participant")
    st.caption(f"In all {who} in {parts.many(held, 'interview')}.{few}")


def _people(number: int | None) -> str:
    if number is None:
        return "people not known"
    return f"{number} ◥" if number and number < FEW else str(number)


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f}%"
