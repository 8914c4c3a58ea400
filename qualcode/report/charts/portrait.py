"""Interviews as strips: where each indicator stands."""

from __future__ import annotations

from typing import Any

import altair as alt

from qualcode.analysis.portrait import Portrait, Strip
from qualcode.model import Code, Codebook
from qualcode.report.charts.base import CLICK, ground, styled
from qualcode.report.charts.plain import AT_ITS_SIZE, chart_of, own, shortened
from qualcode.report.heatmap_layout import Ground
from qualcode.report.palette import UNKNOWN_HUE, colours

WIDE_PX, ROW_PX, TITLE_PX, GAP_PX, KEY_PX = 760, 11, 22, 16, 18
LEAST_PX = 4  # a mark stays visible and clickable, however short
SIGN_PX = 12


def strips(portrait: Portrait, codebook: Codebook, *, dark: bool) -> Any:
    """A row per indicator within a strip per interview; all strips share one scale of words.

    A click chooses the field ``coding`` of the selection named `base.CLICK`.

    Raises
    ------
    ValueError
        There is no interview.
    """
    if not portrait.strips:
        raise ValueError("A portrait needs at least one interview.")
    on = ground(dark)
    rows = [id for id, _ in portrait.indicators]
    each = TITLE_PX + ROW_PX * (len(rows) + 1) + GAP_PX
    longest = max([strip.words for strip in portrait.strips] + [1])
    backs, marks, titles, bare = [], [], [], []
    hues = colours(codebook)
    for n, strip in enumerate(portrait.strips):
        top = n * each
        titles.append({"y": top + TITLE_PX - 8, "title": shortened(strip.title, 90)})
        backs += _backs(portrait, strip, top)
        marks += _marks(portrait, strip, top, hues, longest)
        bare += _bare(strip, top + TITLE_PX + ROW_PX * len(rows))
    key, deep = _key(portrait, each * len(portrait.strips), hues, longest)
    tall = each * len(portrait.strips) + deep
    layers = _layers(backs, marks, titles, bare, on, longest, tall)
    layers += _drawn_key(key, on, layers[0])
    drawn = alt.layer(*layers).properties(width=WIDE_PX, height=tall, autosize=AT_ITS_SIZE)
    return styled(drawn, on)


def _key(
    portrait: Portrait, top: int, hues: dict[str, str], longest: int
) -> tuple[list[dict[str, Any]], int]:
    """What each line stands for, in two columns below the strips, and the room it takes."""
    half = (len(portrait.indicators) + 1) // 2
    entries = [
        {
            "from": (n // half) * longest / 2,
            "y": top + KEY_PX * (n % half + 0.5),
            "hue": hues.get(id, UNKNOWN_HUE),
            "title": shortened(Code(id, name).title, 52),
        }
        for n, (id, name) in enumerate(portrait.indicators)
    ]
    return entries, KEY_PX * half + 4


def _drawn_key(entries: list[dict[str, Any]], on: Ground, beside: Any) -> list[Any]:
    chart = chart_of(entries)
    place = {"x": beside.encoding.x, "y": beside.encoding.y}
    hue = own("hue")
    return [
        chart.mark_square(aria=False, size=90, opacity=1, xOffset=6).encode(**place, color=hue),
        chart.mark_text(align="left", dx=18, fontSize=12, color=on.ink).encode(
            **place, text="title:N"
        ),
    ]


def _backs(portrait: Portrait, strip: Strip, top: int) -> list[dict[str, Any]]:
    """A pale line for each row, as long as the interview, with the indicator's id before it."""
    ids = [*(id for id, _ in portrait.indicators), ""]
    return [
        {
            "from": 0,
            "to": max(strip.words, 1),
            "y": top + TITLE_PX + ROW_PX * k,
            "y2": top + TITLE_PX + ROW_PX * (k + 1) - 2,
            "mid": top + TITLE_PX + ROW_PX * (k + 0.5) - 1,
            "id": shortened(id, 22) if id else "no code",
        }
        for k, id in enumerate(ids)
    ]


def _marks(
    portrait: Portrait, strip: Strip, top: int, hues: dict[str, str], longest: int
) -> list[dict[str, Any]]:
    place = {id: k for k, (id, _) in enumerate(portrait.indicators)}
    names = dict(portrait.indicators)
    per_word = WIDE_PX / longest
    found = []
    # The short ones last: they stay in sight, and within reach, on top of the long.
    for mark in sorted(strip.marks, key=lambda mark: mark.start - mark.end):
        y = top + TITLE_PX + ROW_PX * place[mark.indicator]
        wide = max((mark.end - mark.start) * per_word, LEAST_PX)
        found.append(
            {
                "from": mark.start,
                "to": min(mark.start + wide / per_word, longest),
                "y": y,
                "y2": y + ROW_PX - 2,
                "mid": y + ROW_PX / 2 - 1,
                "hue": hues.get(mark.indicator, UNKNOWN_HUE),
                "coding": mark.coding,
                "sign": mark.direction.mark if wide >= SIGN_PX else "",
                "told": f"{mark.code} ({names[mark.indicator]}), {mark.direction.words}:"
                f" words {mark.start + 1} to {mark.end} of {strip.words}",
            }
        )
    return found


def _bare(strip: Strip, y: int) -> list[dict[str, Any]]:
    return [{"from": a, "to": b, "y": y, "y2": y + ROW_PX - 2} for a, b in strip.uncoded]


def _layers(
    backs: list[dict[str, Any]],
    marks: list[dict[str, Any]],
    titles: list[dict[str, Any]],
    bare: list[dict[str, Any]],
    on: Ground,
    longest: int,
    tall: int,
) -> list[Any]:
    across = alt.Scale(domain=[0, longest], nice=False)
    axis = alt.Axis(
        orient="top", title="Words from the start", grid=False, tickCount=6, format=",d"
    )
    down = alt.Scale(domain=[tall, 0], range=[tall, 0], nice=False)
    span = {
        "x": alt.X("from:Q", scale=across, axis=axis),
        "x2": "to:Q",
        "y": alt.Y("y:Q", scale=down, axis=None),
        "y2": "y2:Q",
    }
    at = alt.Y("mid:Q", scale=down, axis=None)
    click = alt.selection_point(name=CLICK, fields=["coding"], on="click", empty=True)
    coded = chart_of(marks)
    return [
        chart_of(backs).mark_rect(aria=False, color=on.zero).encode(**span),
        chart_of(backs)
        .mark_text(align="right", dx=-6, fontSize=9, color=on.quiet)
        .encode(x=alt.value(0), y=at, text="id:N"),
        chart_of(titles)
        .mark_text(align="left", fontSize=13, fontWeight=600, color=on.ink)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=down, axis=None), text="title:N"),
        chart_of(bare).mark_rect(aria=False, color=on.quiet, opacity=0.55).encode(**span),
        coded.mark_rect(cursor="pointer", stroke=on.zero, strokeWidth=0.6)
        .encode(
            **span,
            color=own("hue"),
            tooltip=alt.Tooltip("told:N", title=""),
            description="told:N",
        )
        .add_params(click),
        coded.mark_text(aria=False, fontSize=8, color="#FFFFFF", fontWeight=700)
        .transform_calculate(centre="(datum.from + datum.to) / 2")
        .encode(x=alt.X("centre:Q", scale=across, axis=axis), y=at, text="sign:N"),
    ]
