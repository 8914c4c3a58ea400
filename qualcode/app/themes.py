"""The Themes page: how many people say what, and the themes people write over codes."""

from __future__ import annotations

from qualcode.app import findings, frequencies, parts
from qualcode.app.views import show_one
from qualcode.project import Project

VIEWS = {"Frequencies": frequencies.render, "Written themes": findings.render}


def render(project: Project) -> None:
    """Frequencies, or themes."""
    parts.title("Themes", "Who says what, with how many people behind it.")
    show_one(project, "themes_view", VIEWS)
