"""Codebook: the codes with their rules, what to mend, the versions, and every change to them."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from qualcode.app import (
    address,
    codebook_add,
    codebook_edit,
    codebook_entry,
    codebook_lists,
    codebook_reshape,
    codebook_split,
    parts,
)
from qualcode.app.codebook_acts import (
    CHECKS,
    CHOSEN,
    FILE,
    TREE,
    VERSIONS,
    VIEW,
    begin,
    in_hand,
    open_code,
)
from qualcode.app.codebook_preview import to_read_again
from qualcode.app.codebook_upload import new_version
from qualcode.app.pick import Item, pick
from qualcode.model import Code, Codebook, CoderRole
from qualcode.project import Project
from qualcode.report.palette import colours

VIEWS = {TREE: "Codes", CHECKS: "Checks", VERSIONS: "Versions", FILE: "From a file"}


def render(project: Project) -> None:
    """The codes, or what to mend, or the versions, or a file: one of them at a time."""
    codebook, role = project.codebook, project.acting_role
    does = "read" if role is CoderRole.MENTOR else "read or change"
    parts.title(
        "Codebook",
        f"What is looked for, and when each code applies. Choose one to {does} its rules.",
    )
    if not len(codebook):
        if role is CoderRole.MENTOR:
            parts.muted("No code yet. The codes stand here with their rules once there are some.")
            return
        _begin_codebook(project)
        return
    _asked_for(codebook)
    if role is CoderRole.MENTOR:
        _read(project, codebook)
        return
    parts.muted(_about(codebook, project.codebook_version))
    # Given here and not as a default, since doors in one view lead to another.
    st.session_state.setdefault(VIEW, TREE)
    view = st.segmented_control(
        "Show",
        # A second coder brings in no codebook: that is the researcher's.
        [view for view in VIEWS if view != FILE or role is CoderRole.RESEARCHER],
        format_func=VIEWS.__getitem__,
        required=True,
        key=VIEW,
        label_visibility="collapsed",
        persist_state="session",
    )
    if view == CHECKS:
        codebook_lists.show_checks(project)
    elif view == VERSIONS:
        codebook_lists.show_versions(project)
    elif view == FILE:
        new_version(project)
    else:
        _tree(project, codebook, role)


def _asked_for(codebook: Codebook) -> None:
    """Open the code that the address names."""
    asked = address.followed("code")
    if asked:
        address.shows("code", asked)
    if asked and asked in codebook:
        open_code(asked)


def _read(project: Project, codebook: Codebook) -> None:
    """The codes and the versions for a mentor, who proposes changes in a round."""
    parts.muted(_about(codebook, project.codebook_version))
    view = st.segmented_control(
        "Show",
        [TREE, VERSIONS],
        format_func=VIEWS.__getitem__,
        default=TREE,
        required=True,
        key="book-read",
        label_visibility="collapsed",
    )
    if view == VERSIONS:
        codebook_lists.show_versions(project)
        return
    counts = _counts(project)
    hues = colours(codebook)
    tree, entry = st.columns([1, 1.35], gap="large")
    with tree:
        chosen = pick(tree_items(codebook, counts, hues), CHOSEN, label="Codes")
        address.shows("code", chosen)
    with entry:
        code = codebook[chosen or codebook.codes[0].id]
        codebook_entry.show(codebook, code, counts, hues, acts=())
    _rules(codebook)


def _counts(project: Project) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (id, _), n in project.code_counts().items():
        counts[id] += n
    return counts


def _rules(codebook: Codebook) -> None:
    if codebook.rules:
        with st.expander("Rules for the whole codebook"):
            st.html(codebook_entry.prose(codebook.rules))


def _begin_codebook(project: Project) -> None:
    st.write(
        "No code yet. A codebook lists the ideas you look for, each with a definition and"
        " with rules for when it applies. Bring it as a file, begin with the eight"
        " indicators of good collaborative practice, or write the first code yourself."
    )
    new_version(project, empty=True)
    with st.expander("Write the first code"):
        codebook_add.add(project, project.codebook, None)


def _about(codebook: Codebook, version: int) -> str:
    source = f" Source: {codebook.source}." if codebook.source else ""
    retired = sum(code.retired for code in codebook)
    aside = f", {retired} of them retired" if retired else ""
    return (
        f"{codebook.name}: {parts.many(len(codebook), 'code')}{aside}, version {version}.{source}"
    )


def _tree(project: Project, codebook: Codebook, role: CoderRole) -> None:
    counts = _counts(project)
    hues = colours(codebook)
    to_read_again(project)
    tree, entry = st.columns([1, 1.35], gap="large")
    with tree:
        chosen = pick(tree_items(codebook, counts, hues), CHOSEN, label="Codes")
        address.shows("code", chosen)
        code = codebook[chosen or codebook.codes[0].id]
        st.button("Add a code", key="book-add", on_click=begin, args=("add", code))
    with entry:
        act = in_hand(code)
        if act == "add":
            codebook_add.add(project, codebook, code)
        elif act == "edit":
            codebook_edit.edit(project, codebook, code)
        elif act == "split":
            codebook_split.split(project, codebook, code)
        elif act is not None:
            codebook_reshape.reshape(project, codebook, code, act)
        else:
            # What the code stands for is a second coder's too; its shape is the researcher's.
            acts = ("edit",) if role is CoderRole.SECOND_CODER else tuple(codebook_entry.ACTS)
            codebook_entry.show(codebook, code, counts, hues, acts=acts)
    _rules(codebook)


def tree_items(codebook: Codebook, counts: Counter[str], hues: dict[str, str]) -> list[Item]:
    """The codes as lines of the list: the tree of those in use, then the retired ones."""
    items: list[Item] = []

    def line(code: Code, depth: int) -> Item:
        # An indicator's number is of the codings with it or any of its letters.
        total = sum(counts[id] for id in codebook.family(code.id))
        mark = str(total) if total else ""
        return Item(code.id, code.title, hue=hues[code.id], deep=depth > 0, mark=mark)

    def add(code: Code, depth: int) -> None:
        if not code.retired:
            items.append(line(code, depth))
        for child in codebook.children(code.id):
            add(child, depth + 1)

    for top in codebook.children(None):
        add(top, 0)
    aside = [code for code in codebook if code.retired]
    for n, code in enumerate(aside):
        one = line(code, 0)
        head = "" if n else "Retired: kept with their codings, offered for no new one"
        items.append(Item(one.id, one.name, hue=one.hue, mark=one.mark, head=head))
    return items
