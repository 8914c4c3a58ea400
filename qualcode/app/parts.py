"""Small pieces every page may use: facts, empty pages, a word after an act, times, the style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qualcode.app.literal import escaped, name, sentence
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    import pandas as pd

PAGES, TOLD = "pages", "told"


def go(page: str, **named: str) -> None:
    """Leave for another page, named by its address, with what its address is to name."""
    target = st.session_state.get(PAGES, {}).get(page)
    if target is not None:
        st.switch_page(target, query_params=named or None)


def title(words: str, lead: str = "") -> None:
    """The page's title and one sentence on what it is for; then what was just done, if anything.

    Both are ours, not people's: they may hold Markdown.
    """
    st.title(words, anchor=False)
    if lead:
        st.caption(lead)
    for kind, text in st.session_state.pop(TOLD, []):
        sentence(text, kind=kind)


def tell(text: str, kind: Literal["note", "error", "done"] = "done") -> None:
    """Keep a sentence to be shown when the page is drawn again."""
    st.session_state.setdefault(TOLD, []).append((kind, text))


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal becomes a sentence in its place, and the rest of the page stays."""
    try:
        yield
    except QualcodeError as error:
        sentence(str(error), kind="error")


def facts(shown: Iterable[tuple[str, str]]) -> None:
    """Numbers side by side, each with its words: (number, what it counts)."""
    cells = "".join(
        f'<div class="qc-fact"><b>{escaped(number)}</b><span>{escaped(words)}</span></div>'
        for number, words in shown
    )
    st.html(f'<div class="qc-facts">{cells}</div>')


def empty(words: str, button: str, page: str) -> None:
    """What belongs on an empty page, and the one button that brings it."""
    with st.container(border=True, key="empty"):
        st.write(words)
        if st.button(button, type="primary", key="empty-go"):
            go(page)


def muted(text: str) -> None:
    """A quiet line, which may hold anybody's words."""
    st.html(f'<div class="qc-muted">{escaped(text)}</div>')


def heading(text: str, note: str = "") -> None:
    """A heading that holds the name of a file, a person or a code; a quiet line below it."""
    st.html(named(text, note))


def named(text: str, note: str = "") -> str:
    """The heading and its line, as HTML."""
    line = f'<div class="qc-muted">{escaped(note)}</div>' if note else ""
    return f'<h3 class="qc-heading">{name(text)}</h3>{line}'


def many(n: int, one: str, several: str | None = None) -> str:
    """A number with its noun.

    >>> many(1, "interview"), many(2, "interview"), many(0, "person", "people")
    ('1 interview', '2 interviews', '0 people')
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def filling(bar: DeltaGenerator, total: float = 1.0) -> Callable[[float], None]:
    """Tell a progress bar how much of the whole is done."""

    def fill(done: float) -> None:
        bar.progress(min(done / total, 1.0))

    return fill


def records(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an edited table, an empty cell as None."""
    columns = [str(name) for name in edited.columns]
    plain = edited.astype(object).where(edited.notna(), None)
    return [dict(zip(columns, row, strict=True)) for row in plain.itertuples(index=False)]


def when(moment: str) -> str:
    """A stored time as the reader's clock and calendar have it, such as 3 March 2026, 14:05."""
    local = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(_zone())
    return f"{local.day} {local:%B %Y, %H:%M}"


def midnight(day: date) -> str:
    """When a day begins by the reader's clock, as times are stored: UTC, ISO 8601."""
    zone = _zone()
    begins = datetime.combine(day, time(), tzinfo=zone)
    # Without a zone the day is taken as this machine's own.
    return begins.astimezone(UTC).isoformat(timespec="microseconds")


def _zone() -> ZoneInfo | None:
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def style() -> None:
    """The look of every page: quiet headings, lines of a readable length, room to breathe."""
    st.html(_STYLE)


# Shown on a narrow screen only, above what is wider than it.
SIDEWAYS = '<div class="qc-muted qc-sideways">It goes on to the right: swipe it sideways.</div>'

