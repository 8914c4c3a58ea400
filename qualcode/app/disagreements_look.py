"""The look of the Disagreements and Confusion views."""

from __future__ import annotations

import streamlit as st

from qualcode.app import chart, code_card
from qualcode.report.palette import DARK_GROUND, LIGHT_GROUND


def style() -> None:
    """Styles of a difference and of the table of codes."""
    code_card.style()
    # Names of rows and columns stay in sight and cover what scrolls below them.
    ground = DARK_GROUND if chart.is_dark() else LIGHT_GROUND
    st.html(f"<style>.qcc {{--qcc-ground:{ground}}}</style>{_STYLE}")


def to_top(key: str) -> None:
    """Bring the line above a difference into sight when another one is shown than before."""
    scroll = st.components.v2.component(
        "qualcode_difference_scroll", js=_SCROLL, isolate_styles=False
    )
    scroll(key="difference-scroll", data={"shown": key})


_SCROLL = """
const shown = new WeakMap();

export default function ({ parentElement, data }) {
  const before = shown.get(parentElement);
  shown.set(parentElement, data.shown);
  if (before === undefined || before === data.shown) return;
  const top = document.querySelector('.st-key-difference-said');
  if (!top || top.getBoundingClientRect().top >= 0) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  top.scrollIntoView({ block: 'start', behavior: calm ? 'instant' : 'smooth' });
}
"""

_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-difference-words) {max-width:90rem;
 padding-left:3rem;padding-right:3rem}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-difference-words) {padding-left:1rem;
 padding-right:1rem}}
.st-key-difference-decide button {white-space:nowrap}
.st-key-difference-decide [data-testid=stHorizontalBlock] {gap:.6rem}
.qcd-line {font-size:.94rem;line-height:1.45;overflow-wrap:anywhere}
.qcd-line b {font-weight:600}
.st-key-difference-line button {white-space:nowrap}
.st-key-difference-said {scroll-margin-top:4rem}
.st-key-difference-words {padding:1rem 1.2rem !important}
.qcd-asked {margin:.5rem 0;font-style:italic;line-height:1.55;overflow-wrap:anywhere;
 max-width:68ch;color:color-mix(in srgb, currentColor 72%, transparent)}
.qcd-words {font-size:1.03rem;line-height:2.1;max-width:68ch;overflow-wrap:anywhere;
 white-space:pre-line;margin:.3rem 0 .8rem}
mark.qcd-first, mark.qcd-second {color:inherit;background:none;padding:.16rem 0}
.qcd-first {border-bottom:.2rem solid #C27400}
.qcd-second {border-top:.2rem dashed #4A8FC9}
mark.qcd-first.qcd-second {background:color-mix(in srgb, currentColor 7%, transparent)}
.qcd-given p {margin:0 0 .3rem;line-height:1.5;font-size:.92rem;overflow-wrap:anywhere}
.qcd-given b {font-weight:600}
.qcd-key {display:inline-block;width:1.4rem;height:.95rem;line-height:.9rem;margin-right:.5rem;
 font-style:normal}
.qcd-keys {display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.84rem;padding-top:.2rem;
 color:color-mix(in srgb, currentColor 76%, transparent)}
.qcd-keys kbd {font:inherit;font-size:.78rem;padding:0 .38rem;border-radius:.25rem;
 border:1px solid color-mix(in srgb, currentColor 38%, transparent);background:none;color:inherit}
.qcc-frame {overflow:auto;max-height:75vh;max-width:100%}
.qcc {border-collapse:separate;border-spacing:2px;font-size:.84rem}
.qcc th {font-weight:500;padding:.15rem .4rem;text-align:left;white-space:nowrap}
.qcc thead th {text-align:center;vertical-align:bottom;position:sticky;top:0;z-index:1;
 background:var(--qcc-ground)}
.qcc tbody th {position:sticky;left:0;z-index:1;background:var(--qcc-ground);
 max-width:16rem;overflow:hidden;text-overflow:ellipsis}
@media (max-width:640px) {.qcc tbody th {max-width:7rem}}
.qcc td {min-width:2rem;height:1.75rem;text-align:center;border-radius:.2rem;padding:0 .25rem;
 background:color-mix(in srgb, currentColor 4%, transparent)}
.qcc td.qcc-same {outline:1px solid color-mix(in srgb, currentColor 45%, transparent);
 outline-offset:-1px}
.qcc .qcc-sum {background:none;font-weight:500;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qcc caption {text-align:left;caption-side:top;font-size:.86rem;padding-bottom:.4rem;
 color:color-mix(in srgb, currentColor 74%, transparent)}
</style>"""
