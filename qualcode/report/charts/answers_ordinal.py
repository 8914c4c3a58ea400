"""A scale by group: each person a dot on the step they chose, missing apart and hollow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from qualcode.analysis.answers import AnswerTable, Group
from qualcode.report.charts.answers_parts import (
    gridded,
    labelled,
    lines,
    sentence,
    short,
    upright,
    values,
    who,
)
from qualcode.report.heatmap_layout import Ground

PITCH, SMALLEST = 13.0, 4.0  # px between people, and where a cell is full of them
TALLEST = 110.0


def steps_chart(table: AnswerTable, labels: Mapping[Group, str], on: Ground) -> tuple[Any, int]:
    """Rows are groups, columns the steps; to their right the reasons of having no answer."""
    groups = list(table.turnout)
    own = [row for row in table.rows if row.get("missing")]
    reasons = list(dict.fromkeys(str(row["missing"]) for row in own))
    steps = [*table.item.steps, *reasons]
    cell = min(max(620 / max(len(steps), 1), 40), 110)
    most = max((row["participants"] or 0 for row in table.rows), default=1)
    pitch = PITCH
    while pitch > SMALLEST and most * pitch * pitch > 0.7 * cell * TALLEST:
        pitch -= 1
    names = [who(labels[g], table.turnout[g]) for g in groups]
    wide = max(int(cell * 0.86 / pitch), 1)
    tallest = -(-most // min(wide, max(int((most * 1.6) ** 0.5), 1)))
    row_px = max(17 * max(map(len, names), default=1) + 6, tallest * pitch + 14, 40)
    rows = [
        mark
        for row in table.rows
        for mark in _marks(
            row, groups.index(row[table.by]) if table.by else 0, steps, wide, pitch, cell, row_px
        )
    ]
    width = int(cell * len(steps))
    return _drawn(rows, steps, names, width, int(row_px * len(names)), pitch, on), width


def _marks(
    row: Mapping[str, Any],
    y: int,
    steps: list[str],
    wide: int,
    pitch: float,
    cell: float,
    row_px: float,
) -> list[dict[str, Any]]:
    """One cell: its people, or a nought, or a c where the count is kept back."""
    step = row.get("missing") or row["option"]
    x, count = steps.index(step), row["participants"]
    start = {"x": float(x), "y": float(y)}
    if row["suppressed"]:
        return [{**start, "kind": "kept", "mark": "c", "said": f"{step}: kept back."}]
    said = sentence(count, row["of_participants"], f"{step}.")
    if not count:
        # Where nobody of a group answered, there is no nought to show.
        mark = "0" if row["of_participants"] else "–"
        return [{**start, "kind": "none", "mark": mark, "said": said}]
    kind = "missing" if row.get("missing") else "dot"
    return [
        {"x": x + dx * pitch / cell, "y": y + dy * pitch / row_px, "kind": kind, "said": said}
        for dx, dy in gridded(count, wide)
    ]


def _drawn(
    rows: list[dict[str, Any]],
    steps: list[str],
    names: list[list[str]],
    width: int,
    height: int,
    pitch: float,
    on: Ground,
) -> Any:
    slanted = len(steps) > 9
    per_line = max(int(width / max(len(steps), 1) / 7.2), 6)
    heads = [[short(step, 26)] if slanted else lines(step, per_line, 60) for step in steps]
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[-0.5, len(steps) - 0.5], nice=False, zero=False),
        axis=alt.Axis(
            values=list(range(len(steps))),
            labelExpr=labelled(heads),
            labelAngle=-50 if slanted else 0,
            labelOverlap=False,
            labelPadding=6 + (0 if slanted else 14 * (max(map(len, heads), default=1) - 1)),
            orient="top",
            grid=True,
            gridOpacity=0.5,
            ticks=False,
            domain=False,
        ),
    )
    base = alt.Chart().encode(x=x, y=upright(names), tooltip=alt.Tooltip("said:N", title=None))
    size = (pitch * 0.78) ** 2

    def of(kind: str) -> alt.Chart:
        return base.transform_filter(f"datum.kind == '{kind}'")

    people = of("dot").mark_circle(size=size, color=on.line, opacity=1)
    missing = of("missing").mark_point(
        size=size * 0.8, color=on.quiet, strokeDash=[2, 1.5], strokeWidth=1.3, filled=False
    )
    none = of("none").mark_text(color=on.quiet, fontSize=11).encode(text="mark:N")
    kept = of("kept").mark_square(size=560, color=on.kept_back, opacity=1, stroke=on.quiet)
    c = of("kept").mark_text(color=on.ink, fontSize=12).encode(text="mark:N")
    layered = alt.layer(kept, c, people, missing, none, data=values(rows))
    return layered.properties(width=width, height=height)
