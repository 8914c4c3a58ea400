"""Words more and less often than expected, as bars to the right and to the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from qualcode.analysis.keyness import Keyness, KeyWord
from qualcode.report.charts.base import ground, styled
from qualcode.report.charts.noted import noted
from qualcode.report.charts.plain import chart_of, shortened
from qualcode.report.heatmap_layout import Ground

SHOWN = 15
ROW, WIDTH = 22, 420
KEPT_BACK = "c"


def keyness_chart(
    found: Keyness, *, dark: bool, shown: int = SHOWN, notes: Sequence[str] = ()
) -> Any:
    """A bar a word, from the most to the least often, with people, interviews and uses beside it.

    The length orders the words and is no test; where counts are kept back, ``c`` stands.

    Raises
    ------
    ValueError
        There is no word to show.
    """
    words = [*found.more[:shown], *reversed(found.less[:shown])]
    if not words:
        raise ValueError("A chart of words needs at least one word.")
    on = ground(dark)
    rows = [_row(n, word) for n, word in enumerate(words)]
    bars, names, beside = _bars(rows, on), _names(rows, on), _beside(rows, on)
    drawn = alt.hconcat(names, bars, beside, spacing=6)
    return styled(noted(drawn, notes, 900, on), on)


def _row(n: int, word: KeyWord) -> dict[str, Any]:
    here = (word.people, word.interviews, word.uses)
    there = (word.other_people, word.other_interviews, word.other_uses)
    side = "More often" if word.z > 0 else "Less often"
    return {
        "n": n,
        "word": shortened(word.word, 26),
        "z": word.z,
        "here": _amount(here),
        "there": _amount(there),
        "told": f"{word.word}: {side.lower()} than expected. Here {_told(here)}; others"
        f" {_told(there)}.",
    }


def _amount(counts: Sequence[int | None]) -> str:
    return " · ".join(f"{n:,}" for n in counts if n is not None) or KEPT_BACK


def _told(counts: Sequence[int | None]) -> str:
    if None in counts:
        return "fewer people than may be told"
    people, interviews, uses = (n or 0 for n in counts)
    return (
        f"{people:,} {'person' if people == 1 else 'people'} in {interviews:,}"
        f" {'interview' if interviews == 1 else 'interviews'}, {uses:,}"
        f" {'use' if uses == 1 else 'uses'}"
    )


def _down(rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Y("n:O", axis=None, sort=[row["n"] for row in rows])


def _names(rows: Sequence[dict[str, Any]], on: Ground) -> Any:
    return (
        chart_of(rows)
        .mark_text(align="right", baseline="middle", color=on.ink, fontSize=13)
        .encode(y=_down(rows), x=alt.value(180), text="word:N", tooltip=alt.Tooltip("told:N"))
        .properties(width=186, height=ROW * len(rows), title=" ")
    )


def _bars(rows: Sequence[dict[str, Any]], on: Ground) -> Any:
    far = max(1.0, *(abs(row["z"]) for row in rows))
    bar = (
        chart_of(rows)
        .mark_bar(height=ROW - 8, color=on.high)
        .encode(
            y=_down(rows),
            x=alt.X(
                "z:Q",
                scale=alt.Scale(domain=[-far if rows[-1]["z"] < 0 else 0, far], nice=False),
                axis=alt.Axis(title="less often  ←  than expected  →  more often (z)", tickCount=6),
            ),
            tooltip=alt.Tooltip("told:N", title=" "),
        )
    )
    zero = chart_of([{"at": 0}]).mark_rule(color=on.quiet).encode(x="at:Q")
    return alt.layer(bar, zero).properties(width=WIDTH, height=ROW * len(rows), title=" ")


def _beside(rows: Sequence[dict[str, Any]], on: Ground) -> Any:
    def column(field: str, title: str) -> Any:
        return (
            chart_of(rows)
            .mark_text(align="left", baseline="middle", color=on.quiet, fontSize=12)
            .encode(y=_down(rows), x=alt.value(4), text=f"{field}:N", tooltip=alt.Tooltip("told:N"))
            .properties(
                width=150,
                height=ROW * len(rows),
                title=alt.TitleParams(title, fontSize=11, color=on.quiet, anchor="start"),
            )
        )

    heads = ("People · interviews · uses", "Of the others")
    return alt.hconcat(column("here", heads[0]), column("there", heads[1]), spacing=24)
