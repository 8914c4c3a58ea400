"""Codes, bands and reasons as a page shows them: names and words literal, a hue at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from qualcode.app.literal import escaped, name
from qualcode.model import Band, Code, Codebook, Direction, Span, Suggestion, merge
from qualcode.report.palette import UNKNOWN_HUE

BANDS = {Band.STRONG: "strong", Band.POSSIBLE: "possible", Band.BELOW: "weak"}


def options(codebook: Codebook, recent: Sequence[str] = ()) -> list[str]:
    """Ids of all codes to choose from, the ones used last first."""
    return [*recent, *(code.id for code in codebook if code.id not in recent)]


def label(codebook: Codebook, id: str) -> str:
    """A code as a line of a list."""
    return codebook[id].title if id in codebook else id


def direction_label(direction: Direction) -> str:
    """The mark and the words of a direction."""
    return f"{direction.mark} {direction.words}"


def explained(code: Code, codebook: Codebook, hues: Mapping[str, str]) -> str:
    """A code with its definition, and on demand when it is given and when not; as HTML."""
    rules = "".join(
        _rules(title, given)
        for title, given in (
            ("Give it when", code.include_when),
            ("Not when", code.exclude_when),
            ("Examples", code.examples),
            ("Easily confused with", [label(codebook, id) for id in code.confused_with]),
        )
    )
    more = f"<details><summary>When to give it, and when not</summary>{rules}</details>"
    definition = f"<p>{escaped(code.definition)}</p>" if code.definition else ""
    parent = codebook[code.parent].name if code.parent and code.parent in codebook else ""
    return (
        f'<div class="qcp-code" style="--hue:{escaped(hues.get(code.id, UNKNOWN_HUE))}">'
        + (f'<p class="qc-muted">{name(parent)}</p>' if parent else "")
        + f"<h4>{name(label(codebook, code.id))}</h4>{definition}{more if rules else ''}</div>"
    )


def _rules(title: str, given: Iterable[str]) -> str:
    items = "".join(f"<li>{escaped(rule)}</li>" for rule in given)
    return f"<h5>{title}</h5><ul>{items}</ul>" if items else ""


def why(suggestion: Suggestion) -> str:
    """The reasons of a suggestion as one sentence.

    The engine names what it found; here the person is told whose words they are.
    """
    said = []
    for reason in suggestion.reasons:
        cue = reason.layer == "cue"
        said.append(f"the passage has the {reason.words}" if cue else f"it {reason.words}")
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def highlighted(words: str, start: int, spans: Iterable[Span]) -> str:
    """A passage with the words a suggestion rests on marked; as HTML.

    ``start`` is where the passage begins; spans count from where the transcript begins.
    """
    done, out = 0, []
    for span in merge(spans):
        a, b = max(span.start - start, done), min(span.end - start, len(words))
        if a < b:
            out += [escaped(words[done:a]), f"<mark>{escaped(words[a:b])}</mark>"]
            done = b
    return "".join(out) + escaped(words[done:])


def style() -> None:
    """The look of these cards."""
    st.html(_STYLE)


_STYLE = """<style>
.qcp-code {border-left:.3rem solid var(--hue);padding:.1rem 0 .1rem .8rem;line-height:1.5;
 overflow-wrap:anywhere;font-size:.92rem}
.qcp-code p {margin:0 0 .35rem}
.qcp-code .qc-muted {font-size:.8rem;margin:0}
.qcp-code h4 {font-size:.98rem;font-weight:600;margin:0 0 .2rem;padding:0;line-height:1.4}
.qcp-code h5 {font-size:.84rem;font-weight:600;margin:.4rem 0 .1rem;padding:0}
.qcp-code ul {margin:0;padding-left:1.1rem}
.qcp-code li {margin:0 0 .2rem;font-size:.88rem}
.qcp-code summary {cursor:pointer;font-size:.86rem;
 color:color-mix(in srgb, currentColor 78%, transparent)}
.qcp-line {border-left:.3rem solid var(--hue);padding:.05rem 0 .05rem .7rem;line-height:1.4;
 overflow-wrap:anywhere;font-size:.92rem}
.qcp-line b {font-weight:600;display:block}
.qcp-line .qc-muted {font-size:.84rem;display:block}
.qcp-offer {border-left:0;padding-left:.85rem;position:relative}
.qcp-offer::before {content:"";position:absolute;left:0;top:.1rem;bottom:.1rem;
 border-left:.2rem dashed var(--hue)}
.qcp-band {font-style:normal;font-weight:600;margin-right:.25rem}
[role=listbox] [role=option] {padding-top:0;padding-bottom:0;height:2.3rem;align-items:center}
[role=listbox] [role=option] > div {white-space:normal;font-size:.84rem;line-height:1.2;height:auto;
 display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.st-key-panel-direction, .st-key-panel-direction > div, .st-key-offers-direction,
 .st-key-offers-direction > div {width:100%}
.st-key-panel-direction [role=radiogroup], .st-key-offers-direction [role=radiogroup] {
 display:grid;grid-template-columns:repeat(2,minmax(9.6rem,1fr));gap:.3rem;width:100%}
.st-key-panel-direction button, .st-key-offers-direction button {width:100%;margin:0;
 border:1px solid color-mix(in srgb, currentColor 24%, transparent) !important;
 border-radius:.5rem !important}
.st-key-panel-direction [aria-checked=true], .st-key-offers-direction [aria-checked=true] {
 border-color:currentColor !important}
[data-testid=stSelectbox] input {text-overflow:ellipsis}
.qcp-words {line-height:1.6;overflow-wrap:anywhere;white-space:normal;margin:0}
.qcp-words mark {color:inherit;padding:.05rem .1rem;border-radius:.2rem;
 background:color-mix(in srgb, #E0A100 38%, transparent)}
</style>"""
