"""The Sample page: who was to be interviewed, who was, and beside whom."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.sample_rows import SampleTable, rate
from qualcode.app import parts, sample_tables
from qualcode.app.downloads import downloads
from qualcode.app.literal import sentence
from qualcode.app.sample_files import give, take
from qualcode.project import Project, Upload
from qualcode.report.sample_tables import not_in_lists

PLAN_HINT = (
    "YAML or CSV: a row for each role and authority, with role, authority and planned; approached,"
    " agreed, declined and not_reached where you know them."
)
REFERENCE_HINT = "CSV: a first column such as authority_type, then n, percent or both."


def render(project: Project) -> None:
    """Planned and achieved, the invitations, a reference, and the appendix of interviewees."""
    parts.title("Sample", "Whom you planned to interview, whom you did, and how they were found.")
    table, planned = project.sample(), project.plan() is not None
    if not table.total.interviews and not planned:
        with st.container(border=True, key="empty"):
            st.write(
                "The sample sets the interviews you planned beside those you have, by role and"
                " authority. Bring the plan, or the interviews first."
            )
            if st.button("Bring in interviews", type="primary", key="empty-go"):
                parts.go("transcripts")
        _plan_file(project, planned)
        return
    _facts(table, planned)
    st.subheader("Interviews, role by authority", anchor=False)
    sample_tables.grid(table)
    for warning in table.warnings:
        sentence(warning)
    if lacking := not_in_lists(table):
        sentence(lacking)
    if table.total.approached is not None:
        st.subheader("Invitations", anchor=False)
        sample_tables.invitations(table)
    for line in (table.note, *table.footnotes, table.caption, project.claims()):
        if line:
            parts.muted(line)
    _taking_along(project)
    _plan_file(project, planned)
    _reference(project)
    _appendix(project, table)


def _facts(table: SampleTable, planned: bool) -> None:
    total = table.total
    if planned and total.planned is not None:
        shown = [(f"{total.planned_held or 0} of {total.planned}", "planned interviews held")]
        if beyond := total.not_planned:
            shown.append(_counted(beyond, "interview", " not planned"))
    else:
        shown = [_counted(total.interviews or 0, "interview", " held")]
    if total.participants is None:
        shown.append(("–", "participants"))
    else:
        shown.append(_counted(total.participants, "participant"))
    if words := rate(total):
        number, _, rest = words.partition(" approached")
        shown.append((number, f"approached{rest}"))
    if missing := sum(1 for row in table.by_role if row.planned and not row.interviews):
        shown.append(_counted(missing, "planned role", " nobody was interviewed in"))
    parts.facts(shown)


def _counted(n: int, noun: str, then: str = "") -> tuple[str, str]:
    """A number and what it counts, as `parts.facts` takes them."""
    number, _, words = parts.many(n, noun).partition(" ")
    return number, words + then


def _taking_along(project: Project) -> None:
    """The files; the makers run when a button is pressed."""
    downloads(
        "sample",
        {
            "xlsx": lambda: project.sample_file("xlsx"),
            "csv": lambda: project.sample_file("csv"),
        },
        project,
    )
    parts.muted("The files keep numbers of few people back; this page shows you all of them.")


def _plan_file(project: Project, planned: bool) -> None:
    with st.expander("The planned sample", expanded=not planned):
        take(
            "Planned sample (YAML, CSV or Excel)",
            "plan-file",
            lambda file: _planned(project, file),
            PLAN_HINT,
        )
        if planned:
            give("planned-sample.yaml", project.plan_yaml, "plan-home")


def _planned(project: Project, file: Upload) -> str:
    plan = project.set_plan(file)
    return f"The plan of {parts.many(len(plan.rows), 'row')} is in force."


def _referred(project: Project, file: Upload) -> str:
    reference = project.set_reference(file)
    return f"The reference of {parts.many(len(reference.rows), 'row')} is in force."


def _reference(project: Project) -> None:
    st.subheader("Beside a reference", anchor=False)
    if project.reference() is None:
        parts.muted(
            "Set the people you interviewed beside a spread you know, such as all authorities of"
            " the country by type."
        )
    else:
        with parts.refusals():
            table = project.sample_reference()
            sample_tables.beside(table)
            for note in table.notes:
                parts.muted(note)
    with st.expander("The reference", expanded=False):
        take(
            "Reference (CSV or Excel)",
            "reference-file",
            lambda file: _referred(project, file),
            REFERENCE_HINT,
        )


def _appendix(project: Project, achieved: SampleTable) -> None:
    st.subheader("Appendix of interviewees", anchor=False)
    if not achieved.total.interviews:
        parts.muted("Nobody has been interviewed yet.")
        return
    chosen = st.segmented_control(
        "Groups",
        ["Groups of roles", "Roles"],
        default="Groups of roles",
        required=True,
        key="sample_groups",
    )
    table = project.appendix("role" if chosen == "Roles" else "role_group")
    sample_tables.crossed(table)
    for note in table.notes:
        parts.muted(note)
