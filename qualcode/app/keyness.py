"""Words that mark a group, or the passages of a code, with the lines they stand in."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.keyness import Keyness, Line
from qualcode.app import parts
from qualcode.app.chart import is_dark, show
from qualcode.app.downloads import downloads
from qualcode.app.literal import escaped
from qualcode.app.narrowing import choose, values_of
from qualcode.project import Project
from qualcode.report.cells import label_of

GROUP, CODE = "People", "A code"


def render(project: Project) -> None:
    """What to compare, the words, and a chosen word in its lines."""
    frames = project.frames()
    if frames.people.empty:
        parts.empty(
            "Here stand the words one group uses more often than the others. The study has no"
            " interviews yet.",
            "Bring in interviews",
            "transcripts",
        )
        return
    asked = _asked(project, frames)
    if asked is None:
        parts.muted("Choose whose words to compare with all others.")
        return
    with st.container(horizontal=True, gap="large"):
        binary = st.toggle(
            "Each interview counts a word once", key="words-binary", persist_state="session"
        )
        small = st.toggle("Show small words too", key="words-small", persist_state="session")
    found = project.keyness(**asked, binary=binary, small_words=small)
    if not found.words:
        parts.muted(
            f"No word is used in three interviews of its side: {found.here.interviews} stand on"
            f" one side and {found.there.interviews} on the other."
        )
        parts.muted(found.caption)
        return
    _show(found)
    parts.muted(found.caption)
    parts.muted(project.claims())
    _lines(project, frames, found, asked)
    _take_along(project, asked | {"binary": binary, "small_words": small})


def _asked(project: Project, frames: Frames) -> dict[str, Any] | None:
    """What `Project.keyness` is to be asked; None while something is left to choose."""
    left, middle, right = st.columns([2, 2, 3], vertical_alignment="bottom")
    with left:
        what = st.segmented_control(
            "Compare",
            [GROUP, CODE],
            default=GROUP,
            required=True,
            key="words-what",
            persist_state="session",
        )
    if what == CODE:
        book = project.codebook
        used = set(frames.codings["code"])
        ids = [code.id for code in book if used & book.family(code.id)]
        with middle:
            code = choose("Code", ids, "words-code", lambda c: book[c].title, "Choose a code")
        if not ids:
            parts.muted("Nothing is coded yet, so no code has passages.")
        return {"code": code} if code else None
    others = [a for a in frames.attributes if len(values_of(frames, a)) > 1]
    with middle:
        by = choose("By", others, "words-by", str, "Choose what to compare by")
    with right:
        values = values_of(frames, by) if by else []
        listed = project.respondents
        value = choose(
            "Whose words",
            values,
            "words-value",
            lambda v: label_of(by or "", v, listed),
            "Choose a group" if by else "–",
            disabled=not by,
        )
    return {"by": by, "value": value} if by and value else None


def _show(found: Keyness) -> None:
    from qualcode.report.charts.keyness import keyness_chart

    show(
        keyness_chart(found, dark=is_dark()),
        "Words more and less often than expected, with people, interviews and uses",
        key="words-chart",
    )
    with st.expander("The same as a table"):
        columns = {
            "Word": "word",
            "z": "z",
            "People": "people",
            "Interviews": "interviews",
            "Uses": "uses",
            "Others: people": "other_people",
            "Others: interviews": "other_interviews",
            "Others: uses": "other_uses",
        }
        rows = {name: [getattr(w, field) for w in found.words] for name, field in columns.items()}
        st.dataframe(rows, hide_index=True, alt="Words with their counts on both sides")


def _lines(project: Project, frames: Frames, found: Keyness, asked: dict[str, Any]) -> None:
    """A chosen word where it was said, each line leading to its place."""
    word = choose(
        "Read a word where it was said",
        [w.word for w in found.words],
        "words-word",
        str,
        "Choose a word",
    )
    if word is None:
        return
    lines = project.concordance(word, **asked)
    if not lines:
        parts.muted("Nobody on this side says it.")
    for n, line in enumerate(lines):
        text, opens = st.columns([9, 1.5], vertical_alignment="center", gap="small")
        text.html(_line(line, frames))
        if opens.button("Open interview", key=f"words-open-{n}", type="tertiary"):
            parts.go("code", transcript=line.transcript, at=str(line.at))


def _line(line: Line, frames: Frames) -> str:
    person = frames.people.loc[line.person]
    who = " · ".join(
        str(part)
        for part in (person["participant"] or person["label"], person["authority"])
        if part
    )
    return (
        f'<div class="qc-prose">{escaped(line.before)} <mark>{escaped(line.word)}</mark>'
        f' {escaped(line.after)}</div><div class="qc-muted">{escaped(who)}</div>'
    )


def _take_along(project: Project, asked: dict[str, Any]) -> None:
    with parts.refusals():
        project.keyness(**asked, publish=True)
        downloads(
            "words",
            {
                kind: partial(project.keyness_file, kind, **asked)
                for kind in ("png", "svg", "csv", "xlsx")
            },
            project,
        )
        parts.muted(
            "What you take along holds only words of at least six people, and none that may name"
            " somebody."
        )
