"""Two lists of terms by group: a bar for each list, with people and uses beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from qualcode.analysis.vocabulary import VocabularyRow
from qualcode.report.charts.base import ground, styled
from qualcode.report.charts.noted import noted
from qualcode.report.charts.plain import chart_of, own, shortened
from qualcode.report.heatmap_layout import Ground

ROW, GAP, WIDTH, MOST = 22, 16, 340, 40
NAME_CHARACTERS = 34


def vocabulary_chart(
    rows: Sequence[VocabularyRow],
    names: Mapping[str | None, str],
    *,
    dark: bool,
    notes: Sequence[str] = (),
) -> Any:
    """Uses for each 1,000 words of a group's talk, a pair of bars a group; a sentence on hover.

    The second list's bars are outlined, not filled. What is kept back is a ``c``; a group that
    says nothing at all is a dash.

    Raises
    ------
    ValueError
        There is no row, or there are more than forty groups.
    """
    groups = list(dict.fromkeys(row.group for row in rows))
    if not rows or len(groups) > MOST:
        raise ValueError("A chart of two lists needs one to forty groups.")
    on = ground(dark)
    lists = list(dict.fromkeys(row.list for row in rows))
    step = 2 * ROW + GAP
    placed = [
        _row(
            row, names, 1 + step * groups.index(row.group) + ROW * lists.index(row.list), lists, on
        )
        for row in rows
    ]
    heads = [
        {
            "y": 1 + step * n + ROW,
            "text": textwrap.wrap(shortened(names[group], 90), NAME_CHARACTERS),
        }
        for n, group in enumerate(groups)
    ]
    height = step * len(groups)
    far = max([0.5, *(row.per_thousand or 0 for row in rows)])
    bars = [row for row in placed if row["bar"]] or [
        {**placed[0], "rate": 0, "line": "transparent"}
    ]
    columns = (_names(heads, height, on), _bars(bars, far, height, on), _said(placed, height, on))
    drawn = alt.hconcat(*columns, spacing=8).properties(title=_legend(lists, on))
    return styled(noted(drawn, notes, 800, on), on)


def _row(
    row: VocabularyRow,
    names: Mapping[str | None, str],
    top: float,
    lists: Sequence[str],
    on: Ground,
) -> dict[str, Any]:
    first = row.list == lists[0]
    return {
        "y": top,
        "y2": top + ROW - 4,
        "mid": top + (ROW - 4) / 2,
        "from": 0,
        "bar": not row.suppressed and bool(row.words),
        "rate": row.per_thousand or 0,
        "fill": on.high if first else "transparent",
        "line": on.line,
        "label": _beside(row),
        "told": _told(row, names[row.group]),
    }


def _beside(row: VocabularyRow) -> str:
    if row.suppressed:
        return "c (kept back)"
    if not row.words:
        return "–"
    uses = f"{row.uses:,} {'use' if row.uses == 1 else 'uses'}"
    if row.participants is None:
        return f"{uses}, people not known"
    return f"{row.participants} of {row.of_participants} people, {uses}"


def _told(row: VocabularyRow, group: str) -> str:
    if row.suppressed:
        return f"{group}, {row.list}: kept back, so that nobody is given away."
    if not row.words:
        return f"{group}: nothing is said."
    return f"{group}, {row.list}: {_beside(row)}; {row.per_thousand:g} for each 1,000 words."


def _at(channel: Any, field: str, **more: Any) -> Any:
    return channel(f"{field}:Q", scale=None, axis=None, **more)


def _names(heads: Sequence[Mapping[str, Any]], height: float, on: Ground) -> Any:
    lines = [
        {"y": head["y"] + 15 * (n - (len(head["text"]) - 1) / 2) - 2, "text": text}
        for head in heads
        for n, text in enumerate(head["text"])
    ]
    return (
        chart_of(lines)
        .mark_text(align="right", baseline="middle", color=on.ink, fontSize=13)
        .encode(x=alt.value(236), y=_at(alt.Y, "y"), text="text:N")
        .properties(width=240, height=height)
    )


def _bars(rows: Sequence[Mapping[str, Any]], far: float, height: float, on: Ground) -> Any:
    return (
        chart_of(rows)
        .mark_bar(strokeWidth=1.5)
        .encode(
            x=alt.X(
                "from:Q",
                scale=alt.Scale(domain=[0, far], nice=True),
                axis=alt.Axis(title="uses for each 1,000 words", tickCount=5),
            ),
            x2="rate",
            y=_at(alt.Y, "y"),
            y2="y2",
            fill=own("fill", alt.Fill),
            stroke=own("line", alt.Stroke),
            tooltip=alt.Tooltip("told:N", title=" "),
        )
        .properties(width=WIDTH, height=height)
    )


def _said(rows: Sequence[Mapping[str, Any]], height: float, on: Ground) -> Any:
    return (
        chart_of(rows)
        .mark_text(align="left", baseline="middle", color=on.quiet, fontSize=12)
        .encode(
            x=alt.value(2),
            y=_at(alt.Y, "mid"),
            text="label:N",
            tooltip=alt.Tooltip("told:N", title=" "),
        )
        .properties(width=190, height=height)
    )


def _legend(lists: Sequence[str], on: Ground) -> Any:
    marks = ("■ filled", "□ outlined")
    said = "    ".join(f"{mark}: {shortened(one)}" for mark, one in zip(marks, lists, strict=False))
    return alt.TitleParams(said, fontSize=12, color=on.ink, anchor="start", offset=12)
