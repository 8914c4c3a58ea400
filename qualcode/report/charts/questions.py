"""Questions by codes as shaded cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from qualcode.analysis.questions import FEW, TOGETHER, QuestionCell, QuestionTable
from qualcode.model import Code, Codebook
from qualcode.model.schedule import Question
from qualcode.report.charts import placed
from qualcode.report.charts.base import CLICK, ground, styled
from qualcode.report.charts.plain import AT_ITS_SIZE, chart_of, own, shortened
from qualcode.report.heatmap_layout import Ground
from qualcode.report.palette import colours

ROOM_PX, WIDEST_PX, NARROWEST_PX, ROW_PX = 640, 74, 30, 30
LONGEST = 46
NONE = "none"
GAP = alt.Scale(paddingInner=0.1)


def question_map(
    table: QuestionTable,
    codebook: Codebook,
    *,
    dark: bool = False,
    chosen: tuple[str, str] | None = None,
) -> Any:
    """A cell for every code under every question, shaded by the share of the people asked.

    Codes a question was asked for are outlined. A click chooses the fields ``code`` and
    ``question`` of the selection named `base.CLICK`; ``chosen`` is marked by a heavier outline.

    Raises
    ------
    ValueError
        The table has no code or no question.
    """
    if not table.cells:
        raise ValueError("A chart of questions needs at least one code and one question.")
    on, wide = ground(dark), len(table.questions)
    column = min(max(ROOM_PX // wide, NARROWEST_PX), WIDEST_PX)
    values = [
        _value(table, table.cells[code, question.id], on, column, chosen)
        for code, _ in table.codes
        for question in table.questions
    ]
    hues = colours(codebook)
    rows = _rows(table)
    edges = [{"code": code, "hue": hues.get(code, on.quiet)} for code, _ in table.codes]
    edge = chart_of(edges).mark_bar(width=4, height=ROW_PX - 8)
    edge = edge.encode(x=alt.value(-5), y=rows, color=own("hue"))
    size = {"width": wide * column, "height": len(table.codes) * ROW_PX}
    return styled(
        alt.layer(*_cells(values, table, rows), edge).properties(autosize=AT_ITS_SIZE, **size), on
    )


def _value(
    table: QuestionTable,
    cell: QuestionCell,
    on: Ground,
    column: int,
    chosen: tuple[str, str] | None,
) -> Mapping[str, Any]:
    place = (cell.code, cell.question or "")
    fill = placed.shade(on.low, on.high, cell.share) if cell.people else on.zero
    if cell.suppressed:
        fill = on.kept_back
    elif cell.people is None:
        fill = on.unknown
    narrow = column < 48 and cell.people is not None and not cell.suppressed and cell.of
    few = not cell.suppressed and 0 < (cell.people or 0) < FEW
    return {
        "code": cell.code,
        "question": place[1] or NONE,
        "words": str(cell.people) if narrow else cell.words,
        "said": table.sentence(cell),
        "fill": "transparent" if cell.of == 0 and not cell.suppressed else fill,
        "ink": on.ink if cell.people or cell.suppressed else on.quiet,
        "edge": on.line if cell.asked_for or place == chosen else "transparent",
        "weight": 3.0 if place == chosen else 1.2,
        "few": "◥" if few else "",
        "hatch": "╱" if cell.suppressed else "",
    }


def _rows(table: QuestionTable) -> Any:
    names = {code: shortened(Code(code, name).title, LONGEST) for code, name in table.codes}
    axis = alt.Axis(
        labelExpr=f"({_literal(names)})[datum.value]",
        title=None,
        ticks=False,
        domain=False,
        labelPadding=12,
    )
    return alt.Y("code:N", sort=[code for code, _ in table.codes], axis=axis, scale=GAP)


def _columns(table: QuestionTable) -> Any:
    """The questions' ids, and below each how many people were asked it."""
    first = table.codes[0][0]
    names = {}
    for question in table.questions:
        of = table.cells[first, question.id].of
        short = shortened(question.id, 9) if question.id else _none(question)
        names[question.id or NONE] = [short, "" if of is None else f"of {of}"]
    axis = alt.Axis(
        orient="top",
        labelExpr=f"({_literal(names)})[datum.value]",
        title="Question, and the people asked",
        ticks=False,
        domain=False,
        labelAngle=0,
        labelFontSize=11,
        labelPadding=19,
    )
    order = [question.id or NONE for question in table.questions]
    return alt.X("question:N", sort=order, axis=axis, scale=GAP)


def _none(question: Question) -> str:
    return "all" if question.text == TOGETHER else NONE


def _literal(names: Mapping[str, object]) -> str:
    """Names as an expression of Vega's, in which any sign stands for itself."""
    import json

    return json.dumps(names)


def _cells(values: list[Mapping[str, Any]], table: QuestionTable, rows: Any) -> list[Any]:
    columns = _columns(table)
    click = alt.selection_point(name=CLICK, fields=["code", "question"], on="click", toggle=False)
    base = chart_of(values)
    boxes = (
        base.mark_rect(cornerRadius=3)
        .encode(
            x=columns,
            y=rows,
            color=own("fill"),
            stroke=own("edge", alt.Stroke),
            strokeWidth=alt.StrokeWidth("weight:Q", scale=None, legend=None),
            tooltip=alt.Tooltip(field="said", type="nominal"),
        )
        .add_params(click)
    )
    words = base.mark_text(fontSize=11.5).encode(
        x=columns, y=rows, text="words:N", color=own("ink")
    )
    few = base.mark_text(fontSize=8, dx=11, dy=-9).encode(
        x=columns, y=rows, text="few:N", color=own("ink")
    )
    hatch = base.mark_text(fontSize=22, opacity=0.25).encode(
        x=columns, y=rows, text="hatch:N", color=own("ink")
    )
    return [boxes, hatch, words, few]
