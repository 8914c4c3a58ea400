"""New codes by interview: the real order as a line, other orders as a band."""

from __future__ import annotations

from typing import Any

import altair as alt

from qualcode.analysis.saturation import TOO_FEW, Saturation
from qualcode.report.charts.base import ground, styled
from qualcode.report.charts.plain import AT_ITS_SIZE, chart_of

HEIGHT_PX, NARROWEST_PX, WIDEST_PX, STEP_PX = 300, 320, 860, 34


def curve(found: Saturation, *, dark: bool) -> Any:
    """Codes found by then against interviews; the base and the run that met the threshold marked.

    Raises
    ------
    ValueError
        No interview is counted.
    """
    if not found.median:
        raise ValueError("A curve needs at least one interview.")
    on = ground(dark)
    # What leaves has other orders only, and counts them by how many interviews.
    real = bool(found.new)
    rows = found.records()
    rows = [{**r, "told": _told(r, found)} if real else r for r in rows]
    data = rows
    n = len(rows)
    wide = min(max(STEP_PX * n, NARROWEST_PX), WIDEST_PX)
    most = max(1.0, *(row["high"] for row in rows), *found.found)
    x = alt.X(
        "interview:Q" if real else "interviews:Q",
        title="Interviews, in the order counted" if real else "Interviews, in any order",
        scale=alt.Scale(domain=[0.5, n + 0.5], nice=False),
        axis=alt.Axis(values=_ticks(n), format="d", grid=False),
    )
    scale = alt.Scale(domain=[0, most * 1.08], nice=False)
    whole = alt.Axis(tickMinStep=1, format="d")
    y, low, median = (
        alt.Y(f"{name}:Q", title="Different codes so far", scale=scale, axis=whole)
        for name in ("codes", "low", "median")
    )
    line = on.line
    layers = [
        *_stretches(found, on, n),
        chart_of(data).mark_area(color=on.quiet, opacity=0.22).encode(x=x, y=low, y2="high:Q"),
        chart_of(data)
        .mark_line(color=on.quiet, strokeDash=[4, 4], strokeWidth=1.5)
        .encode(x=x, y=median),
    ]
    if real:
        dots = chart_of(data).mark_point(color=line, fill=line, size=46, opacity=1)
        layers += [
            chart_of(data).mark_line(color=line, strokeWidth=2.5).encode(x=x, y=y),
            dots.encode(x=x, y=y, tooltip=alt.Tooltip("told:N", title=""), description="told:N"),
        ]
    chart = alt.layer(*layers).properties(
        width=wide,
        height=HEIGHT_PX,
        autosize=AT_ITS_SIZE,
        title={
            "text": _result(found),
            "subtitle": f"{'Line: this order. ' if real else ''}Dashed and shaded: the middle of"
            " other orders, and where nine in ten of them lie.",
            "subtitleColor": on.quiet,
            "subtitlePadding": 4,
            "offset": 14,
        },
    )
    return styled(chart, on)


def _stretches(found: Saturation, on: Any, n: int) -> list[Any]:
    """The base, and the run that met the threshold, as pale columns with a word above each."""
    spans = [(0.5, min(found.base, n) + 0.5, "base")]
    if found.reached:
        before = int(found.result.partition("+")[0])
        spans.append((before + 0.5, before + found.run + 0.5, "run"))
    values = [
        {"from": a + 0.04, "to": b - 0.04, "mid": (a + b) / 2, "word": word} for a, b, word in spans
    ]
    data = values
    back = (
        chart_of(data)
        .mark_rect(color=on.low, opacity=0.6)
        .encode(x=alt.X("from:Q"), x2="to:Q", y=alt.value(0), y2=alt.value(HEIGHT_PX))
    )
    words = (
        chart_of(data)
        .mark_text(color=on.quiet, fontSize=11, baseline="bottom")
        .encode(x=alt.X("mid:Q"), y=alt.value(HEIGHT_PX - 4), text="word:N")
    )
    return [back, words]


def _ticks(n: int) -> list[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000) if n / s <= 25)
    return [1, *range(step, n + 1, step)] if step > 1 else list(range(1, n + 1))


def _result(found: Saturation) -> str:
    far = f"new codes at most {found.threshold:g} of the base" if found.threshold else "no new code"
    if found.result == TOO_FEW:
        return f"Too few to tell: it takes {found.base} interviews with codes and {found.run} more"
    if found.reached:
        return f"{found.result}: {far} in a run of {found.run} interviews"
    return f"Not reached: no run of {found.run} interviews with {far}"


def _told(row: dict[str, Any], found: Saturation) -> str:
    new = "no new code" if not row["new_codes"] else f"{row['new_codes']} new"
    ratio = row["run_ratio"]
    run = (
        f" The {found.run} up to here brought {ratio:.2f} of the base." if ratio is not None else ""
    )
    return f"Interview {row['interview']}: {new}, {row['codes']} so far.{run}"
