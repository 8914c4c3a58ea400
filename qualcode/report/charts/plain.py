"""Charts on rows of plain values, and names that fit beside them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

LONGEST = 46
# Said in the chart, or a page would squeeze names and axes into the drawing's own width.
AT_ITS_SIZE = {"type": "pad", "contains": "padding"}


def chart_of(values: Sequence[Mapping[str, Any]]) -> Any:
    """A chart without marks yet, on these rows; they travel inside it."""
    return alt.Chart(alt.Data(values=list(values)))  # type: ignore[no-untyped-call]


def own(field: str, channel: Any = alt.Color) -> Any:
    """A field that holds colours as they are to be drawn."""
    return channel(f"{field}:N", scale=None, legend=None)


def shortened(text: str, most: int = LONGEST) -> str:
    """A long name with its beginning and its end.

    >>> shortened("a name that is far too long", 12)
    'a name… long'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = (most - 1) // 2
    return f"{text[: most - 1 - ends].rstrip()}…{text[-ends:]}"


def with_notes(chart: Any, notes: Sequence[str], ink: str, across: int = 112) -> Any:
    """The chart as a picture to take along, with sentences under it; clicks fall away."""
    spec: dict[str, Any] = chart.to_dict()
    spec.pop("params", None)
    of_all = ("$schema", "config", "datasets", "background", "autosize")
    shared = {k: spec.pop(k) for k in of_all if k in spec}
    lines = [line for note in notes for line in [*textwrap.wrap(note, across), ""]]
    values = [{"line": line, "y": n * 15} for n, line in enumerate(lines)]
    below = (
        chart_of(values)
        .mark_text(align="left", baseline="top", fontSize=11, color=ink)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=None, axis=None), text="line:N")
        .properties(width=10, height=15 * len(lines))
        .to_dict()
    )
    datasets = {**shared.pop("datasets", {}), **below.pop("datasets", {})}
    parts = [{k: v for k, v in part.items() if k not in ("$schema", "config")} for part in (below,)]
    whole = {**shared, "datasets": datasets, "spacing": 24, "vconcat": [spec, *parts]}
    return alt.Chart.from_dict(whole)
