"""Two lists of terms compared: who says it this way, and who says it that way."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.vocabulary import VocabularyRow
from qualcode.app import parts
from qualcode.app.chart import is_dark, show
from qualcode.app.downloads import downloads
from qualcode.app.literal import sentence
from qualcode.app.narrowing import choose, values_of
from qualcode.errors import InvalidFile, QualcodeError
from qualcode.model.term_list import TermList, TermLists
from qualcode.project import Project
from qualcode.project.vocabulary import MOST_GROUPS, Vocabulary

FIRST, SECOND, LEFT_OUT = "vocabulary-first", "vocabulary-second", "vocabulary-left-out"
ONE, OTHER = "vocabulary-one", "vocabulary-other"
FEW = 3


def render(project: Project) -> None:
    """The lists, and how often each is used by whom."""
    frames = project.frames()
    if frames.people.empty:
        parts.empty(
            "Two lists of terms are counted in what respondents say. The study has no interviews"
            " yet.",
            "Bring in interviews",
            "transcripts",
        )
        return
    lists = project.term_lists()
    if lists is None:
        _first_lists(project)
    else:
        _counted(project, frames)
    _edit(project, lists)


def _first_lists(project: Project) -> None:
    parts.muted(
        "Compare two ways of speaking, such as “family support” and “child protection”: write the"
        " terms of each below, or begin with lists for indicator 2.b and change them."
    )
    if st.button("Use the lists for 2.b", type="primary", key="vocabulary-example"):
        from qualcode.formats.term_lists import read_term_lists
        from qualcode.shipped import shipped

        path = shipped("instruments/vocabulary.yaml")
        lists, _ = read_term_lists(path.read_bytes(), path.name)
        project.set_term_lists(lists)
        st.rerun()


def _counted(project: Project, frames: Frames) -> None:
    others = [a for a in frames.attributes if values_of(frames, a)]
    by = choose("By", others, "vocabulary-by", str, "Everyone together")
    found = project.vocabulary(by)
    names = {row.group: _name(project, by, row.group) for row in found.rows}
    if not any(row.words for row in found.rows):
        parts.muted("Nobody in the study has said a word yet that could be counted.")
        return
    if len(names) <= MOST_GROUPS:
        from qualcode.report.charts.vocabulary import vocabulary_chart

        show(
            vocabulary_chart(found.rows, names, dark=is_dark()),
            "Uses of the terms of two lists for each 1,000 words, by group",
            key="vocabulary-chart",
        )
    else:
        parts.muted(f"{len(names)} groups are too many for a chart; here is the table.")
    _table(found, names)
    parts.muted(found.caption)
    parts.muted(project.claims())
    if by is not None:
        small = int(project.about()["options"]["small_group"])
        parts.muted(
            f"In what you take along, groups and counts under {small} people are kept back; where"
            " this table could tell few people apart, everyone stands together."
        )
    pictures = ("png", "svg") if len(names) <= MOST_GROUPS else ()
    kinds = (*pictures, "csv", "xlsx")
    downloads(
        "vocabulary", {kind: partial(project.vocabulary_file, kind, by) for kind in kinds}, project
    )


def _name(project: Project, by: str | None, group: str | None) -> str:
    if group is None:
        return "not known"
    return (project.respondents.role_name(group) or group) if by == "role" else group


def _table(found: Vocabulary, names: dict[str | None, str]) -> None:
    rows = {
        "Group": [names[row.group] for row in found.rows],
        "List": [row.list for row in found.rows],
        "People": [_people(row) for row in found.rows],
        "Uses": [row.uses for row in found.rows],
        "Words said": [row.words for row in found.rows],
        "Uses per 1,000 words": [row.per_thousand for row in found.rows],
    }
    st.dataframe(rows, hide_index=True, alt="People and uses for each group and list")


def _people(row: VocabularyRow) -> str:
    if row.participants is None:
        return "not known"
    few = " (few people)" if 0 < row.participants < FEW else ""
    return f"{row.participants} of {row.of_participants}{few}"


def _edit(project: Project, lists: TermLists | None) -> None:
    """The two lists, a term a line, or a file."""
    with st.expander("The two lists", expanded=lists is None):
        parts.muted(
            "One term a line. Words are found in all their forms; share* is any word that begins"
            " so, mum/mother either word, ... a gap of up to five words. The names of the study's"
            " posts are left out anyway."
        )
        with st.form("vocabulary-lists", border=False):
            left, right = st.columns(2)
            both = lists.both if lists else (TermList("", ()), TermList("", ()))
            columns = zip((left, right), both, ((ONE, FIRST), (OTHER, SECOND)), strict=True)
            for n, (column, one, (name, terms)) in enumerate(columns, 1):
                column.text_input(f"Name of list {n}", one.name, key=name, max_chars=60)
                column.text_area(f"Terms of list {n}", "\n".join(one.terms), key=terms, height=220)
            left_out = "\n".join(lists.leave_out) if lists else ""
            st.text_area("Names of teams and further posts, left out", left_out, key=LEFT_OUT)
            st.form_submit_button("Keep the lists", on_click=_keep, args=(project,))
        given = st.file_uploader("Or a file (YAML, CSV)", type=["yaml", "yml", "csv", "xlsx"],
                                 key="vocabulary-file")  # fmt: skip
        if given is not None and st.button("Take the lists from the file", key="vocabulary-take"):
            _take(project, given.getvalue(), given.name)


def _keep(project: Project) -> None:
    def lines(key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in st.session_state[key].split("\n") if line.strip())

    state = st.session_state
    lists = TermLists(
        TermList(state[ONE].strip(), lines(FIRST)),
        TermList(state[OTHER].strip(), lines(SECOND)),
        lines(LEFT_OUT),
    )
    try:
        project.set_term_lists(lists)
    except QualcodeError as error:
        parts.tell(str(error), "error")
    else:
        parts.tell("The lists are kept.")


def _take(project: Project, data: bytes, name: str) -> None:
    from qualcode.formats.term_lists import read_term_lists

    try:
        lists, problems = read_term_lists(data, name)
        if lists is None:
            raise InvalidFile("; ".join(map(str, problems[:5])) + ".", problems)
        project.set_term_lists(lists)
    except QualcodeError as error:
        sentence(str(error), kind="error")
        return
    for key in (ONE, OTHER, FIRST, SECOND, LEFT_OUT):
        st.session_state.pop(key, None)
    parts.tell("The lists are kept.")
    st.rerun()
