"""The continuum as a figure: a line with anchors, and authorities where people put them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from qualcode.model.continuum import Continuum, Placement
from qualcode.report.charts.base import as_png, as_svg, ground, styled
from qualcode.report.heatmap_layout import Ground
from qualcode.report.tables import as_csv

CAVEAT = (
    "Authorities were placed by hand, each with a written reason; nothing here is computed from"
    " counts. A line like this is an oversimplification, as the authors of the study it was drawn"
    " from say themselves, and it is no ranking. Height only makes room for the names."
)
COLUMNS = ("authority", "position", "where", "rationale", "placed_by")
# Narrow enough that its letters can be read in print: 13 of 720 on a page of 16 cm are 8 points.
WIDTH, EDGE, LANE, LINE_PX = 720, 74, 12, 16
NAME_CHARACTERS, CHARACTER_PX, NOTE_CHARACTERS = 40, 7.0, 108


@dataclass(frozen=True)
class Drawn:
    """The line with what is said under it."""

    line: Continuum
    caption: str
    claims: str


@dataclass(frozen=True)
class Mark:
    """A placed authority: pixels from the left, height of its lane, and its name cut into lines."""

    placement: Placement
    x: float
    y: float
    lines: tuple[str, ...]
    leftwards: bool


def caption(line: Continuum, codebook_version: int) -> str:
    """What is shown, by whom, and what is left out, with the caveat."""
    who = sorted({p.who for p in line.shown})
    of = len(line.placements) + len(line.unplaced)
    parts = [
        CAVEAT,
        f"Unit: one authority. Placed: {len(line.shown)} of {of}, by {', '.join(who) or 'nobody'}.",
        f"Codebook version {codebook_version}.",
    ]
    if line.unplaced:
        parts.append(f"Without a place: {', '.join(line.unplaced)}.")
    if line.gone:
        parts.append(f"Of these the study has no interview any more: {', '.join(line.gone)}.")
    if line.outdated:
        parts.append(f"Placed when the anchors were others: {', '.join(line.outdated)}.")
    return " ".join(parts)


def laid_out(line: Continuum) -> tuple[list[Mark], float]:
    """Every placed authority with room for its name, from the line upwards, and the height used.

    Names stand to the right of their mark, or to the left in the right half, so that none leaves
    the figure; where two would touch, the later one stands higher. Heights mean nothing.
    """
    step = _step(line)
    taken: list[tuple[float, float, float, float]] = []
    marks = []
    for place in sorted(line.shown, key=lambda p: (p.position, p.authority.casefold())):
        x = EDGE + place.position * step
        lines = tuple(_wrapped(place.authority, NAME_CHARACTERS, 3))
        wide = max(len(text) for text in lines) * CHARACTER_PX + 18
        leftwards = x > WIDTH / 2 and x + wide > WIDTH
        left, right = (x - wide, x + 10) if leftwards else (x - 10, x + wide)
        tall = len(lines) * LINE_PX + LANE
        low = _lowest_free(taken, left, right, tall)
        taken.append((left, right, low, low + tall))
        marks.append(Mark(place, x, low + tall / 2, lines, leftwards))
    return marks, max((top for *_, top in taken), default=LANE * 3)


def _lowest_free(
    taken: Sequence[tuple[float, float, float, float]], left: float, right: float, tall: float
) -> float:
    low = float(LANE)
    beside = sorted((b, t) for a, z, b, t in taken if a < right and left < z)
    for bottom, top in beside:
        if low + tall <= bottom:
            break
        low = max(low, top)
    return low


def _wrapped(text: str, wide: int, most: int) -> list[str]:
    """A name over a few lines; of one that needs more the middle falls out."""
    text = " ".join(text.split())
    if len(text) > wide * most:
        half = (wide * most - 3) // 2
        text = f"{text[:half]} … {text[-half:]}"
    # Lines of about one length: no last word is left by itself.
    even = math.ceil(len(text) / math.ceil(len(text) / wide)) + 4 if text else wide
    return textwrap.wrap(text, min(even, wide)) or [text]


def continuum_chart(line: Continuum, *, dark: bool = False, notes: Sequence[str] = ()) -> Any:
    """The figure; ``notes`` stand below it, which a picture that leaves needs.

    Parameters
    ----------
    line : at least two anchors; nothing needs to be placed
    """
    on = ground(dark)
    marks, height = laid_out(line)
    scale_x = alt.Scale(domain=[0, WIDTH], nice=False)
    scale_y = alt.Scale(domain=[-_anchor_room(line), height], nice=False)
    axes = {
        "x": alt.X("x:Q", scale=scale_x, axis=None),
        "y": alt.Y("y:Q", scale=scale_y, axis=None),
    }
    layers = [*_ground_line(line, height, axes, on), *_placed(marks, axes, on)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=height + _anchor_room(line))
    if notes:
        lines = [part for note in notes for part in textwrap.wrap(note, NOTE_CHARACTERS)]
        chart = chart.properties(
            title=alt.TitleParams(
                text=" ",
                subtitle=lines,
                orient="bottom",
                anchor="start",
                subtitleFontSize=11,
                subtitleColor=on.quiet,
                subtitleLineHeight=15,
            )
        )
    return styled(chart, on)


def _data(rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _anchor_room(line: Continuum) -> float:
    return 22 + 15 * max((len(_anchor(a, line)) for a in line.anchors), default=1)


def _step(line: Continuum) -> float:
    """Pixels from one anchor to the next."""
    return (WIDTH - 2 * EDGE) / max(len(line.anchors) - 1, 1)


def _anchor(name: str, line: Continuum) -> list[str]:
    return _wrapped(name, int(min(_step(line), 2 * EDGE) / CHARACTER_PX) - 1, 6)


def _ground_line(line: Continuum, height: float, axes: dict[str, Any], on: Ground) -> list[Any]:
    """The line, a stroke at every anchor and half, faint lines upwards, and the anchors' names."""
    step = _step(line)
    places = range(2 * len(line.anchors) - 1)
    strokes = [
        {"x": EDGE + n / 2 * step, "y": 0, "to": -9 if n % 2 == 0 else -4, "top": height}
        for n in places
    ]
    base = alt.Chart(_data([{"x": EDGE, "y": 0, "end": WIDTH - EDGE}]))
    drawn = [
        base.mark_rule(strokeWidth=2.5, color=on.line, strokeCap="round").encode(
            axes["x"], axes["y"], x2="end:Q"
        )
    ]
    ticks = alt.Chart(_data(strokes))
    drawn.append(
        ticks.mark_rule(strokeWidth=1, color=on.kept_back, strokeDash=[2, 3]).encode(
            axes["x"], axes["y"], y2="top:Q"
        )
    )
    drawn.append(
        ticks.mark_rule(strokeWidth=2, color=on.line).encode(axes["x"], axes["y"], y2="to:Q")
    )
    names = [
        {"x": EDGE + n * step, "y": -14, "text": _anchor(name, line)}
        for n, name in enumerate(line.anchors)
    ]
    drawn.append(
        alt.Chart(_data(names))
        .mark_text(align="center", baseline="top", fontSize=13, color=on.ink, lineHeight=15)
        .encode(axes["x"], axes["y"], text="text:N")
    )
    return drawn


