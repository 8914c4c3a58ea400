"""Changing a theme, and its earlier versions."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import draft, parts
from qualcode.app.code_card import label
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.model.theme import PRIORITIES, Status, Theme, ThemeVersion
from qualcode.project import Project
from qualcode.report.themes_list import priority_words

KEPT = "The theme is kept as you wrote it; the version before stands under Earlier versions."
FIELDS = ("statement", "codes", "priority", "status", "note")
SIFTED = {Status.OPEN: "Still open", Status.KEEP: "Keep", Status.DROP: "To be dropped"}


def edit(project: Project, theme: Theme) -> None:
    """The fields of a theme; what somebody else kept meanwhile is never written over unseen."""
    key, book = f"finding-{theme.id}", project.codebook
    newest = project.theme_versions(theme.id)[0]
    values = {name: getattr(theme, name) for name in FIELDS} | {"codes": list(theme.codes)}
    draft.begin(key, newest.id, values)
    st.text_area(
        "What do the interviews say?", key=draft.field(key, "statement"), height=90,
        persist_state="session",
    )  # fmt: skip
    gone = [code for code in theme.codes if code not in book]
    st.multiselect(
        "Codes it rests on",
        [*(code.id for code in book), *gone],
        format_func=partial(label, book),
        key=draft.field(key, "codes"),
        persist_state="session",
    )
    left, right = st.columns(2)
    left.selectbox(
        "Priority",
        list(PRIORITIES),
        index=None,
        format_func=lambda p: priority_words(p).capitalize(),
        key=draft.field(key, "priority"),
        placeholder="Not yet weighed",
        persist_state="session",
    )
    right.selectbox(
        "After sifting",
        list(Status),
        format_func=SIFTED.__getitem__,
        key=draft.field(key, "status"),
        persist_state="session",
    )
    st.text_area(
        "Note for yourself (leaves by no export)", key=draft.field(key, "note"), height=80,
        persist_state="session",
    )  # fmt: skip
    write = partial(_write, project, theme.id, key)
    draft.refused(key, newest.id, _told(theme), write, KEPT)
    st.button(
        "Keep the changes",
        type="primary",
        key=draft.field(key, "keep"),
        on_click=draft.keep,
        args=(key, write, KEPT),
    )


def _write(project: Project, id: str, key: str, based_on: str | None) -> None:
    project.edit_theme(id, based_on=based_on, **draft.changes(key))


def _told(theme: Theme) -> str:
    """A theme on one line."""
    codes = f" Codes: {', '.join(theme.codes)}." if theme.codes else ""
    note = f" Note: {theme.note}" if theme.note else ""
    sifted = SIFTED[theme.status].casefold()
    return f"{theme.statement}{codes} {priority_words(theme.priority)}; {sifted}.{note}"


def history(project: Project, theme: Theme) -> None:
    """Every version with who wrote it; each can be brought back."""
    versions = project.theme_versions(theme.id)
    for n, version in enumerate(versions):
        st.html(_as_html(version))
        if n and version.theme is not None:
            st.button(
                "Bring back",
                key=f"finding-restore-{version.id}",
                on_click=_restore,
                args=(project, theme.id, version.id),
            )


def _as_html(version: ThemeVersion) -> str:
    theme = version.theme
    said = "dropped" if theme is None else _told(theme)
    if theme is not None:
        said += f" {len(theme.evidence)} passages for it, {len(theme.counter)} against it."
    return (
        '<article class="qc-memo"><header>'
        f"<span>{escaped(version.who)}, {parts.when(version.made_at)}</span></header>"
        f"<p>{escaped(said)}</p></article>"
    )


def _restore(project: Project, id: str, version: str) -> None:
    if tried(project.restore_theme, id, version):
        draft.let_go(f"finding-{id}")
        parts.tell("The earlier version stands again; nothing is lost.")
