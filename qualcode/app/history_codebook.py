"""The codebook's own history: every version, why, what changed, and what to read again."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.model import CoderRole
from qualcode.model.told import BookStep, Reread
from qualcode.project import Project

SHOWN, PAGE = "history-versions", 10
LINES = 12


def render(project: Project) -> None:
    """Versions, newest first, of all codes or of one."""
    titles = {code.id: code.title for code in project.codes()}
    code = st.selectbox(
        "Of one code",
        list(titles),
        format_func=lambda id: titles.get(id, id),
        index=None,
        placeholder="The whole codebook",
        key="history-book-code",
        width=420,
    )
    steps = project.codebook_history(code)
    if not steps:
        parts.muted("No version changed this code: it stands as it was brought in.")
        return
    parts.muted(
        f"{parts.many(len(steps), 'version')}. Where a code's meaning changed, the interviews coded"
        " with it before are listed to be read again. One leaves the list when its codings are"
        " changed, agreed to in a review, or its coder codes it through anew."
    )
    shown = st.session_state.get(SHOWN, PAGE)
    links = project.acting_role is not CoderRole.MENTOR
    st.html("".join(_article(step, links=links) for step in steps[:shown]) + _STYLE)
    if len(steps) > shown:
        st.button("Show earlier versions", key="history-versions-more", on_click=_more)


def _article(step: BookStep, *, links: bool) -> str:
    who = f"{parts.when(step.made_at)}, {step.made_by}"
    return (
        f'<article class="qc-memo"><header><b>Version {step.n}</b><span>{escaped(who)}</span>'
        f"</header><p>{escaped(step.reason)}</p>{_changes(step)}{_again(step.reread, links)}"
        "</article>"
    )


def _changes(step: BookStep) -> str:
    if step.before is None:
        return '<div class="qc-muted">The first version.</div>'
    if not step.changes:
        same = "the version before it" if step.before == step.n - 1 else f"version {step.before}"
        return f'<div class="qc-muted">It says what {same} says.</div>'
    told = [f"<li>{escaped(line)}</li>" for line in step.changes]
    hidden = ""
    if len(told) > LINES:
        more = f"{len(told) - LINES} more"
        hidden = f"<details><summary>{more}</summary><ul>{''.join(told[LINES:])}</ul></details>"
    from_ = ""
    if step.before != step.n - 1:
        from_ = f'<div class="qc-muted">Beside version {step.before}, from which it was made:</div>'
    return f'<div class="qc-prose">{from_}<ul>{"".join(told[:LINES])}</ul>{hidden}</div>'


def _again(reread: tuple[Reread, ...], links: bool) -> str:
    if not reread:
        return ""
    lines = "".join(f"<li>{_interview(one, links)}</li>" for one in reread)
    count = parts.many(len(reread), "interview")
    return (
        f'<details class="qc-again"><summary>{count} to read again</summary><ul>{lines}</ul>'
        "</details>"
    )


def _interview(one: Reread, links: bool) -> str:
    name = escaped(one.interview)
    if links and one.transcript:
        address = f"code?{urlencode({'transcript': one.transcript})}"
        name = f'<a href="{escaped(address)}" target="_self">{name}</a>'
    return f"{name}: {parts.many(one.codings, 'coding')}"


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PAGE) + PAGE


_STYLE = """<style>
.qc-again summary {cursor:pointer;font-weight:600;font-size:.95rem}
.qc-memo .qc-prose {margin-top:.4rem}
.qc-again ul {margin:.3rem 0 0;padding-left:1.15rem;columns:2}
.qc-again a {color:inherit}
@media (max-width:640px) {.qc-again ul {columns:1}}
</style>"""