def _placed(marks: Sequence[Mark], axes: dict[str, Any], on: Ground) -> list[Any]:
    rows = [
        {
            "x": m.x,
            "y": m.y,
            "lines": list(m.lines),
            "left": m.leftwards,
            "said": f"{m.placement.authority}: {m.placement.where}. {m.placement.rationale}",
        }
        for m in marks
    ]
    drawn = []
    for left in (False, True):
        own = [row for row in rows if row["left"] is left]
        if not own:
            continue
        # The first line lifts the block so that its middle stands beside the mark.
        for count in sorted({len(row["lines"]) for row in own}):  # type: ignore[arg-type]
            some = [row for row in own if len(row["lines"]) == count]  # type: ignore[arg-type]
            drawn.append(
                alt.Chart(_data(some))
                .mark_text(
                    align="right" if left else "left",
                    baseline="middle",
                    dx=-12 if left else 12,
                    dy=-(count - 1) * LINE_PX / 2,
                    fontSize=13,
                    lineHeight=LINE_PX,
                    color=on.ink,
                )
                .encode(axes["x"], axes["y"], text="lines:N", tooltip="said:N")
            )
    if rows:
        drawn.append(
            alt.Chart(_data(rows))
            .mark_point(shape="circle", filled=True, size=110, color=on.line, opacity=1)
            .encode(axes["x"], axes["y"], tooltip="said:N")
        )
    return drawn


def as_file(drawn: Drawn, kind: str) -> bytes:
    """The figure as png or svg, or the placements as csv; caveat and claims stand in each."""
    if kind == "csv":
        return as_csv(rows_of(drawn.line), COLUMNS, [drawn.caption, drawn.claims])
    chart = continuum_chart(drawn.line, notes=(drawn.caption, drawn.claims))
    return as_png(chart) if kind == "png" else as_svg(chart)


def rows_of(line: Continuum) -> list[dict[str, Any]]:
    """A row for each authority, by name; without a place its position is None."""
    placed = [
        {
            "authority": p.authority,
            "position": p.position,
            "where": p.where,
            "rationale": p.rationale,
            "placed_by": p.who,
        }
        for p in line.placements
    ]
    empty = dict.fromkeys(COLUMNS[1:])
    return [*placed, *({"authority": name, **empty} for name in line.unplaced)]
