"""The look of the Rounds page."""

from __future__ import annotations

import streamlit as st

from qualcode.app import code_card


def style() -> None:
    """Styles of the item, of what was said of it, and of the page around them."""
    code_card.style()
    st.html(_STYLE)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]:has(.st-key-review-words) {max-width:96rem;
 padding-top:2.2rem;padding-left:2.5rem;padding-right:2.5rem}
.st-key-review-head > div:first-child {flex:1}
.st-key-review-words {padding:1rem 1.2rem !important}
.st-key-review-words p {overflow-wrap:anywhere;max-width:68ch}
.qcr-line {margin:0 0 .7rem;font-size:.94rem;line-height:1.5;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qcr-speaker {font-weight:600;font-size:.84rem;margin-right:.35rem;font-style:normal;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qcr-line .qcr-speaker {color:inherit}
.qcr-asks {font-style:italic}
.qcr-own {font-size:1.05rem;line-height:1.65;margin:.3rem 0 1rem;white-space:pre-line}
.qcr-own mark {color:inherit;padding:.08rem .1rem;border-radius:.2rem;
 background:color-mix(in srgb, #E0A100 38%, transparent)}
.qcr-around {color:color-mix(in srgb, currentColor 72%, transparent)}
.qcr-who {margin:0 0 .8rem;font-size:.9rem;line-height:1.5;
 color:color-mix(in srgb, currentColor 76%, transparent)}
.qcr-who b {font-weight:600}
.qcr-stays {margin:-.5rem 0 .8rem;font-size:.86rem}
.qcr-stays::before {content:"⃠ "}
.qcr-way {margin:.3rem 0 0;padding-left:1.1rem;
 font-size:.92rem;line-height:1.5;overflow-wrap:anywhere}
.qcr-at {font-weight:600;white-space:nowrap}
.st-key-review-steps {scroll-margin-top:4.2rem}
.st-key-review-decision .qc-name,
 .st-key-review-words .qc-name {display:inline;-webkit-line-clamp:unset}
.st-key-review-steps button {min-height:0;padding:.1rem .3rem;white-space:nowrap}
.qcr-quote .qcr-who {margin:.2rem 0 0}
.qcr-said {font-size:.9rem;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 78%, transparent)}
.qcr-progress {font-size:.92rem;line-height:1.45}
.qcr-bar {height:.3rem;border-radius:.2rem;overflow:hidden;margin-top:.35rem;
 background:color-mix(in srgb, currentColor 14%, transparent)}
.qcr-bar i {display:block;height:100%;background:var(--st-primary-color, #3D5A80)}
.qcr-entry {border-left:.22rem solid color-mix(in srgb, currentColor 30%, transparent);
 padding:.05rem 0 .05rem .7rem;margin:0 0 .6rem;font-size:.92rem;line-height:1.45}
.qcr-entry header {display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .8rem}
.qcr-entry header b {font-weight:600;overflow-wrap:anywhere}
.qcr-entry header span:last-child {font-size:.82rem;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qcr-entry p {margin:.15rem 0 0;overflow-wrap:anywhere}
.qcr-agree {border-color:#0B8F6B}
.qcr-question {border-color:#C98A00}
.qcr-disagree {border-color:#D55E00}
.qcr-settled {border-color:#3187BE}
.st-key-review-verdicts button, .st-key-settle-buttons button {white-space:nowrap;
 min-height:2.6rem}
.st-key-review-verdicts button, .st-key-settle-buttons button {padding-left:.6rem;
 padding-right:.6rem}
.st-key-review-verdicts > .st-key-review-agree, .st-key-review-verdicts > .st-key-review-question,
 .st-key-review-verdicts > .st-key-review-disagree {flex:1 1 auto}
.st-key-review-agree button, .st-key-review-question button, .st-key-review-disagree button {
 width:100%}
.st-key-review-verdicts > .st-key-review-comment:not(:only-child) {flex:1 1 100%}
.st-key-review-words details {font-size:.94rem}
.st-key-review-words summary {cursor:pointer;font-size:.9rem;padding-bottom:.6rem;
 color:color-mix(in srgb, currentColor 78%, transparent)}
.qcr-quote {margin:0 0 .7rem;padding:.05rem 0 .05rem .8rem;
 border-left:.22rem solid color-mix(in srgb, currentColor 30%, transparent)}
.qcr-quote p {margin:0;line-height:1.55}
.st-key-review-words h4 {font-size:.92rem;font-weight:600;margin:.9rem 0 .35rem;padding:0}
.qcr-keys {display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.84rem;padding-top:.4rem;
 color:color-mix(in srgb, currentColor 76%, transparent)}
.qcr-keys kbd {font:inherit;font-size:.78rem;padding:0 .38rem;border-radius:.25rem;
 border:1px solid color-mix(in srgb, currentColor 38%, transparent);background:none;color:inherit}
@media (max-width:1300px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-review-words) {padding-left:1.5rem;
  padding-right:1.5rem}}
/* On a narrow screen the item comes first and the list it is taken from below it. */
@media (max-width:1100px) {
 [data-testid="stColumn"]:has(.st-key-review-list) {order:2;min-width:100%}
 [data-testid="stColumn"]:has(.st-key-review-item) {min-width:100%}}
@media (max-width:860px) {
 .st-key-review-item [data-testid="stColumn"] {min-width:100%}}
@media (max-width:640px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-review-words) {padding-left:1rem;
  padding-right:1rem}
 .st-key-review-verdicts button, .st-key-settle-buttons button {min-height:3rem}
 .qcr-keys {display:none}
}
</style>"""
