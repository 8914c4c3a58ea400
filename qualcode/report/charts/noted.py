"""What must be said under a picture, as lines of its own below the chart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from qualcode.report.charts.plain import chart_of
from qualcode.report.heatmap_layout import Ground

LINE, CHARACTER = 15, 5.7


def noted(chart: Any, notes: Sequence[str], width: float, on: Ground) -> Any:
    """A chart that is not styled yet, with the notes wrapped below it."""
    said = [line for note in notes for line in textwrap.wrap(note, int(width / CHARACTER))]
    if not said:
        return chart
    rows = [{"y": LINE * (n + 0.5), "text": line} for n, line in enumerate(said)]
    below = (
        chart_of(rows)
        .mark_text(align="left", baseline="middle", fontSize=11, color=on.quiet)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=None, axis=None), text="text:N")
        .properties(width=width, height=LINE * len(said))
    )
    return alt.vconcat(chart, below, spacing=18)
