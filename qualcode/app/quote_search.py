"""Search on the Quotes page: words, a pattern, codes, in coded quotes or in all talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from qualcode.app import parts, quote_cards
from qualcode.app.literal import escaped
from qualcode.model import Direction, Span
from qualcode.project import Project
from qualcode.project.searching import Hit
from qualcode.report.quotes import Quote

SHOWN = 100
# A passage longer than this is shown around the first place found.
LONG, AROUND = 900, 320
HELP = (
    "Codes by their ids: `3.b AND 5.a` on the same passage, `OR`, `NOT`, brackets. An indicator is"
    " found by any of its letters. `3.b NEAR/2 5.a`: at most two passages of the same interview"
    " apart."
)
Marks = Mapping[tuple[str, int], tuple[Span, ...]]


@dataclass(frozen=True)
class Search:
    """What was typed into the row of search."""

    text: str = ""
    regex: bool = False
    codes: str = ""
    talk: bool = False

    @property
    def asked(self) -> dict[str, Any]:
        """As the project's verbs take it."""
        return {"text": self.text, "regex": self.regex, "codes": self.codes}

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.codes.strip())


def typed(*, coded: bool = True) -> Search:
    """The row of search above the list; while nothing is coded, all talk is searched."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    text = left.text_input(
        "Search", key="quotes_text", placeholder="Words people said", persist_state="session"
    )
    codes = right.text_input(
        "Codes together",
        key="quotes_codes",
        placeholder="3.b AND 5.a",
        help=HELP,
        persist_state="session",
    )
    with st.container(horizontal=True, gap="large"):
        regex = st.toggle("Pattern (regular expression)", key="quotes_regex")
        talk = not coded or st.toggle("All talk, coded or not", key="quotes_talk")
    return Search(text or "", regex, codes or "", talk)


def in_talk(project: Project, search: Search, where: Mapping[str, str]) -> None:
    """Passages of all talk that were found, in the order of interviews."""
    if not search:
        parts.muted("Write words or codes to look for in everything respondents said.")
        return
    with parts.refusals():
        hits = project.search(**search.asked, where=where, scope="talk")
        people = len({hit.participant for hit in hits if hit.participant})
        talks = len({hit.transcript for hit in hits})
        parts.muted(
            f"{parts.many(len(hits), 'passage')} of {parts.many(people, 'person', 'people')} in"
            f" {parts.many(talks, 'interview')}. Interviewers' words are not searched. Passages"
            " that are not coded leave by no export; code them to take them along."
        )
        _style()
        for n, hit in enumerate(hits[:SHOWN]):
            card, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
            card.html(_talk_card(hit))
            if opens.button("Open interview", key=f"talk-open-{n}", type="tertiary"):
                at = hit.span.start + (hit.marks[0].start if hit.marks else 0)
                parts.go("code", transcript=hit.transcript, at=str(at))
        if len(hits) > SHOWN:
            parts.muted(f"The first {SHOWN} are shown; narrow the search to see the others.")


def narrowed_by(
    project: Project, quotes: Sequence[Quote], search: Search
) -> tuple[list[Quote], Marks]:
    """The quotes a search finds, and the places in their words.

    Raises
    ------
    Refused, UnknownCode
        The search cannot be read, or takes too long.
    """
    found = project.narrow_quotes(quotes, **search.asked)
    return [q for q, _ in found], {(q.coding, q.person): marks for q, marks in found if marks}


def marked_cards(
    quotes: Sequence[Quote],
    marks: Marks,
    hues: Mapping[str, str],
    key: str,
    about: Callable[[Quote], str],
) -> None:
    """Cards like those of `quote_cards`, with the places found standing out."""
    _style()
    for n, quote in enumerate(quotes):
        card, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
        card.html(_quote_card(quote, marks, hues.get(quote.code, "#7C7F86"), about(quote)))
        if opens.button("Open interview", key=f"{key}-open-{n}", type="tertiary"):
            parts.go("code", transcript=quote.transcript, coding=quote.coding)


def marked(words: str, marks: Sequence[Span]) -> str:
    """Words as HTML, escaped, with the places found as marks; of a long passage what is around
    the first.

    >>> marked("a <b> c", [Span(2, 5)])
    'a <mark>&lt;b&gt;</mark> c'
    """
    low, high = 0, len(words)
    if len(words) > LONG:
        first = marks[0] if marks else Span(0, 1)
        low = max(first.start - AROUND, 0)
        high = min(max(first.end, low) + 2 * AROUND, len(words))
    shown, at = ["…" if low else ""], low
    for mark in marks:
        if at <= mark.start and mark.end <= high:
            inside = escaped(words[mark.start : mark.end])
            shown += [escaped(words[at : mark.start]), f"<mark>{inside}</mark>"]
            at = mark.end
    return "".join([*shown, escaped(words[at:high]), "…" if high < len(words) else ""])


def _quote_card(quote: Quote, marks: Marks, hue: str, about: str) -> str:
    ways = [Direction(way) for way in quote.directions]
    told = ", ".join(f'<b aria-hidden="true">{way.mark}</b> {way.words}' for way in ways)
    star = ' · <b title="starred">★</b>' if quote.starred else ""
    words = marked(quote.words, marks.get((quote.coding, quote.person), ()))
    stays = f"Stays in the study: {quote.withheld}." if quote.withheld else ""
    lines = [
        f'<p class="qc-words">“{words}”</p>',
        f'<p class="qc-who">{told} · {escaped(quote.code)}'
        f" · {escaped(quote_cards.who(quote))}{star}</p>",
        f'<p class="qc-where">{escaped(quote.title)} · coded by'
        f" {escaped(', '.join(quote.coders))}</p>",
        f'<p class="qc-leaves">{escaped(about)}</p>' if about else "",
        f'<p class="qc-stays">{escaped(stays)}</p>' if stays else "",
    ]
    return _article(lines, hue)


def _talk_card(hit: Hit) -> str:
    who = ", ".join(part for part in (hit.role, hit.authority) if part) or "role not known"
    named = f"{hit.participant}: {who}" if hit.participant else who
    codes = f"coded {', '.join(hit.codes)}" if hit.codes else "not coded"
    return _article(
        [
            f'<p class="qc-words">{marked(hit.words, hit.marks)}</p>',
            f'<p class="qc-who">{escaped(named)} · {escaped(codes)}</p>',
            f'<p class="qc-where">{escaped(hit.title)}</p>',
        ],
        "#7C7F86",
    )


def _article(lines: Sequence[str], hue: str) -> str:
    opening = f'<article class="qc-quote" dir="auto" style="border-color:{escaped(hue)}">'
    return f"{opening}{''.join(lines)}</article>"


def _style() -> None:
    quote_cards.style()
    st.html(
        "<style>mark {background:color-mix(in srgb,#E69F00 38%,transparent);color:inherit;"
        "border-radius:.15rem;padding:0 .1rem}</style>"
    )
