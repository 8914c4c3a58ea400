"""The Patterns page: what goes together, what is missing, which words mark whom."""

from __future__ import annotations

from qualcode.app import (
    cooccurrence,
    keyness,
    parts,
    portrait,
    saturation,
    typical,
    uncoded,
    vocabulary,
)
from qualcode.app.views import View, show_one
from qualcode.project import Project


def render(project: Project) -> None:
    """One of the views the study's profile offers."""
    parts.title("Patterns", "What goes together, what is missing, and which words mark whom.")
    views: dict[str, View] = {
        "Co-occurrence": cooccurrence.render,
        "Portrait": portrait.render,
        "Not coded": uncoded.render,
        "Saturation": saturation.render,
        "Words": keyness.render,
        "Vocabulary": vocabulary.render,
        "Typical quotes": typical.render,
    }
    if project.about()["profile"] == "reflexive":
        del views["Saturation"]
    show_one(project, "patterns_view", views)
