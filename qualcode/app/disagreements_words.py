"""A difference as a page shows it: both codings in the words, who gave what, both definitions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import streamlit as st

from qualcode.analysis.disagreement import Lane
from qualcode.app import code_card, parts, quote_cards
from qualcode.app.literal import escaped, in_label, sentence
from qualcode.app.parts import many
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole, Coding, Span
from qualcode.model.review import Outcome
from qualcode.project import Project
from qualcode.project.contexts import Context
from qualcode.project.reconciling_queue import Difference
from qualcode.report.palette import colours

FAR = 500
SIDES = ("first", "second")
# What either line is called for people who do not see it, and its class.
LINES = (("below", "qcd-first"), ("above", "qcd-second"))


def lane_label(lane: str, coders: tuple[str, str]) -> str:
    """A lane in a row of choices, whose labels are Markdown."""
    return {
        "open": "Open",
        "settled": "Settled",
        Lane.AGREE.value: "Agree",
        Lane.CODE.value: "Other code",
        Lane.DIRECTION.value: "Other direction",
        Lane.BOUNDARY.value: "Other bounds",
        Lane.FIRST.value: f"Only {in_label(shorter(coders)[0])}",
        Lane.SECOND.value: f"Only {in_label(shorter(coders)[1])}",
    }[lane]


def shorter(coders: tuple[str, str]) -> tuple[str, str]:
    """Their first names, where these tell them apart.

    >>> shorter(("Ruth Adeyemi", "Tom Kessler")), shorter(("Tom Kessler", "Tom Osei"))
    (('Ruth', 'Tom'), ('Tom Kessler', 'Tom Osei'))
    """
    first, second = (name.partition(" ")[0] for name in coders)
    return coders if first == second else (first, second)


def line(one: Difference, coders: tuple[str, str], place: str) -> None:
    """Where it is in the list, and what kind of difference it is."""
    told = {
        Lane.AGREE: "they agree",
        Lane.CODE: "another code on the same words",
        Lane.DIRECTION: "the same code, another direction",
        Lane.BOUNDARY: "the same code, other first or last words",
        Lane.FIRST: f"only {coders[0]} coded this",
        Lane.SECOND: f"only {coders[1]} coded this",
    }[one.lane]
    st.html(
        f'<div class="qcd-line" role="status"><b>{escaped(place)}</b> · {escaped(one.interview)}'
        f" · {escaped(told)}</div>",
        width="stretch",
    )


def words(project: Project, one: Difference, coders: tuple[str, str]) -> None:
    """Both codings marked in what was said; a mentor reads what she may, by the ladder."""
    if project.acting_role is CoderRole.MENTOR:
        _told_to_mentor(project, one, coders)
        return
    coding = one.one
    text = project.transcript(coding.transcript)
    st.html(
        f'<p class="qc-muted">{escaped(text.title or text.id)}</p>'
        + _question(project, coding)
        + _marked(project, one, text.text)
        + _given(project, one, coders)
    )
    if st.button("Open in the interview", key="difference-open", type="tertiary"):
        quote_cards.open_interview(coding.transcript, at=coding.span.start)


def _question(project: Project, coding: Coding) -> str:
    asked = project.question_before(coding.transcript, coding.span)
    return f'<p class="qcd-asked">{escaped(asked)}</p>' if asked else ""


def _marked(project: Project, one: Difference, text: str) -> str:
    """The passages either coding touches, with a line below and above the coded words."""
    codings = [coding for coding in (one.first, one.second) if coding]
    start, end = min(c.span.start for c in codings), max(c.span.end for c in codings)
    around = [
        s.span
        for s in project.segments(one.one.transcript)
        if any(s.span.overlaps(c.span) for c in codings)
    ]
    first = max(min([start, *(s.start for s in around)]), start - FAR)
    last = min(max([end, *(s.end for s in around)]), end + FAR)
    spans = [coding.span if coding else None for coding in (one.first, one.second)]
    cuts = sorted({first, last, *(at for s in spans if s for at in (s.start, s.end))})
    pieces = [_piece(text[a:b], Span(a, b), spans) for a, b in pairwise(cuts)]
    before, after = ("… " if first > 0 and around and first > around[0].start else ""), ""
    if around and last < around[-1].end:
        after = " …"
    return f'<p class="qcd-words">{before}{"".join(pieces)}{after}</p>'


def _piece(words: str, at: Span, spans: Sequence[Span | None]) -> str:
    kinds = [
        name for span, (_, name) in zip(spans, LINES, strict=True) if span and span.contains(at)
    ]
    shown = escaped(words)
    return f'<mark class="{" ".join(kinds)}">{shown}</mark>' if kinds else shown


def _given(project: Project, one: Difference, coders: tuple[str, str]) -> str:
    """Who gave what, and which line is whose."""
    rows = []
    for coding, coder, (where, name) in zip((one.first, one.second), coders, LINES, strict=True):
        who = f'<i class="qcd-key {name}" title="the line {where} the words">&nbsp;</i>'
        who += f"<b>{escaped(coder)}</b> "
        rows.append(f"<p>{who}{_what(project, coding)}</p>")
    return f'<div class="qcd-given">{"".join(rows)}</div>'


def _what(project: Project, coding: Coding | None) -> str:
    if coding is None:
        return "did not code these words."
    named = code_card.label(project.codebook, coding.code)
    way = coding.direction
    n = len(coding.quote.split())
    size = f", {many(n, 'word')}" if n else ""
    return (
        f'<span aria-hidden="true">{way.mark}</span> {escaped(way.words)} · {escaped(named)}{size}'
    )


def _told_to_mentor(project: Project, one: Difference, coders: tuple[str, str]) -> None:
    """Either coding's words by themselves, as far as they may be read."""
    codings = (one.first, one.second)
    for coding, coder, (_, name) in zip(codings, coders, LINES, strict=True):
        if coding is None:
            st.html(f"<p><b>{escaped(coder)}</b> did not code these words.</p>")
            continue
        head = f"<b>{escaped(coder)}</b> {_what(project, coding)}"
        try:
            found = project.in_context(coding.id)
        except QualcodeError:
            st.html(
                f'<div class="qcd-given"><p>{head}</p><p class="qc-muted">This coding does not'
                " stand any more.</p></div>"
            )
            continue
        st.html(f'<div class="qcd-given"><p>{head}</p></div>{_by_the_ladder(found, name)}')


