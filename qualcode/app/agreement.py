"""Agreement: how far coders agree, where they differ, and what they confuse."""

from __future__ import annotations

from qualcode.app import agreement_figures, confusion, disagreements, parts
from qualcode.app.views import show_one
from qualcode.project import Project

VIEWS = {
    "Figures": agreement_figures.render,
    "Disagreements": disagreements.render,
    "Confusion": confusion.render,
}


def render(project: Project) -> None:
    """The page."""
    parts.title(
        "Agreement",
        "How far people who coded the same interviews, each on their own, agree; where they differ;"
        " and which codes they take for one another.",
    )
    show_one(project, "agreement_view", VIEWS)
