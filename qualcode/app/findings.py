"""Written themes: statements over codes, with what speaks for them and against them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import address, draft, parts, pick
from qualcode.app.code_card import label
from qualcode.app.desk import tried
from qualcode.app.downloads import downloads
from qualcode.app.feedback_of_theme import said_of
from qualcode.app.findings_edit import edit, history
from qualcode.app.findings_open import counted, memos
from qualcode.app.findings_passages import passages
from qualcode.model.theme import Theme
from qualcode.project import Project
from qualcode.report.themes_list import priority_words

OPEN, NEW = "finding-open", "finding-new"
WRITTEN = "The theme is kept. Choose passages that speak for it and against it."


def render(project: Project) -> None:
    """The themes by priority; one of them open."""
    parts.muted(
        "A theme is what you conclude over one or several codes. You write it; here stand the"
        " people behind it, what speaks against it, and who says nothing."
    )
    themes = project.written_themes()
    if not themes:
        _first(project)
        _dropped(project)
        return
    left, right = st.columns([1, 2.4], gap="large")
    with left:
        chosen = pick.pick(_items(project, themes), OPEN, label="Written themes")
        address.shows("theme", chosen)
        with st.expander("Write another theme", key="finding-new-box"):
            _new(project)
        _take_along(project)
        _dropped(project)
    with right:
        theme = next(t for t in themes if t.id == chosen)
        parts.heading(theme.statement)
        counted(project, theme)
        said_of(project, theme)
    # Passages need the page's whole width to be read side by side.
    passages(project, theme)
    _more(project, theme)
    parts.muted(project.claims())


def _first(project: Project) -> None:
    with st.container(border=True, key="empty"):
        st.write(
            "No theme is written yet. Write what the interviews say, in a sentence, and name the"
            " codes it rests on; one theme can rest on several."
        )
        _new(project)
    parts.muted(project.claims())


def _items(project: Project, themes: list[Theme]) -> list[pick.Item]:
    items: list[pick.Item] = []
    head = None
    for theme in themes:
        found = project.theme_evidence(theme)
        new = theme.priority != head or not items
        first = priority_words(theme.priority).capitalize() if new else ""
        head = theme.priority
        items.append(
            pick.Item(
                theme.id,
                theme.statement,
                found.sentence if theme.codes else "no codes yet",
                mark=theme.status.value,
                head=first,
            )
        )
    return items


def _new(project: Project) -> None:
    """A statement and its codes; the rest can follow."""
    count = st.session_state.get(NEW, 0)
    book = project.codebook
    st.text_area(
        "What do the interviews say?",
        key=f"{NEW}-statement-{count}",
        height=90,
        placeholder="One sentence, such as: Thresholds are argued over where nobody meets.",
    )
    st.multiselect(
        "Codes it rests on",
        [code.id for code in book],
        format_func=partial(label, book),
        key=f"{NEW}-codes-{count}",
        placeholder="Choose …",
    )
    st.button(
        "Write this theme",
        type="primary",
        key=f"{NEW}-go",
        on_click=_write,
        args=(project, count),
    )


def _write(project: Project, count: int) -> None:
    statement = st.session_state[f"{NEW}-statement-{count}"]
    codes = st.session_state[f"{NEW}-codes-{count}"]

    def write() -> None:
        st.session_state[OPEN] = project.add_theme(statement, codes=codes).id

    if tried(write):
        st.session_state[NEW] = count + 1
        parts.tell(WRITTEN)


def _more(project: Project, theme: Theme) -> None:
    """Memos, changing the theme, its versions, and dropping it."""
    memos(project, theme)
    with st.expander("Change this theme", key=f"finding-change-{theme.id}"):
        edit(project, theme)
    with st.expander("Earlier versions", key=f"finding-history-{theme.id}"):
        history(project, theme)
    st.button(
        "Drop this theme",
        type="tertiary",
        key=f"finding-drop-{theme.id}",
        on_click=_drop,
        args=(project, theme.id),
    )


def _drop(project: Project, id: str) -> None:
    if tried(project.drop_theme, id):
        draft.let_go(f"finding-{id}")
        parts.tell("The theme is dropped. It stands under Dropped themes and can be brought back.")


def _dropped(project: Project) -> None:
    """Themes that were dropped, each with a way back."""
    gone = project.dropped_themes()
    if not gone:
        return
    with st.expander(f"Dropped themes ({len(gone)})", key="finding-dropped"):
        for theme, version in gone:
            parts.muted(theme.statement)
            st.button(
                "Bring back",
                key=f"finding-back-{theme.id}",
                on_click=_back,
                args=(project, theme.id, version),
            )


def _back(project: Project, id: str, version: str) -> None:
    if tried(project.restore_theme, id, version):
        st.session_state[OPEN] = id
        parts.tell("The theme is back.")


def _take_along(project: Project) -> None:
    with st.expander("A plain list to show", key="finding-list"):
        st.caption(
            "For laying before the people you interviewed: no quotes, no notes, and no numbers of"
            " people."
        )
        if project.release_refusal():
            downloads("finding-list", {}, project)  # the reason, and the way to confirm
            return
        with st.container(horizontal=True):
            for ending, name in (("docx", "Word"), ("md", "Markdown")):
                st.download_button(
                    name,
                    partial(project.themes_list, ending),
                    file_name=f"themes.{ending}",
                    on_click="ignore",
                    key=f"finding-list-{ending}",
                )
