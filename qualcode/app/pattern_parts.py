"""What the views of the Patterns page share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qualcode.app import parts
from qualcode.app.downloads import downloads
from qualcode.project import Project


def nothing_yet(project: Project, what: str) -> bool:
    """Say what belongs in a view while the study has nothing for it."""
    frames = project.frames()
    if frames.people.empty:
        parts.empty(f"{what} It needs interviews first.", "Bring in interviews", "transcripts")
    elif not len(project.codebook):
        parts.empty(f"{what} It needs codes first.", "Add codes", "codebook")
    elif frames.codings.empty:
        parts.empty(f"{what} Nothing is coded yet.", "Start coding", "code")
    else:
        return False
    return True


def chosen_point(key: str, selection: str) -> dict[str, str]:
    """What was clicked in a chart last, known before the chart is drawn anew; else empty."""
    told = st.session_state.get(key)
    points = told["selection"].get(selection, []) if told else []
    return dict(points[-1]) if points else {}


def under(project: Project, caption: str) -> None:
    """The caption, and what can and cannot be claimed."""
    parts.muted(f"{caption} Codebook version {project.codebook_version}.")
    parts.muted(project.claims())


def take_along(
    project: Project, name: str, files: Mapping[str, Callable[[], bytes]], note: str = ""
) -> None:
    """Download buttons, or the reason why nothing about these people can leave."""
    small = int(project.about()["options"]["small_group"])
    if project.frames().people["participant"].nunique() < small:
        parts.muted(
            f"The study knows fewer than {small} people, so nothing about them can be taken along."
        )
        return
    st.subheader("Take along", anchor=False)
    if note:
        parts.muted(note)
    downloads(name, files, project)
