"""Pairs of codes as a triangle of shaded cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import altair as alt

from qualcode.analysis.cooccurrence import CooccurrenceTable, Kin, Unit
from qualcode.analysis.pairs_told import sentence
from qualcode.model import Code, Codebook
from qualcode.report.cells import FEW
from qualcode.report.charts.base import CLICK, ground, styled
from qualcode.report.charts.plain import AT_ITS_SIZE, chart_of, own, shortened
from qualcode.report.heatmap_layout import Ground
from qualcode.report.palette import colours

WIDEST_PX, NARROWEST_PX, ROOM_PX = 52, 20, 620


def triangle(
    table: CooccurrenceTable,
    codebook: Codebook,
    *,
    dark: bool,
    chosen: tuple[str, str] | None = None,
) -> Any:
    """A cell for every pair: the interviews with both, shaded by their share of those in scope.

    Pairs that stand together by construction are outlined and not shaded. A click chooses the
    fields ``a`` and ``b`` of the selection named `base.CLICK`; ``chosen`` is outlined.

    Raises
    ------
    ValueError
        The table has no pair.
    """
    if table.rows.empty:
        raise ValueError("A triangle needs at least two codes.")
    on = ground(dark)
    codes = [id for id, _ in table.codes]
    cell = min(max(ROOM_PX // max(len(codes), 1), NARROWEST_PX), WIDEST_PX)
    values = _values(table, on, cell, chosen)
    drawn = _cells(values, codes, table, cell)
    hues = colours(codebook)
    edge = [{"b": id, "hue": hues.get(id, on.quiet)} for id in codes[1:]]
    size = (len(codes) - 1) * cell
    edges = (
        chart_of(edge)
        .mark_bar(aria=False, width=4, height=cell - 6)
        .encode(x=alt.value(-4), y=_rows(codes, table), color=own("hue"))
    )
    within = "" if table.unit is Unit.INTERVIEW else f" in one {table.unit.value}"
    words = f"Interviews in which both stand{within}; an empty cell is none"
    title = {"text": words, "color": on.quiet, "fontSize": 12, "frame": "bounds", "offset": 12}
    drawing = alt.layer(edges, *drawn).properties(
        width=size, height=size, title=title, autosize=AT_ITS_SIZE
    )
    return styled(drawing, on)


def _rows(codes: list[str], table: CooccurrenceTable) -> Any:
    labels = {id: shortened(Code(id, name).title) for id, name in table.codes}
    axis = alt.Axis(
        labelExpr=_named(labels), ticks=False, domain=False, labelPadding=10, labelOverlap=False
    )
    return alt.Y("b:N", sort=codes[1:], title=None, axis=axis, scale=_bands(codes[1:]))


def _columns(codes: list[str], cell: int) -> Any:
    labels = {id: shortened(id, 24) for id in codes}
    slanted = max(len(text) for text in labels.values()) * 7.5 > cell
    axis = alt.Axis(
        labelExpr=_named(labels),
        orient="bottom",
        ticks=False,
        domain=False,
        labelAngle=-60 if slanted else 0,
        labelPadding=6,
        labelOverlap=False,
    )
    return alt.X("a:N", sort=codes[:-1], title=None, axis=axis, scale=_bands(codes[:-1]))


def _bands(codes: list[str]) -> Any:
    return alt.Scale(domain=codes, paddingInner=0, paddingOuter=0)


def _named(labels: Mapping[str, str]) -> str:
    """A Vega expression that gives each id its label; both may hold any characters."""
    import json

    return f"({json.dumps(dict(labels), ensure_ascii=False)})[datum.value] || datum.value"


def _values(
    table: CooccurrenceTable, on: Ground, cell: int, chosen: tuple[str, str] | None
) -> list[dict[str, Any]]:
    found = []
    for row in table.records():
        n, of = row["interviews"], row["of_interviews"]
        by_construction = row["kin"] == Kin.LINE.value
        few = not row["suppressed"] and 0 < (row.get("participants") or 0) < FEW
        label = "c" if row["suppressed"] else str(n or "")
        fill = on.kept_back if row["suppressed"] else _shade(on, (n or 0) / of if of else 0)
        told = sentence(row, table.unit)
        if by_construction:
            told += " A letter always stands with its own indicator."
        found.append(
            {
                "a": row["a"],
                "b": row["b"],
                "label": label if cell >= 24 or len(label) < 3 else "",
                "fill": on.zero if by_construction or not (n or row["suppressed"]) else fill,
                "ink": on.quiet if row["kin"] or row["suppressed"] else on.ink,
                "line": on.line if (row["a"], row["b"]) == chosen else "transparent",
                "few": bool(few),
                "kept": bool(row["suppressed"]),
                "told": told + (" Few people." if few else ""),
            }
        )
    return found


def _cells(
    values: list[dict[str, Any]], codes: list[str], table: CooccurrenceTable, cell: int
) -> list[Any]:
    place = {"x": _columns(codes, cell), "y": _rows(codes, table)}
    click = alt.selection_point(name=CLICK, fields=["a", "b"], on="click", empty=True)
    data = values
    squares = (
        chart_of(data)
        .mark_rect(strokeWidth=2.5, width=cell - 3, height=cell - 3, cornerRadius=2)
        .encode(
            **place,
            color=own("fill"),
            stroke=own("line", alt.Stroke),
            tooltip=alt.Tooltip("told:N", title=""),
            description="told:N",
        )
        .add_params(click)
    )
    inside = (
        chart_of(data)
        .mark_text(aria=False, fontSize=12 if cell > 26 else 10)
        .encode(**place, text="label:N", color=own("ink"))
    )
    corner = (
        chart_of([v for v in values if v["few"]])
        .mark_point(
            aria=False,
            shape="M-1,-1L1,-1L1,1Z",
            size=24,
            filled=True,
            opacity=0.9,
            xOffset=cell / 2 - 6,
            yOffset=-cell / 2 + 6,
        )
        .encode(**place, color=own("ink"))
    )
    return [squares, inside, corner]


def _shade(on: Ground, share: float) -> str:
    """From the low to the high colour; the root makes small shares tell apart."""
    at = math.sqrt(min(max(share, 0.0), 1.0))
    low, high = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (on.low, on.high))
    mixed = (round(a + (b - a) * at) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)
