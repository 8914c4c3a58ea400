"""The look of the Suggestions page."""

from __future__ import annotations

import streamlit as st

from qualcode.app import code_card


def style() -> None:
    """Styles of the cards and of the page around them."""
    code_card.style()
    st.html(_STYLE)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-offer-words) {max-width:90rem;
 padding-left:3rem;padding-right:3rem}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-offer-words) {padding-left:1rem;
 padding-right:1rem}}
.st-key-offers-said-line {min-height:1.7rem}
.st-key-offers-said-line button {min-height:0;padding:0}
.st-key-offer-decision button {white-space:nowrap}
.qco-progress {text-align:right;font-size:.9rem;line-height:1.45;padding-bottom:.2rem;
 color:color-mix(in srgb, currentColor 80%, transparent)}
.qco-progress b {font-weight:600}
.qco-bar {height:.3rem;border-radius:.2rem;overflow:hidden;margin-bottom:.35rem;
 background:color-mix(in srgb, currentColor 14%, transparent)}
.qco-bar i {display:block;height:100%;background:var(--st-primary-color, #3D5A80)}
.qco-said {min-height:1.3rem;font-size:.9rem;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 78%, transparent)}
.st-key-offer-words {padding:1.1rem 1.3rem !important}
.st-key-offer-words .qcp-words {font-size:1.05rem;line-height:1.65;max-width:68ch}
.st-key-offer-words .qcp-words mark {background:none;border-radius:0;padding:0;
 text-decoration:underline;text-decoration-thickness:.15em;text-underline-offset:.22em;
 text-decoration-color:#C98A00}
.qco-around {color:color-mix(in srgb, currentColor 68%, transparent)}
.qco-asked {margin:.7rem 0;font-style:italic;line-height:1.55;overflow-wrap:anywhere;
 max-width:68ch;color:color-mix(in srgb, currentColor 72%, transparent)}
.qco-why {margin:0;line-height:1.55;overflow-wrap:anywhere;font-size:.94rem}
.qco-why b {font-weight:600;font-size:.84rem;padding:.1rem .55rem;margin-right:.3rem;
 border-radius:.8rem;border:1px dashed color-mix(in srgb, currentColor 50%, transparent)}
.qco-why b.qco-strong, .qco-why b.qco-first {border-style:solid}
.qco-every {font-size:.86rem;line-height:1.5;overflow-wrap:anywhere;margin-top:.15rem}
.qco-every summary {cursor:pointer;color:color-mix(in srgb, currentColor 78%, transparent)}
.qco-every ul {margin:.2rem 0;padding-left:1.1rem}
.qco-every li {font-size:.86rem;margin:0}
.qco-every b {font-weight:600}
.qco-would {font-size:.98rem;font-weight:600;margin:0;padding:.2rem 0}
.qco-given {margin:0 0 .3rem;line-height:1.5;overflow-wrap:anywhere;font-size:.94rem}
[data-testid="stMainBlockContainer"]:has(.st-key-offer-words) {padding-top:2.2rem}
.st-key-offer-decision [data-testid=stHorizontalBlock] {gap:.6rem}
.qco-keys {display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.84rem;padding-top:.2rem;
 color:color-mix(in srgb, currentColor 76%, transparent)}
.qco-keys kbd {font:inherit;font-size:.78rem;padding:0 .38rem;border-radius:.25rem;
 border:1px solid color-mix(in srgb, currentColor 38%, transparent);background:none;color:inherit}
.qck-words {font-size:.94rem;line-height:1.55;max-height:11rem;overflow-y:auto;max-width:30rem;
 padding:.5rem .7rem;border-radius:.4rem;margin:0;overflow-wrap:anywhere;
 background:color-mix(in srgb, currentColor 5%, transparent)}
.qco-proposal {line-height:1.5;overflow-wrap:anywhere;font-size:.92rem}
.qco-proposal b {font-weight:600}
.qco-proposal .qc-muted {display:inline}
.qco-proposal summary {cursor:pointer;font-size:.86rem}
.qco-proposal ul {margin:.2rem 0 .4rem;padding-left:1.1rem}
</style>"""
