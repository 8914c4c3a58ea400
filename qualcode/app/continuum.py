"""The Continuum page: authorities on a line, placed by hand and with a reason."""

from __future__ import annotations

import hashlib
from functools import partial

import streamlit as st

from qualcode.app import chart, draft, parts, pick
from qualcode.app.desk import tried
from qualcode.app.downloads import downloads
from qualcode.app.literal import escaped
from qualcode.errors import Refused
from qualcode.model.continuum import Continuum, Placement, where
from qualcode.project import Project

PICKED, ANCHORS = "continuum-authority", "continuum-anchors"
PLACED = "The place is kept, with its reason."
ANCHORED = "The anchors are kept."


def render(project: Project) -> None:
    """The line, a form for every authority, and the reasons."""
    parts.title(
        "Continuum",
        "Where each authority stands between anchors of the study's own: placed by hand, each with"
        " a written reason, and never computed.",
    )
    line = project.continuum()
    if not line.unplaced and not line.placements:
        parts.empty(
            "The continuum needs authorities: they come with the people you interview.",
            "Bring in interviews",
            "transcripts",
        )
        return
    if not line.anchors:
        parts.muted("Name the two ends of the line, and what lies between them, to begin.")
        _anchors(project, line)
        return
    _figure(project, line)
    st.subheader("Place an authority", anchor=False)
    left, right = st.columns([1, 2], gap="large")
    with left:
        name = pick.pick(_items(line), PICKED, label="Authorities")
    with right:
        if name is not None:
            _form(project, line, name)
    _reasons(line)
    with st.expander("The anchors of the line", key="continuum-anchors-box"):
        _anchors(project, line)


def _figure(project: Project, line: Continuum) -> None:
    """The line with its caveat under it, and the files to take along."""
    from qualcode.report.charts.continuum import caption, continuum_chart

    chart.show(
        continuum_chart(line, dark=chart.is_dark()),
        f"{parts.many(len(line.shown), 'authority', 'authorities')} on a line of"
        f" {len(line.anchors)} anchors",
        key="continuum-chart",
    )
    parts.muted(caption(line, project.codebook_version))
    parts.muted(project.claims())
    if line.shown:
        makers = {kind: partial(project.continuum_file, kind) for kind in ("png", "svg", "csv")}
        downloads("continuum", makers)
    else:
        parts.muted("No authority is placed yet. Choose one below, say where it stands, and why.")


def _items(line: Continuum) -> list[pick.Item]:
    items = []
    for name in sorted(
        {p.authority for p in line.placements} | set(line.unplaced), key=str.casefold
    ):
        placed = line.of(name)
        note = placed.where if placed else "no place yet"
        if name in line.gone:
            note += "; no interview any more"
        elif name in line.outdated:
            note += "; the anchors have changed since"
        items.append(pick.Item(name, name, note, due=placed is None))
    return items


def _form(project: Project, line: Continuum, name: str) -> None:
    """Where the authority stands, and why; its earlier places."""
    placed = line.of(name)
    key = f"place-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    places = [n / 2 for n in range(2 * len(line.anchors) - 1)]
    version = placed.version if placed else ""
    at = placed.position if placed and placed.position in places else None
    draft.begin(key, version, {"position": at, "why": placed.rationale if placed else ""})
    parts.heading(name)
    st.selectbox(
        "Where does it stand?",
        places,
        index=None,
        format_func=lambda n: where(n, line.anchors),
        key=draft.field(key, "position"),
        placeholder="Choose …",
        persist_state="session",
    )
    st.text_area(
        "Why does it stand there?",
        key=draft.field(key, "why"),
        height=140,
        placeholder="What people there said, and what speaks against this place.",
        persist_state="session",
    )
    write = partial(_place, project, name, key)
    theirs = f"{placed.where}. {placed.rationale}" if placed else "it was taken off the line"
    draft.refused(key, version, theirs, write, PLACED)
    with st.container(horizontal=True):
        st.button(
            "Keep this place",
            type="primary",
            key=draft.field(key, "keep"),
            on_click=draft.keep,
            args=(key, write, PLACED),
        )
        if placed is not None:
            st.button(
                "Take it off the line",
                type="tertiary",
                key=draft.field(key, "off"),
                on_click=_off,
                args=(project, name, key, version),
            )
    earlier = project.placement_versions(name)[1 if placed else 0 :]
    if earlier:
        with st.expander(f"Earlier places ({len(earlier)})", key=draft.field(key, "earlier")):
            st.html("".join(_as_html(p) for p in earlier))


def _place(project: Project, name: str, key: str, based_on: str | None) -> None:
    position = st.session_state[draft.field(key, "position")]
    if position is None:
        raise Refused("Choose where the authority stands.")
    project.place_authority(
        name, position, st.session_state[draft.field(key, "why")], based_on=based_on
    )


def _off(project: Project, name: str, key: str, version: str) -> None:
    if tried(project.remove_placement, name, based_on=version):
        draft.let_go(key)
        parts.tell("It is off the line; where it stood is kept among its earlier places.")


def _reasons(line: Continuum) -> None:
    if line.placements:
        st.subheader("The reasons", anchor=False)
        st.html("".join(_as_html(p) for p in line.placements))


def _as_html(placed: Placement) -> str:
    return (
        '<article class="qc-memo">'
        f"<header><b>{escaped(placed.authority)}, {escaped(placed.where)}</b>"
        f"<span>{escaped(placed.who)}, {parts.when(placed.made_at)}</span></header>"
        f"<p>{escaped(placed.rationale)}</p></article>"
    )


def _anchors(project: Project, line: Continuum) -> None:
    """The anchors, one on each line; a change somebody made meanwhile is told first."""
    draft.begin(ANCHORS, line.version, {"named": "\n".join(line.anchors)})
    st.text_area(
        "One on each line, from one end to the other",
        key=draft.field(ANCHORS, "named"),
        height=110,
        persist_state="session",
    )
    st.caption("Places stay where they are; each is marked until you have looked at it again.")
    write = partial(_set_anchors, project)
    theirs = "; ".join(line.anchors) or "none"
    draft.refused(ANCHORS, line.version, theirs, write, ANCHORED)
    st.button(
        "Keep these anchors",
        key=draft.field(ANCHORS, "keep"),
        on_click=draft.keep,
        args=(ANCHORS, write, ANCHORED),
    )


def _set_anchors(project: Project, based_on: str | None) -> None:
    text = st.session_state[draft.field(ANCHORS, "named")]
    project.set_anchors([line for line in text.splitlines() if line.strip()], based_on=based_on)
