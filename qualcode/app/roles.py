"""Role labels the study does not know, to be settled one by one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualcode.app import parts
from qualcode.project import Project, UnsettledRole

MOST_NAMED, MOST_SHOWN = 6, 5


def settle_roles(project: Project) -> None:
    """The queue: keep a label as a role of its own, or say which role it is."""
    waiting = project.unsettled_roles()
    if not waiting:
        return
    words = parts.many(len(waiting), "role", "roles")
    st.subheader(f"{words} to settle", anchor=False)
    parts.muted("Settled once, a spelling is known from then on, in every file to come.")
    _each(project, waiting[:MOST_SHOWN])
    if len(waiting) > MOST_SHOWN:
        with st.expander(f"{len(waiting) - MOST_SHOWN} more"):
            _each(project, waiting[MOST_SHOWN:])


def _each(project: Project, waiting: Sequence[UnsettledRole]) -> None:
    for role in waiting:
        with st.container(border=True):
            _settle(project, role, f"role-{hash((role.label, role.agency_label))}")


def _settle(project: Project, role: UnsettledRole, key: str) -> None:
    agency = f" at {role.agency_label}" if role.agency_label else ""
    who = ", ".join(role.who[:MOST_NAMED])
    more = len(role.who) - MOST_NAMED
    others = f" and {parts.many(more, 'other')}" if more > 0 else ""
    said, own, like, same = st.columns([1.3, 1.15, 1.5, 0.75], vertical_alignment="bottom")
    said.html(parts.named(role.label + agency, who + others))
    if role.several:
        like.html(
            '<div class="qc-muted">This stands for several posts. Only the agency, or the role'
            " written more exactly, can tell: in the table below, or with the speakers of the"
            " text.</div>"
        )
        return
    if own.button("Keep as a role of its own", key=f"{key}-own", width="stretch"):
        _keep(project, role, None)
    names = {r.id: r.name for r in role.alike}
    choice = like.selectbox(
        "Or: this is the same as",
        list(names),
        index=None,
        format_func=lambda id: names[id],
        placeholder="Choose a role …",
        key=f"{key}-like",
    )
    if same.button("The same", key=f"{key}-same", disabled=choice is None, width="stretch"):
        _keep(project, role, choice)


def _keep(project: Project, role: UnsettledRole, like: str | None) -> None:
    with parts.refusals():
        project.keep_role(role.label, role.agency, like=like)
        name = project.respondents.role_name(like) if like else role.label
        parts.tell(f"{role.label} is settled as {name}.")
        st.rerun()
