"""How right suggestions are when only the surest are shown, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from qualcode.report.heatmap_layout import DARK, FONT, LIGHT


class Point(Protocol):
    """Taking only the surest: a share of all passages, and how much of it was right."""

    @property
    def coverage(self) -> float:
        """Share of all passages, 0 to 1."""
        ...

    @property
    def precision(self) -> float:
        """Share that people agreed with, 0 to 1."""
        ...


def surest_first(points: Sequence[Point], *, target: float, dark: bool) -> Any:
    """A Plotly figure: from the surest suggestions on the left to all of them on the right."""
    import plotly.graph_objects as go

    ground = DARK if dark else LIGHT
    axis = {
        "color": ground.quiet,
        "gridcolor": ground.zero,
        "zeroline": False,
        "tickformat": ".0%",
        "fixedrange": True,
    }
    figure = go.Figure(
        go.Scatter(
            x=[p.coverage for p in points],
            y=[p.precision for p in points],
            mode="lines+markers",
            line={"color": ground.line, "width": 2.5},
            marker={"size": 7},
            hovertemplate=(
                "the surest, for %{x:.0%} of the passages:<br>people agreed with %{y:.0%}"
                "<extra></extra>"
            ),
        )
    )
    figure.add_hline(y=target, line={"color": ground.quiet, "dash": "dot", "width": 1})
    widest = max((p.coverage for p in points), default=1.0)
    figure.update_layout(
        height=300,
        margin={"l": 64, "r": 16, "t": 12, "b": 52},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": ground.ink},
        hoverlabel={"bgcolor": ground.hover, "font": {"color": ground.ink}},
        showlegend=False,
        xaxis={
            **axis,
            "title": "share of all passages a suggestion is shown for",
            "range": [0, min(1.0, widest * 1.03)],
        },
        yaxis={**axis, "title": "people agreed with", "range": [0, 1.04]},
    )
    return figure
