"""Charts of structured answers: people as dots, their range and their middle, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import altair as alt

from qualcode.analysis.answers import AnswerTable, Group, numbers_of
from qualcode.model.answers import ItemType
from qualcode.report.charts.answers_ordinal import steps_chart
from qualcode.report.charts.answers_parts import (
    fanned,
    headed,
    labelled,
    lines,
    sentence,
    short,
    upright,
    values,
    who,
    with_words,
)
from qualcode.report.charts.base import ground, styled
from qualcode.report.heatmap_layout import Ground

DOT_PX, SMALLEST_PX = 8.0, 2.5
TALLEST_PX = 110.0
Labels = Mapping[Group, str]


def answers_chart(table: AnswerTable, labels: Labels, *, dark: bool, note: str = "") -> Any:
    """The chart that belongs to an item; ``note`` is written below it where it leaves the page."""
    on = ground(dark)
    kinds = {ItemType.RANKING: _ranking, ItemType.ORDINAL: steps_chart, ItemType.SPLIT: _split}
    chart, width = kinds[table.item.type](table, labels, on)
    return styled(with_words(chart, table.item.text, note, on, max(width, 560)), on)


def _ranking(table: AnswerTable, labels: Labels, on: Ground) -> tuple[Any, int]:
    """A panel a group, a row an option: each person's rank, the range and the median."""
    options, groups = table.item.options, list(table.turnout)
    k = len(options)
    names = [lines(option) for option in options]
    width = min(max(34 * k, 190), 620)
    dot, row_px = _room(table, names, 1, abreast := 3)
    rows = [row for g in groups for row in _marks(table, g, labels[g], "rank", 1)]
    for row in rows:
        # People of one rank stand up to three abreast, for a rank has room at its sides.
        row["panel"], row["y"], at = row.pop("group"), row.pop("option"), row.pop("at")
        if row["kind"] == "dot" and row["stack"] * dot > row_px * 0.8:
            line, place = divmod(at + (row["stack"] - 1) / 2, abreast)
            high = -(-row["stack"] // abreast)
            row["x"] += (place - (abreast - 1) / 2) * dot * k / width
            at = line - (high - 1) / 2
        row["y"] += at * dot / row_px
    x = alt.X(
        "x:Q",
        title="Rank (1 is first)",
        scale=alt.Scale(domain=[0.5, k + 0.5], nice=False, zero=False),
        axis=alt.Axis(values=list(range(1, k + 1)), format="d", gridOpacity=0.6)
        if k <= 12
        else alt.Axis(format="d", orient="top", gridOpacity=0.6),
    )
    layers = _layers(rows, x, upright(names), dot, on).properties(
        width=width, height=int(k * row_px)
    )
    heads = [headed(labels[g], table.turnout[g]) for g in groups]
    columns = 1 if len(groups) == 1 or width > 330 else 2
    return _panels(layers, heads, columns), columns * width


def _split(table: AnswerTable, labels: Labels, on: Ground) -> tuple[Any, int]:
    """A panel a part, a row a group: each person's share of 100 per cent."""
    parts, groups = table.item.options, list(table.turnout)
    names = [who(labels[g], table.turnout[g]) for g in groups]
    dot, row_px = _room(table, names, 2, 1)
    rows = [row for g in groups for row in _marks(table, g, labels[g], "per cent", 2)]
    for row in rows:
        row["panel"], row["y"] = row.pop("option"), row.pop("group")
        row["y"] += row.pop("at") * dot / row_px
    x = alt.X(
        "x:Q",
        title="Per cent of 100",
        scale=alt.Scale(domain=[-2, 102], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], gridOpacity=0.6),
    )
    width = 460
    layers = _layers(rows, x, upright(names), dot, on).properties(
        width=width, height=int(max(len(groups), 1) * row_px)
    )
    return _panels(layers, [[short(part, 72)] for part in parts], 1), width


def _room(
    table: AnswerTable, names: list[list[str]], near: float, abreast: int
) -> tuple[float, float]:
    """How many px a person and a row take, so that the highest stack fits into its row."""
    most = 1
    for given in table.given.values():
        for numbers in numbers_of(table.item, given).values():
            stacks = Counter(round(number / near) for number in numbers)
            most = max([most, *stacks.values()])
    high = most if most <= 4 else -(-most // abreast)
    dot = max(min(DOT_PX, TALLEST_PX / high), SMALLEST_PX)
    row_px = max(17.0 * max(map(len, names), default=1) + 4, high * dot + 8, 34)
    return dot, row_px


def _marks(
    table: AnswerTable, group: Group, label: str, unit: str, near: float
) -> list[dict[str, Any]]:
    """The dots, range and median of a group: a published table has no dots.

    ``at`` is a dot's place in its stack of ``stack`` people.
    """
    answered = table.turnout[group].answered
    numbers = numbers_of(table.item, table.given.get(group, ()))
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        if row.get("missing") or (table.by and row[table.by] != group) or row["median"] is None:
            continue
        own = numbers[row["option"]]
        stacks = Counter(round(number / near) for number in own)
        start = {
            "group": list(table.turnout).index(group),
            "option": table.item.options.index(row["option"]),
        }
        low, high, middle = row["lowest"], row["highest"], row["median"]
        # In what is published an end that few people gave is not known.
        known = [f"from {low}"] if low is not None else []
        known += [f"to {high}"] if high is not None else []
        ends = ", ".join([" ".join(known), f"median {middle}"] if known else [f"median {middle}"])
        rows.append(
            {
                **start,
                "kind": "range",
                "at": 0.0,
                "x": middle if low is None else low,
                "x2": middle if high is None else high,
                "middle": middle,
                "people": answered,
                "said": f"{row['option']}, {label}: {unit} {ends} ({answered} people).",
            }
        )
        for x, at in fanned(own, near):
            said = sentence(own.count(x), answered, f"{unit} {x:g}, {row['option']} ({label}).")
            dot = {"kind": "dot", "at": at, "stack": stacks[round(x / near)]}
            rows.append({**start, **dot, "x": x, "said": said})
    return rows


def _layers(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, dot: float, on: Ground) -> Any:
    base = alt.Chart().encode(y=y, tooltip=alt.Tooltip("said:N", title=None))
    ends = base.transform_filter("datum.kind == 'range'")
    line = ends.mark_rule(color=on.quiet, strokeWidth=2, opacity=0.55).encode(x=x, x2="x2:Q")
    # Of one person the middle says nothing more.
    middle = (
        ends.transform_filter("datum.people > 1")
        .mark_tick(color=on.ink, thickness=3, height=22)
        .encode(x=alt.X("middle:Q", title=x["title"]))
    )
    dots = (
        base.transform_filter("datum.kind == 'dot'")
        .mark_circle(size=dot**2, color=on.line, opacity=0.9)
        .encode(x=x)
    )
    return alt.layer(line, dots, middle, data=values(rows))


def _panels(layers: Any, heads: list[list[str]], columns: int) -> Any:
    """A panel for each head that has rows."""
    head = alt.Header(
        title=None,
        labelExpr=labelled(heads),
        labelAnchor="start",
        labelFontWeight="bold",
        labelLimit=620,
        labelPadding=4,
    )
    facet = alt.Facet("panel:O", header=head, sort="ascending")
    return layers.facet(facet=facet, columns=columns, spacing=22)
