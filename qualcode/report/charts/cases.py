"""Case records by field: yes and no as bars, what is missing as empty frames beside them."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from qualcode.analysis.cases import RECORDED, CaseTable
from qualcode.model.answers import Missing
from qualcode.report.charts.answers_parts import lines, upright, values, with_words
from qualcode.report.charts.base import ground, styled
from qualcode.report.heatmap_layout import Ground

WIDTH = 460
# What stands in the frame of a case that lacks a value, and in the legend.
LETTERS = {
    str(Missing.NOT_RECORDED): "r",
    str(Missing.WITHHELD): "w",
    str(Missing.NOT_SUPPLIED): "s",
    str(Missing.UNSAID): "?",
}
SORTS = ("yes", "no", RECORDED, *map(str, Missing), "kept back")


def cases_chart(table: CaseTable, *, dark: bool, note: str = "") -> Any:
    """One bar a field; ``note`` is written below it where it leaves the page."""
    on = ground(dark)
    fields = list(dict.fromkeys(row["field"] for row in table.rows))
    texts = {row["field"]: row["text"] or row["field"] for row in table.rows}
    names = [lines(texts[field]) for field in fields]
    rows = [bar for n, field in enumerate(fields) for bar in _bars(table, field, n)]
    shown = [sort for sort in SORTS if any(row["sort"] == sort for row in rows)]
    base = alt.Chart().encode(
        x=alt.X(
            "from:Q",
            title="Cases",
            scale=alt.Scale(domain=[0, max(table.cases, 1)], nice=False),
            axis=alt.Axis(tickMinStep=1, format="d", gridOpacity=0.6),
        ),
        y=upright(names),
        tooltip=alt.Tooltip("said:N", title=None),
    )
    bars = base.mark_rect(strokeWidth=1.4, stroke=on.quiet).encode(
        x2="to:Q",
        y=alt.Y("top:Q", title=None),
        y2="bottom:Q",
        fill=_filled(shown, on),
    )
    numbers = base.mark_text(fontSize=12).encode(
        x="middle:Q",
        text="words:N",
        color=alt.condition("datum.sort == 'yes'", alt.value(on.hover), alt.value(on.ink)),
    )
    height = max(len(fields), 1) * max(18 * max(map(len, names), default=1), 34)
    chart = alt.layer(bars, numbers, data=values(rows)).properties(width=WIDTH, height=height)
    return styled(with_words(chart, table.form.text, note, on, WIDTH + 100), on)


def _bars(table: CaseTable, field: str, y: int) -> list[dict[str, Any]]:
    """A field's counts one after the other; what is kept back is one frame without a number."""
    rows, at = [], 0
    own = [row for row in table.rows if row["field"] == field]
    told = [(row["missing"] or row["value"], row["cases"]) for row in own if not row["suppressed"]]
    rest = table.cases - sum(n for _, n in told)
    told += [("kept back", rest)] if rest else []
    for sort, n in told:
        if not n:
            continue
        words = "c" if sort == "kept back" else f"{n} {LETTERS.get(sort, '')}".strip()
        if n * WIDTH / max(table.cases, 1) < 7 * len(words):
            words = ""  # too narrow to be read; the sentence under the pointer says it
        said = f"{own[0]['text'] or field}: {sort}"
        said += "." if sort == "kept back" else f", {n} of {table.cases} cases."
        spot = {"from": at, "to": at + n, "middle": at + n / 2}
        rows.append(
            {**spot, "y": y, "top": y - 0.32, "bottom": y + 0.32, "sort": sort,
             "words": words, "said": said}
        )  # fmt: skip
        at += n
    return rows


def _filled(shown: list[str], on: Ground) -> Any:
    """Full bars for what is known, empty frames for what is missing: a letter says why."""
    fills = {"yes": on.line, "no": on.high, RECORDED: on.low, "kept back": on.kept_back}
    names = json.dumps({sort: f"{sort} ({LETTERS[sort]})" for sort in LETTERS})
    legend = alt.Legend(
        title=None,
        orient="top",
        symbolType="square",
        symbolSize=180,
        symbolStrokeColor=on.quiet,
        symbolStrokeWidth=1.4,
        labelExpr=f"{names}[datum.label] || datum.label",
    )
    look = [fills.get(sort, "transparent") for sort in shown]
    return alt.Fill("sort:N", scale=alt.Scale(domain=shown, range=look), legend=legend)
