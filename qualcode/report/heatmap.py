"""The heat map of themes: a code a row, a group of people a column."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from qualcode.model import Codebook
from qualcode.report.cells import Cell, Grid, Group, Look, passages
from qualcode.report.heatmap_layout import (
    DARK,
    FONT,
    LIGHT,
    ROW_PX,
    SLANT_DEGREES,
    Ground,
    Layout,
    lay_out,
    plotted,
    row_names,
)


def heat_map(
    grid: Grid,
    codebook: Codebook,
    *,
    dark: bool,
    chosen: tuple[str, Group] | None = None,
) -> Any:
    """People k of n per code and group as shaded cells, as a Plotly figure.

    Shade is the share of the people in scope. An invisible marker over every cell carries
    ``customdata`` [code, *values], so that a click tells which cell it was. ``chosen`` is outlined.

    Raises
    ------
    ValueError
        The grid has no code or no column.
    """
    import plotly.graph_objects as go

    if not grid.cells:
        raise ValueError("A heat map needs at least one code and one column.")
    ground, layout = DARK if dark else LIGHT, lay_out(grid, codebook)
    figure = go.Figure([*_fills(grid, layout, ground), *_marks(grid, layout, ground)])
    figure.update_layout(
        width=layout.names_px + layout.column_px * len(grid.columns) + layout.right_px,
        height=layout.header_px + round(ROW_PX * layout.height) + 8,
        margin={
            "l": layout.names_px,
            "r": layout.right_px,
            "t": layout.header_px,
            "b": 8,
            "pad": 0,
        },
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": ground.ink},
        showlegend=False,
        barmode="overlay",
        # The nearest marker counts however far: so the whole of a cell can be clicked.
        hovermode="closest",
        hoverdistance=-1,
        clickmode="event+select",
        dragmode=False,
        hoverlabel={
            "align": "left",
            "bgcolor": ground.hover,
            "bordercolor": ground.line,
            "font": {"family": FONT, "size": 13, "color": ground.ink},
        },
        annotations=row_names(grid, layout, codebook, ground),
        shapes=_outline(grid, layout, ground, chosen),
        xaxis=_axis(len(grid.columns)) | _column_ticks(layout, ground),
        yaxis=_axis(0) | {"range": [layout.height, 0], "showticklabels": False},
    )
    return figure


def _axis(columns: int) -> dict[str, Any]:
    return {
        "range": [-0.5, columns - 0.5],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
    }


def _column_ticks(layout: Layout, ground: Ground) -> dict[str, Any]:
    return {
        "side": "top",
        "tickvals": list(range(len(layout.labels))),
        "ticktext": list(layout.labels),
        "tickangle": -SLANT_DEGREES if layout.slanted else 0,
        "tickfont": {"size": 13, "color": ground.ink},
        "automargin": False,
    }


def _fills(grid: Grid, layout: Layout, ground: Ground) -> list[Any]:
    """The shaded cells with what stands in them, a trace for each kind of cell."""
    flat = {Look.ZERO: ground.zero, Look.UNKNOWN: ground.unknown, Look.NOBODY: "rgba(0,0,0,0)"}
    traces = [_fill(grid, layout, Look.PEOPLE, [(0.0, ground.low), (1.0, ground.high)], ground.ink)]
    traces += [
        _fill(grid, layout, look, [(0.0, fill), (1.0, fill)], ground.quiet)
        for look, fill in flat.items()
    ]
    return [*(trace for trace in traces if trace is not None), *_hatched(grid, layout, ground)]


def _fill(
    grid: Grid, layout: Layout, look: Look, scale: list[tuple[float, str]], ink: str
) -> Any | None:
    import plotly.graph_objects as go

    if look not in grid.looks():
        return None
    edges = [0.0]
    shades: list[list[float | None]] = []
    texts: list[list[str]] = []
    for n, (code, _) in enumerate(grid.codes):
        if layout.tops[n] > edges[-1]:
            edges.append(layout.tops[n])
            shades.append([None] * len(grid.columns))
            texts.append([""] * len(grid.columns))
        row = [grid.cells[code, group] for group, _ in grid.columns]
        shades.append([(c.share or 0.0) if c.look is look else None for c in row])
        texts.append([_inside(c, layout) if c.look is look else "" for c in row])
        edges.append(layout.tops[n] + 1)
    return go.Heatmap(
        x=[n - 0.5 for n in range(len(grid.columns) + 1)],
        y=edges,
        z=shades,
        zmin=0,
        zmax=1,
        text=texts,
        texttemplate="%{text}",
        textfont={"color": ink, "size": 13 if layout.wide else 12},
        colorscale=scale,
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )


def _inside(cell: Cell, layout: Layout) -> str:
    if cell.look is Look.NOBODY or (cell.look is Look.ZERO and not cell.passages):
        return cell.words
    beside = passages(cell.passages) if layout.wide else str(cell.passages)
    if cell.look is Look.UNKNOWN:
        return f"<b>{beside}</b>" if cell.passages else "0"
    return f"{cell.words}<br><span style='font-size:11px'>{beside}</span>"


def _hatched(grid: Grid, layout: Layout, ground: Ground) -> Iterable[Any]:
    import plotly.graph_objects as go

    places = list(_places(grid, layout, [Look.SUPPRESSED]))
    if places:
        yield go.Bar(
            x=[x for x, _, _ in places],
            y=[1 - 3 / ROW_PX] * len(places),
            base=[top + 1.5 / ROW_PX for _, top, _ in places],
            width=1 - 3 / layout.column_px,
            marker={
                "color": ground.kept_back,
                "line": {"width": 0},
                "pattern": {"shape": "/", "size": 7, "solidity": 0.25, "fgcolor": ground.quiet},
            },
            text=["<b>c</b>"] * len(places),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ground.ink, "size": 13},
            hoverinfo="skip",
            unselected={"marker": {"opacity": 1}},
        )


def _marks(grid: Grid, layout: Layout, ground: Ground) -> list[Any]:
    """The corners of cells with few people, and the invisible markers that take the clicks."""
    import plotly.graph_objects as go

    few = [(x, top) for x, top, cell in _places(grid, layout, list(Look)) if cell.few]
    inset = 6.5 if layout.wide else 4.5
    corner = go.Scatter(
        x=[x + 0.5 - inset / layout.column_px for x, _ in few],
        y=[top + inset / ROW_PX for _, top in few],
        mode="markers",
        marker={"symbol": "triangle-ne", "size": 8 if layout.wide else 6, "color": ground.line},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )
    places = list(_places(grid, layout, list(Look)))
    overlay = go.Scatter(
        x=[x for x, _, _ in places],
        y=[top + 0.5 for _, top, _ in places],
        mode="markers",
        marker={"symbol": "square", "size": min(layout.column_px, ROW_PX) - 2, "opacity": 0},
        customdata=[[cell.code, *cell.group] for _, _, cell in places],
        hovertext=[_hover(grid.sentence(cell)) for _, _, cell in places],
        hoverinfo="text",
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
    )
    return [corner, overlay]


def _places(grid: Grid, layout: Layout, looks: list[Look]) -> Iterable[tuple[int, float, Cell]]:
    for n, (code, _) in enumerate(grid.codes):
        for x, (group, _) in enumerate(grid.columns):
            cell = grid.cells[code, group]
            if cell.look in looks:
                yield x, layout.tops[n], cell


def _outline(
    grid: Grid, layout: Layout, ground: Ground, chosen: tuple[str, Group] | None
) -> list[dict[str, Any]]:
    for x, top, cell in _places(grid, layout, list(Look)):
        if (cell.code, cell.group) == chosen:
            line = {"color": ground.line, "width": 3}
            ends = {"x0": x - 0.5, "x1": x + 0.5, "y0": top, "y1": top + 1}
            return [{"type": "rect", "line": line, "layer": "above", **ends}]
    return []


def _hover(sentence: str) -> str:
    # A number stays on the line of what it counts.
    sentence = sentence.replace(" passage", "\N{NO-BREAK SPACE}passage")
    return "<br>".join(plotted(line) for line in textwrap.wrap(sentence, 60))
