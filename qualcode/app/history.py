"""History: what happened, the codebook's own history, and merging another copy of the study."""

from __future__ import annotations

from qualcode.app import history_acts, history_codebook, merging, parts
from qualcode.app.views import View, show_one
from qualcode.model import CoderRole
from qualcode.project import Project


def render(project: Project) -> None:
    """One of the views the acting person may use."""
    parts.title("History", "What changed, by whom and since when. Nothing is ever taken out of it.")
    views: dict[str, View] = {
        "What happened": history_acts.render,
        "Codebook": history_codebook.render,
    }
    if project.acting_role is CoderRole.RESEARCHER:
        views["Merge"] = merging.render
    show_one(project, "history_view", views)
