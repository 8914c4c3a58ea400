"""Participants: who was interviewed, edited in place, with what is unknown on top."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import sentence
from qualcode.app.roles import settle_roles
from qualcode.model import Consent, Participant, Permission
from qualcode.project import Project
from qualcode.project.standing import unknowns

if TYPE_CHECKING:
    import pandas as pd

NOT_KNOWN = "Not known"
# Column -> the participant's field it holds.
EDITED = {
    "Role as written": "role_label",
    "Agency as written": "agency_label",
    "Authority": "authority",
    "Programme": "programme",
}
# What people permit beside quotes: column -> (field, what a yes means).
ALLOWED = {
    "Archive": ("archive", "Yes: the interview may be deposited or shared."),
    "Name place": ("name_authority", "Yes: a caption may name the authority. No: it never does."),
}


def render(project: Project) -> None:
    """Roles to settle, then everybody in a table, then a form for one more."""
    parts.title(
        "Participants",
        "The people behind the words. Write in the table, then keep the changes.",
    )
    people = project.participants()
    if not people:
        parts.empty(
            "Nobody here yet. Participants come with the transcripts: from their front matter,"
            " from a participants file, or when you confirm who speaks in an interview.",
            "Go to the transcripts",
            "transcripts",
        )
    settle_roles(project)
    if people:
        _table(project, people)
    with st.expander("Add a participant"):
        _add(project, {p.id for p in people})


def _table(project: Project, people: list[Participant]) -> None:
    import pandas as pd

    people = sorted(people, key=lambda p: not unknowns(p))
    open_ = sum(bool(unknowns(p)) for p in people)
    total = parts.many(len(people), "participant")
    st.subheader("Everybody in the study", anchor=False)
    parts.muted(
        f"{total}. Of {open_} something is not known; they stand on top."
        if open_
        else f"{total}. Nothing is unknown."
    )
    shown = pd.DataFrame(_rows(project, people))
    st.html(_STYLE)
    with st.container(key="participants-table"):
        edited = _editor(shown, people, any_open=bool(open_))
    changed = _changed(people, parts.records(edited))
    words = f"Keep the changes to {parts.many(len(changed), 'participant')}"
    if st.button(
        words if changed else "Keep the changes",
        type="primary",
        disabled=not changed,
        key="participants-save",
    ):
        with parts.refusals():
            _save(project, changed)
            st.rerun()


def _editor(shown: pd.DataFrame, people: list[Participant], *, any_open: bool) -> pd.DataFrame:
    """Roles and interviews read whole; what is left over scrolls at the right."""
    return st.data_editor(
        shown,
        hide_index=True,
        # A table that has changed underneath starts afresh; typing alone never does that.
        key=f"participants-{hash(tuple(map(repr, people)))}",
        disabled=[NOT_KNOWN, "Id", "Role", "Interviews"],
        height=min(36 * (len(people) + 1), 700),
        column_order=[name for name in shown.columns if any_open or name != NOT_KNOWN],
        column_config={
            "Consent": st.column_config.SelectboxColumn(
                options=[c.value for c in Consent], required=True, width=92
            ),
            **{
                name: st.column_config.SelectboxColumn(
                    name,
                    options=[answer.value for answer in Permission],
                    required=True,
                    width=92,
                    help=words,
                )
                for name, (_, words) in ALLOWED.items()
            },
            NOT_KNOWN: st.column_config.TextColumn(pinned=True, width=130),
            "Id": st.column_config.TextColumn(pinned=True, width=60),
            "Role as written": st.column_config.TextColumn(width=212),
            "Role": st.column_config.TextColumn(width=242),
            "Interviews": st.column_config.TextColumn(width=384),
            "Authority": st.column_config.TextColumn(width=108),
            "Agency as written": st.column_config.TextColumn("Agency", width=88),
            "Programme": st.column_config.TextColumn(width=96),
        },
    )


def _rows(project: Project, people: list[Participant]) -> list[dict[str, Any]]:
    respondents = project.respondents
    interviews: dict[str, list[str]] = {}
    for row in project.transcripts():
        for id in row["participants"]:
            interviews.setdefault(id, []).append(row["title"])
    return [
        {
            NOT_KNOWN: ", ".join(unknowns(p)) or "",
            "Id": p.id,
            "Role as written": p.role_label or "",
            "Role": respondents.role_name(p.role) or "not known",
            "Authority": p.authority or "",
            "Interviews": "; ".join(interviews.get(p.id, ())),
            "Agency as written": p.agency_label or "",
            "Consent": p.consent.value,
            **{name: getattr(p, field).value for name, (field, _) in ALLOWED.items()},
            "Programme": p.programme or "",
        }
        for p in people
    ]


def _changed(people: list[Participant], rows: list[dict[str, Any]]) -> list[Participant]:
    """The participants whose row differs from what is kept."""
    found = []
    for person, row in zip(people, rows, strict=True):
        given: dict[str, Any] = {
            field: str(row[column] or "").strip() or None for column, field in EDITED.items()
        }
        given["consent"] = Consent(row["Consent"])
        given |= {field: Permission(row[name]) for name, (field, _) in ALLOWED.items()}
        new = dataclasses.replace(person, **given)
        if new != person:
            # The agency and role follow from what is written, so they are found anew.
            found.append(dataclasses.replace(new, role=None, agency=None))
    return found


def _save(project: Project, changed: list[Participant]) -> None:
    unknown = project.set_participants(changed)
    parts.tell(f"Kept: {', '.join(p.id for p in changed)}.")
    for line in unknown:
        parts.tell(f"Still open: {line}.", "note")


def _add(project: Project, taken: set[str]) -> None:
    with st.form("add-participant", border=False, clear_on_submit=False):
        first, second = st.columns(2)
        id = first.text_input("Id, such as P01", key="add-id", max_chars=60)
        role = second.text_input("Role, as they call it", key="add-role")
        agency = first.text_input("Agency", key="add-agency")
        authority = second.text_input("Authority", key="add-authority")
        consent = first.selectbox("Consent", [c.value for c in Consent], key="add-consent")
        said = [answer.value for answer in Permission]
        archive = first.selectbox("May be deposited or shared", said, key="add-archive")
        named = second.selectbox("A caption may name the authority", said, key="add-named")
        if not st.form_submit_button("Add", type="primary", key="add-participant-save"):
            return
    with parts.refusals():
        if id.strip() in taken:
            sentence("There is a participant with this id already; change its row.", kind="error")
            return
        person = Participant(
            id.strip(),
            role_label=role.strip() or None,
            agency_label=agency.strip() or None,
            authority=authority.strip() or None,
            consent=Consent(consent),
            archive=Permission(archive),
            name_authority=Permission(named),
        )
        _save(project, [person])
        st.rerun()


_STYLE = """<style>
@media (min-width:641px) {
 [data-testid="stMainBlockContainer"]:has(.st-key-participants-table) {padding-left:2.4rem;
  padding-right:2.4rem}}
</style>"""
