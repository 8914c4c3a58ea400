"""An item's words in their place, and finding the words a reviewer would code instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from qualcode.app.literal import escaped
from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.project.review_views import ItemView, Line

MARKED, HEARD = "review-marked", "review-keys"
FAR, NEAR = 450, 220


def in_context(view: ItemView) -> str:
    """The caption, and the quote marked within what was said around it; as HTML."""
    who = f'<p class="qcr-who"><b>{escaped(view.caption)}</b> · {escaped(view.row.interview)}</p>'
    if view.coding is None or not view.coding.quote:
        told = "This person allows no quotes. The words stay in the study and are not shown here."
        if not view.caption:
            told = "The interview is not in the study any more; what was said of it stays."
        return f'{who}<p class="qcr-around">{told}</p>'
    if view.withheld:
        who += '<p class="qcr-stays">Stays in the study: this person allows no quotes.</p>'
    lead, rest = _end_of(view.lead, FAR), _start_of(view.rest, FAR)
    before = [replace(line, words=_end_of(line.words)) for line in view.before]
    after = [replace(line, words=_start_of(line.words)) for line in view.after]
    shown = _around(view, before, lead, rest, after)
    whole = _around(view, view.before, view.lead, view.rest, view.after)
    if shown == whole:
        return who + shown
    more = f"<details><summary>Read more around it</summary>{whole}</details>"
    return f"{who}{shown}{more}"


def _around(
    view: ItemView, before: Sequence[Line], lead: str, rest: str, after: Sequence[Line]
) -> str:
    """The quote marked between its own passage's words and the passages around; as HTML."""
    quote = view.coding.quote if view.coding else ""
    # A coding over several turns names its later speakers itself, and may begin with a question.
    who = "" if "\n" in quote else f'<span class="qcr-speaker">{escaped(view.caption)}</span> '
    own = (
        f'<p class="qcr-own">{who}<span class="qck-words">'
        f'<span class="qcr-around">{escaped(lead)}</span>'
        f'<mark>{escaped(quote)}</mark><span class="qcr-around">{escaped(rest)}</span>'
        "</span></p>"
    )
    return "".join([*map(_line, before), own, *map(_line, after)])


def _end_of(words: str, most: int = NEAR) -> str:
    """The last words, so that the marked ones stand high on the page.

    >>> _end_of("We argue about thresholds a lot.", 20)
    '… thresholds a lot.'
    """
    return words if len(words) <= most else "… " + words[-most:].partition(" ")[2]


def _start_of(words: str, most: int = NEAR) -> str:
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"


def _line(line: Line) -> str:
    words = escaped(line.words)
    if line.withheld and not line.words:
        words = "<i>not shown: this person allows no quotes</i>"
    kind = " qcr-asks" if line.interviewer else ""
    who = f'<span class="qcr-speaker">{escaped(line.speaker)}</span>'
    return f'<p class="qcr-line{kind}">{who} {words}</p>'


def heard() -> None:
    """Words were marked with the mouse."""
    said = st.session_state.get(HEARD)
    if said and said.get("words"):
        st.session_state[MARKED] = said["words"]


def marked(view: ItemView) -> str | None:
    """The words marked with the mouse, if they stand in this item's passage."""
    words = st.session_state.get(MARKED)
    return words if words and _found(words, view) else None


def span_of(words: str, view: ItemView) -> Span:
    """Where some words stand in an item's passage; of several places the one nearest its quote.

    Raises
    ------
    Refused
        They do not stand there.
    """
    found = _found(words, view)
    if not found or view.coding is None:
        raise Refused(
            "These other words do not stand in the passage; mark them there with the mouse and"
            " take them over, or copy them."
        )
    middle = view.coding.span.start + view.coding.span.end
    return min(found, key=lambda span: abs(span.start + span.end - middle))


def _found(words: str, view: ItemView) -> list[Span]:
    """Every place of the words, whatever the blanks between them and their capitals."""
    wanted = r"\s+".join(re.escape(part) for part in words.split())
    if not wanted:
        return []
    return [
        Span(start + place.start(), start + place.end())
        for start, said in _pieces(view)
        for place in re.finditer(wanted, said, re.IGNORECASE)
    ]


def _pieces(view: ItemView) -> list[tuple[int, str]]:
    """The passage as it stands in the transcript, with where each piece of it begins."""
    if view.coding is None or not view.coding.quote:
        return []
    if view.stretches:
        return list(view.stretches)
    span, quote = view.coding.span, view.coding.quote
    start = span.start - len(view.lead)
    if len(quote) == len(span):
        return [(start, view.lead + quote + view.rest)]
    # Several people's words: shown with captions between them, which stand in no transcript.
    return [(start, view.lead), (span.end, view.rest)]


def words_at(span: Span, view: ItemView) -> str | None:
    """The words of a span, where they stand in the item's own passage."""
    for start, said in _pieces(view):
        if start <= span.start and span.end <= start + len(said):
            return " ".join(said[span.start - start : span.end - start].split())
    return None
