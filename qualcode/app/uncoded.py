"""What is not coded: talk without any code, and interviews to read again."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from qualcode.analysis.uncoded import Bare, Reread, UncodedTable
from qualcode.app import parts, quote_cards
from qualcode.app.literal import escaped
from qualcode.app.narrowing import values_of
from qualcode.app.pattern_parts import take_along, under
from qualcode.project import Project
from qualcode.report.cells import label_of

LISTED, LONGEST = 10, 10
WHAT_LEAVES = "Where groups could be subtracted down to few people, everyone leaves together."
WHOLE_WORDS = 20  # below this many words a share says nothing


def render(project: Project) -> None:
    """How much carries no code, the longest such passages, and what to read again."""
    frames = project.frames()
    if frames.people.empty:
        parts.empty(
            "Here stands what respondents said that carries no code. It needs interviews first.",
            "Bring in interviews",
            "transcripts",
        )
        return
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        by = _asked(project)
    table = project.uncoded(by, most=LONGEST)
    total = table.total
    parts.facts(
        [
            (f"{total['uncoded_passages']:,} of {total['passages']:,}", "passages without a code"),
            (f"{total['uncoded_words']:,} of {total['words']:,}", "words in them"),
            (f"{len(frames.coded_through):,} of {len(frames.titles):,}", "coded through"),
        ]
    )
    st.dataframe(_columns(project, table), hide_index=True, alt="Talk without a code")
    _longest(project, table.longest)
    _again(project.to_reread())
    under(project, table.caption)
    if by == "interview":
        parts.muted("A list by interview stays in the study; one by authority or role can leave.")
    else:
        files = {kind: partial(project.uncoded_file, kind, by) for kind in ("csv", "xlsx")}
        take_along(project, "not-coded", files, WHAT_LEAVES)


def _people(known: int | None) -> str:
    return "not known" if known is None else str(known)


def _asked(project: Project) -> str:
    frames = project.frames()
    others = [a for a in frames.attributes if values_of(frames, a)]
    # A selectbox shows names of attributes as people wrote them.
    chosen = st.selectbox(
        "By", ["interview", *others], key="uncoded_by", width=240, persist_state="session"
    )
    return str(chosen or "interview")


def _columns(project: Project, table: UncodedTable) -> dict[str, list[Any]]:
    rows = table.records()
    if table.by == "interview":
        shown: dict[str, list[Any]] = {"Interview": [row["title"] for row in rows]}
    else:
        labels = [label_of(table.by, row[table.by], project.respondents) for row in rows]
        shown = {"Group": labels, "People": [_people(row["participants"]) for row in rows]}
    shown["Passages without a code"] = [
        f"{row['uncoded_passages']} of {row['passages']}" for row in rows
    ]
    shown["Words in them"] = [f"{row['uncoded_words']:,} of {row['words']:,}" for row in rows]
    shown["Share of words"] = [
        f"{row['uncoded_words'] / row['words']:.0%}" if row["words"] >= WHOLE_WORDS else "–"
        for row in rows
    ]
    if table.by == "interview":
        through = project.frames().coded_through
        done = ["yes" if row["transcript"] in through else "not yet" for row in rows]
        shown["Coded through"] = done
    return shown


def _longest(project: Project, bare: tuple[Bare, ...]) -> None:
    """The longest passages without a code, each with a way to it."""
    st.subheader("The longest passages without a code", anchor=False)
    if not bare:
        parts.muted("Every passage of respondents' talk carries a code.")
    quote_cards.style()
    for n, one in enumerate(bare):
        words = project.transcript(one.transcript).text[one.start : one.end]
        shown, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
        begun = words if len(words) < 420 else f"{words[:400].rstrip()}…"
        about = f"{one.title} · {parts.many(one.words, 'word')}"
        shown.html(
            f'<article class="qc-quote"><p class="qc-words">“{escaped(begun)}”</p>'
            f'<p class="qc-where">{escaped(about)}</p></article>'
        )
        if opens.button("Open there", key=f"uncoded-open-{n}-{one.start}", type="tertiary"):
            quote_cards.open_interview(one.transcript, at=one.start)


def _again(found: list[Reread]) -> None:
    """Interviews read before a code was added."""
    st.subheader("To read again", anchor=False)
    if not found:
        parts.muted(
            "No code was added after an interview was read. Those not coded through yet are in the"
            " table above."
        )
        return
    parts.muted(
        f"{parts.many(len(found), 'interview was', 'interviews were')} read before codes were"
        " added. Marking one coded through anew takes it off this list."
    )
    for n, one in enumerate(found[:LISTED]):
        shown, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
        with shown:
            codes = ", ".join(one.codes[:8]) + (" …" if len(one.codes) > 8 else "")
            parts.muted(f"{one.title} · read {parts.when(one.read_at)} · since then: {codes}")
        if opens.button("Open interview", key=f"reread-open-{n}", type="tertiary"):
            quote_cards.open_interview(one.transcript)
    if len(found) > LISTED:
        parts.muted(f"And {len(found) - LISTED} more.")
