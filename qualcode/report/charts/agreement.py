"""How far coders agree, code by code: two marks on a line, and how sure the second one is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from qualcode.model import Code, Codebook
from qualcode.report.agreement_words import UNDEFINED, in_figures
from qualcode.report.charts import placed
from qualcode.report.charts.base import as_png, as_svg, ground, styled
from qualcode.report.charts.dots import headings_of
from qualcode.report.heatmap_layout import NAME_CHARACTER_PX, Ground, wrapped
from qualcode.report.palette import UNKNOWN_HUE, colours

if TYPE_CHECKING:
    from qualcode.analysis.agreement.table import Agreement, CodeFigures

NAMES_PX, PLOT_PX, WORDS_PX = 300, 360, 250
LINE_PX, AXIS_PX, LEGEND_PX = 40, 34, 30
INDENT_PX, STEP = 20, 0.2
POSITIVE, ALPHA = "positive agreement", "Krippendorff’s α; 0 is chance"
INTERVAL = "where α may lie (95 %)"
Line = tuple["CodeFigures", str, float]  # the figures, the code's colour, the middle of its line


def agreement_chart(
    found: Agreement,
    codebook: Codebook,
    *,
    all_codes: bool = False,
    dark: bool = False,
    notes: Sequence[str] = (),
) -> Any:
    """Positive agreement and α of every indicator, or of all codes, as an Altair chart.

    Codes stand in the order of the codebook. Where a figure is undefined no mark is drawn, and
    the words at the right say so; where there is too little to go by, the words say that.

    Raises
    ------
    ValueError
        There is no code to draw.
    """
    shown = [figures for figures in found.codes if all_codes or figures.indicator]
    if not shown:
        raise ValueError("A picture of agreement needs at least one code.")
    on, hues = ground(dark), colours(codebook)
    lines: list[Line] = [
        (figures, hues.get(figures.code, UNKNOWN_HUE), AXIS_PX + LEGEND_PX + LINE_PX * (n + 0.5))
        for n, figures in enumerate(shown)
    ]
    least = _least(shown)
    height = AXIS_PX + LEGEND_PX + LINE_PX * len(shown)
    layers = [
        *_legend(on),
        *_axis(least, height, on),
        *headings_of([row for line in lines for row in _called(line)], on, bold=False),
        *_marks(lines, least, on),
        placed.texts([_beside(line) for line in lines], on.quiet, 12),
        _hits(lines, on),
    ]
    width = NAMES_PX + PLOT_PX + WORDS_PX
    return styled(placed.finished(layers, width, height, on, notes), on)


def agreement_picture(
    found: Agreement,
    codebook: Codebook,
    ending: str,
    notes: Sequence[str],
    *,
    all_codes: bool = False,
) -> bytes:
    """The picture as a file, light, with what must be said below it.

    Raises
    ------
    ValueError
        The ending is not png or svg, or there is no code to draw.
    """
    if ending not in ("png", "svg"):
        raise ValueError(f"A picture of agreement is no {ending}.")
    drawn = agreement_chart(found, codebook, all_codes=all_codes, notes=notes)
    return as_png(drawn) if ending == "png" else as_svg(drawn)


def _least(shown: Sequence[CodeFigures]) -> float:
    """Where the line begins: at 0, or below it where a figure is."""
    values = [v for f in shown for v in (f.alpha, f.low) if v is not None]
    return max(-1.0, math.floor(min([0.0, *values]) / STEP) * STEP)


def _across(value: float, least: float) -> float:
    return NAMES_PX + PLOT_PX * (max(value, least) - least) / (1 - least)


def _legend(on: Ground) -> list[Any]:
    y = LEGEND_PX / 2 - 2
    at = (INDENT_PX, INDENT_PX + 160, INDENT_PX + 390)
    words = zip(at, (POSITIVE, ALPHA, INTERVAL), strict=True)
    return [
        _points([{"x": at[0] - 10, "y": y, "ink": on.quiet}], "circle", on, filled=False),
        _points([{"x": at[1] - 10, "y": y, "ink": on.quiet}], "diamond", on, filled=True),
        placed.lines([{"x": at[2] - 20, "x2": at[2] - 3, "y": y, "y2": y}], on.quiet, 2),
        placed.texts([{"x": x + 2, "y": y, "text": text} for x, text in words], on.quiet, 12),
    ]


def _axis(least: float, height: float, on: Ground) -> list[Any]:
    top = AXIS_PX + LEGEND_PX
    steps = round((1 - least) / STEP)
    ticks = [least + STEP * n for n in range(steps + 1)]
    rules = [
        {"x": _across(t, least), "x2": _across(t, least), "y": top - 6, "y2": height} for t in ticks
    ]
    names = [{"x": _across(t, least), "y": top - 14, "text": _tick(t)} for t in ticks]
    chance = [{"x": _across(0, least), "x2": _across(0, least), "y": top - 6, "y2": height}]
    return [
        placed.lines(rules, on.kept_back),
        placed.lines(chance, on.quiet),
        placed.texts(names, on.quiet, 12, align="center"),
    ]


def _tick(value: float) -> str:
    return f"{value:.1f}".replace("-0.0", "0.0").replace("-", "−")


def _called(line: Line) -> list[dict[str, Any]]:
    figures, hue, y = line
    room = int((NAMES_PX - INDENT_PX - 14) / NAME_CHARACTER_PX)
    title = Code(figures.code, figures.name).title
    return [
        {"x": 0, "y": y, "text": "■", "ink": hue},
        {"x": INDENT_PX, "y": y, "text": "\n".join(wrapped(title, room))},
    ]


def _marks(lines: Sequence[Line], least: float, on: Ground) -> list[Any]:
    """Hollow circles for positive agreement, filled diamonds for α, a line for its interval."""
    tracks, intervals, circles, diamonds = [], [], [], []
    for figures, hue, y in lines:
        tracks.append({"x": NAMES_PX, "x2": NAMES_PX + PLOT_PX, "y": y, "y2": y})
        if figures.low is not None and figures.high is not None and figures.alpha is not None:
            ends = (_across(figures.low, least), _across(figures.high, least))
            intervals.append({"x": ends[0], "x2": ends[1], "y": y, "y2": y})
        if figures.positive is not None:
            circles.append({"x": _across(figures.positive, least), "y": y, "ink": hue})
        if figures.alpha is not None:
            diamonds.append({"x": _across(figures.alpha, least), "y": y, "ink": hue})
    return [
        placed.lines(tracks, on.kept_back),
        placed.lines(intervals, on.quiet, 2.5),
        _points(circles, "circle", on, filled=False),
        _points(diamonds, "diamond", on, filled=True),
    ]


def _points(rows: Sequence[dict[str, Any]], shape: str, on: Ground, *, filled: bool) -> Any:
    drawn = [{**row, "fill": row["ink"] if filled else on.zero} for row in rows]
    return (
        alt.Chart(placed.data(drawn))
        .mark_point(shape=shape, size=95, strokeWidth=2, opacity=1)
        .encode(
            x=placed.at(alt.X, "x"),
            y=placed.at(alt.Y, "y"),
            stroke=placed.own(alt.Stroke, "ink"),
            fill=placed.own(alt.Fill, "fill"),
        )
    )


def _beside(line: Line) -> dict[str, Any]:
    """The numbers again, and that there are too few to go by."""
    figures, _, y = line
    few = "\ntoo few for a verdict" if figures.too_few else ""
    if figures.positive is None and figures.alpha is None:
        said = UNDEFINED
    else:
        interval = ""
        if figures.low is not None and figures.high is not None:
            interval = f" ({in_figures(figures.low)} to {in_figures(figures.high)})"
        said = f"○ {in_figures(figures.positive)} · ◆ {in_figures(figures.alpha)}{interval}"
    return {"x": NAMES_PX + PLOT_PX + 16, "y": y, "text": f"{said}{few}"}


def _hits(lines: Sequence[Line], on: Ground) -> Any:
    """What the pointer finds: the whole of a line, with what must be said of its numbers."""
    rows = [
        {
            "x": 0,
            "x2": NAMES_PX + PLOT_PX + WORDS_PX,
            "y": y - LINE_PX / 2,
            "y2": y + LINE_PX / 2,
            "fill": on.line,
            "said": figures.remark or figures.name,
        }
        for figures, _, y in lines
    ]
    return placed.boxes(rows, fillOpacity=0).encode(
        tooltip=alt.Tooltip(field="said", type="nominal")
    )
