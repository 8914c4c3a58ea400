"""How many new codes each further interview brings."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from qualcode.analysis.saturation import TOO_FEW, Saturation
from qualcode.app import chart, parts
from qualcode.app.pattern_parts import nothing_yet, take_along, under
from qualcode.model import Origin
from qualcode.project import Project

CODES = {"letters": "Letters", "emergent": "Codes from the talk"}
WHAT_LEAVES = "The result and the other orders leave; what each interview brought stays here."
ORDERS = {"date": "Date", "imported": "As imported"}


def render(project: Project) -> None:
    """The curve in this order beside other orders, and where the measure says it levels out."""
    if nothing_yet(project, "Here stands whether further interviews still bring new codes."):
        return
    asked = _asked(project)
    with parts.refusals():
        found = project.saturation(**asked)
        _shown(found)
        under(project, found.caption)
        files = {
            kind: partial(project.saturation_file, kind, **asked)
            for kind in ("png", "svg", "csv", "xlsx")
        }
        if found.new:
            take_along(project, "saturation", files, WHAT_LEAVES)


def _asked(project: Project) -> dict[str, Any]:
    """What to count and when to call it reached."""
    emergent = any(code.origin is not Origin.LITERATURE for code in project.codebook)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        codes = "letters"
        if emergent:
            codes = st.segmented_control(
                "Count",
                list(CODES),
                format_func=CODES.__getitem__,
                default="letters",
                required=True,
                key="saturation_codes",
                persist_state="session",
            )
        order = st.segmented_control(
            "Order",
            list(ORDERS),
            format_func=ORDERS.__getitem__,
            default="date",
            required=True,
            key="saturation_order",
            persist_state="session",
        )
        base = st.number_input(
            "First interviews (base)", 1, 50, 4, key="saturation_base", width=170
        )
        run = st.number_input("Further ones (run)", 1, 20, 2, key="saturation_run", width=150)
        threshold = st.selectbox(
            "New codes, at most",
            [0.0, 0.05, 0.1],
            index=1,
            format_func=lambda share: "none" if not share else f"{share:g} of the base",
            key="saturation_threshold",
            width=190,
        )
    return {
        "codes": str(codes),
        "order": str(order),
        "base": int(base),
        "run": int(run),
        "threshold": float(threshold),
    }


def _shown(found: Saturation) -> None:
    from qualcode.report.charts.saturation import curve

    if not found.new:
        parts.muted(
            "No interview is coded through yet. Mark those that are on the Code page; only they"
            " are counted here."
        )
        return
    every = f"{found.reached_in} of {found.shuffles}" if found.result != TOO_FEW else "–"
    parts.facts(
        [
            (found.result, "in this order"),
            (every, "other orders in which it is reached"),
            (str(found.base_codes), f"codes in the first {found.base}"),
            (str(found.found[-1]), f"codes in all {len(found.new)}"),
        ]
    )
    alt = "Different codes found so far against interviews; the same numbers stand in the table"
    chart.show(curve(found, dark=chart.is_dark()), alt, key="saturation_chart")
    st.subheader("The same as a table", anchor=False)
    rows = [
        {**row, "run_ratio": "" if row["run_ratio"] is None else f"{row['run_ratio']:.2f}"}
        for row in found.records()
    ]
    heads = {
        "interview": "Interview",
        "new_codes": "New codes",
        "codes": "Codes so far",
        "median": "Other orders: middle",
        "low": "from",
        "high": "to",
        "run_ratio": "New in the run, over the base",
    }
    st.dataframe(
        {head: [row[name] for row in rows] for name, head in heads.items()},
        hide_index=True,
        alt="New codes by interview",
    )
