"""Who is working: choosing a name, adding somebody with a role, and changing a role."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.hand import act_as
from qualcode.model import CoderRole
from qualcode.project import Project

ROLES = {
    CoderRole.RESEARCHER: "Researcher: does everything",
    CoderRole.SECOND_CODER: "Second coder: codes and settles, but decides nothing for all",
    CoderRole.MENTOR: "Mentor: reads, comments and judges; no raw names, nothing withheld",
}


def who_am_i(project: Project) -> None:
    """Choose who is working here; a researcher adds people and says what they are."""
    roles = {coder.name: coder.role for coder in project.coders()}
    names = list(dict.fromkeys([*roles, project.coder]))
    st.session_state["who"] = project.coder
    st.selectbox(
        "Who is working here now?",
        names,
        key="who",
        # Whoever has done nothing here yet is a researcher, as everywhere.
        format_func=lambda name: f"{name} ({roles.get(name, CoderRole.RESEARCHER)})",
        on_change=lambda: act_as(st.session_state["who"]),
    )
    role = project.acting_role
    if role is CoderRole.MENTOR:
        parts.muted("Your judgements and comments are kept under this name.")
        return
    parts.muted("Codings, decisions and memos are kept under this name.")
    if role is not CoderRole.RESEARCHER:
        return
    _somebody_new(project)
    if roles:
        _other_role(project, roles)


def _somebody_new(project: Project) -> None:
    with st.popover("Somebody new"):
        name = st.text_input("Name", key="who-new", max_chars=80)
        role = st.radio("Role", list(ROLES), format_func=ROLES.__getitem__, key="who-role")
        parts.muted("There is no password: whoever sits at this machine chooses who they are.")
        if st.button("Work under this name", key="who-add", type="primary"):
            _add(project, name, role, stay=False)
        if st.button("Add, and go on as you are", key="who-add-only"):
            _add(project, name, role, stay=True)


def _add(project: Project, name: str, role: CoderRole, *, stay: bool) -> None:
    clean = " ".join(name.split())
    with parts.refusals():
        known = {coder.name: coder.role for coder in project.coders()}
        project.add_coder(name, role)
        if not stay:
            act_as(clean)
        if known.get(clean, role) is not role:
            parts.tell(f"{clean} was known already and stays a {known[clean]}.", "note")
        elif stay:
            parts.tell(f"{clean} is a {role} here now.")
        st.rerun()


def _other_role(project: Project, roles: dict[str, CoderRole]) -> None:
    with st.popover("Change a role"):
        name = st.selectbox("Whose", list(roles), key="role-of")
        now = roles[str(name)]
        parts.muted(f"Now a {now}. What they did stays theirs.")
        for role in CoderRole:
            st.button(
                f"Make them a {role}",
                key=f"role-{role.name.lower()}",
                disabled=role is now,
                on_click=_change,
                args=(project, str(name), role),
            )


def _change(project: Project, name: str, role: CoderRole) -> None:
    if tried(project.set_role, name, role):
        parts.tell(f"{name} is a {role} now.")