def _by_the_ladder(found: Context, line: str) -> str:
    who = f'<p class="qc-muted">{escaped(found.caption)}</p>'
    if found.withheld and not found.quote:
        return f'{who}<p class="qc-muted">Who says this does not allow quoting.</p>'
    return (
        f'{who}<p class="qcd-words">{escaped(found.lead)}'
        f'<mark class="{line}">{escaped(found.quote)}</mark>{escaped(found.rest)}</p>'
    )


def definitions(project: Project, one: Difference, coders: tuple[str, str]) -> None:
    """The codes given, each with its definition and rules, side by side."""
    book = project.codebook
    hues = colours(book)
    codes = one.codes
    for column, code in zip(st.columns(len(codes), gap="small"), codes, strict=True):
        with column:
            if code in book:
                st.html(code_card.explained(book[code], book, hues))
            else:
                parts.muted(f"The codebook has no code {code} any more.")
    if one.resolution is not None:
        settled = one.resolution
        sentence(
            f"{settled.who} settled it on {settled.made_at[:10]}: {became(one, coders)}."
            f" The reason: {settled.reason}",
            kind="done",
        )
        if one.changed:
            sentence("A coding it was about was changed since; settle it anew if need be.")


def became(one: Difference, coders: tuple[str, str]) -> str:
    """What became of a difference, with whose coding was kept where that can be told."""
    settled = one.resolution
    if settled is None:
        return "open"
    gave_way = [
        bool(coding and coding.id in settled.withdrawn) for coding in (one.first, one.second)
    ]
    if settled.outcome is not Outcome.KEEP or gave_way == [True, True]:
        return settled.outcome.words
    if None in (one.first, one.second):
        return "the coding was taken away" if any(gave_way) else "the coding was kept"
    if any(gave_way):
        return f"{coders[gave_way.index(False)]}’s coding was kept"
    return settled.outcome.words