# Streamlit's own toolbar would save charts and tables with small groups in them, unrecorded.
_STYLE = """<style>
[data-testid="stElementToolbar"] {display:none !important}
[data-testid="stMainBlockContainer"] {max-width:84rem;padding-top:3.2rem;padding-bottom:5rem}
[data-testid="stMainBlockContainer"] h1 {font-size:1.85rem;font-weight:650;padding:0 0 .15rem}
[data-testid="stMainBlockContainer"] h2 {font-size:1.3rem;font-weight:600;padding:.6rem 0 .2rem}
[data-testid="stMainBlockContainer"] h3 {font-size:1.08rem;font-weight:600;padding:.4rem 0 .35rem}
[data-testid="stMainBlockContainer"] .qc-heading {margin:0;padding:0 0 .15rem;
 overflow-wrap:anywhere}
/* The chosen part of a control keeps the text's own colour: the theme's would be hard to read on
 the dark ground. */
[data-variant="segmented_control"][aria-checked="true"],
[data-variant="segmented_control"][aria-checked="true"] * {color:inherit !important;
 font-weight:600}
.qc-sideways {display:none}
@media (max-width:640px) {
 .qc-sideways {display:block}
 [data-testid="stMainBlockContainer"] {padding-top:4.4rem !important}}
.qc-name {display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;
 overflow-wrap:anywhere}
.qc-muted, .qc-fact span {color:color-mix(in srgb, currentColor 72%, transparent)}
.qc-muted {font-size:.9rem;line-height:1.5;overflow-wrap:anywhere;max-width:44rem}
.qc-facts {display:grid;grid-template-columns:repeat(auto-fit,minmax(8.4rem,1fr));gap:.75rem}
.qc-fact {padding:.75rem .9rem;border-radius:.5rem;
 background:color-mix(in srgb, currentColor 5%, transparent)}
.qc-fact b {display:block;font-size:1.35rem;font-weight:600;line-height:1.3}
.qc-fact span {font-size:.86rem;line-height:1.4;display:block}
.qc-prose {max-width:44rem;line-height:1.6;overflow-wrap:anywhere}
.qc-prose p {margin:0 0 .9rem}
.qc-turn {display:grid;grid-template-columns:8.5rem 1fr;gap:1rem;margin-bottom:.9rem}
.qc-turn span {font-size:.84rem;font-weight:600;text-align:right;overflow-wrap:anywhere;
 color:color-mix(in srgb, currentColor 72%, transparent);padding-top:.12rem}
.qc-turn p {margin:0;white-space:pre-wrap}
.qc-asks p {color:color-mix(in srgb, currentColor 72%, transparent);font-style:italic}
.qc-memo {padding:.1rem 0 1rem;margin-bottom:1rem;max-width:44rem;
 border-bottom:1px solid color-mix(in srgb, currentColor 14%, transparent)}
.qc-memo header {display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 1rem}
.qc-memo header b {font-weight:600;overflow-wrap:anywhere}
.qc-memo header span {font-size:.84rem;color:color-mix(in srgb, currentColor 72%, transparent)}
.qc-memo p {margin:.3rem 0 0;line-height:1.6;overflow-wrap:anywhere}
.qc-code {border-left:.35rem solid;padding-left:.9rem;margin-bottom:1rem}
.qc-code h2 {margin:0;overflow-wrap:anywhere}
.qc-prose .qc-muted {font-size:.86rem}
[data-testid="stMainBlockContainer"] .qc-prose h3 {margin:1.1rem 0 .35rem;padding:0}
.qc-prose ul {margin:0 0 .9rem;padding-left:1.15rem}
.qc-prose li {margin:0 0 .25rem}
.qc-cues {display:flex;flex-wrap:wrap;gap:.4rem}
.qc-cues span {font-size:.86rem;padding:.12rem .6rem;border-radius:1rem;
 background:color-mix(in srgb, currentColor 7%, transparent)}
.qc-neighbour {border-left:.28rem solid;padding-left:.65rem;line-height:1.4;
 overflow-wrap:anywhere}
.st-key-next-step {border-left:.3rem solid #3187BE !important}
.st-key-next-step h3 {padding-top:0}
</style>"""
