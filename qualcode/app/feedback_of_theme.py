"""Feedback on an open theme: how many things said agree with it, add to it or dispute it."""

from __future__ import annotations

from qualcode.app import parts
from qualcode.model.theme import Theme
from qualcode.project import Project
from qualcode.report.feedback_files import counted


def said_of(project: Project, theme: Theme) -> None:
    """One quiet line, where anything was said; the words stand on their own page."""
    own = project.feedback(theme=theme.id)
    if own:
        parts.muted(
            f"Feedback: {counted(own)}. It is not counted here; the words stand on the Feedback"
            " page, under By theme."
        )
