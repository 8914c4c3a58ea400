"""What to mend in the codebook, with a door to each code; and its versions, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from qualcode.app import parts
from qualcode.app.codebook_acts import open_code
from qualcode.app.literal import escaped, sentence
from qualcode.project import Check, Project

VERSIONS_SHOWN, LINES_SHOWN = 10, 12


def show_checks(project: Project) -> None:
    """The checks that found something, each with its codes."""
    found = project.codebook_checks()
    if not found:
        sentence("Nothing to mend: every check is met.", kind="done")
        return
    parts.muted(
        f"{parts.many(len(found), 'thing')} to look at. They are hints: leave what is right as it"
        " is."
    )
    for n, (name, group) in enumerate(groupby(found, key=lambda check: check.name)):
        checks = list(group)
        # What is missing everywhere is long; what is found here and there is read at once.
        with st.expander(f"{name[:1].upper()}{name[1:]} ({len(checks)})", expanded=len(checks) < 6):
            for k, check in enumerate(checks):
                _check(check, f"check-{n}-{k}")


def _check(check: Check, key: str) -> None:
    said, doors = st.columns([5, 1.4], vertical_alignment="center")
    said.html(f'<div class="qc-prose">{escaped(check.sentence)}</div>')
    with doors, st.container(horizontal=True):
        st.button("Open", key=key, on_click=open_code, args=(check.code,))
        if check.other is not None:
            st.button("The other", key=f"{key}-other", on_click=open_code, args=(check.other,))


def show_versions(project: Project) -> None:
    """Every version: number, when, who, why, and what changed."""
    # After a merge the version before may be another copy's: the history knows which it came from.
    versions = project.codebook_history()
    shown = st.session_state.get("versions-shown", VERSIONS_SHOWN)
    blocks = []
    for version in versions[:shown]:
        head = f"Version {version.n}"
        changes = _changes(version.changes, first=version.before is None)
        who = f"{parts.when(version.made_at)}, {version.made_by}"
        blocks.append(
            f'<article class="qc-memo"><header><b>{head}</b><span>{escaped(who)}</span></header>'
            f"<p>{escaped(version.reason)}</p>{changes}</article>"
        )
    st.html("".join(blocks))
    if len(versions) > shown:
        st.button("Show earlier versions", key="versions-more", on_click=_more)


def _changes(changes: Sequence[str], *, first: bool) -> str:
    if first:
        return '<div class="qc-muted">The first version.</div>'
    if not changes:
        return '<div class="qc-muted">Nothing changed.</div>'
    told = "".join(f"<li>{escaped(line)}</li>" for line in changes[:LINES_SHOWN])
    rest = "".join(f"<li>{escaped(line)}</li>" for line in changes[LINES_SHOWN:])
    more = len(changes) - LINES_SHOWN
    hidden = f"<details><summary>{more} more</summary><ul>{rest}</ul></details>" if rest else ""
    return f'<div class="qc-prose"><ul>{told}</ul>{hidden}</div>'


def _more() -> None:
    shown = st.session_state.get("versions-shown", VERSIONS_SHOWN)
    st.session_state["versions-shown"] = shown + VERSIONS_SHOWN
