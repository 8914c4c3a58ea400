"""The heat map on a page: drawn, explained, clicked."""

from __future__ import annotations

import streamlit as st

from qualcode.app.chart import is_dark
from qualcode.model import Codebook
from qualcode.report.cells import Grid, Group, Look
from qualcode.report.heatmap import heat_map
from qualcode.report.heatmap_layout import DARK, LIGHT

# The cell chosen: the two selectboxes are the truth, a click only sets them.
CODE, COLUMN = "themes_code", "themes_column"
SIDEWAYS = "The chart goes on to the right: scroll it sideways."
CHART, CLICKS = "themes_chart", "themes_clicks"


def show(grid: Grid, codebook: Codebook) -> None:
    """The chart with its legend; a click chooses a cell."""
    dark = is_dark()
    figure = heat_map(grid, codebook, dark=dark, chosen=chosen())
    # Many columns are wider than the page; then the chart scrolls, and is never squeezed.
    st.html(f"<style>.st-key-heat > div {{min-width:{int(figure.layout.width)}px}}</style>")
    st.html(_sideways(int(figure.layout.width)))
    with st.container(key="heat"):
        st.plotly_chart(
            figure,
            width="content",
            theme=None,
            key=CHART,
            on_select=_clicked,
            selection_mode="points",
            config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
            alt="Heat map of codes by groups of people; the same numbers stand in the table below",
        )
    st.html(_legend(grid, dark))


def chosen() -> tuple[str, Group] | None:
    """The cell that is chosen in the two boxes."""
    code, column = st.session_state.get(CODE), st.session_state.get(COLUMN)
    return (code, tuple(column)) if code is not None and column is not None else None


def choose(code: str, group: Group) -> None:
    """Choose a cell, as a click does."""
    st.session_state[CODE], st.session_state[COLUMN] = code, group
    st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1


def _clicked() -> None:
    points = st.session_state[CHART]["selection"]["points"]
    if points and points[0].get("customdata"):
        code, *group = points[0]["customdata"]
        choose(code, tuple(group))


def chosen_stays(grid: Grid) -> None:
    """Let go of a chosen code or column that the filters took away; keep the other."""
    if st.session_state.get(CODE) not in dict(grid.codes):
        st.session_state[CODE] = None
    column = st.session_state.get(COLUMN)
    if column is not None and tuple(column) not in dict(grid.columns):
        st.session_state[COLUMN] = None


def _sideways(width: int) -> str:
    """A hint that shows where the chart is wider than its page, which only the browser knows."""
    shown = f"@container (max-width:{width - 1}px) {{.qc-sideways p {{display:block}}}}"
    hidden = ".qc-sideways {container-type:inline-size} .qc-sideways p {display:none;margin:0}"
    return f'<style>{hidden} {shown}</style><div class="qc-sideways"><p>{SIDEWAYS}</p></div>'


def _legend(grid: Grid, dark: bool) -> str:
    ground, looks = (DARK if dark else LIGHT), grid.looks()
    shade = f"background:linear-gradient(90deg,{ground.low},{ground.high})"
    more = "brighter" if dark else "darker"
    keys = []
    if looks & {Look.PEOPLE, Look.ZERO}:
        share = f"3 of 5: people who said it, of those in scope ({more}: a larger share)"
        keys += [(shade, "", share), ("", "7", "the small number: in how many passages")]
    if any(cell.few for cell in grid.cells.values()):
        keys.append(("", "◥", "few people: 1 or 2"))
    if Look.ZERO in looks:
        keys.append((f"background:{ground.zero}", "", "0 of 5: nobody said it"))
    if Look.NOBODY in looks:
        keys.append(("", "–", "nobody of this group in scope"))
    if Look.UNKNOWN in looks:
        keys.append((f"background:{ground.unknown}", "", "people not known, passages only"))
    if Look.SUPPRESSED in looks:
        keys.append(("", "c", "kept back, so that nobody is given away"))
    items = "".join(
        f'<span><i style="{style};color:{ground.line}">{sign}</i>{words}</span>'
        for style, sign, words in keys
    )
    return f'<div class="qc-legend">{items}</div>{_STYLE}'


def bring_into_view(key: str) -> None:
    """After a click, scroll just far enough that what it brought can be seen."""
    st.components.v2.component("qualcode_into_view", html="<i hidden></i>", js=_JS)(
        key=f"{key}-view", data={"key": key, "clicks": st.session_state.get(CLICKS, 0)}
    )


_STYLE = """<style>
.qc-legend {display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.84rem;
 color:color-mix(in srgb, currentColor 74%, transparent)}
.qc-legend span {display:flex;gap:.45rem;align-items:center}
.qc-legend i {font-style:normal;min-width:1.7rem;height:1.05rem;line-height:1.05rem;
 border-radius:.2rem;text-align:center;display:inline-block}
.st-key-heat {overflow-x:auto}
.st-key-heat::-webkit-scrollbar {height:12px}
.st-key-heat::-webkit-scrollbar-thumb {border-radius:6px;
 background:color-mix(in srgb, currentColor 40%, transparent)}
.st-key-heat .js-plotly-plot .nsewdrag {cursor:pointer}
</style>"""

_JS = """
const seen = new Map();

export default function ({ data }) {
  const before = seen.get(data.key) ?? 0;
  seen.set(data.key, data.clicks);
  if (data.clicks <= before) return;
  const target = document.querySelector('.st-key-' + data.key);
  if (!target || target.getBoundingClientRect().top < innerHeight - 320) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.style.scrollMarginTop = '45vh';
  target.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
}
"""
